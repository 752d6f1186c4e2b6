"""Drift in every form: kept snapshots, widths, and nothing that a terminal, a page or a spreadsheet would act on."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from stemma.follow.drift import drift
from stemma.model import Claim, Ground, Ledger, Place
from stemma.model.drift import ClaimDrift, Drift
from stemma.tell.drift.data import as_csv, as_json
from stemma.tell.drift.markdown import markdown
from stemma.tell.drift.table import table
from tests.follow.hearsay import ledger as hearsay
from tests.follow.hearsay import quoting, report
from tests.tell.golden import same_as_kept
from tests.tell.payloads import PAYLOADS

ACTIVE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
SGR = re.compile(r"\x1b\[[0-9;]*m")
SLICK = "The oil slick in the bay is believed to come from the tanker Alder."
PLAIN = "The oil slick in the bay comes from the tanker Alder."


def story(extra: str = "") -> tuple[Ledger, tuple[Drift, ...]]:
    """Five reports: a negation lost, a word changed, a quotation that reads alike, and a claim that lost its hedge."""
    long = "Every family in the valley has lost something in this flood, and many have lost all that they had. " * 4
    reports = (
        quoting(f"{extra}The council never approved the second bridge over the Lorn river.", published="2025-03-01", outlet="Post"),
        quoting(f"{extra}The council approved the second bridge over the Lorn river.", published="2025-03-02", outlet="Courier", path="b.txt"),
        quoting(f"{long}This is a dark day for everyone at the Lorn shipyard. {long}", outlet=f"Evening {extra}".strip(), path="c.txt"),
        quoting(f"{long}This is a sad day for everyone at the Lorn shipyard. {long}", outlet="Ledger", path="d.txt"),
        report(f"{SLICK} {extra}", path="e.txt"),
        report(f"{PLAIN} {extra}", outlet="Courier", path="f.txt"),
    )
    of = hearsay(*reports)
    of = replace(of, claims=(Claim(id="c", story="s", statement=f"{extra}The slick comes from the Alder.", certainty="hedged", tellings=()),))
    (found,) = drift(of)
    kept, other = Place(report=reports[4].id, start=0, end=len(SLICK)), Place(report=reports[5].id, start=0, end=len(PLAIN))
    word = SLICK.index("believed")
    words = Place(report=kept.report, start=word, end=word + 8)
    loss = ClaimDrift(
        claim="c",
        kind="hedge",
        kept=kept,
        kept_words=words,
        lost=other,
        lost_words=None,
        voice=None,
        ground=Ground(rule="drift.hedge-lost", sentence="Said."),
    )
    return of, (replace(found, claims=(loss,)),)


def test_kept_forms() -> None:
    of, found = story()
    same_as_kept("drift-80.txt", table(of, found, width=80))
    same_as_kept("drift.md", markdown(of, found))
    same_as_kept("drift.csv", as_csv(of, found))


def test_what_bears_on_the_meaning_comes_first_and_is_named_in_words() -> None:
    page = table(*story(), width=80)
    assert page.index("NEGATION: “never” stands in [1] and not in [2]") < page.index("“dark” in")
    assert "[-never-]" in page
    assert "(…)" in page  # far from the change a long quotation is cut, and the cut is shown


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_is_wider_than_asked(width: int) -> None:
    assert max(cell_len(line) for line in table(*story(), width=width).split("\n")) <= width


def test_colour_adds_no_word() -> None:
    coloured, plain = table(*story(), colour=True), table(*story())
    assert coloured != plain
    assert [line.rstrip() for line in SGR.sub("", coloured).split("\n")] == plain.split("\n")


def test_json_points_into_the_texts() -> None:
    of, found = story()
    told = json.loads(as_json(of, found))
    texts = {r.id: r.text for r in of.reports}
    for quotation in told["stories"][0]["quotations"]:
        for change in quotation["changes"]:
            for place in (*change["gone"], *change["new"]):
                assert " ".join(texts[place["report"]][place["start"] : place["end"]].split()) == place["words"]
    assert as_json(of, found) == as_json(of, found)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_from_reports_stay_words(payload: str) -> None:
    of, found = story(f"{payload} ".replace("”", "").replace("“", ""))
    assert not ACTIVE.search(table(of, found).replace("\n", ""))
    md = markdown(of, found)
    assert not ACTIVE.search(md.replace("\n", ""))
    assert not re.search(r"(?<!\\)[<\[](?=script|img|x\]|javascript)", md)
    json.loads(as_json(of, found))
    rows = list(csv.reader(io.StringIO(as_csv(of, found))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_nothing_found_is_said() -> None:
    of = hearsay(quoting("We will rebuild the school."), quoting("The road is closed.", path="b.txt"))
    assert "No drift was found." in table(of, drift(of))
    assert "nothing to compare" in table(Ledger(), ())
    assert "nothing to compare" in markdown(Ledger(), ())
