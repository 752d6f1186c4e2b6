"""An attribution as a rule or the annotator finds it: ranges of tokens in one Doc, before it has a voice or a place in a chain."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.lang.en.syntax import pruned
from stemma.model import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Half-open range of tokens.
Range = tuple[int, int]

_OPENING = frozenset("\"“«„‘'`([-–—:;,.…•*")
_CLOSING = frozenset("\"”»’'`)]-–—:;,.…")
#: Marks that belong to what they enclose and are kept when words stand on both sides of them.
_QUOTES = frozenset('"“”«»„‘’`')


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Source, cue and content in tokens of one Doc, with the rule that found them."""

    rule: str
    cue: Range
    content: tuple[Range, ...]
    source: Range | None = None
    #: "say", "belief", "according-to": what the cue is; the form follows from it and from quotation marks.
    kind: str = "say"
    certainty: Certainty = "asserted"
    #: The cue is what is told ("declined to comment").
    alone: bool = False
    #: This source stands behind the attribution whose cue is at this token ("reported ..., citing ..."); None elsewhere.
    behind: int | None = None
    #: This source passes on the attribution in whose source its cue stands ("people cited by Reuters").
    fronts: bool = False

    @property
    def words(self) -> frozenset[int]:
        """The tokens of the content."""
        return frozenset(i for a, b in self.content for i in range(a, b))


def trimmed(doc: Doc, span: Range) -> Range | None:
    """The range without commas, dashes and stops at its ends, nor the "that" before a clause; quotation marks stay when their partner is inside."""
    a, b = span
    while a < b and (doc[a].is_space or _opens_clause(doc[a]) or (doc[a].text in _OPENING and not _paired(doc, a, a, b))):
        a += 1
    while a < b and (doc[b - 1].is_space or (doc[b - 1].text in _CLOSING and not _paired(doc, b - 1, a, b))):
        b -= 1
    if b - 1 > a and doc[b - 1].text in _QUOTES and doc[b - 2].text in {",", "."} and doc[a].text in _QUOTES:
        return a, b
    return (a, b) if a < b else None


def _opens_clause(token: Token) -> bool:
    return token.lower_ == "that" and (token.pos_ == "SCONJ" or token.dep_ == "mark")


def _paired(doc: Doc, i: int, a: int, b: int) -> bool:
    """Whether the mark at `i` is a quotation mark whose partner lies within the range."""
    if doc[i].text not in _QUOTES:
        return False
    return sum(1 for t in doc[a:b] if t.text in _QUOTES) % 2 == 0


def pieces(doc: Doc, head: Token, *, without: Callable[[Token], bool]) -> tuple[Range, ...]:
    """The words under `head` but not under the children left out, as trimmed ranges in order.

    Punctuation and marks ("that") at the ends fall away; punctuation between two kept words joins them.
    """
    kept = {t.i for t in pruned(head, without=without)}
    return ranges(doc, kept)


def bare_phrase(doc: Doc, noun: Token) -> tuple[Range, ...]:
    """The words under a noun but for its own preposition: "30,000 people in the square" of "of 30,000 people in the square"."""
    return pieces(doc, noun, without=lambda t: t.head == noun and t.dep_ == "case")


def ranges(doc: Doc, kept: set[int]) -> tuple[Range, ...]:
    """Tokens as ranges, joined over punctuation that stands between them, trimmed, without those that hold no word."""
    if not kept:
        return ()
    out: list[list[int]] = []
    for i in sorted(kept):
        if out and all(doc[j].is_punct or doc[j].is_space for j in range(out[-1][1], i)) and i - out[-1][1] <= 2:
            out[-1][1] = i + 1
        else:
            out.append([i, i + 1])
    neat = [t for a, b in out if (t := trimmed(doc, (a, b))) is not None]
    return tuple((a, b) for a, b in neat if any(t.is_alpha or t.like_num for t in doc[a:b]))


def behind_relative(doc: Doc, source: Range) -> Range:
    """Who says it, without what is spoken of before: "charges which Belmar and Tarnau [deny]". A clause with a verb of its own stays."""
    for i in range(source[1] - 2, source[0], -1):
        if doc[i].lower_ in {"which", "that", "whom"} and doc[i].pos_ == "PRON":
            rest = doc[i + 1 : source[1]]
            nominal = any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in rest) and all(t.pos_ not in {"VERB", "AUX"} for t in rest)
            return (i + 1, source[1]) if nominal else source
    return source


def meet(a: Range, b: Range) -> bool:
    """Whether two ranges have a token in common."""
    return a[0] < b[1] and b[0] < a[1]


def joined(spans: tuple[Range, ...]) -> Range:
    """The hull of ranges."""
    return min(a for a, _ in spans), max(b for _, b in spans)
