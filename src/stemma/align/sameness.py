"""Whether two texts that tell one thing each may be said to tell the same: the checks that nothing outweighs.

Used by `comparing`, and so by `stemma compare` and by `bench/distortions`; the claims of a ledger (`stemma read`) are aligned without them, by
`features` and `bars`.

Theory of operation. Alignment finds what two reports have in common; what is said here is whether anything in them stands against it. Each check is
named and looks at one thing: words in one place (`accounting`), parts exchanged (`parts`), how far a thing is put as done (`factuality`), what is
negated and opposites (`contraries`), what a figure counts, and a main predicate that the other side only takes for granted. They are asked of two
whole texts, since what a distortion changes may stand in a word that no claim quotes. All are reasons to keep still and none is a reason to say
"different". Limits: made for texts of a sentence or two; longer ones differ in so many words that hardly any pair of them passes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise, product

from stemma.align import intervals
from stemma.align.accounting import alone, one_word, unaccounted
from stemma.align.contraries import denied_once, opposite_word, other_direction
from stemma.align.contrasts import OF_MANY_MEANINGS
from stemma.align.factuality import as_far_done, weighed
from stemma.align.parts import another_doer, other_parts
from stemma.align.scopes import before_or_after, only_once, other_preposition, other_quantifier, other_word_negated, turned_once
from stemma.align.slots import Slot, slots
from stemma.align.whole_texts import Figure, Found, Text, found
from stemma.lang.en import syntax
from stemma.lang.en.senses import exclude

#: Verbs that lend an event a predicate and add nothing to it.
_SUPPORTS = """
place issue launch conduct impose receive deliver stage announce perform file submit undergo suffer face tender commit mount hold pay cast sign reach
strike offer introduce order award win gain secure obtain cause see
"""
_SUPPORTING = frozenset(_SUPPORTS.split())
#: Nouns for whoever and whatever is counted.
_ANYTHING = frozenset({"people", "person", "other", "another", "count", "number", "case", "piece", "total"})


def other_word(a: Text, b: Text) -> Found | None:
    """In one place the one has a word for which the other has another."""
    contrast = unaccounted(a.slots, b.slots, known_a=a.known, known_b=b.known)
    return None if contrast is None else found([contrast.a], [contrast.b])


def other_operators(a: Text, b: Text) -> Found | None:
    """The one puts as done what the other puts as possible, planned, expected, talked of or not known."""
    if as_far_done(a.tokens, b.tokens):
        return None
    x, y = ({c: of.span(t) for c, t in weighed(of.tokens)} for of in (a, b))
    return Found(a=tuple(sorted(x[c] for c in x.keys() - y.keys())), b=tuple(sorted(y[c] for c in y.keys() - x.keys())))


def other_fate(a: Text, b: Text) -> Found | None:
    """A word that only the one has and a word that only the other has count what excludes each other: the dead and the injured."""
    x, y = (alone(of.slots, other.known) for of, other in ((a, b), (b, a)))
    pair = next(((s, t) for s in x for t in y if exclude(frozenset({s.sense}), frozenset({t.sense}))), None)
    return None if pair is None else found([pair[0]], [pair[1]])


def other_thing_counted(a: Text, b: Text) -> Found | None:
    """A figure that both name counts one thing in the one and another in the other."""
    pairs = [(f, g) for f in a.figures if (g := _counts_another(f, b.figures))] + [(f, g) for g in b.figures if (f := _counts_another(g, a.figures))]
    for f, g in pairs:
        if f.thing is not None and g.thing is not None:
            return found([f.thing], [g.thing])
    return None


def exchanged_figures(a: Text, b: Text) -> Found | None:
    """A figure that both name stands behind "from" or "by" in the one and behind "to" in the other; or two such have changed places ("51 to 49")."""
    for f in a.figures:
        for g in b.figures:
            words = (_before(a, f), _before(b, g))
            if intervals.compare(f.quantity, g.quantity) == "same" and set(words) in ({"from", "to"}, {"by", "to"}):
                return Found(a=(f.span,), b=(g.span,))
    pairs = [(f, g) for f, g in product(_paired(a), _paired(b)) if _values(f) == _values(g)[::-1] != _values(f)]
    return Found(a=tuple(f.span for f in pairs[0][0]), b=tuple(f.span for f in pairs[0][1])) if pairs else None


def _paired(of: Text) -> list[tuple[Figure, Figure]]:
    """Figures that follow each other with "to" between: votes, scores, ranges."""
    found = sorted(of.figures, key=lambda f: f.number)
    return [(f, g) for f, g in pairwise(found) if _before(of, g) == "to" and _before(of, f) != "from"]


def _values(pair: tuple[Figure, Figure]) -> tuple[float | None, ...]:
    return tuple(intervals.figures(f.quantity)[0] for f in pair)


def _before(of: Text, figure: Figure) -> str:
    """The word right before a figure."""
    passage = next(p for p in of.passages if p.range.covers(figure.number))
    tokens = passage.tokens(figure.number)
    return passage.doc[tokens.start - 1].lower_ if tokens is not None and tokens.start else ""


def _counts_another(figure: Figure, others: Sequence[Figure]) -> Figure | None:
    """The same figure on the other side, where it stands nowhere with the noun that it counts here."""
    there = [g for g in others if intervals.compare(figure.quantity, g.quantity) == "same"]
    return None if any(_one_thing(figure.thing, g.thing) for g in there) else next(iter(there), None)


def _one_thing(a: Slot | None, b: Slot | None) -> bool:
    return a is None or b is None or bool({a.lemma, b.lemma} & _ANYTHING) or one_word(a, b)


def figures_accounted(a: Text, b: Text) -> bool:
    """Whether the two name the same figures and bounds, however they are put together, and none counts another thing."""
    return _named(a) == _named(b) and other_thing_counted(a, b) is None


def _named(of: Text) -> set[tuple[float | None, bool, bool]]:
    """The figures, each with whether it is a least and a most."""
    return {(n, f.quantity.high is None, f.quantity.low is None) for f in of.figures for n in intervals.figures(f.quantity)}


def words_accounted(a: Text, b: Text) -> float:
    """The share of its content words for which the other has one, of the side that has fewer such."""
    return min(_share(a, b), _share(b, a))


def _share(a: Text, b: Text) -> float:
    return 1 - len(alone(a.slots, (*b.slots, *b.known))) / len(a.slots) if a.slots else 0.0


def taken_for_granted(a: Text, b: Text) -> Found | None:
    """What the one tells, the other takes for granted of its subject and goes on from: "are trapped", "those trapped have been freed"."""
    if not (_goes_on(a, b) or _goes_on(b, a)):
        return None
    return found(*([s for s in of.slots if s.part == "head"] for of in (a, b)))


def _goes_on(a: Text, b: Text) -> bool:
    """Whether b's main predicate is unknown to a, and a's stands in b as what its subject is, or as what is done away with or begun."""
    if not a.tokens or not b.tokens:
        return False
    verb = b.tokens[0]
    mine, its = (next((s for s in t.slots if s.part == "head"), None) for t in (a, b))
    if mine is None or its is None or its.kind != "verb" or not alone([its], a.known):
        return False
    subject = syntax.subject_of(verb, borrow=False)
    inside = [c for c in subject.subtree if c.pos_ == "VERB"] if subject is not None else []
    if not {its.lemma, verb.lemma_.lower()} & (_SUPPORTING | OF_MANY_MEANINGS):
        inside += syntax.objects_of(verb)
    return any(one_word(mine, s) for s in slots(inside, verb))


#: The checks by name.
CHECKS: dict[str, Callable[[Text, Text], Found | None]] = {
    "unaccounted-word": other_word,
    "exchanged-parts": other_parts,
    "another-doer": another_doer,
    "other-operators": other_operators,
    "denied-once": denied_once,
    "opposite-word": opposite_word,
    "other-direction": other_direction,
    "other-fate-of-many": other_fate,
    "other-thing-counted": other_thing_counted,
    "exchanged-figures": exchanged_figures,
    "taken-for-granted": taken_for_granted,
    "other-quantifier": other_quantifier,
    "before-or-after": before_or_after,
    "other-word-negated": other_word_negated,
    "turned-once": turned_once,
    "other-preposition": other_preposition,
    "only-once": only_once,
}


def standing_against(a: Text, b: Text) -> dict[str, Found]:
    """What stands against the two telling the same, by the name of the check."""
    return {name: words for name, check in CHECKS.items() if (words := check(a, b)) is not None}
