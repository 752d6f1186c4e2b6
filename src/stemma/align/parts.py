"""Whether two that both texts name have changed parts: who does it to whom, who goes from where to where.

Checks of `sameness`, each a reason never to say "the same".
"""

from __future__ import annotations

from itertools import combinations

from stemma.align.accounting import alone, exchanged, met, one_word
from stemma.align.contrasts import converse_words
from stemma.align.slots import Slot
from stemma.align.whole_texts import Found, Text, found
from stemma.lang.en import syntax

#: Prepositions and parts that tell one side of a dealing from the other.
_FACING = frozenset({"by", "against", "from", "to", "over", "doer", "done-to"})
_OPPOSITE_SIDE = frozenset({"by", "against", "from", "over"})
_KIN = """
husband wife son daughter brother sister father mother parent uncle aunt cousin nephew niece child lawyer attorney aide adviser deputy colleague
partner predecessor successor assistant ally friend neighbour boss secretary driver bodyguard
"""
#: Those who are somebody's and may be taken for them.
_PERSONS = frozenset(_KIN.split())
_OWN = frozenset({"his", "her", "their", "its", "our", "my"})


def other_parts(a: Text, b: Text) -> Found | None:
    """Two that both name have changed parts: who does it to whom, from where to where."""
    if (both := exchanged(a.slots, b.slots)) is not None:
        return found([s for s in a.slots if s in both], [t for t in b.slots if any(one_word(s, t) for s in both)])
    return _other_way_round(a, b) or _doers_exchanged(a, b) or _prepositions_exchanged(a, b) or _describers_exchanged(a, b)


def _prepositions_exchanged(a: Text, b: Text) -> Found | None:
    """Two stand behind each other's prepositions, whatever these hang on: a suit by the firm against the state, by the state against the firm."""
    for (x, u), (y, v) in combinations(met(a.slots, b.slots), 2):
        if x.sense != y.sense and x.part in _FACING and y.part in _FACING and (x.part, y.part) == (v.part, u.part) and x.part != y.part:
            return found([x, y], [u, v])
    return None


def _describers_exchanged(a: Text, b: Text) -> Found | None:
    """Two adjectives stand before each other's nouns: rich members pay poor ones, poor members pay rich ones."""
    one, other = _described(a), _described(b)
    for x, y in combinations(sorted(one.keys() & other.keys()), 2):
        if one[x] != one[y] and (one[x], one[y]) == (other[y], other[x]):
            return found(*([s for s in of.slots if s.lemma in {x, y}] for of in (a, b)))
    return None


def _described(of: Text) -> dict[str, str]:
    """Each adjective and the noun right behind it."""
    pairs = ((t, t.nbor()) for t in of.tokens if t.pos_ == "ADJ" and t.i + 1 < len(t.doc))
    return {t.lemma_.lower(): noun.lemma_.lower() for t, noun in pairs if noun.pos_ in {"NOUN", "PROPN", "PRON"}}


def _doers_exchanged(a: Text, b: Text) -> Found | None:
    """Who does it in the one stands elsewhere in the other, where somebody does it who stands elsewhere in the one; but for dealings told from
    either side ("bought from", "sold to")."""
    heads = [next((s for s in of.slots if s.part == "head" and s.kind == "verb"), None) for of in (a, b)]
    doers = [[s for s in of.slots if s.part == "doer" and head is not None and s.of == head.sense] for of, head in zip((a, b), heads, strict=True)]
    if heads[0] is None or heads[1] is None or converse_words(heads[0].sense, heads[1].sense):
        return None
    one, other = ([s for s in mine if _elsewhere(s, its)] for mine, its in ((doers[0], b), (doers[1], a)))
    return found(one, other) if one and other and len(one) == len(doers[0]) and len(other) == len(doers[1]) else None


def _elsewhere(doer: Slot, its: Text) -> bool:
    """Whether the other text has the word, and only on the other side of a dealing."""
    there = [t for t in its.slots if one_word(doer, t)]
    return bool(there) and all(t.part in _OPPOSITE_SIDE for t in there)


def another_doer(a: Text, b: Text) -> Found | None:
    """Somebody's own (her husband, their lawyer) does something in the one, and is nowhere in the other."""
    x, y = ([s for s in _owned(of) if s in alone(of.slots, (*its.slots, *its.known))] for of, its in ((a, b), (b, a)))
    return found(x, y) if x or y else None


def _owned(of: Text) -> list[Slot]:
    """The persons that do something and are called somebody's by a pronoun."""
    at = {of.span(t).start for t in of.tokens if syntax.is_subject(t) and not syntax.is_passive_subject(t) and t.i > 0 and t.nbor(-1).lower_ in _OWN}
    return [s for s in of.slots if s.start in at and s.lemma in _PERSONS]


def _other_way_round(a: Text, b: Text) -> Found | None:
    """Whether, about one verb in one form, what stood before it stands after it and what stood after it before, whatever the parse makes of it."""
    if not a.tokens or not b.tokens or a.tokens[0].lower_ != b.tokens[0].lower_ or syntax.is_passive(a.tokens[0]) != syntax.is_passive(b.tokens[0]):
        return None
    (before, after), (first, last) = _sides(a), _sides(b)
    turned = ((before & last) - after - first), ((after & first) - before - last)
    return found(*([s for s in of.slots if s.lemma in turned[0] | turned[1]] for of in (a, b))) if all(turned) else None


def _sides(of: Text) -> tuple[frozenset[str], frozenset[str]]:
    """The names and nouns before the main predicate, and those after it."""
    at = next((n for n, s in enumerate(of.slots) if s.part == "head"), len(of.slots))
    before, after = (frozenset(s.lemma for s in part if s.kind in {"name", "noun"}) for part in (of.slots[:at], of.slots[at:]))
    return before, after
