"""Drift as Markdown: wordings as quotations, changed words struck out or in bold."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Ledger
from stemma.model.drift import ClaimDrift, Drift, QuotationDrift
from stemma.tell.drift.desk import LOSSES, NOTE, NOTHING, Desk, marked, sentence, sides
from stemma.tell.shared.safe import safe_markdown, safe_term


def markdown(ledger: Ledger, found: Sequence[Drift]) -> str:
    """The same as Markdown: wordings as quotations, changed words struck out or in bold."""
    desk = Desk(ledger)
    lines: list[str] = []
    for story in found:
        lines += [f"# Drift: {safe_markdown(desk.title(story))}", "", safe_markdown(desk.counted(story)), ""]
        for quotation in story.quotations:
            lines += _md_quotation(desk, quotation)
        for claim in story.claims:
            lines += _md_claim(desk, claim)
        lines += [NOTE, ""] if story.quotations or story.claims else ["No drift was found.", ""]
    return "\n".join(lines or [NOTHING, ""])


#: Signs that no report can hold, for the words between them are gated before they become mark-up.
_OPEN, _CLOSE = "\ue000", "\ue001"


def _md(words_: str, mark: str) -> str:
    plain = safe_markdown(safe_term(words_))
    return plain.replace(_OPEN, mark).replace(_CLOSE, mark)


def _md_quotation(desk: Desk, found: QuotationDrift) -> list[str]:
    out = [f"## {safe_markdown(desk.speaker(found))}", ""]
    for side, (wording, alike, mark) in enumerate(((found.first, found.like_first, "~~"), (found.second, found.like_second, "**"))):
        quoted = marked(desk, wording, sides(found, side), (_OPEN, _CLOSE))
        out += [f"{safe_markdown(desk.whose(wording, alike))}:", "", f"> {_md(quoted, mark)}", ""]
    lines = (*(desk.said(found, c) for c in found.changes), *desk.anew(found), desk.nearer(found))
    return [*out, *(f"- {safe_markdown(line)}" for line in lines), ""]


def _md_claim(desk: Desk, found: ClaimDrift) -> list[str]:
    return [
        f"## {LOSSES[found.kind]} (claim {desk.numbers[found.claim]})",
        "",
        f"{safe_markdown(desk.sources[found.kept.report].long)}:",
        "",
        f"> {_md(sentence(desk, found.kept, found.kept_words, (_OPEN, _CLOSE)), '~~')}",
        "",
        f"{safe_markdown(desk.sources[found.lost.report].long)}:",
        "",
        f"> {_md(sentence(desk, found.lost, found.lost_words, (_OPEN, _CLOSE)), '**')}",
        "",
        f"- {safe_markdown(desk.lost(found))}",
        "",
    ]
