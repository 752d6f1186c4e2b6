"""Which stretches of a report are annotated, and where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stemma.lang.fold import fold
from stemma.model import Zone, ZoneKind
from stemma.read.lines import lines

#: The kinds of zone that hold sentences worth reading.
READ: frozenset[ZoneKind] = frozenset({"headline", "body", "caption"})
#: A stretch grows no longer than this by taking in further paragraphs, and a single paragraph is cut beyond it.
_LONGEST = 6000
#: Between these a blank line parts paragraphs as every annotator knows it.
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of one zone to be annotated as one Doc: its place, and its words folded (as long as the original)."""

    kind: ZoneKind
    start: int
    text: str


def stretches(text: str, zones: Sequence[Zone]) -> Iterator[Stretch]:
    """The stretches of the zones that are read, in order.

    Paragraphs that a blank line parts stay in one stretch; a single newline that ends a paragraph ends the stretch too, since
    annotators take single newlines for white space.
    """
    for zone in zones:
        if zone.kind not in READ:
            continue
        start: int | None = None
        end = zone.start
        for line in lines(text[zone.start : zone.end]):
            a, b = line.start + zone.start, line.end + zone.start
            if start is not None and (not _BLANK_LINE.fullmatch(text[end:a]) or b - start > _LONGEST):
                yield from _cut(text, zone.kind, start, end)
                start = None
            start, end = (a if start is None else start), b
        if start is not None:
            yield from _cut(text, zone.kind, start, end)


def _cut(text: str, kind: ZoneKind, start: int, end: int) -> Iterator[Stretch]:
    """The stretch `[start, end)`, in pieces that end with sentences where it is too long."""
    while end - start > _LONGEST:
        ends = [m.end() for m in _SENTENCE_END.finditer(text, start + _LONGEST // 2, start + _LONGEST)]
        at = ends[-1] if ends else max(text.rfind(" ", start + 1, start + _LONGEST) + 1, 0)
        at = at if at > start + 1 else start + _LONGEST
        yield Stretch(kind=kind, start=start, text=fold(text[start:at]))
        start = at
    if text[start:end].strip():
        yield Stretch(kind=kind, start=start, text=fold(text[start:end]))
