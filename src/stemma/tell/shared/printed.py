"""Text on a terminal: parts drawn at a width, everything from the reports through its gate."""

from __future__ import annotations

import io
from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

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
    """A mark with text that wraps beside it, not below."""
    grid = Table.grid(padding=0)
    grid.add_column(no_wrap=True)
    grid.add_column()
    grid.add_row(text(mark), text(content, style))
    return Padding(grid, (0, 0, 0, by))
