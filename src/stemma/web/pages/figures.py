"""What is counted in a story: every value told of each thing, and the one that stands."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.library import Library
from stemma.tell.exports.table import Table, columns
from stemma.web.pages.about import About, about_of, view_page
from stemma.web.pages.page import Asked, says


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureShown:
    """One value told of a thing counted."""

    day: str
    value: str
    who: str
    reports: str
    note: str
    stands: bool
    superseded: bool
    #: Id and statement of the claims that tell it.
    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesShown:
    """One thing counted."""

    headline: str
    sentence: str
    figures: tuple[FigureShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPage:
    """Everything that is counted."""

    about: About = says("The story.")
    drawing: str = says("Address of the figures over time as a drawing, which comes after the page; empty where nothing has more than one figure.")
    several: tuple[SeriesShown, ...] = says("Things for which more than one figure is told.")
    once: tuple[SeriesShown, ...] = says("Things told with one figure only.")


def _figures(library: Library, asked: Asked) -> FiguresPage:
    from stemma.tell.figures import words as say

    story, about = about_of(library, asked)
    cite = story.cite
    shown = []
    for series in story.figures:
        standing = series.reading.figure if series.reading else None
        rows = tuple(
            FigureShown(
                day=say.day(f),
                value=say.value(f.quantity),
                who=say.who(f, cite),
                reports=say.reports([f], cite),
                note=say.note(f, stands=n == standing),
                stands=n == standing,
                superseded=f.superseded,
                claims=story.told(f.claims),
            )
            for n, f in enumerate(series.figures)
        )
        shown.append((say.several(series), SeriesShown(headline=say.headline(series), sentence=say.sentence(series, cite), figures=rows)))
    return FiguresPage(
        about=about,
        drawing=f"/story/{story.id}/figures/drawing.svg" if any(many for many, _ in shown) else "",
        several=tuple(s for many, s in shown if many),
        once=tuple(s for many, s in shown if not many),
    )


def _sheet(library: Library, asked: Asked) -> Table:
    page = _figures(library, asked)
    rows = tuple((s.headline, f.day, f.value, f.who, f.reports, f.note or None) for s in (*page.several, *page.once) for f in s.figures)
    return Table(name="figures", about=f"Every figure told in {page.about.title}.", columns=_COLUMNS, rows=rows)


_COLUMNS = columns(
    ("thing counted", "In the sources' words", 36),
    ("as of", "The day that the figure is of; in brackets where that is the day of publication", 18),
    ("figure", "As its source words it", 18),
    ("according to", "Its origin", 30),
    ("reports", "Those that tell it, by number", 20),
    ("note", "stands, superseded, hedged, planned and the like", 18),
)


PAGE = view_page(
    "figures", _figures, sheet=_sheet, said="Every value told of each thing counted, as of when and by whom; the one that stands, and why."
)
