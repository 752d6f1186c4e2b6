"""Figures in every form: readable at 80 columns, the same bytes twice, and nothing in a report acts on a terminal, a page or a drawing."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET  # drawings of our own

import pytest
from rich.cells import cell_len

from stemma.follow.figures import figures
from stemma.model import Ledger
from stemma.tell.figures.data import as_csv, as_json
from stemma.tell.figures.plot import plot
from stemma.tell.figures.table import table
from stemma.tell.figures.words import clean
from tests.follow.figures_making import ledger
from tests.tell.golden import same_as_kept
from tests.tell.payloads import PAYLOADS, URLS, poisoned

ACTIVE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
IN_JSON = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
REPORTS = [
    {
        "outlet": "Harbour Post",
        "title": "Flood kills 31",
        "published": "2025-05-01",
        "origin": "the ministry",
        "text": "The flood killed «31 people#dead1|person|people» in Chile and «at least 60|person|injured» were injured.",
    },
    {
        "outlet": "Inland Courier",
        "title": "Toll rises",
        "published": "2025-05-02",
        "origin": "the ministry",
        "text": "In Chile «45 people|person|people» died and «about 80|person|injured» are injured.",
    },
    {
        "outlet": "Evening Echo",
        "title": "Rescuers at work",
        "text": "In Chile the flood killed «31 people#dead1|person|people». «up to 900 homes|home|homes» lie under water.",
    },
    {
        "outlet": "Bulletin",
        "title": "Union doubts toll",
        "published": "2025-05-03",
        "certainty": "hedged",
        "origin": "the union",
        "text": "Deaths in Chile could exceed «over 5,000|person|deaths».",
    },
]


def made() -> Ledger:
    return ledger(REPORTS)


@pytest.mark.parametrize("width", [80, 110])
def test_kept_table(width: int) -> None:
    same_as_kept(f"figures-{width}.txt", table(made(), figures(made()), width=width))


@pytest.mark.parametrize("width", [60, 80, 100, 140])
def test_no_line_is_wider_than_asked(width: int) -> None:
    text = table(made(), figures(made()), width=width, every=True)
    assert max(cell_len(line) for line in text.split("\n")) <= width


def test_an_empty_ledger_says_so() -> None:
    assert "nothing was read" in table(Ledger(), ())
    assert json.loads(as_json(Ledger(), ()))["series"] == []
    assert as_csv(Ledger(), ()).count("\r\n") == 1
    assert b"</svg>" in plot(Ledger(), (), kind="svg")


def test_the_same_ledger_gives_the_same_bytes() -> None:
    one, other = made(), ledger(REPORTS[::-1])
    for form in (as_json, as_csv):
        assert form(one, figures(one)) == form(one, figures(one))
    for kind in ("svg", "png"):
        drawn = plot(one, figures(one), kind=kind)
        assert drawn == plot(one, figures(one), kind=kind)
        assert drawn == plot(other, figures(other), kind=kind)  # the order of reports is not seen in a drawing


def test_a_drawing_is_the_same_in_a_fresh_process_with_other_settings() -> None:
    code = (
        "import sys, hashlib, os; os.environ['MPLBACKEND'] = 'svg'\n"
        "import matplotlib; matplotlib.rcParams.update({'font.size': 22, 'axes.facecolor': 'red', 'text.parse_math': True, 'svg.hashsalt': None})\n"
        "from tests.tell.test_figures import made, plot, figures\n"
        "m = made()\n"
        "for kind in ('svg', 'png'): print(hashlib.sha256(plot(m, figures(m), kind=kind)).hexdigest())\n"
        "print(matplotlib.rcParams['font.size'])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    ours = [hashlib.sha256(plot(made(), figures(made()), kind=kind)).hexdigest() for kind in ("svg", "png")]
    assert done.stdout.split() == [*ours, "22.0"]  # and leaves a person's own settings as they were


def test_matplotlib_is_imported_only_to_draw() -> None:
    code = "import stemma.cli, stemma.follow.figures, stemma.tell.figures.table, stemma.tell.figures.data, sys; print('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_drawing_carries_no_date() -> None:
    svg = plot(made(), figures(made()), kind="svg").decode()
    assert "dc:date" not in svg
    png = plot(made(), figures(made()), kind="png")
    chunks, at = [], 8
    while at < len(png):
        size = struct.unpack(">I", png[at : at + 4])[0]
        chunks.append(png[at + 4 : at + 8])
        at += size + 12
    assert not {b"tIME", b"tEXt", b"iTXt", b"zTXt"} & set(chunks)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_acts_on_a_terminal(payload: str) -> None:
    bad = poisoned(made(), payload, URLS[0])
    assert not ACTIVE.search(table(bad, figures(bad), width=80, every=True))
    assert not IN_JSON.search(as_json(bad, figures(bad)).replace("\n", ""))
    for row in csv.reader(io.StringIO(as_csv(bad, figures(bad)))):
        assert not any(cell[:1] in ("=", "+", "-", "@") for cell in row)


#: Elements that run, load or link; a drawing of ours has none.
_ACTING = {"script", "a", "image", "foreignObject", "iframe", "animate", "set", "handler", "text"}


@pytest.mark.parametrize(
    "payload",
    [PAYLOADS[0], PAYLOADS[20], PAYLOADS[30], "$x^{2}$ \\frac{1}{0} $", "$\\undefined{", "]]>--><script>", "a\ufffe\uffffb\x00c", "\u6f22\u5b57"],
)
def test_hostile_names_are_only_drawn(payload: str) -> None:
    bad = poisoned(made(), payload, URLS[0])
    svg = plot(bad, figures(bad), kind="svg", every=True)
    tree = ET.fromstring(svg)  # well formed, whatever the names hold
    tags = {e.tag.split("}")[-1] for e in tree.iter()}
    assert not tags & _ACTING
    assert not [k for e in tree.iter() for k in e.attrib if k.lower().startswith("on")]
    assert all(str(v).startswith(("#", "url(#")) for e in tree.iter() for k, v in e.attrib.items() if k.endswith("href"))
    assert plot(bad, figures(bad), kind="png", every=True).startswith(b"\x89PNG")


def test_mathematics_is_not_set() -> None:
    """ "$x$" keeps its dollar signs: with mathematics on, both names would be drawn alike."""
    plain = ledger([{**r, "origin": "the x ministry" if r.get("origin") else None} for r in REPORTS])
    dollars = ledger([{**r, "origin": "the $x$ ministry" if r.get("origin") else None} for r in REPORTS])
    one, other = (plot(m, figures(m), kind="svg").decode() for m in (plain, dollars))
    glyphs = [len(re.findall(r"<use ", text)) for text in (one, other)]
    assert glyphs[1] == glyphs[0] + 2


def test_clean() -> None:
    assert clean("a\x1b[31m b\u202e\n c\ufffe") == "a[31m b c\ufffd"
    assert clean("word " * 40).endswith(" …")


def test_json_holds_the_words_of_each_figure() -> None:
    m = made()
    whole = json.loads(as_json(m, figures(m)))
    assert whole["schema"] == "stemma-figures/1"
    texts = {r.id: r.text for r in m.reports}
    for series in whole["series"]:
        assert series["reading"] is None or series["figures"][series["reading"]["figure"]]
        for figure in series["figures"]:
            assert {p["report"] for p in figure["places"]} <= {*figure["reports"], *figure["unsourced"]}
            assert all(texts[p["report"]][p["start"] : p["end"]] == p["quote"] for p in figure["places"])


def test_csv_has_a_row_a_figure() -> None:
    m = made()
    rows = list(csv.DictReader(io.StringIO(as_csv(m, figures(m)))))
    assert len(rows) == sum(len(s.figures) for s in figures(m))
    toll = [r for r in rows if r["counted"] == "people killed, Chile"]
    assert [(r["low"], r["stands"], r["superseded"], r["status"]) for r in toll] == [
        ("31", "no", "yes", "told"),
        ("45", "yes", "no", "told"),
        ("5000", "no", "no", "forecast"),
    ]
