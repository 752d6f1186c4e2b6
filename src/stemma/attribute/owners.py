"""Whose a source's noun phrase is: its possessor, who made or issued it, or a name compounded in front ("NASA data")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stemma.attribute.sentences import noun_after, sentence_end
from stemma.lang.en.cues import documents
from stemma.lang.en.syntax import is_possessor, obliques_of

if TYPE_CHECKING:
    from spacy.tokens import Token


#: Prepositions before the one who made a thing, and verbs of making one.
_MAKERS = frozenset({"of", "by", "from"})
_VERBS = "release publish issue provide conduct carry compile make write pay fund give collect produce post"
_MAKING = frozenset(_VERBS.split())


def owner_of(head: Token) -> Token | None:
    """Possessor, or noun after "of", "by", "from", "for", or a name compounded in front ("NASA data")."""
    possessor = next((c for c in head.children if is_possessor(c)), None)
    if possessor is not None:
        return possessor
    for preposition, noun in obliques_of(head):
        if (
            preposition in (_MAKERS if head.lemma_.lower() in documents() else _MAKERS | {"for", "at", "with"})
            and noun.pos_ in {"PROPN", "NOUN", "PRON"}
            and noun.i > head.i
        ):
            return noun
    for clause in head.children:
        if clause.dep_ in {"acl", "acl:relcl", "relcl"}:
            by = next((t for p, t in obliques_of(clause) if p in {"by", "from"}), None)
            if by is not None and clause.lemma_ in _MAKING:
                return by
    return _author_after(head) or _compounded(head)


def _author_after(head: Token) -> Token | None:
    """Who a document is by, from or of, when hours and places stand between: "a report at noon on Saturday from the council"."""
    if head.lemma_.lower() not in documents():
        return None
    for token in head.doc[head.i + 1 : min(sentence_end(head.doc, head.i), head.i + 14)]:
        if token.text == ",":
            return None
        if token.lower_ in _MAKERS:
            return noun_after(head.doc, token.i + 1)
    return None


def _compounded(head: Token) -> Token | None:
    """A name in front of a common noun: "NASA data"."""
    compound = [
        c
        for c in head.children
        if c.dep_ in {"compound", "nn", "amod", "nmod", "nmod:desc"} and (c.pos_ == "PROPN" or c.ent_type_ in {"ORG", "PER"}) and c.i < head.i
    ]
    return compound[0] if compound and head.pos_ == "NOUN" else None
