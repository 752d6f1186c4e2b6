"""Pledges in a terminal: a block for each."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Ledger
from stemma.model.pledges import Pledge
from stemma.tell.pledges.words import SILENCE, facts, later, status, stories, who
from stemma.tell.shared.citing import Citations, lines, paragraph

#: Quotations shown in a block; the rest are counted, and stand in the other forms.
_SHOWN = 3


def table(ledger: Ledger, pledges: Sequence[Pledge], *, width: int = 100) -> str:
    """A block a pledge, with the words it rests on."""
    cite = Citations(ledger)
    parts: list[str] = []
    for title, about, mine in stories(cite, pledges):
        parts += ["", paragraph(title, width=width), paragraph(about, width=width), ""]
        for number, pledge in mine:
            parts += [*_block(number, pledge, pledges, cite, width=width), ""]
    if not parts:
        return lines([paragraph(SILENCE, width=width)])
    return lines([*parts, paragraph("Stemma counts reporting, not truth: “reported done” means that somebody says so.", width=width)])


def _block(number: int, pledge: Pledge, pledges: Sequence[Pledge], cite: Citations, *, width: int) -> list[str]:
    """One pledge in a terminal."""
    mark = f"{number}. "
    indent = " " * len(mark)
    wide = indent + " " * 10

    def fact(name: str, text: str) -> str:
        return paragraph(text, width=width, first=f"{indent}{name:<10}", rest=wide)

    out = [paragraph(f"{who(pledge)}: {pledge.what}", width=width, first=mark, rest=indent), fact("Status", status(pledge, cite))]
    out += [fact(name, text) for name, text in facts(pledge, pledges, cite)]
    for n, telling in enumerate(pledge.tellings[:_SHOWN]):
        by = cite.chain(telling.chain)
        said = f"{cite.dated(telling.report)}{f', citing {by}' if by else ''}: “{cite.marked(telling.what)}”"
        out.append(fact("" if n else "Words", said))
    if len(pledge.tellings) > _SHOWN:
        out.append(fact("", f"and {len(pledge.tellings) - _SHOWN} more; --format md shows them."))
    for n, outcome in enumerate(pledge.outcomes[-_SHOWN:]):
        out.append(fact("" if n else "Later", later(outcome, cite)))
    return out
