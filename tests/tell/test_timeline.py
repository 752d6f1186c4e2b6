"""Every form of the timeline: what stands in it, what it escapes, that it is the same each time."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from typing import Any

import pytest
from click.testing import CliRunner

from stemma import desk
from stemma.cli import stemma
from stemma.follow.timeline import timelines
from stemma.model import Ledger, Voice
from stemma.model.timeline import Moment, Precision
from stemma.tell.timeline.data import as_csv, as_json
from stemma.tell.timeline.markdown import markdown
from stemma.tell.timeline.table import table
from stemma.tell.timeline.words import when
from tests.follow.ledgers import Said, ledger
from tests.tell.payloads import PAYLOADS
from tests.tell.test_pledges import ACTIVE

TUESDAY = ("2025-03-04", "2025-03-04", "2025-03-04")


def book(name: str = "Ada Brandt", thing: str = "ferry") -> Ledger:
    texts: dict[str, tuple[str | None, str]] = {
        "one": ("2025-03-06", f"A {thing} ran aground off Cape Lorn on Tuesday. The pier will be opened in June."),
        "two": ("2025-03-07", f"A {thing} ran aground off Cape Lorn on Wednesday. The sea was calm."),
    }
    claims = {
        "c-1": [
            Said("one", f"A {thing} ran aground off Cape Lorn on Tuesday", ("v-chief",)),
            Said("two", f"A {thing} ran aground off Cape Lorn on Wednesday"),
        ],
        "c-2": [Said("one", "The pier will be opened in June", (), "pledged")],
        "c-3": [Said("two", "The sea was calm")],
    }
    times = [
        ("one", "Tuesday", *TUESDAY),
        ("two", "Wednesday", "2025-03-05", "2025-03-05", "2025-03-05"),
        ("one", "June", "2025-06", "2025-06-01", "2025-06-30"),
    ]
    return ledger(texts, claims, voices=[Voice(id="v-chief", name=name, kind="person")], times=times)


def test_the_table_tells_when_what_and_who_says_so() -> None:
    flat = " ".join(table(book(), timelines(book()), width=100).split())
    assert "2 reports, published 6 to 7 March 2025 · 2 dated events, 1 claim without a date" in flat
    assert "4 March 2025 A ferry ran aground off Cape Lorn on Tuesday. Ada Brandt; in the reports' own voice · 2 reports [1] [2]" in flat
    assert "But 5 March 2025: [2] The Two (“Wednesday”)." in flat
    assert "--- after the last report, 7 March 2025 --- June 2025 The pier will be opened in June. ahead when told · a promise or plan" in flat
    assert "Without a date - The sea was calm. [2]" in flat
    assert "[1] The One, 6 March 2025" in flat


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(map(len, table(book(), timelines(book()), width=width).split("\n"))) <= width


@pytest.mark.parametrize(
    ("first", "last", "precision", "part", "words"),
    [
        ("2025-03-04", "2025-03-04", "day", None, "4 March 2025"),
        ("2025-03-04", "2025-03-04", "time of day", "12:51", "4 March 2025, 12:51"),
        ("2025-03-01", "2025-03-31", "month", None, "March 2025"),
        ("2023-07-01", "2023-12-31", "year", "late", "late 2023"),
        ("2024-01-01", "2024-12-31", "year", None, "2024"),
        ("2025-03-03", "2025-03-09", "week", None, "week of 3 March 2025"),
        ("2025-01-01", "2025-02-28", "days", None, "January to February 2025"),
        ("2025-01-01", "2025-06-17", "days", None, "2025, up to 17 June"),
        ("2025-06-01", "2025-06-17", "days", None, "1 to 17 June 2025"),
        ("2023-10-28", "2025-10-28", "years", None, "October 2023 to October 2025"),
    ],
)
def test_times_read_aloud(first: str, last: str, precision: Precision, part: str | None, words: str) -> None:
    assert when(Moment(first=first, last=last, precision=precision, part=part)) == words
    assert when(Moment(first=first, last=last, precision=precision, part=part, since=True)) == f"since {words}"


def test_json_quotes_the_words_at_their_offsets() -> None:
    given = book()
    found = json.loads(as_json(given, timelines(given)))
    texts = {r.id: r.text for r in given.reports}
    assert found["schema"] == "stemma-timeline/1"
    tellings = [t for line in found["timelines"] for e in line["events"] for t in e["tellings"]]
    assert len(tellings) == 3
    assert all(texts[t[k]["report"]][t[k]["start"] : t[k]["end"]] == t[k]["quote"] for t in tellings for k in ("words", "time"))
    assert found["timelines"][0]["events"][0]["other_times"][0]["first"] == "2025-03-05"
    assert as_json(book(), timelines(book())) == as_json(given, timelines(given))


def test_csv_has_a_row_a_telling() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(book(), timelines(book())))))
    assert [(r["from"], r["time_given"], r["report"], r["against"], r["ahead"]) for r in rows] == [
        ("2025-03-04", "Tuesday", "one", "before", "no"),
        ("2025-03-05", "Wednesday", "two", "before", "no"),
        ("2025-06-01", "June", "one", "after", "yes"),
    ]


def test_nothing_read_is_said() -> None:
    assert "nothing was read" in table(Ledger(), ())
    assert "nothing was read" in markdown(Ledger(), ())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_reaches_no_form_unescaped(payload: str) -> None:
    given = book(name=payload, thing=payload)
    given = dataclasses.replace(
        given,
        reports=tuple(dataclasses.replace(r, outlet=payload, title=payload, url="javascript:alert(1)") for r in given.reports),
        stories=(dataclasses.replace(given.stories[0], title=payload),),
    )
    found = timelines(given)
    assert not ACTIVE.search(table(given, found, width=80))
    written = markdown(given, found)
    assert not ACTIVE.search(written)
    assert not re.search(r"(?<!\\)\]\(javascript:", written)
    assert not re.search(r"(?<!\\)<(?:script|img|svg|iframe|a|form|base|meta|object|math)\b", written)
    for row in csv.reader(io.StringIO(as_csv(given, found))):
        assert not any(cell[:1] in {"=", "+", "-", "@"} for cell in row)
    assert not re.search(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", as_json(given, found))


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_the_command_writes_each_form(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    def read(paths: tuple[str, ...], **options: Any) -> Ledger:
        return book()

    monkeypatch.setattr(desk, "read", read)
    monkeypatch.setenv("COLUMNS", "100")
    done = CliRunner().invoke(stemma, ["timeline", "a.txt", "--format", form])
    assert done.exit_code == 0, done.stderr
    expected = {"table": table(book(), timelines(book()), width=100), "json": as_json, "csv": as_csv, "md": markdown}[form]
    text = expected if isinstance(expected, str) else expected(book(), timelines(book()))
    assert done.stdout.replace("\r\n", "\n") == text.replace("\r\n", "\n")
