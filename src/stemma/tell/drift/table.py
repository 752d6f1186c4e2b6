"""Drift as a table: two wordings one above the other, what differs in [-brackets-] {+of two kinds+}, and a line for each change.

Pure: values in, text out. What bears on the meaning comes first and is named by a word in capitals; nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from stemma.model import Ledger
from stemma.model.drift import ClaimDrift, Drift, QuotationDrift
from stemma.tell.drift.desk import LOSSES, NOTE, NOTHING, Desk, marked, sentence, sides
from stemma.tell.shared.printed import drawn, hanging, heading, indented, more, text

#: Entries of a list before "--all shows them".
FIRST = 12


def table(ledger: Ledger, found: Sequence[Drift], *, width: int = 100, colour: bool = False, every: bool = False) -> str:
    """Each story: quotations whose meaning is touched, other changes of words, then claims that lost something."""
    desk = Desk(ledger)
    parts: list[RenderableType] = []
    for story in found:
        parts += _chapter(desk, story, limit=None if every else FIRST)
    return drawn(parts or [Text(NOTHING)], width=width, colour=colour)


def _chapter(desk: Desk, found: Drift, *, limit: int | None) -> list[RenderableType]:
    parts: list[RenderableType] = [Text(), text(desk.title(found), "bold underline"), text(desk.counted(found))]
    weighty = [q for q in found.quotations if q.weighty]
    other = [q for q in found.quotations if not q.weighty]
    for title, quotations in (("Quotations whose meaning may be touched", weighty), ("Other changes in quotations", other)):
        if quotations:
            parts += heading(f"{title} ({len(quotations)})")
            parts += [part for q in quotations[:limit] for part in _quotation(desk, q)]
            parts += more(len(quotations), limit, "quotation")
    if found.claims:
        parts += heading(f"What is lost in the retelling ({len(found.claims)})")
        parts += [part for c in found.claims[:limit] for part in _claim(desk, c)]
        parts += more(len(found.claims), limit, "claim")
    if not found.quotations and not found.claims:
        return [*parts, text("No drift was found.")]
    return [*parts, Text(), Text(NOTE)]


def _quotation(desk: Desk, found: QuotationDrift) -> list[RenderableType]:
    return [
        Text(),
        indented(text(desk.speaker(found), "bold")),
        indented(text(desk.whose(found.first, found.like_first), "dim")),
        indented(hanging("  ", _coloured(marked(desk, found.first, sides(found, 0), ("[-", "-]")), "[-", "-]", "red"))),
        indented(text(desk.whose(found.second, found.like_second), "dim")),
        indented(hanging("  ", _coloured(marked(desk, found.second, sides(found, 1), ("{+", "+}")), "{+", "+}", "green"))),
        *(indented(hanging("- ", text(said))) for said in (*(desk.said(found, c) for c in found.changes), *desk.anew(found))),
        indented(hanging("- ", text(desk.nearer(found)))),
    ]


def _coloured(words_: str, opening: str, closing: str, style: str) -> Text:
    """The words with what stands between the signs in colour, where there is colour."""
    out = text(words_)
    out.highlight_regex(f"{_escaped(opening)}.*?{_escaped(closing)}", style)
    return out


def _escaped(sign: str) -> str:
    return "".join(f"\\{c}" for c in sign)


def _claim(desk: Desk, found: ClaimDrift) -> list[RenderableType]:
    kept, lost = desk.sources[found.kept.report], desk.sources[found.lost.report]
    return [
        Text(),
        indented(text(f"{LOSSES[found.kind]} (claim {desk.numbers[found.claim]})", "bold")),
        indented(text(kept.long, "dim")),
        indented(hanging("  ", _coloured(sentence(desk, found.kept, found.kept_words, ("[-", "-]")), "[-", "-]", "red"))),
        indented(text(lost.long, "dim")),
        indented(hanging("  ", _coloured(sentence(desk, found.lost, found.lost_words, ("{+", "+}")), "{+", "+}", "green"))),
        indented(hanging("- ", text(desk.lost(found)))),
    ]
