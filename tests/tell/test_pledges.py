"""Every form of the pledges: what stands in it, what it escapes, that it is the same each time."""

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
from stemma.follow.pledges import pledges
from stemma.model import Ledger
from stemma.tell.pledges.data import as_csv, as_json
from stemma.tell.pledges.markdown import markdown
from stemma.tell.pledges.table import table
from tests.follow.ledgers import Said, ledger, people
from tests.follow.test_pledges import VOICES, story
from tests.tell.payloads import PAYLOADS, URLS

ACTIVE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def book() -> Ledger:
    texts, claims = story()
    return ledger(texts, claims, voices=VOICES)


def test_the_table_tells_promiser_reporter_status_and_words() -> None:
    text = table(book(), pledges(book()), width=80)
    flat = " ".join(text.split())
    assert "1. Lorn Lines promised: send 40 divers to the wreck" in flat
    assert "Said by Olga Brandt, not by Lorn Lines" in flat
    assert "Status reported done. [3] The Later, 9 March 2025." in flat
    assert "Words [1] The First, 4 March 2025, citing Olga Brandt: “Lorn Lines has pledged to «send 40 divers to the wreck»" in flat
    assert "citing Olga Brandt, through Northwire" in flat
    assert "Later reported done, [3] The Later, 9 March 2025: “Lorn Lines sent 40 divers to the wreck.”" in flat


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(map(len, table(book(), pledges(book()), width=width).split("\n"))) <= width


def test_none_found_is_said() -> None:
    empty = ledger({"r": ("2025-03-04", "The sea was calm.")}, {"c": [Said("r", "The sea was calm")]})
    assert table(empty, ()).startswith("No promise was found")
    assert "No promise was found" in markdown(empty, ())
    assert json.loads(as_json(empty, ()))["pledges"] == []
    assert len(as_csv(empty, ()).splitlines()) == 1


def test_json_quotes_the_words_at_their_offsets() -> None:
    given = book()
    found = json.loads(as_json(given, pledges(given)))
    texts = {r.id: r.text for r in given.reports}
    assert found["schema"] == "stemma-pledges/1"
    places = [t[key] for p in found["pledges"] for t in p["tellings"] for key in ("sentence", "cue", "what")]
    places += [s for p in found["pledges"] for g in p["grounds"] for s in g["spans"]]
    assert places
    assert all(texts[s["report"]][s["start"] : s["end"]] == s["quote"] for s in places)
    assert as_json(book(), pledges(book())) == as_json(given, pledges(given))


def test_csv_has_a_row_a_pledge() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(book(), pledges(book())))))
    assert [(r["promiser"], r["own_word"], r["low"], r["status"], r["outcome_day"]) for r in rows] == [
        ("Lorn Lines", "no", "40", "reported done", "2025-03-09"),
        ("Sudmark", "", "", "nothing told since", ""),
    ]


def poisoned(payload: str, url: str) -> Ledger:
    """A pledge whose promiser, thing, reporter, outlet and title are all the payload."""
    text = f"The {payload} company has pledged to send 40 {payload} divers, they said."
    words = text.removesuffix(", they said.")
    voices = tuple(dataclasses.replace(v, name=payload) for v in VOICES)
    found = ledger({"r": ("2025-03-04", text)}, {"c": [Said("r", words, ("v-minister",), "pledged", people(40, payload))]}, voices=voices)
    reports = tuple(dataclasses.replace(r, outlet=payload, title=payload, url=url) for r in found.reports)
    return dataclasses.replace(found, reports=reports, stories=(dataclasses.replace(found.stories[0], title=payload),))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_text_reaches_no_form_unescaped(payload: str) -> None:
    given = poisoned(payload, "javascript:alert(1)")
    found = pledges(given)
    assert not ACTIVE.search(table(given, found, width=80))
    written = markdown(given, found)
    assert not ACTIVE.search(written)
    assert not re.search(r"(?<!\\)\]\(javascript:", written)
    assert not re.search(r"(?<!\\)<(?:script|img|svg|iframe|a|form|base|meta|object|math)\b", written)
    for row in csv.reader(io.StringIO(as_csv(given, found))):
        assert not any(cell[:1] in {"=", "+", "-", "@"} for cell in row)
    assert not re.search(r"[\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", as_json(given, found))


@pytest.mark.parametrize("url", URLS)
def test_only_plain_addresses_are_linked(url: str) -> None:
    given = poisoned("Norland", url)
    written = markdown(given, pledges(given))
    for target in re.findall(r"\]\(([^)]*)\)", written):
        assert re.match(r"https?://[^\s()<>]+$", target)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The desk answers with the ledger made by hand."""
    seen: dict[str, Any] = {}

    def read(paths: tuple[str, ...], **options: Any) -> Ledger:
        seen.update(options, paths=paths)
        return book()

    monkeypatch.setattr(desk, "read", read)
    monkeypatch.setenv("COLUMNS", "100")
    return seen


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_the_command_writes_each_form(asked: dict[str, Any], form: str) -> None:
    done = CliRunner().invoke(stemma, ["pledges", "a.txt", "--format", form])
    assert done.exit_code == 0, done.stderr
    expected = {"table": table(book(), pledges(book()), width=100), "json": as_json, "csv": as_csv, "md": markdown}[form]
    text = expected if isinstance(expected, str) else expected(book(), pledges(book()))
    assert done.stdout.replace("\r\n", "\n") == text.replace("\r\n", "\n")


def test_the_ending_of_the_file_chooses_the_form(asked: dict[str, Any], tmp_path: Any) -> None:
    target = tmp_path / "p.csv"
    assert CliRunner().invoke(stemma, ["pledges", "a.txt", "--out", str(target)]).exit_code == 0
    assert target.read_text("utf-8").startswith("pledge,story,promiser")
