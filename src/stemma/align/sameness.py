"""Whether two reports that tell one thing each may be said to tell the same: the checks that nothing outweighs.

Theory of operation. Alignment finds what two reports have in common; what is said here is whether anything in them stands against it. Each check is
named and looks at one thing: words in one place (`accounting`), parts exchanged, how far a thing is put as done (`factuality`), what is negated,
opposites, what a figure counts, and a main predicate that the other side only takes for granted. They are asked of two whole texts, since what a
distortion changes may stand in a word that no claim quotes. All are reasons to keep still and none is a reason to say "different". Limits: made for
texts of a sentence or two; longer ones differ in so many words that hardly any pair of them passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from stemma.align import intervals
from stemma.align.accounting import alone, exchanged, one_word, unaccounted
from stemma.align.contrasts import OF_MANY_MEANINGS, converse_words
from stemma.align.factuality import as_far_done
from stemma.align.slots import Slot, slots
from stemma.align.whole_texts import Figure, Text
from stemma.lang.en import syntax
from stemma.lang.en.opposites import opposite
from stemma.lang.en.senses import exclude
from stemma.lang.en.synonyms import bases, synonymous

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATORS = frozenset({"not", "n't", "n’t", "no", "never", "none", "neither", "nobody", "nothing", "without", "hardly", "barely", "scarcely"})
#: Words after "no" and "not" with which it compares and does not deny.
_COMPARING = frozenset({"more", "less", "fewer", "later", "longer", "earlier", "only", "just", "least"})
#: Words that deny without a "not".
_LACKING = """
lack expire deny refuse fail decline avoid reject exclude cut prevent stop ban bar withhold oppose forbid prohibit refute rebut false untrue unable
impossible absent spare
"""
_DENYING = frozenset(_LACKING.split())
#: Verbs after which what completes them was not done.
_NOT_DONE = frozenset({"fail", "refuse", "decline", "neglect", "forbear", "avoid"})
#: Verbs that say so of their object as well.
_NOT_SO = frozenset({"deny", "miss", "lack"})
#: Verbs that lend an event a predicate and add nothing to it.
_SUPPORTS = """
place issue launch conduct impose receive deliver stage announce perform file submit undergo suffer face tender commit mount hold pay cast sign reach
strike offer introduce order award win gain secure obtain cause see
"""
_SUPPORTING = frozenset(_SUPPORTS.split())
_PREFIXED = 4  # letters of a word that a prefix can deny
_NEGATIVE = ("un", "in", "im", "il", "ir", "non", "dis")
#: Nouns for whoever and whatever is counted.
_ANYTHING = frozenset({"people", "person", "other", "another", "count", "number", "case", "piece", "total"})


def other_word(a: Text, b: Text) -> bool:
    """In one place the one has a word for which the other has another."""
    return unaccounted(a.slots, b.slots, known_a=a.known, known_b=b.known) is not None


def other_parts(a: Text, b: Text) -> bool:
    """Two that both name have changed parts: who does it to whom, from where to where."""
    return exchanged(a.slots, b.slots) is not None or _other_way_round(a, b)


def _other_way_round(a: Text, b: Text) -> bool:
    """Whether, about one verb in one form, what stood before it stands after it and what stood after it before, whatever the parse makes of it."""
    if not a.tokens or not b.tokens or a.tokens[0].lower_ != b.tokens[0].lower_ or syntax.is_passive(a.tokens[0]) != syntax.is_passive(b.tokens[0]):
        return False
    (before, after), (first, last) = _sides(a), _sides(b)
    return bool((before & last) - after - first) and bool((after & first) - before - last)


def _sides(of: Text) -> tuple[frozenset[str], frozenset[str]]:
    """The names and nouns before the main predicate, and those after it."""
    at = next((n for n, s in enumerate(of.slots) if s.part == "head"), len(of.slots))
    before, after = (frozenset(s.lemma for s in part if s.kind in {"name", "noun"}) for part in (of.slots[:at], of.slots[at:]))
    return before, after


def other_operators(a: Text, b: Text) -> bool:
    """The one puts as done what the other puts as possible, planned, expected, talked of or not known."""
    return not as_far_done(a.tokens, b.tokens)


def denied_once(a: Text, b: Text) -> bool:
    """One says "not", or by "failed to" the same, where the other has no such word and none that denies."""
    x, y = (sum(_denies(t) for t in of.tokens) for of in (a, b))
    if x % 2 == y % 2:
        return False
    return not (_denying(b, a) if x > y else _denying(a, b))


def _denies(token: Token) -> bool:
    """Whether a word says of what goes with it that it is not so: "not", "failed to", "decided against"."""
    if token.lower_ in _NEGATORS:
        return not (token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ in _COMPARING)
    if token.lemma_.lower() == "decide":
        return any(c.lower_ == "against" for child in token.children for c in (child, *child.children))
    if token.lemma_.lower() in _NOT_SO and syntax.objects_of(token):
        return True
    return token.lemma_.lower() in _NOT_DONE | _NOT_SO and any(c.dep_ in {"xcomp", "ccomp", "advcl"} for c in token.children)


def _denying(of: Text, other: Text) -> bool:
    """Whether a text denies with a word that only it has ("lack"), or by a prefix what the other has without ("undeclared")."""
    if any(s.lemma in _DENYING or s.form in _DENYING for s in alone(of.slots, other.known)):
        return True
    bare = (s.lemma.removeprefix(p) for s in of.slots if s.kind == "adjective" for p in _NEGATIVE if s.lemma.startswith(p))
    return any(synonymous(word, t.lemma, b_form=t.form) for word in bare if len(word) >= _PREFIXED for t in other.slots)


def other_fate(a: Text, b: Text) -> bool:
    """A word that only the one has and a word that only the other has count what excludes each other: the dead and the injured."""
    x, y = (frozenset(s.sense for s in alone(of.slots, other.known)) for of, other in ((a, b), (b, a)))
    return exclude(x, y)


def other_thing_counted(a: Text, b: Text) -> bool:
    """A figure that both name counts one thing in the one and another in the other."""
    return any(_counts_another(f, b.figures) for f in a.figures) or any(_counts_another(f, a.figures) for f in b.figures)


def _counts_another(figure: Figure, others: Sequence[Figure]) -> bool:
    """Whether the figure stands on the other side, and nowhere with the noun that it counts here."""
    there = [g for g in others if intervals.compare(figure.quantity, g.quantity) == "same"]
    return bool(there) and not any(_one_thing(figure.thing, g.thing) for g in there)


def _one_thing(a: Slot | None, b: Slot | None) -> bool:
    return a is None or b is None or bool({a.lemma, b.lemma} & _ANYTHING) or one_word(a, b)


def figures_accounted(a: Text, b: Text) -> bool:
    """Whether the two name the same figures and bounds, however they are put together, and none counts another thing."""
    return _named(a) == _named(b) and not other_thing_counted(a, b)


def _named(of: Text) -> set[tuple[float | None, bool, bool]]:
    """The figures, each with whether it is a least and a most."""
    return {(n, f.quantity.high is None, f.quantity.low is None) for f in of.figures for n in intervals.figures(f.quantity)}


def words_accounted(a: Text, b: Text) -> float:
    """The share of its content words for which the other has one, of the side that has fewer such."""
    return min(_share(a, b), _share(b, a))


def _share(a: Text, b: Text) -> float:
    return 1 - len(alone(a.slots, (*b.slots, *b.known))) / len(a.slots) if a.slots else 0.0


def opposite_word(a: Text, b: Text) -> bool:
    """A word of the one, which the other has not, excludes one of the other, whatever else could stand for them."""
    if any(_opposed(s, t) for x, y in ((a, b), (b, a)) for s in alone(x.slots, y.known) for t in y.slots):
        return True
    pairs = [(s, t) for s in _literally(a, b) for t in _literally(b, a) if (s.part == "head") == (t.part == "head")]
    return any(_opposed(s, t) and not (converse_words(s.sense, t.sense) and not _doers(a) & _doers(b)) for s, t in pairs)


def _opposed(a: Slot, b: Slot) -> bool:
    return any(opposite(x, y) for x in bases(a.lemma, a.form) for y in bases(b.lemma, b.form))


def _doers(of: Text) -> frozenset[str]:
    return frozenset(s.sense for s in of.slots if s.part == "doer")


def _literally(of: Text, other: Text) -> Iterator[Slot]:
    """The words of which the other has no form."""
    there = {w for t in other.known for w in bases(t.lemma, t.form)}
    yield from (s for s in of.slots if not bases(s.lemma, s.form) & there)


def taken_for_granted(a: Text, b: Text) -> bool:
    """What the one tells, the other takes for granted of its subject and goes on from: "are trapped", "those trapped have been freed"."""
    return _goes_on(a, b) or _goes_on(b, a)


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
CHECKS: dict[str, Callable[[Text, Text], bool]] = {
    "unaccounted-word": other_word,
    "exchanged-parts": other_parts,
    "other-operators": other_operators,
    "denied-once": denied_once,
    "opposite-word": opposite_word,
    "other-fate-of-many": other_fate,
    "other-thing-counted": other_thing_counted,
    "taken-for-granted": taken_for_granted,
}


def standing_against(a: Text, b: Text) -> str | None:
    """The name of the first check that stands against the two telling the same, if any."""
    return next((name for name, check in CHECKS.items() if check(a, b)), None)
