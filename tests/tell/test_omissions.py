"""Omissions in every form: kept snapshots, widths, and nothing that a terminal, a page or a spreadsheet would act on."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len

from stemma.follow.omissions import omissions
from stemma.model import Ledger
from stemma.tell.omissions.data import as_csv, as_json
from stemma.tell.omissions.desk import KEY, SIGNS
from stemma.tell.omissions.markdown import markdown
from stemma.tell.omissions.table import report_page, table
from stemma.tell.shared.data import sheet
from tests.tell.golden import same_as_kept
from tests.tell.hand import ledger
from tests.tell.payloads import PAYLOADS, URLS, poisoned

ACTIVE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
SGR = re.compile(r"\x1b\[[0-9;]*m")


def pages(of: Ledger, *, width: int = 80, colour: bool = False) -> list[str]:
    found = omissions(of)
    return [table(of, found, width=width, colour=colour), *(report_page(of, found, r.id, width=width, colour=colour) for r in of.reports)]


def test_kept_forms() -> None:
    of = ledger()
    found = omissions(of)
    same_as_kept("omissions-80.txt", table(of, found, width=80))
    same_as_kept("omissions-report.txt", report_page(of, found, "r-evening", width=80))
    same_as_kept("omissions.md", markdown(of, found))
    same_as_kept("omissions.csv", as_csv(of, found))


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_is_wider_than_asked(width: int) -> None:
    for page in pages(ledger(), width=width):
        assert max(cell_len(line) for line in page.split("\n")) <= width


def test_colour_adds_no_word() -> None:
    for coloured, plain in zip(pages(ledger(), colour=True), pages(ledger()), strict=True):
        assert [line.rstrip() for line in SGR.sub("", coloured).split("\n")] == plain.split("\n")


def test_many_reports_fall_into_blocks() -> None:
    of = ledger()
    more = tuple(replace(of.reports[2], id=f"r-{n}", path=f"{n}.txt") for n in range(30))
    stories = (replace(of.stories[0], reports=(*of.stories[0].reports, *(r.id for r in more))),)
    of = replace(of, reports=(*of.reports, *more), stories=stories)
    page = table(of, omissions(of), width=80)
    assert max(cell_len(line) for line in page.split("\n")) <= 80
    assert " 34" in page


def test_json_holds_every_mark_with_its_reason() -> None:
    of = ledger()
    told = json.loads(as_json(of, omissions(of)))
    presences = [p for s in told["stories"] for c in s["claims"] for p in c["presences"]]
    assert {p["mark"] for p in presences} <= set(SIGNS) == set(KEY)
    assert all(p["ground"]["rule"].startswith("omission.") and p["ground"]["sentence"] for p in presences)
    assert as_json(of, omissions(of)) == as_json(of, omissions(of))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_from_reports_stay_words(payload: str) -> None:
    of = poisoned(ledger(), payload, URLS[0])
    found = omissions(of)
    for page in pages(of):
        assert not ACTIVE.search(page.replace("\n", ""))
    md = markdown(of, found)
    assert not ACTIVE.search(md.replace("\n", ""))
    assert not re.search(r"(?<!\\)[<\[](?=script|img|x\]|javascript)", md)
    json.loads(as_json(of, found))
    rows = list(csv.reader(io.StringIO(as_csv(of, found))))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_formula_is_no_formula() -> None:
    assert sheet(("a",), [("=1+1",), ("-2",), (-2,), (None,), (" @x",)], line_end="\n") == "a\n'=1+1\n'-2\n-2\n\"\"\n' @x\n"


def test_nothing_to_compare_is_said() -> None:
    alone = replace(ledger(), reports=ledger().reports[:1], stories=(replace(ledger().stories[0], reports=("r-harbour",)),))
    assert omissions(alone) == ()
    assert "nothing to compare" in table(alone, ())
    assert "nothing to compare" in report_page(alone, (), "r-harbour")
    assert "nothing to compare" in markdown(alone, ())
