"""Where source and cue of an attribution begin and end, as ranges of words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stemma.attribute.found import Range, ranges, trimmed
from stemma.attribute.sentences import in_compound
from stemma.lang.en.syntax import (
    is_auxiliary,
    pruned,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


#: Children of a noun that are no part of its phrase (it may be a predicate).
_NO_PART = frozenset({"parataxis", "cop", "advcl", "ccomp", "nsubj", "nsubj:pass", "nsubjpass", "aux", "csubj"})


def cue_range(doc: Doc, verb: Token) -> Range:
    """The verb with the auxiliaries, negation and adverbs that stand directly before it."""
    first = verb.i
    own = {c.i for c in verb.children if is_auxiliary(c) or (c.dep_ in {"advmod", "neg"} and c.left_edge.i == c.right_edge.i)}
    while first - 1 in own:
        first -= 1
    particle = next((c.i for c in verb.children if c.dep_ in {"compound:prt", "prt"} and c.i == verb.i + 1), None)
    return first, (particle or verb.i) + 1


def source_range(doc: Doc, head: Token, verb: Token | None) -> Range:
    """The whole noun phrase of a source: names, appositions, modifiers; without the clause in which the cue itself stands."""

    def outside(child: Token) -> bool:
        if verb is not None and (child is verb or child.is_ancestor(verb)):
            return True
        if child.i < head.i and (child.dep_ in {"case", "mark", "cc", "punct"} or child.dep_ == "prep"):
            return True
        if child.i > head.i and child.ent_type_ in {"TIME", "DATE"}:
            return True  # "the ministry on Sunday said"
        return child.dep_ in _NO_PART or (child.dep_ == "advmod" and child.i > head.i)

    kept = {t.i for t in pruned(head, without=outside)}
    first, last = head.i, head.i + 1
    while first - 1 in kept:
        first -= 1
    while last in kept:
        last += 1
    if first >= 2 and doc[first - 1].text == "-" and in_compound(doc, first):  # "the Oslo-based group", parted before "based"
        first -= 2
        first -= first > 0 and doc[first - 1].pos_ == "DET"
    plural = first >= 2 and doc[first - 1].text in {"'", "’"} and doc[first - 2].text.endswith("s") and not doc[first - 2].whitespace_
    if first >= 2 and (doc[first - 1].lower_ in {"'s", "’s"} or plural):  # a possessor that the parser hung elsewhere
        first -= 2
        while first and doc[first - 1].pos_ in {"PROPN", "DET", "ADJ"} and doc[first - 1].sent == head.sent:
            first -= 1
    return trimmed(doc, (first, last)) or (head.i, head.i + 1)


def apart(doc: Doc, content: tuple[Range, ...], source: Range | None, cue: Range) -> tuple[Range, ...]:
    """Content without the words of source and cue."""
    taken = set(range(*cue)) | (set(range(*source)) if source else set())
    kept = {i for a, b in content for i in range(a, b)}
    return content if not kept & taken else ranges(doc, kept - taken)
