"""The small drawing of figures: the same bytes twice, sound XML, every figure on it, and nothing of a report acts in it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET  # drawings of our own

import pytest

from stemma.follow.figures import figures
from stemma.model.figures import FigureSeries
from stemma.tell.figures.small import FIRST, STYLE, small
from stemma.tell.figures.words import several
from tests.follow.figures_making import ledger
from tests.tell.payloads import PAYLOADS, URLS, poisoned
from tests.tell.test_figures import REPORTS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def found() -> list[FigureSeries]:
    return list(figures(ledger(REPORTS)))


def test_every_figure_is_drawn_inside_its_panel(found: list[FigureSeries]) -> None:
    shown = [s for s in found if several(s)][:FIRST]
    assert shown
    root = ET.fromstring(small(found))
    panels = root.findall(f"{SVG}g")
    assert len(panels) == len(shown)
    for panel, series in zip(panels, shown, strict=True):
        marks = panel.findall(f"{SVG}g")
        assert len(marks) == len(series.figures)
        assert len(panel.findall(f".//{SVG}circle[@class='ring']")) == (series.reading is not None)
        for circle in panel.findall(f".//{SVG}circle"):
            assert 0 < float(circle.get("cx", "")) < 272
            assert 40 < float(circle.get("cy", "")) < 120
        assert "".join(panel.itertext()).lower().startswith(series.label.lower()[:10])


def test_the_same_bytes_twice(found: list[FigureSeries]) -> None:
    assert small(found) == small(list(found))


def test_where_nothing_is_told_with_more_than_one_figure_it_says_so() -> None:
    assert "Nothing is told with more than one figure" in "".join(ET.fromstring(small([])).itertext())


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_acts(payload: str) -> None:
    """Whatever the reports say: elements and attributes of our own only, and the one style that the policy knows."""
    drawn = small(list(figures(poisoned(ledger(REPORTS), payload, URLS[0]))))
    root = ET.fromstring(drawn)
    assert {e.tag for e in root.iter()} <= {SVG + t for t in ("svg", "style", "g", "text", "path", "rect", "circle", "title")}
    names = {n for e in root.iter() for n in e.attrib}
    assert not any(re.match(r"on|href|style|.*\}", n) for n in names)
    assert [e.text for e in root.iter(f"{SVG}style")] == [STYLE]
