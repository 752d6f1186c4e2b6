"""Words found again in a text that may have moved.

Theory of operation. Between two extractions of a page, or two versions of a report, white space, quotation marks and dashes change, captions and
notices come and go, sentences are mended; the words that somebody corrected mostly stay. So the words are looked for without white space and with
marks and accents folded: at their old place; else wherever they stand, told apart by what stood before and after; else with small changes, among
their old surroundings. What is found with changes must be the only such place, and must have the same figures and negations: "9 died" is not "6
died" with a letter mended. Long stretches (zones) are found by their two ends.
Limits: words that stand twice among like words are taken to be the nearer ones; a sentence that was rewritten is no longer found, and said to be so.
"""

from __future__ import annotations

import bisect
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from rapidfuzz import fuzz

from stemma.lang.fold import fold
from stemma.model import Span, text_digest
from stemma.model.acts import Anchor

CONTEXT = 32
#: Stretches longer than this are kept by so many characters of each end.
_LONG, _ENDS = 240, 96
#: Words shorter than this (without white space) say too little alone: something of what stood around them must be there too.
_SHORT = 12
#: Likeness, 0 to 100, from which surroundings are the same; from which words with their surroundings, and words alone, are the same but for small
#: changes; and by how much the best place must lead. Chosen on the development stories with noise of six kinds (tests/correct/test_anchors.py): 75 to
#: 92 for the second act alike there; below, look-alike sentences of other towns are taken.
_AROUND, _LIKE, _WORDS, _LEAD = 55.0, 82.0, 86.0, 6.0
#: Likeness of one side at least, from which short words are the ones meant.
_SURELY = 85.0
#: Letters from which words are found with small changes.
_MANY = 16
#: Letters from which words that something was put into need no surroundings.
_PLENTY = 30
#: How much may have been put in between the two ends of a stretch, and the fewest letters that are a piece of words parted by it.
_PUT_IN, _PIECE = 2500, 4
_FOLDED = str.maketrans({**dict.fromkeys("“”„«»‟″", '"'), **dict.fromkeys("‘’‚‛´`′", "'"), **dict.fromkeys("–—−‐‑‒―", "-"), "…": "..."})
_GUARDED = re.compile(r"\d+")
_NOT = re.compile(r"\b(?:not|no|never|nobody|none|neither|nor|without|denie[sd]|deny)\b|n['’]t\b", re.IGNORECASE)
_EDGE = re.compile(r"\w+|[^\w\s]")
_SURROGATE = re.compile("[\ud800-\udfff]")

How = Literal["same place", "same words", "like words"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where words stand now, and how they were found."""

    span: Span
    how: How


class Text:
    """A text, ready to be searched."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the text."""
        return text_digest(self.text)

    @cached_property
    def _squeezed(self) -> tuple[str, list[int]]:
        return squeezed(self.text)

    @property
    def letters(self) -> str:
        """The text without white space, folded."""
        return self._squeezed[0]

    def span(self, start: int, end: int) -> Span:
        """The place in the text of a stretch of its letters."""
        at = self._squeezed[1]
        return Span(at[start], at[end - 1] + 1)

    def at(self, offset: int) -> int:
        """The first letter at or after a place in the text."""
        return bisect.bisect_left(self._squeezed[1], offset)


def squeezed(text: str) -> tuple[str, list[int]]:
    """The text without white space, in small letters, marks and accents folded; and for each letter where it stood."""
    letters: list[str] = []
    places: list[int] = []
    for at, char in enumerate(fold(text)):
        if char.isspace():
            continue
        if char.isascii():
            letters.append(char.lower())
            places.append(at)
            continue
        plain = (c for c in unicodedata.normalize("NFKD", char.translate(_FOLDED)) if not unicodedata.combining(c) and not c.isspace())
        for c in plain:
            lower = c.lower()
            letters.append(lower if len(lower) == 1 else c)
            places.append(at)
    return "".join(letters), places


def anchor(report: str, text: str, span: Span) -> Anchor:
    """The words at a place, with what stands around them; white space at their ends is let go."""
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    words = words.strip()
    end = start + len(words)
    long = len(words) > _LONG
    return Anchor(
        report=report,
        offset=start,
        quote=clean(words[:_ENDS].rstrip() if long else words),
        tail=clean(words[-_ENDS:].lstrip()) if long else "",
        length=len(words) if long else 0,
        before=clean(text[max(0, start - CONTEXT) : start]),
        after=clean(text[end : end + CONTEXT]),
    )


def clean(text: str) -> str:
    """The text without halves of characters, which no JSON can hold."""
    return _SURROGATE.sub("\ufffd", text)


def find(text: Text, wanted: Anchor, *, same: bool = False, length: int = 0) -> Found | None:
    """Where the words stand now; None where they stand nowhere, or where it cannot be told.

    `same`: the text is known to be as it was. `length`: how long the text was, where that is known; what was put on top of it moves nothing against
    its end.
    """
    if not wanted.quote.strip() or wanted.offset < 0:
        return None
    end = wanted.offset + (wanted.length or len(wanted.quote))
    if same and end <= len(text.text) and clean(text.text[wanted.offset : end]).startswith(wanted.quote):
        return Found(span=Span(wanted.offset, end), how="same place")
    if wanted.tail:
        return _by_ends(text, wanted, length)
    quote, before, after = (squeezed(part)[0] for part in (wanted.quote, wanted.before, wanted.after))
    if not quote:
        return None
    exact = _exactly(text, wanted, quote, before, after, length)
    if exact is not None:
        span = text.span(exact, exact + len(quote))
        return Found(span=span, how="same place" if span.start == wanted.offset else "same words")
    if any(True for _ in _occurrences(text.letters, quote)):
        return None  # the words are there, and nothing tells which of them were meant
    return _parted(text, quote, before, after) or _nearly(text, wanted, quote, before, after)


def places(text: Text, words: str) -> list[Span]:
    """Where words stand in a text, white space and marks aside; as whole words where they do so anywhere."""
    letters = squeezed(words)[0]
    found = list(_occurrences(text.letters, letters)) if letters else []
    whole = [at for at in found if _whole(text, at, at + len(letters), (False, False))]
    return [text.span(at, at + len(letters)) for at in whole or found]


def _occurrences(letters: str, quote: str) -> Iterator[int]:
    at = letters.find(quote)
    while at >= 0:
        yield at
        at = letters.find(quote, at + 1)


def _around(letters: str, at: int, end: int, before: str, after: str) -> tuple[float, float]:
    """How alike the surroundings are on either side."""
    left, right = letters[max(0, at - len(before)) : at], letters[end : end + len(after)]
    return fuzz.ratio(left, before), fuzz.ratio(right, after)


def _exactly(text: Text, wanted: Anchor, quote: str, before: str, after: str, length: int) -> int | None:
    """The place of the very words: among like surroundings, else the only one if it is long enough; of equals the nearer."""
    inside = (not wanted.before or _joined(wanted.before[-1], wanted.quote[0]), not wanted.after or _joined(wanted.quote[-1], wanted.after[0]))
    scored = []
    for at in _occurrences(text.letters, quote):
        if not _whole(text, at, at + len(quote), inside):
            continue
        sides = _around(text.letters, at, at + len(quote), before, after)
        scored.append((sum(sides), max(sides), -_moved(text, at, wanted.offset, length), at))
    if not scored:
        return None
    scored.sort(reverse=True)
    best = scored[0]
    if len(quote) < _SHORT and (best[1] < _SURELY or best[0] < 2 * _AROUND):
        return None
    if len(scored) == 1:
        return best[3]
    return best[3] if best[1] >= _AROUND and (best[0] >= scored[1][0] + _LEAD or best[2] > scored[1][2]) else None


def _moved(text: Text, at: int, offset: int, length: int) -> int:
    """How far the letters have moved, against the beginning of the text or its end."""
    now = text.span(at, at + 1).start
    return min(abs(now - offset), abs((len(text.text) - now) - (length - offset))) if length else abs(now - offset)


def _whole(text: Text, start: int, end: int, inside: tuple[bool, bool]) -> bool:
    """Whether the words stand as words there, and not inside longer ones ("6" in "2016"), unless they did so before."""
    span, raw = text.span(start, end), text.text
    left = _joined(raw[max(0, span.start - 1) : span.start], raw[span.start : span.start + 1])
    right = _joined(raw[span.end - 1 : span.end], raw[span.end : span.end + 1])
    return left <= inside[0] and right <= inside[1]


def _joined(a: str, b: str) -> bool:
    """Whether two characters are inside one word."""
    return bool(a and b) and a.isalnum() and b.isalnum()


def _parted(text: Text, quote: str, before: str, after: str) -> Found | None:
    """Words into which something was put (a caption, a call): a beginning and the rest, in order, a line end between them, nothing of them lost."""
    if len(quote) < _SHORT:
        return None
    found: set[tuple[int, int]] = set()
    for at in _occurrences(text.letters, quote[:_PIECE]):
        run = _run(text.letters, at, quote)
        for n in range(run, max(_PIECE, run - 4) - 1, -1):  # what was put in may begin with the letters that come next
            then = text.letters.find(quote[n:], at + n, at + len(quote) + _PUT_IN)
            if len(quote) - n >= _PIECE and then > 0 and "\n" in text.text[text.span(at, at + n).end : text.span(then, then + 1).start]:
                sides = _around(text.letters, at, then + len(quote) - n, before, after)
                found |= {(at, then + len(quote) - n)} if len(quote) >= _PLENTY or max(sides) >= 70 else set()
                break
    if len(found) != 1:
        return None
    ((start, end),) = found
    return Found(span=text.span(start, end), how="like words")


def _run(letters: str, at: int, quote: str) -> int:
    """How many letters of the quote stand at a place."""
    n = 0
    while n < len(quote) and at + n < len(letters) and letters[at + n] == quote[n]:
        n += 1
    return n


def _nearly(text: Text, wanted: Anchor, quote: str, before: str, after: str) -> Found | None:
    """The only place that has words and surroundings with small changes."""
    if len(quote) < _MANY:
        return None
    pattern = before + quote + after
    best = fuzz.partial_ratio_alignment(pattern, text.letters, score_cutoff=_LIKE)
    if best is None or len(text.letters) < len(pattern):
        return None
    rest = text.letters[: best.dest_start] + "\0" * (best.dest_end - best.dest_start) + text.letters[best.dest_end :]
    second = fuzz.partial_ratio_alignment(pattern, rest, score_cutoff=best.score - _LEAD)
    if second is not None and second.score > best.score - _LEAD:
        return None
    lower, upper = max(0, best.dest_start - CONTEXT), min(len(text.letters), best.dest_end + CONTEXT)
    inner = fuzz.partial_ratio_alignment(quote, text.letters[lower:upper], score_cutoff=_WORDS)
    if inner is None or abs(inner.dest_end - inner.dest_start - len(quote)) > 2 + len(quote) / 8:
        return None
    span = _fitted(text.text, text.span(lower + inner.dest_start, lower + inner.dest_end), quote)
    if sorted(_guards(wanted.quote)) != sorted(_guards(span.of(text.text))):
        return None
    return Found(span=span, how="like words")


def _guards(words: str) -> set[str]:
    """The figures and negations: what small changes must not touch."""
    return {*_GUARDED.findall(words), *(m.group().lower().replace("’", "'") for m in _NOT.finditer(words))}


def _fitted(text: str, span: Span, quote: str) -> Span:
    """The span with its ends moved to those of words, a few to and fro, where it is most like the quote."""
    marks = _EDGE.finditer(text, max(0, span.start - 40), min(len(text), span.end + 40))
    edges = sorted({e for m in marks for e in m.span()})
    starts = [e for e in edges if abs(e - span.start) <= 20] or [span.start]
    ends = [e for e in edges if abs(e - span.end) <= 20] or [span.end]
    fits = ((fuzz.ratio(squeezed(text[a:b])[0], quote), -abs(b - a - len(span)), a, b) for a in starts for b in ends if a < b)
    _, _, start, end = max(fits, default=(0.0, 0, span.start, span.end))
    return Span(start, end)


def _by_ends(text: Text, wanted: Anchor, length: int) -> Found | None:
    """A long stretch by its beginning and its end."""
    head = find(text, Anchor(report=wanted.report, offset=wanted.offset, quote=wanted.quote, before=wanted.before), length=length)
    last = wanted.offset + wanted.length - len(wanted.tail)
    tail = find(text, Anchor(report=wanted.report, offset=last, quote=wanted.tail, after=wanted.after), length=length)
    if head is None or tail is None or tail.span.end <= head.span.start:
        return None
    if tail.span.end - head.span.start > 2 * wanted.length + _PUT_IN:
        return None
    same = (head.span.start, tail.span.end) == (wanted.offset, wanted.offset + wanted.length)
    return Found(span=Span(head.span.start, tail.span.end), how="same place" if same else "same words" if head.how != "like words" else "like words")
