"""A sentence cut into the units that can be claimed one by one: clauses, coordinated predicates, relative clauses, appositions.

Theory of operation. Every predicate of a parse that could be asserted alone heads a unit; a word belongs to the nearest unit head above it.
Short participles and infinitives ("to help demine the fields", "based in Oslo") stay in the unit they complete; longer ones are units as well
("soft" units: their words count for both). Known limits: gapping ("the injured number 30, the missing 9") has no predicate of its own and is
left to the quantities; noun phrases joined by "and" are one unit unless they are counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stemma.lang.en import syntax

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

UnitKind = Literal["sentence", "coordinate", "complement", "relative", "participle", "adverbial", "beside", "apposition"]

#: Word classes that carry content; the rest is grammar.
CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"})
#: Words that speak of all or none, or single one out, among those of which a clause goes on to say which they are.
_OPEN = frozenset(
    {"no", "any", "every", "each", "all", "only", "first", "last", "most", "worst", "best", "least", "those", "one", "nothing", "nobody"}
)
_RELATIVE = frozenset({"acl:relcl", "relcl"})
#: Words that are nothing without the clause behind them: "to fight what they built".
_FREE = frozenset({"what", "whatever", "whoever", "whomever", "whichever"})
_SOFT_MIN = 3  # content words that a participle or infinitive needs to be a unit
_ANTECEDENT_MAX = 12  # words of a noun phrase that a relative clause's telling quotes as well
_APPOSITION_MIN = 3  # content words that an apposition needs to say more than a title does


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A clause, or what reads like one: its head, its own words (token indexes of the Doc, in order), and the unit it hangs on."""

    head: Token
    kind: UnitKind
    tokens: tuple[int, ...]
    #: Head of the unit above; None for the sentence's own.
    above: Token | None = None


def units(sentence: Tokens) -> tuple[Unit, ...]:
    """The units of a sentence in order of their heads."""
    kinds: dict[int, UnitKind] = {}
    for token in sentence:
        kind = _kind(token)
        if kind is not None:
            kinds[token.i] = kind
    own: dict[int, set[int]] = {i: set() for i in kinds}
    above: dict[int, Token] = {}
    for token in sentence:
        if token.is_space:
            continue
        for head in _owners(token, kinds):
            own[head].add(token.i)
        if token.i in kinds and token.head != token:
            above[token.i] = _nearest(token.head, kinds)
    doc = sentence.doc
    return tuple(Unit(head=doc[i], kind=kinds[i], tokens=tuple(sorted(own[i])), above=above.get(i)) for i in sorted(kinds) if own[i])


def restricting(unit: Unit, cut: Sequence[Unit]) -> Iterator[int]:
    """The words of clauses without which a unit would say more than it does: "the worst flood that it has seen", "hard for it to pay"."""
    for other in cut:
        noun = other.head.head
        if noun.i not in unit.tokens or other is unit:
            continue
        marks = {c.lower_ for c in other.head.children if c.dep_ == "mark"}
        single = noun.lower_ in _OPEN or any(c.lower_ in _OPEN or (c.pos_ == "ADJ" and c.lower_.endswith("est")) for c in noun.children)
        if {"for", "to"} <= marks or (other.kind == "relative" and single and not set_apart(other.head)):
            yield from other.tokens


def antecedent(unit: Unit) -> tuple[int, ...]:
    """The noun phrase before a relative clause or participle that it tells of; nothing where that is long, or no noun stands there."""
    noun, first = unit.head.head, unit.head.left_edge.i
    if unit.kind not in {"relative", "participle"} or noun.i >= first or noun.pos_ not in {"NOUN", "PROPN", "NUM", "PRON"}:
        return ()
    own = {
        t.i for c in noun.children if c.i < first and c.dep_ not in {"punct", "cc", "case", "conj"} and not syntax.is_clausal(c) for t in c.subtree
    }
    phrase = sorted({noun.i, *(i for i in own if i < first and not syntax.is_apposition(noun.doc[i]))})
    return tuple(phrase) if len(phrase) <= _ANTECEDENT_MAX else ()


def names_all(unit: Unit) -> bool:
    """Whether a relative clause says of all of its noun what they are: "the 900 whom it employs", not "40 men who fled"."""
    noun = unit.head.head
    definite = any(c.lower_ in {"the", "all", "these", "those"} or c.dep_ in {"nmod:poss", "poss"} for c in noun.children if c.i < noun.i)
    return definite and not set_apart(unit.head)


def row_of(token: Token) -> Token | None:
    """The predicate with which a participle stands in a row, taken for one that modifies the object before it ("killed 3 people, injured 8").

    It has no object itself, and the object that follows it hangs on a predicate that has one already; or it has one, stands right behind a comma, and
    the row goes on ("..., injured 8 and left 2 missing").
    """
    verb = token.head.head
    if token.dep_ not in {"acl", *_RELATIVE} or token.pos_ != "VERB" or not syntax.is_object(token.head) or syntax.form_of(token) == "VBG":
        return None
    if syntax.objects_of(token):
        lone = token.left_edge == token and token.i > 0 and token.doc[token.i - 1].text == ","
        return verb if lone and any(c.dep_ == "conj" and c.i > token.i for c in verb.children) else None
    return verb if token.dep_ == "acl" and any(o.i > token.i for o in syntax.objects_of(verb)) else None


def set_apart(clause: Token) -> bool:
    """Whether a comma, dash or bracket stands before a clause: it adds something, and does not say which ones are meant."""
    first = clause.left_edge
    return any(t.text in {",", "-", "–", "—", "--", "("} for t in (first, first.doc[max(0, first.i - 1)]))


def _kind(token: Token) -> UnitKind | None:
    """What unit the token heads, if any."""
    dep = token.dep_
    if dep in {"ROOT", "root"} or token.head == token:
        return "sentence"
    if _correlative(token) and _correlative(token.head) and not any(_is_clause_ahead(c, token.head) for c in token.head.children):
        return None  # "the less it earns, the sooner it will end" is one thing
    if dep == "conj":
        return "coordinate" if _is_predicate(token) else None
    if row_of(token) is not None:
        return "coordinate"
    if dep in _RELATIVE:
        return None if token.head.lower_ in _FREE else "relative"
    if dep in {"ccomp", "csubj:outer"}:
        return "complement" if _is_predicate(token) or token.pos_ not in {"NOUN", "PROPN", "NUM"} else None  # a noun without a verb is an object
    if dep == "parataxis":
        return "beside"
    if syntax.is_adverbial_clause(token):
        return "adverbial" if _content(token) >= _SOFT_MIN else None
    if syntax.is_modifier_clause(token):
        return "participle" if _content(token) >= _SOFT_MIN else None
    if syntax.is_apposition(token):
        return "apposition" if _tells(token) else None
    return None


def _correlative(token: Token) -> bool:
    """Whether a clause begins with "the" and a comparative: "the sooner ...", "the less it earns ..."."""
    at, doc = token.left_edge.i, token.doc
    while at < token.i and (doc[at].is_punct or doc[at].is_quote):
        at += 1
    if at + 1 >= len(doc) or doc[at].lower_ != "the":
        return False
    after = doc[at + 1]
    return after.lower_ in {"more", "less", "fewer", "better", "worse"} or (after.pos_ in {"ADJ", "ADV"} and after.lower_.endswith("er"))


def _is_clause_ahead(child: Token, head: Token) -> bool:
    """Whether a clause of its own stands first under a head: what is said, before who says it."""
    return child.dep_ in {"ccomp", "advcl", "parataxis"} and child.left_edge == head.left_edge


def _is_predicate(token: Token) -> bool:
    """Whether a conjunct is a predicate of its own and no mere noun or adjective in a row."""
    if any(syntax.is_subject(c) or c.dep_ == "cop" for c in token.children):
        return True
    if token.pos_ in {"VERB", "AUX"}:
        head = token.head
        return head.pos_ in {"VERB", "AUX"} or any(syntax.is_subject(c) or c.dep_ == "cop" for c in head.children) or head.dep_ in {"ROOT", "root"}
    return False


def _content(token: Token) -> int:
    return sum(1 for t in token.subtree if t.pos_ in CONTENT)


def _tells(token: Token) -> bool:
    """Whether an apposition says something of a thing ("many of them in the shadow fleet") and is no name or a person's title."""
    if token.pos_ == "PROPN" or token.head.ent_type_ in {"PER", "PERSON"}:
        return False
    return sum(1 for t in token.subtree if t.pos_ in CONTENT) >= _APPOSITION_MIN


def _owners(token: Token, kinds: dict[int, UnitKind]) -> list[int]:
    """The unit heads that a word belongs to: the nearest above it, and through soft units the one above those."""
    found: list[int] = []
    at = token
    while True:
        if at.i in kinds:
            found.append(at.i)
            if kinds[at.i] not in {"participle"} or at.head == at:
                return found
        if at.head == at:
            return found
        at = _governor(at)


def _governor(token: Token) -> Token:
    """The head of a token; of an object that stands after a further predicate without an object ("killed 3, injured 8") that predicate."""
    head = token.head
    if not syntax.is_object(token) or token.i < head.i:
        return head
    behind = (g for o in syntax.objects_of(head) for g in o.children if g.i > o.i)  # never what hangs on the object itself: that way leads round
    between = [c for c in (*head.children, *behind) if head.i < c.i < token.i]
    nearer = [c for c in between if row_of(c) is not None or (c.dep_ == "conj" and c.pos_ == "VERB" and not syntax.objects_of(c))]
    return max(nearer, key=lambda c: c.i) if nearer and any(c.i < nearer[0].i for c in syntax.objects_of(head)) else head


def _nearest(token: Token, kinds: dict[int, UnitKind]) -> Token:
    """The nearest unit head at or above a token."""
    at = token
    while at.i not in kinds and at.head != at:
        at = at.head
    return at
