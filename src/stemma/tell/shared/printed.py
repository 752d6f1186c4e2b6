"""Text on a terminal: parts drawn at a width, everything from the reports through its gate."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich import box
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stemma.tell.shared import words
from stemma.tell.shared.safe import safe_term


def drawn(parts: Iterable[RenderableType], *, width: int, colour: bool) -> str:
    """The parts one below the other; without colour no line ends in spaces."""
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
    return out.getvalue() if colour else "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def text(content: str, style: str = "") -> Text:
    """Words as they are, never as mark-up."""
    return Text(safe_term(content), style=style)


def beside(mark: str, content: str, style: str = "", *, by: int = 4) -> RenderableType:
    """A mark with text hanging beside it, moved to the right."""
    return indented(hanging(mark, text(content, style)), by=by)


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


def more(number: int, limit: int | None, noun: str) -> list[RenderableType]:
    """What a list that was cut says of the rest; nothing where it was not."""
    if limit is None or number <= limit:
        return []
    return [indented(Text(f"and {words.count(number - limit, f'more {noun}')}: --all shows them.", style="dim"))]
