"""Where something happens, as a clause says it: the place in a phrase of place, not every place that is named.

"Troops arrived in Kursk to fight Ukraine" happens in Kursk; "Moscow's war", "the Chinese market" and "Seoul said" place nothing. Looked for in this
order: a phrase of place with the clause's verb ("died in Sagaing", "near the port of Odesa"); where a movement ends ("flown to Vladivostok"); what a
blow falls on or a visit is paid to ("struck Kyiv"); a phrase of place within the clause's subject or object ("a quake in Myanmar killed 20").

Limits: English; places are those that the names layer marks; a metaphor ("in Washington's eyes") is told apart by its possessor alone; of several
phrases of one rank the first counts.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files

import yaml
from spacy.tokens import Doc, Span, Token

from stemma.lang.en import syntax

LABELS = frozenset({"LOC", "GPE", "FAC"})
#: Steps that are climbed in a tree at most.
_REACH = 6


@cache
def _table() -> dict[str, frozenset[str]]:
    raw = yaml.safe_load((files("stemma.lang.en") / "locative.yml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in raw.items()}


def place_of(doc: Doc, kept: Collection[int], head: Token) -> str | None:
    """The words of the place where the clause's matter happens, as the text has them; None where the clause names none as such.

    `kept` are the clause's words, `head` its head, both as indices and token of the document.
    """
    phrases = [(e, anchor) for e in doc.ents if (e.label_ in LABELS or _under_fire(e)) and e.root.i in kept and (anchor := _anchor(e.root)).i in kept]
    for fits in (_with_verb, _reached, _fallen_on, _within):
        for entity, anchor in phrases:
            if fits(anchor, head):
                return _words(entity, anchor)
    return None


def _under_fire(name: Span) -> bool:
    """Whether a name of one word is what is shelled: nobody shells a person, whatever the name was taken for."""
    root = name.root
    struck = syntax.is_passive_subject(root) or syntax.is_object(root)
    return len(name) == 1 and struck and root.head.lemma_.lower() in _table()["shells"]


def _anchor(root: Token) -> Token:
    """The noun that the phrase of place is built on: the name itself, or the kind of place that it names."""
    at = root
    for _ in range(_REACH):
        above = at.head
        joined = syntax.is_name_part(at) or syntax.is_possessor(at) or syntax.is_apposition(at) or syntax.preposition_of(at) == "of"
        if above.i == at.i or not joined or above.lemma_.lower() not in _table()["kinds"]:
            return at
        at = above
    return at


def _governor(noun: Token) -> Token | None:
    """What a prepositional phrase depends on; None where the noun is in none."""
    if noun.dep_ == "pobj":
        above = noun.head
        while above.dep_ in {"prep", "pcomp"} and above.head != above:
            above = above.head
        return above
    return noun.head if noun.dep_.split(":")[0] in {"obl", "nmod"} and not syntax.is_possessor(noun) else None


def _said(noun: Token, words: str) -> bool:
    """Whether the noun's preposition is of these."""
    return syntax.preposition_of(noun).split(" ")[0] in _table()[words]


def _with_verb(noun: Token, head: Token) -> bool:
    governor = _governor(noun)
    if governor is None or not _of_clause(governor, head):
        return False
    return _said(noun, "at") or (governor.lemma_.lower() in _table()["comes_down"] and _said(noun, "over"))


def _reached(noun: Token, head: Token) -> bool:
    governor = _governor(noun)
    return governor is not None and _of_clause(governor, head) and governor.lemma_.lower() in _table()["moves"] and _said(noun, "to")


def _fallen_on(noun: Token, head: Token) -> bool:
    struck = syntax.is_object(noun) or syntax.is_passive_subject(noun)
    return struck and noun.head.lemma_.lower() in _table()["falls_on"] and _of_clause(noun.head, head)


def _within(noun: Token, head: Token) -> bool:
    """In a phrase of place of the subject, of a counted object, or of a clause's noun for a head; or in a phrase of place of such a phrase."""
    governor = _governor(noun)
    if governor is None or not _said(noun, "at") or governor.pos_ not in {"NOUN", "NUM"} or governor.ent_type_:
        return False
    counted = syntax.is_object(governor) and any(syntax.is_number(c) for c in governor.children)
    taken = syntax.is_subject(governor) or counted
    return governor.i == head.i or (taken and _of_clause(governor.head, head)) or _within(governor, head)


def _of_clause(governor: Token, head: Token) -> bool:
    """The clause's own head, a verb that it is joined to or that completes it ("began to fall", "were hit and killed")."""
    at = governor
    for _ in range(_REACH):
        if at.i == head.i:
            return True
        if at.pos_ not in {"VERB", "AUX", "ADJ"} or at.dep_ not in {"conj", "xcomp"}:
            return False
        at = at.head
    return False


def _words(entity: Span, anchor: Token) -> str:
    """The name; with the kind of place that ends it ("Kursk region", "Russia's Far East") where that follows at once."""
    doc = entity.doc
    if entity.end <= anchor.i <= entity.end + 2 and all(not doc[i].is_punct and doc[i].pos_ != "ADP" for i in range(entity.end, anchor.i)):
        return doc[entity.start : anchor.i + 1].text
    return entity.text
