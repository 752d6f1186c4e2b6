"""Two subjects of one verb, of which one is none: a possessor, a name beside its noun, an object behind the verb.

The network labels each word by itself, so that "Roe's party, the Alliance, said" may get two subjects. A clause has one; the tree is mended where the
words between the two show what the other is. Limits: two subjects parted by anything else are left as they are.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_NOUNS = frozenset({"NOUN", "PROPN"})


def one_subject(words: Sequence[str], tags: Sequence[str], heads: Sequence[int], labels: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Word -> its mended head and label, for a chunk of words with their tags, heads (-1 a root) and labels."""
    by_verb: dict[int, list[int]] = {}
    for at, (head, label) in enumerate(zip(heads, labels, strict=True)):
        if label in _SUBJECTS and head >= 0 and tags[at] in _NOUNS:
            by_verb.setdefault(head, []).append(at)
    found: dict[int, tuple[int, str]] = {}
    for verb, subjects in by_verb.items():
        before = [s for s in subjects if s < verb]
        for one, other in pairwise(before):
            mended = _mended(one, other, words, tags, heads, labels)
            found.update({mended[0]: mended[1:]} if mended is not None else {})
        if before and tags[verb] == "VERB":
            found.update({s: (verb, "obj") for s in subjects if s > verb})
    return found


def _mended(
    one: int, other: int, words: Sequence[str], tags: Sequence[str], heads: Sequence[int], labels: Sequence[str]
) -> tuple[int, int, str] | None:
    """Which of two subjects is none, its head and its label; None where the words between them do not show it."""
    last, first = _end(one, heads), _begin(other, heads)
    if any(heads[i] == one and labels[i] == "case" for i in range(one)):
        return one, heads[one], "obl"  # "according to Acme, the minister said"
    if any(heads[i] == one and labels[i] == "case" and words[i] in _POSSESSIVE for i in range(one + 1, last + 1)):
        return one, other, "nmod:poss"
    while words[last] == ",":
        last -= 1
    between = list(words[last + 1 : first])
    if between == [","]:
        return other, one, "appos"
    if between or tags[other] != "PROPN":
        return None
    return (one, other, "nmod:desc") if tags[one] == "NOUN" else (other, one, "flat")


def _begin(top: int, heads: Sequence[int]) -> int:
    """The first word of the phrase that hangs together left of a word."""
    at = top
    while at and _under(at - 1, top, heads):
        at -= 1
    return at


def _end(top: int, heads: Sequence[int]) -> int:
    """The last word of the phrase that hangs together right of a word."""
    at = top
    while at + 1 < len(heads) and _under(at + 1, top, heads):
        at += 1
    return at


def _under(at: int, top: int, heads: Sequence[int]) -> bool:
    for _ in range(len(heads)):
        if at == top:
            return True
        at = heads[at]
        if at < 0:
            return False
    return False
