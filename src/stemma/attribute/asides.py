"""What a report puts into somebody's indirect speech of its own: "..., which makes it the largest ever", "-- about 4 % of its staff --".

Theory of operation. Reported speech without quotation marks is the report's wording, and what stands between dashes or comments on the whole of it
from behind a comma is as a rule the report's own. Limits: what the speaker has put in himself passes for the report's too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stemma.attribute.found import Found, ranges

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc

    from stemma.attribute.quotes import Quote

_DASHES = frozenset({"--", "—", "–", "---"})
_COMMENTS = frozenset({"make", "mean"})
_LEAST = 4  # words that must be left of a content


def without_asides(doc: Doc, f: Found, quotes: Collection[Quote]) -> Found:
    """The attribution without what the report has put into its content; a content that is quoted stays whole."""
    if any(q.start <= i < q.end for i in f.words for q in quotes):
        return f
    words = set(f.words) - {i for a, b in f.content for i in _asides(doc, a, b)}
    return replace(f, content=ranges(doc, words)) if len(words) >= _LEAST and len(words) < len(f.words) else f


def _asides(doc: Doc, start: int, end: int) -> set[int]:
    """The words of asides in one piece of a content."""
    found: set[int] = set()
    dashes = [i for i in range(start, end) if doc[i].text in _DASHES]
    if len(dashes) == 2:
        found |= set(range(dashes[0], dashes[1] + 1))
    for i in range(start + 1, end - 1):
        if doc[i].lower_ == "which" and doc[i - 1].text == "," and doc[i + 1].lemma_.lower() in _COMMENTS:
            found |= set(range(i - 1, end))
    return found
