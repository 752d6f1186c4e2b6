"""Figures in a terminal: for each thing counted what stands, and every value told of it, by as-of day.

Pure: values in, text out; readable from 60 columns up. What has one value only comes last, one line each.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stemma.model import Ledger
from stemma.model.figures import FigureSeries
from stemma.tell.figures import words as say
from stemma.tell.shared import words
from stemma.tell.shared.citing import Citations
from stemma.tell.shared.printed import drawn, text

#: A reader with two minutes sees these first; the rest is a word away.
FIRST, ONCE = 10, 8


def table(ledger: Ledger, found: Sequence[FigureSeries], *, width: int = 100, colour: bool = False, every: bool = False) -> str:
    """The series of each story; `every` shows all, not the first few."""
    cite = Citations(ledger)
    parts: list[RenderableType] = []
    for story in ledger.stories:
        mine = [s for s in found if s.story == story.id]
        parts += [Text(), text(f"Figures: {story.title or 'Untitled story'}", "bold underline"), *_story(mine, cite, every=every)]
    if not ledger.stories:
        parts.append(Text("No story: nothing was read."))
    elif found:
        parts += [Text(), *_legend(cite)]
    return drawn(parts, width=width, colour=colour)


def _story(mine: Sequence[FigureSeries], cite: Citations, *, every: bool) -> list[RenderableType]:
    many, once = [s for s in mine if say.several(s)], [s for s in mine if not say.several(s)]
    if not mine:
        return [Text("Nothing is counted.")]
    shown = many if every else many[:FIRST]
    parts = [part for series in shown for part in _series(series, cite)]
    if len(many) > len(shown):
        parts += [Text(), text(f"and {words.count(len(many) - len(shown), 'more thing')} counted: --all shows them.", "dim")]
    if once:
        parts += [Text(), Text("Told with one figure only", style="bold"), _once(once if every else once[:ONCE], cite)]
        if not every and len(once) > ONCE:
            parts.append(text(f"  and {words.count(len(once) - ONCE, 'more figure')}: --all shows them.", "dim"))
    return parts


def _series(series: FigureSeries, cite: Citations) -> list[RenderableType]:
    grid = _grid()
    grid.add_column("As of", no_wrap=True)
    grid.add_column("Figure", min_width=9)
    grid.add_column("According to", ratio=2, min_width=14)
    grid.add_column("Reports", ratio=1, min_width=8)
    grid.add_column("", min_width=9)
    standing = series.reading.figure if series.reading else None
    for n, figure in enumerate(series.figures):
        style = "bold" if n == standing else "dim" if figure.superseded else ""
        cells = (
            say.day(figure),
            say.value(figure.quantity),
            say.who(figure, cite),
            say.reports([figure], cite),
            say.note(figure, stands=n == standing),
        )
        grid.add_row(*(text(cell, style) for cell in cells))
    per = f" a {series.per}" if series.per and f" a {series.per}" not in series.label else ""
    return [Text(), text(say.headline(series) + per, "bold"), Padding(text(say.sentence(series, cite)), (0, 0, 0, 2)), Padding(grid, (0, 0, 0, 2))]


def _once(once: Sequence[FigureSeries], cite: Citations) -> RenderableType:
    grid = _grid()
    grid.add_column("What", ratio=3, min_width=18)
    grid.add_column("Figure", ratio=1, min_width=9)
    grid.add_column("According to", ratio=2, min_width=14)
    grid.add_column("Reports", min_width=7)
    for series in once:
        figure = series.figures[series.reading.figure if series.reading else 0]
        status = say.STATUS[figure.status]
        told = f"{say.value(figure.quantity)}{f' ({status})' if status else ''}"
        names = list(dict.fromkeys(cite.name(f.origin) for f in series.figures if f.origin)) or [say.NOBODY]
        grid.add_row(text(say.headline(series)), text(told), text(words.listed(names)), text(say.reports(series.figures, cite)))
    return Padding(grid, (0, 0, 0, 2))


def _grid() -> Table:
    return Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim", expand=False)


def _legend(cite: Citations) -> list[RenderableType]:
    parts: list[RenderableType] = [Text("The reports", style="bold")]
    parts += [Padding(text(line), (0, 0, 0, 2)) for line in cite.legend()]
    told = "Days in brackets are days of publication; the others are said. Unsourced: the report tells the same figure and names no origin."
    return [*parts, Text(), text(told, "dim"), text("Stemma counts reporting, not truth.", "dim")]
