"""Little words that change what a whole statement says: quantifiers, "before" and "after", what is negated, words that take back what hangs on them.

Checks of `sameness`, each a reason never to say "the same". They look at words that carry no content of their own, so that `accounting` is blind to
them, or at content words that turn round what stands below them ("the ban on fishing").
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import TYPE_CHECKING

from stemma.align.accounting import alone, literal, one_word
from stemma.align.slots import Slot
from stemma.align.whole_texts import Found, Text, found
from stemma.lang.en.synonyms import bases

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Quantifiers by class.
_QUANTIFIERS = {
    "all": "all every each entire whole everybody everyone everything",
    "some": "some several certain",
    "many": "many numerous",
    "most": "most majority mostly mainly largely",
    "few": "few hardly scarcely",
    "only": "only solely merely exclusively",
    "even": "even",
    "first": "first",
    "last": "last final",
}
_CLASS = {word: name for name, words in _QUANTIFIERS.items() for word in words.split()}
_AFTER = frozenset({"after", "following", "since"})
_BEFORE = frozenset({"before", "until", "till"})
_NOT = frozenset({"not", "n't", "n’t", "no", "without", "never", "except"})
#: Words that turn round, or leave open, what hangs on them.
_TURNS = """
ban prohibition prohibit halt stop end doubt deny denial refuse refusal fail failure lack absence threat threaten risk fear attempt try hope want wish
demand call repeal revoke revocation withdraw withdrawal former alleged suspected supposed false oppose
opposition avoid prevent block suspend suspension cancel abandon reject delay postpone
"""
_TURNING = frozenset(_TURNS.split())
#: Prepositions of which one excludes the other.
_PAIRS = "by for|for against|to from|with without|with against|over under|above below|inside outside|into from|towards from"
_EXCLUDING = frozenset(frozenset(pair.split()) for pair in _PAIRS.split("|"))
_REACH = 3  # words after a negation among which the negated one stands


def other_quantifier(a: Text, b: Text) -> Found | None:
    """Each has a quantifier of a class that the other has not: all and some, most and few, only and even."""
    x, y = ({name: t for t in of.tokens if (name := _quantifier(t))} for of in (a, b))
    one, other = ([mine[c] for c in sorted(mine.keys() - its.keys())] for mine, its in ((x, y), (y, x)))
    return Found(a=tuple(map(a.span, one)), b=tuple(map(b.span, other))) if one and other else None


def _quantifier(token: Token) -> str:
    """The class of a quantifier, "one of" among them."""
    if token.lower_ == "one" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "of":
        return "one"
    return _CLASS.get(token.lower_, "") if not _of_number(token) else ""


def _of_number(token: Token) -> bool:
    """Whether the word goes with a number ("some 500", "last week" is none): a bound, not a quantity of its own."""
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    return after is not None and (after.like_num or after.ent_type_ in {"DATE", "TIME"} or after.lower_ in {"over", "under", "week", "month", "year"})


def before_or_after(a: Text, b: Text) -> Found | None:
    """What the one puts after something, the other puts before it."""
    x, y = ([t for t in of.tokens if t.lower_ in _AFTER | _BEFORE] for of in (a, b))
    ways = [{t.lower_ in _AFTER for t in words} for words in (x, y)]
    if all(ways) and not ways[0] & ways[1]:
        return Found(a=tuple(sorted(map(a.span, x))), b=tuple(sorted(map(b.span, y))))
    return None


def other_word_negated(a: Text, b: Text) -> Found | None:
    """Both negate something, and what the one negates the other has without negation."""
    x, y = (list(_negated(of)) for of in (a, b))
    if not x or not y or any(one_word(s, t) for s in x for t in y):
        return None
    crossed = [s for s in x if any(one_word(s, t) for t in b.slots)], [t for t in y if any(one_word(t, s) for s in a.slots)]
    return found(*crossed) if all(crossed) else None


def _negated(of: Text) -> Iterator[Slot]:
    """The first content word after each negation."""
    for token in of.tokens:
        if token.lower_ in _NOT:
            near = {of.span(t).start for t in token.doc[token.i + 1 : token.i + 1 + _REACH]}
            yield from [s for s in of.slots if s.start in near][:1]


def turned_once(a: Text, b: Text) -> Found | None:
    """Only one of the two has a word that turns round or leaves open what hangs on it, besides the words that both have."""
    x, y = (
        [s for s in alone(of.slots, (*its.slots, *its.known)) if s.part != "head" and bases(s.lemma, s.form) & _TURNING]
        for of, its in ((a, b), (b, a))
    )
    x, y = ([s for s in mine if not (s.lemma == "former" and any(t.lower_.startswith("ex") for t in its.tokens))] for mine, its in ((x, b), (y, a)))
    return found(x, y) if bool(x) != bool(y) else None


def other_preposition(a: Text, b: Text) -> Found | None:
    """One thing hangs on one word by two prepositions that exclude each other: works by students and for students."""
    for s, t in product(a.slots, b.slots):
        if frozenset({s.part, t.part}) in _EXCLUDING and s.of == t.of and literal(s, t):
            return found([s], [t])
    return None


def only_once(a: Text, b: Text) -> Found | None:
    """One says that it is so of nothing else, and the other does not."""
    x, y = ([t for t in of.tokens if _CLASS.get(t.lower_) == "only" and not _of_number(t)] for of in (a, b))
    return Found(a=tuple(map(a.span, x)), b=tuple(map(b.span, y))) if bool(x) != bool(y) else None
