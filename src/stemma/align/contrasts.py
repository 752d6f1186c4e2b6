"""What differs between two propositions that are otherwise much alike: the words of the one that stand in the other's place.

Theory of operation. Words that both have are set aside. A word that only the one has and a word that only the other has are a contrast when they
play the same part under the same word ("closed the pass", "closed the tunnel"), or stand between the same words. A contrast of names, of opposites
or of things keeps two propositions apart only where the wording around it agrees: reports of one event differ in many words, distortions in one.
Limits: a wholly reworded distortion is not seen here; synonyms that the table of senses lacks look like two things, so that a noun that does
something ("the retailer", "the company") is never a contrast.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import product

from stemma.align.slots import Slot
from stemma.align.stated import Proposition
from stemma.lang.en import voices
from stemma.lang.en.opposites import opposite
from stemma.lang.en.senses import alike

#: Names of regions that hold many places: whoever says so does not say elsewhere.
_WIDE = frozenset({"asia", "europe", "africa", "america", "pacific", "east", "west", "north", "south", "southeast", "eastern", "western", "central"})
_CORE = frozenset({"doer", "done-to"})
#: Doings after which what they are done to is over, or was never reached, by sense.
_UNDOING = frozenset({"end", "cancel", "miss", "suspend"})
#: Doings by which what was imposed or begun is taken back, by lemma, and what they are done to besides the other side's own doing, by sense.
_TAKING_BACK = frozenset({"drop", "lift", "withdraw", "revoke", "waive", "abandon", "shelve", "scrap"})
_IMPOSED = frozenset({"charge", "sanction", "prohibit", "embargo", "curfew", "limit", "sue", "appeal", "threaten", "demand", "offer", "plan"})
#: Doings told from either side, by sense: who sells to one is who one buys from.
_CONVERSE = (
    ("buy", "sell"),
    ("pay", "receive"),
    ("supply", "receive"),
    ("send", "receive"),
    ("lend", "borrow"),
    ("win", "lose"),
    ("beat", "lose"),
    ("seize", "lose"),
    ("sign", "join"),
    ("visit", "welcome"),
)
#: Verbs that say little without the particle, noun or adjective with which they go.
_PARTICLED_VERBS = (
    "be become break bring call carry cast come cut do draw drive drop fall fly get give go have hold keep lay leave let "
    "look make move pass pick play pull push put run see send set shoot show stand step take throw turn walk work write"
)
OF_MANY_MEANINGS = frozenset(_PARTICLED_VERBS.split())
#: Nouns that stand for what was named before, or for nothing.
_LIGHT = frozenset(
    {"measure", "change", "move", "step", "company", "firm", "group", "agency", "government", "country", "cent", "percent", "number", "total", "time"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """Two words in each other's place."""

    a: Slot
    b: Slot
    #: Whether they stand between the same words.
    between: bool
    #: Whether they are one word each there, and nothing else is changed in that place.
    alone: bool = False


@lru_cache(maxsize=2)
def agreement(a: Proposition, b: Proposition, *, names: bool = True) -> float:
    """The share of the shorter one's words that the other has too, each word once; without names it is the share of the rest."""
    x, y = ({s.sense for s in p.slots if names or s.kind != "name"} for p in (a, b))
    return len(x & y) / min(len(x), len(y)) if x and y else 0.0


@lru_cache(maxsize=1)  # several rules ask about one pair, one after the other
def contrasts(a: Proposition, b: Proposition) -> tuple[Contrast, ...]:
    """All contrasts, those of one place in the order of words first."""
    return tuple(_contrasts(a, b))


def _contrasts(a: Proposition, b: Proposition) -> Iterator[Contrast]:
    only_a, only_b = _only(a, b), _only(b, a)
    if not only_a or not only_b:
        return
    seen = set()
    for x, y, alone in _in_order(a, b):
        if x in only_a and y in only_b:
            seen.add((x, y))
            yield Contrast(a=x, b=y, between=True, alone=alone)
    for x, y in product(only_a, only_b):
        if (x, y) not in seen and x.part == y.part and x.of == y.of:
            yield Contrast(a=x, b=y, between=False)


def _only(a: Proposition, b: Proposition) -> tuple[Slot, ...]:
    """The words of a for which b has none."""
    there = {s.sense for s in b.slots} | {s.lemma for s in b.slots}
    stems = {s.lemma[:5] for s in b.slots if len(s.lemma) >= 5}
    countries = {c for s in b.slots if s.kind != "verb" for c in _countries(s.lemma)}
    return tuple(
        s for s in a.slots if s.sense not in there and s.lemma not in there and s.lemma[:5] not in stems and not (countries & _countries(s.lemma))
    )


def _countries(word: str) -> frozenset[str]:
    """The country that a name, demonym or capital stands for, if any."""
    code = voices.table().country_words.get((word,))
    return frozenset({code}) if code else frozenset()


def _in_order(a: Proposition, b: Proposition) -> Iterator[tuple[Slot, Slot, bool]]:
    """Words in each other's place where the words before and after are the same."""
    x, y = [s.sense for s in a.slots], [s.sense for s in b.slots]
    for tag, i, j, k, m in SequenceMatcher(a=x, b=y, autojunk=False).get_opcodes():
        if tag == "replace" and max(j - i, m - k) <= 3:
            yield from ((p, q, j - i == m - k == 1) for p, q in product(a.slots[i:j], b.slots[k:m]))


def of_names(found: Collection[Contrast]) -> Contrast | None:
    """Two names in one place."""
    return next((c for c in found if c.a.kind == c.b.kind == "name" and not {c.a.lemma, c.b.lemma} & _WIDE), None)


def of_opposites(found: Collection[Contrast]) -> Contrast | None:
    """Two words in one place that exclude each other; what a clause says as its own is held against no word in passing."""
    fitting = (c for c in found if (c.a.part == "head") == (c.b.part == "head") or c.alone)
    return next((c for c in fitting if not (c.a.particled or c.b.particled) and _opposed(c.a, c.b)), None)


def _opposed(a: Slot, b: Slot) -> bool:
    return any(opposite(x, y) for x in (a.lemma, a.form) for y in (b.lemma, b.form))


def of_things(found: Collection[Contrast]) -> Contrast | None:
    """Two nouns in one place, both in the same part, that do not stand for one another."""
    for c in found:
        nouns = c.a.kind == c.b.kind == "noun" and not {c.a.lemma, c.b.lemma} & _LIGHT and not alike(c.a.lemma, c.b.lemma)
        if nouns and c.a.part == c.b.part != "doer":
            return c
    return None


def of_doings(a: Proposition, b: Proposition, found: Collection[Contrast]) -> Contrast | None:
    """Two verbs in one place, of the same doer, that are not known to stand for one another: arrested and questioned."""
    doers = [frozenset(s.sense for s in p.slots if s.part == "doer") for p in (a, b)]
    if not doers[0] or doers[0] != doers[1]:
        return None
    verbs = (c for c in found if c.alone and c.a.part == c.b.part == "head" and c.a.kind == c.b.kind == "verb")
    return next((c for c in verbs if not alike(c.a.lemma, c.b.lemma) and not {c.a.lemma, c.b.lemma} & OF_MANY_MEANINGS), None)


def of_kinds(found: Collection[Contrast]) -> Contrast | None:
    """Two words that narrow one noun, at least one of them a noun or name: the appeals court and the constitutional court."""
    for c in found:
        if (
            c.alone
            and not alike(c.a.lemma, c.b.lemma)
            and c.a.part == c.b.part == "of"
            and c.a.of == c.b.of
            and {c.a.kind, c.b.kind} != {"adjective"}
            and "verb" not in {c.a.kind, c.b.kind}
        ):
            return c
    return None


def of_scores(a: Proposition, b: Proposition) -> bool:
    """Both name the score of a match, and not the same."""
    x, y = ({s.sense for s in p.slots if s.kind == "score"} for p in (a, b))
    return bool(x and y and not x & y)


def frame(a: Proposition, b: Proposition, contrast: Contrast) -> float:
    """The share of the shorter one's words that the other has too, but for the two in each other's place; 0 where fewer than two are shared."""
    x, y = (({s.sense for s in p.slots} - {contrast.a.sense, contrast.b.sense}) for p in (a, b))
    return len(x & y) / min(len(x), len(y)) if len(x & y) > 1 else 0.0


def undone(a: Proposition, b: Proposition) -> bool:
    """Whether the one ends or misses what the other has going on or reached."""
    for one, other in ((a, b), (b, a)):
        verb = next((s for s in one.slots if s.part == "head" and (s.sense in _UNDOING or s.lemma in _TAKING_BACK)), None)
        objects = {s.sense for s in one.slots if verb is not None and s.part == "done-to" and s.of == verb.sense and s.kind == "noun"}
        there = {s.sense for s in other.slots}
        if verb is not None and verb.sense not in _UNDOING:
            objects &= {other.predicate, *_IMPOSED}
        if objects & there and verb is not None and not {s.sense for s in other.slots} & _UNDOING and not any(alike(verb.lemma, w) for w in there):
            return True
    return False


def converse(a: Proposition, b: Proposition) -> bool:
    """Whether the two tell one dealing from its two sides: who does it in the one is no doer in the other ("sold to the city", "the city bought")."""
    if not converse_words(a.predicate, b.predicate):
        return False
    (does, there), (doer, others) = (_parties(p) for p in (a, b))
    return not does & doer and bool(does & others or doer & there)


def converse_words(a: str, b: str) -> bool:
    """Whether two senses are doings told from either side: to buy and to sell."""
    return any({a, b} == set(pair) for pair in _CONVERSE)


def _parties(p: Proposition) -> tuple[frozenset[str], frozenset[str]]:
    """Who does it, and who else stands in the clause."""
    named = [s for s in p.slots if s.kind in {"name", "noun"}]
    doers = frozenset(s.sense for s in named if s.part == "doer")
    return doers, frozenset(s.sense for s in named) - doers


def turned_round(a: Proposition, b: Proposition) -> bool:
    """Whether two have changed places: who beats whom, who pays whom."""
    there = {s.sense: s for s in b.slots if s.kind in {"name", "noun"}}
    both = [(s, there[s.sense]) for s in a.slots if s.kind in {"name", "noun"} and s.sense in there]
    return any(
        (x.part, x.of) == (v.part, v.of) and (y.part, y.of) == (u.part, u.of) and x.part != y.part and {x.part, y.part} & _CORE
        for n, (x, u) in enumerate(both)
        for y, v in both[n + 1 :]
    )
