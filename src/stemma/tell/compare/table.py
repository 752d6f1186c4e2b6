"""Comparisons to be read: one pair with all that it rests on, or a line for each of many.

Pure: values in, text out. The answer is a word in capitals; nothing depends on colour.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from rich.console import RenderableType
from rich.text import Text

from stemma.model.comparison import Answer, Comparison, Difference
from stemma.tell.compare.data import words
from stemma.tell.shared.printed import drawn, grid, hanging, heading, indented, text
from stemma.tell.shared.words import count

_STYLES: dict[Answer, str] = {"same": "bold green", "different": "bold red", "cannot tell": "bold yellow"}
NOTE = "Nothing here says which statement is right, or that either is. `stemma explain RULE` tells what a rule looks at and where it fails."


def table(found: Sequence[tuple[str, Comparison]], *, width: int = 100, colour: bool = False) -> str:
    """One pair in full, many a line each."""
    parts = _page(found[0][1]) if len(found) == 1 else _rows(found)
    return drawn([*parts, Text(), text(NOTE, "dim")], width=width, colour=colour)


def _page(c: Comparison) -> list[RenderableType]:
    parts: list[RenderableType] = [_verdict(c), Text()]
    parts += [indented(hanging(f"{name}  ", text(" ".join(report.text.split())))) for name, report in (("A", c.a), ("B", c.b))]
    for title, decides in (("What differs", True), ("What stands against “same”", False)):
        if own := [d for d in c.differences if d.decides is decides]:
            parts += [*heading(title), *(indented(hanging("- ", text(_said(d)))) for d in own)]
    if c.matches:
        parts += [*heading("Taken for the same"), indented(text(_matched(c)))]
    for name, places in (("A", c.only_a), ("B", c.only_b)):
        if places and c.answer != "different":
            parts += [*heading(f"Only in {name}"), indented(text(", ".join(words(c, p) for p in places)))]
    return parts


def _verdict(c: Comparison) -> Text:
    line = Text(c.answer.upper(), style=_STYLES[c.answer])
    return line.append_text(text(f"  {c.grounds[0].sentence} ", "")).append_text(text(f"[{c.grounds[0].rule}]", "dim"))


def _said(d: Difference) -> str:
    return f"{d.aspect}: {d.ground.sentence} [{d.ground.rule}]"


def _matched(c: Comparison) -> str:
    """'Dorvane, market, killed = died': other words with what they were taken for, in the order of the first statement."""
    pairs = dict.fromkeys((words(c, m.a), words(c, m.b), m.alike) for m in c.matches)
    return ", ".join(one if alike else f"{one} = {other}" for one, other, alike in pairs)


def _rows(found: Sequence[tuple[str, Comparison]]) -> list[RenderableType]:
    rows = grid(gap=2)
    for name in ("pair", "answer"):
        rows.add_column(name, no_wrap=True)
    rows.add_column("why")
    for name, c in found:
        first = c.differences[0].ground if c.differences else c.grounds[0]
        rows.add_row(text(name), Text(c.answer, style=_STYLES[c.answer]), text(f"{first.sentence} [{first.rule}]"))
    answers = Counter(c.answer for _, c in found)
    told = ", ".join(f"{answers[a]:,} {a}" for a in get_args(Answer))
    return [rows, Text(), text(f"{count(len(found), 'pair')}: {told}.")]
