"""A text as lines: where paragraphs begin and end, whatever kind of newline parts them.

A single newline ends a paragraph in most texts that people save from pages; in hard-wrapped mail and old wire copy it does not.
`lines` tells the two apart by the text as a whole, so that a wrapped paragraph stays one line here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from stemma.lang.fold import fold

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")
_END_MARK = re.compile(r"[.!?…:;](?:[\s\d]{0,2}[\"'“”‘’»)\]*]){0,4}\s*$|\.{2,}\s*$|[\"”]\s*$")
_WRAP_MIN, _WRAP_MAX = 45, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph-like line of a text, without the white space around it."""

    start: int
    end: int
    #: Its words, folded: matching is not fooled by odd spaces or look-alike letters.
    text: str
    #: How many line breaks stand between the line before and this one (2 or more: a blank line).
    gap: int = 2

    @property
    def ends_well(self) -> bool:
        """Whether it ends as a sentence does: end mark, colon, closing quote."""
        return _END_MARK.search(self.text[-16:]) is not None

    @property
    def words(self) -> list[str]:
        """Its words, parted by white space."""
        return self.text.split()


def lines(text: str) -> tuple[Line, ...]:
    """The lines of `text` in order; a hard-wrapped text has its paragraphs as lines."""
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        words = match.group()
        if not (bare := words.strip("\ufeff\u200b \t\u00a0\u3000")) or bare.isspace():
            continue
        start = match.start() + words.index(bare)
        gap = len(_BREAK.findall(text, last, start)) if found else 2
        found.append(Line(start=start, end=start + len(bare), text=fold(bare), gap=gap))
        last = start + len(bare)
    return tuple(_unwrapped(text, found)) if _is_wrapped(found) else tuple(found)


def _is_wrapped(found: Sequence[Line]) -> bool:
    """Whether most lines break off in mid-sentence at about one width, as hard-wrapped mail does."""
    if len(found) < 4 or max(line.end - line.start for line in found) > _WRAP_MAX:
        return False
    broken = [a for a, b in pairwise(found) if b.gap == 1 and not a.ends_well and a.end - a.start >= _WRAP_MIN]
    return len(broken) >= 0.5 * len(found)


def _unwrapped(text: str, found: Sequence[Line]) -> list[Line]:
    """Lines joined into the paragraphs that blank lines part."""
    out: list[Line] = []
    for line in found:
        if out and line.gap == 1:
            out[-1] = Line(start=out[-1].start, end=line.end, text=fold(text[out[-1].start : line.end]), gap=out[-1].gap)
        else:
            out.append(line)
    return out
