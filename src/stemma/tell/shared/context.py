"""The words a judgement rests on, shown inside the words around them, never edited: only cut, and the cut is marked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from stemma.model import Span, merged

#: Where a sentence probably ends: a guess that decides only how much context is shown.
_STOP = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]?[A-Z0-9])|\n\s*\n")
_ABBREVIATED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sen|Rep|Gov|St|No|vs|Oct|Nov|Dec|Jan|Feb|Aug|Sept?)|\b[A-Z]|\.[a-zA-Z])\.\s$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a report's own words; `marked` where the judgement rests on it."""

    text: str
    marked: bool


def in_context(text: str, spans: Iterable[Span], *, reach: int = 160) -> tuple[Piece, ...]:
    """The marked words with the rest of their sentence, at most `reach` characters to each side.

    Distant spans of one telling stay apart with " … " between them. Concatenated, the pieces are the report's words
    with white space folded; cuts inside a sentence carry "…".
    """
    pieces: list[Piece] = []
    last = 0
    inside = [Span(min(s.start, len(text)), min(s.end, len(text))) for s in spans]
    groups = _near(merged(s for s in inside if len(s)), reach)
    for number, group in enumerate(groups):
        start, end = _from(text, group[0].start, reach), _to(text, group[-1].end, reach)
        start = max(start, last)
        if number:
            pieces.append(Piece(text=" … ", marked=False))
        elif _mid_sentence(text, start):
            pieces.append(Piece(text="… ", marked=False))
        at = start
        for span in group:
            pieces += [Piece(text=text[at : span.start], marked=False), Piece(text=text[span.start : span.end], marked=True)]
            at = span.end
        pieces.append(Piece(text=text[at:end], marked=False))
        last = end
    if groups and last < len(text) and not re.search(r"(?:[.!?][\"'”’)\]]*|\n\s*\n)\s*$", text[max(0, last - 6) : last]):
        pieces.append(Piece(text=" …", marked=False))
    folded: list[Piece] = []
    for p in pieces:
        words = re.sub(r"\s+", " ", p.text)
        if folded and folded[-1].text.endswith(" "):  # white space may run on over the border of two pieces
            words = words.lstrip()
        if words:
            folded.append(Piece(text=words, marked=p.marked and bool(re.search(r"\w", p.text))))
    return _trimmed(folded)


def _trimmed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """No white space at either end."""
    if pieces:
        pieces[0] = Piece(text=pieces[0].text.lstrip(), marked=pieces[0].marked)
        pieces[-1] = Piece(text=pieces[-1].text.rstrip(), marked=pieces[-1].marked)
    return tuple(p for p in pieces if p.text)


def _near(spans: tuple[Span, ...], reach: int) -> list[list[Span]]:
    """Spans that share one stretch of context, together."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span.start - groups[-1][-1].end <= 2 * reach:
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _stops(text: str, start: int, end: int) -> list[int]:
    """Ends of sentences between two offsets, each at the first character of the next."""
    return [m.end() for m in _STOP.finditer(text, start, end) if not _ABBREVIATED.search(text, max(0, m.end() - 8), m.end())]


def _from(text: str, offset: int, reach: int) -> int:
    """Where the sentence around `offset` begins, or a word boundary at most `reach` before."""
    floor = max(0, offset - reach)
    stops = [s for s in _stops(text, max(0, floor - 4), offset + 1) if s <= offset]
    if stops:
        return stops[-1]
    return 0 if floor == 0 else text.find(" ", floor, offset) + 1 or offset


def _to(text: str, offset: int, reach: int) -> int:
    """Where the sentence around `offset` ends, or a word boundary at most `reach` after."""
    ceiling = min(len(text), offset + reach)
    if re.search(r"[.!?][\"'”’)\]]*\s*$", text[max(0, offset - 4) : offset]):
        return offset
    stops = [s for s in _stops(text, max(0, offset - 2), min(len(text), ceiling + 3)) if s >= offset]
    if stops:
        return stops[0]
    if ceiling == len(text):
        return ceiling
    cut = text.rfind(" ", offset, ceiling)
    return cut if cut > offset else offset


def _mid_sentence(text: str, start: int) -> bool:
    """Whether a cut at `start` leaves out the beginning of its sentence."""
    before = text[max(0, start - 6) : start]
    return bool(before.strip()) and not re.search(r"[.!?][\"'”’)\]]*\s*$|\n\s*\n$", before)
