"""What the forms that set reports side by side share: reports as they are cited, claims by their numbers, drawn tables, CSV.

Numbers are those of `stemma read` over the same paths, so that `--claim N` finds the words behind a line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stemma import __version__
from stemma.model import Ground, Ledger, Place, Report, Voice
from stemma.tell.shared import words
from stemma.tell.shared.safe import safe_term
from stemma.tell.view import outlet_of

Json = dict[str, Any]
#: A cell that begins so is run as a formula by spreadsheets.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A report as the forms cite it; words are raw."""

    number: int
    outlet: str
    #: "17 October 2024", or "no date".
    date: str
    report: Report

    @property
    def short(self) -> str:
        """'[3] The Courier'."""
        return f"[{self.number}] {self.outlet}"

    @property
    def long(self) -> str:
        """'[3] The Courier, 17 October 2024'."""
        return f"{self.short}, {self.date}"


def cited(ledger: Ledger) -> dict[str, Cited]:
    """The reports by id, numbered as the ledger has them."""
    return {r.id: Cited(number=n, outlet=outlet_of(r), date=words.day(r.published), report=r) for n, r in enumerate(ledger.reports, 1)}


def numbers(ledger: Ledger) -> dict[str, int]:
    """The claims' numbers: story by story, in the ledger's order."""
    ordered = [c for story in ledger.stories for c in ledger.claims if c.story == story.id]
    return {c.id: n for n, c in enumerate(ordered, 1)}


def names(ledger: Ledger) -> dict[str, Voice]:
    """The voices by id."""
    return {v.id: v for v in ledger.voices}


def brackets(reports: Iterable[str], sources: dict[str, Cited]) -> str:
    """'[1], [4] and [5]'."""
    return words.listed([f"[{n}]" for n in sorted(sources[r].number for r in reports if r in sources)])


def text(words_: str, style: str = "") -> Text:
    """Words from a report as text that a terminal only prints."""
    return Text(safe_term(words_), style=style)


def heading(title: str) -> list[RenderableType]:
    """An empty line and a title."""
    return [Text(), Text(title, style="bold")]


def indented(content: RenderableType, *, by: int = 2) -> RenderableType:
    """The content moved to the right."""
    return Padding(content, (0, 0, 0, by))


def hanging(mark: str, content: Text) -> Table:
    """A mark with text that wraps beside it, not below."""
    grid = Table.grid(padding=0)
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(text(mark), content)
    return grid


def grid(*, gap: int = 1) -> Table:
    """A table with a line under its head and none elsewhere; `gap` blanks after each column."""
    return Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, gap, 0, 0), pad_edge=False, header_style="bold", expand=False)


def drawn(parts: Iterable[RenderableType], *, width: int, colour: bool) -> str:
    """The parts as text of that width."""
    out = io.StringIO()
    console = Console(
        file=out,
        width=max(width, 40),
        force_terminal=colour,
        no_color=not colour,
        color_system="256" if colour else None,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        console.print(part)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n")) if not colour else out.getvalue()


def csv_text(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV (RFC 4180 but for plain line feeds); a cell that a spreadsheet would run gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    for row in rows:
        writer.writerow(["" if cell is None else cell if isinstance(cell, int | float) else _cell(str(cell)) for cell in row])
    return out.getvalue()


def _cell(value: str) -> str:
    value = safe_term(value)
    return f"'{value}" if value.lstrip().startswith(_FORMULA) else value


def generator(ledger: Ledger) -> Json:
    """Who made a file."""
    return {"name": "stemma", "version": __version__, "model": ledger.annotator}


def as_reports(sources: dict[str, Cited]) -> list[Json]:
    """The reports as JSON, without their text."""
    return [
        {
            "id": s.report.id,
            "number": s.number,
            "path": s.report.path,
            "outlet": s.report.outlet,
            "title": s.report.title,
            "url": s.report.url,
            "published": s.report.published,
        }
        for s in sources.values()
    ]


def as_place(place: Place) -> Json:
    """A place as JSON."""
    return {"report": place.report, "start": place.start, "end": place.end}


def as_ground(ground: Ground) -> Json:
    """A ground as JSON."""
    return {"rule": ground.rule, "sentence": ground.sentence, "spans": [as_place(p) for p in ground.spans]}
