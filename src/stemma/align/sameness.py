"""Whether two reports that tell one thing each may be said to tell the same: the checks that nothing outweighs.

Theory of operation. Alignment finds what two reports have in common; what is said here is whether anything in them stands against it. Each check is
named and looks at one thing: words in one place (`accounting`), parts exchanged, how far a thing is put as done (`factuality`), what is negated,
opposites, what a figure counts, and a main predicate that the other side only takes for granted. They are asked of two whole texts, since what a
distortion changes may stand in a word that no claim quotes. All are reasons to keep still and none is a reason to say "different". Limits: made for
texts of a sentence or two; longer ones differ in so many words that hardly any pair of them passes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stemma.align import intervals
from stemma.align.accounting import alone, exchanged, one_word, unaccounted
from stemma.align.factuality import as_far_done
from stemma.align.slots import Slot, slots
from stemma.lang.en import syntax
from stemma.lang.en.cues import verb as verb_cue
from stemma.lang.en.idioms import idiom
from stemma.lang.en.opposites import opposite
from stemma.lang.en.senses import sense_of
from stemma.lang.reading import Passage, Reading
from stemma.model import Attributed, Attribution, Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_NEGATORS = frozenset({"not", "n't", "n’t", "no", "never", "none", "neither", "nobody", "nothing", "without", "hardly", "barely", "scarcely"})
#: Words after "no" and "not" with which it compares and does not deny.
_COMPARING = frozenset({"more", "less", "fewer", "later", "longer", "earlier", "only", "just", "least"})
#: Words that deny without a "not".
_LACKING = """
lack run deny refuse fail decline avoid reject rule miss cut prevent stop ban bar lose withhold oppose dismiss forbid prohibit refute rebut false untrue
unable impossible absent spare exclude escape dispute
"""
_DENYING = frozenset(_LACKING.split())
#: Verbs after which what completes them was not done.
_NOT_DONE = frozenset({"fail", "refuse", "decline", "neglect", "forbear", "avoid"})
_NEGATIVE = ("un", "in", "im", "il", "ir", "non", "dis")
#: Nouns for whoever and whatever is counted.
_ANYTHING = frozenset({"people", "person", "other", "another", "count", "number", "case", "piece", "total"})
_CONTENT = frozenset({"VERB", "ADJ", "NOUN", "PROPN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and what it counts."""

    quantity: Quantity
    thing: Slot | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The words of a report's headline and body, held against another's."""

    #: What is told, without who says it; the main predicate first.
    tokens: tuple[Token, ...]
    #: Its content words, without dates and numbers.
    slots: tuple[Slot, ...]
    #: All content words, those of who says it and of idioms among them.
    known: tuple[Slot, ...]
    #: Its numbers, each with the noun that it counts, where it counts one and does not measure.
    figures: tuple[Figure, ...] = ()


def text(reading: Reading, attributed: Attributed) -> Text:
    """What a report tells, word by word."""
    mine = [a for a in attributed.attributions if a.report == reading.report.id]
    values = [*(m.number for m in reading.quantities), *(t.span for t in reading.times)]
    tokens: list[Token] = []
    told: list[Slot] = []
    known: list[Slot] = []
    for passage in reading.passages:
        if passage.kind not in {"headline", "body"}:
            continue
        frame = [s for a in mine for s in _frame(a, passage)]
        for sentence in passage.doc.sents:
            own = [t for t in sentence if not _in(t, passage, frame)]
            if not own:
                continue
            head = _main(own)
            tokens += [head, *(t for t in own if t is not head)]
            told += _slots([t for t in own if not _in(t, passage, values)], head)
            known += slots([t for t in sentence if not _in(t, passage, values)], head)
    return Text(tokens=tuple(tokens), slots=tuple(told), known=tuple(known), figures=tuple(_figures(reading)))


def _figures(reading: Reading) -> Iterator[Figure]:
    """The numbers of headline and body."""
    for passage in reading.passages:
        if passage.kind not in {"headline", "body"}:
            continue
        for mention in reading.quantities:
            if passage.range.covers(mention.number):
                tokens = passage.tokens(mention.head) if mention.head is not None else None
                thing = next(iter(slots([tokens.root], tokens.root)), None) if tokens is not None and len(tokens) else None
                counts = thing is not None and mention.quantity.unit in {thing.lemma, thing.form, "person"}
                yield Figure(quantity=mention.quantity, thing=thing if counts else None)


def _slots(tokens: Sequence[Token], head: Token) -> Iterator[Slot]:
    """The words in their parts; a verb with a word that makes another of it is that other, and the word is none of its own."""
    whole = {t.i: found for t in tokens if (found := idiom(t)) is not None}
    taken = {word.i for _, word in whole.values()}
    for token in tokens:
        if token.i in taken:
            continue
        for slot in slots([token], head):
            meaning = whole[token.i][0] if token.i in whole else None
            yield slot if meaning is None else replace(slot, lemma=meaning, sense=sense_of(meaning))


def _frame(attribution: Attribution, passage: Passage) -> Iterator[Span]:
    """Who says it and by which word, where the word does no more than say so."""
    if attribution.cue is None or not passage.range.overlap(attribution.cue):
        return
    words = passage.tokens(attribution.cue) or ()
    kinds = {cue.kind for t in words if (cue := verb_cue(t.lemma_.lower())) is not None and not syntax.objects_of(t)}
    if attribution.certainty == "asserted" and (attribution.form == "according-to" or kinds & {"say", "show"}):
        yield attribution.cue
        if attribution.source is not None:
            yield attribution.source


def _in(token: Token, passage: Passage, spans: Sequence[Span]) -> bool:
    at = passage.start + token.idx
    return any(s.start <= at < s.end for s in spans)


def _main(tokens: Sequence[Token]) -> Token:
    """The word on which all others hang."""
    content = [t for t in tokens if t.pos_ in _CONTENT or t.pos_ == "AUX"] or list(tokens)
    return min(content, key=lambda t: (sum(1 for _ in t.ancestors), t.i))


def other_word(a: Text, b: Text) -> bool:
    """In one place the one has a word for which the other has another."""
    return unaccounted(a.slots, b.slots, known_a=a.known, known_b=b.known) is not None


def other_parts(a: Text, b: Text) -> bool:
    """Two that both name have changed parts: who does it to whom, from where to where."""
    return exchanged(a.slots, b.slots) is not None


def other_operators(a: Text, b: Text) -> bool:
    """The one puts as done what the other puts as possible, planned, expected, talked of or not known."""
    return not as_far_done(a.tokens, b.tokens)


def denied_once(a: Text, b: Text) -> bool:
    """One says "not", or by "failed to" the same, where the other has no such word and none that denies."""
    x, y = _denials(a), _denials(b)
    if x % 2 == y % 2:
        return False
    return not _denying(b if x > y else a)


def _denials(of: Text) -> int:
    return sum(_denies(t) for t in of.tokens)


def _denies(token: Token) -> bool:
    """Whether a word says of what goes with it that it is not so: "not", "failed to", "decided against"."""
    if token.lower_ in _NEGATORS:
        return not (token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ in _COMPARING)
    if token.lemma_.lower() == "decide":
        return any(c.lower_ == "against" for child in token.children for c in (child, *child.children))
    return token.lemma_.lower() in _NOT_DONE and any(c.dep_ in {"xcomp", "ccomp", "advcl"} for c in token.children)


def _denying(of: Text) -> bool:
    return any(t.lemma_.lower() in _DENYING or (t.pos_ == "ADJ" and t.lower_.startswith(_NEGATIVE)) for t in of.tokens)


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
    """A word that only the one has excludes one that stands in the other."""
    return any(opposite(s.lemma, t.lemma) for x, y in ((a, b), (b, a)) for s in alone(x.slots, y.known) for t in y.slots)


def taken_for_granted(a: Text, b: Text) -> bool:
    """What the one tells, the other takes for granted of its subject and goes on from: "are trapped", "those trapped have been freed"."""
    return _goes_on(a, b) or _goes_on(b, a)


def _goes_on(a: Text, b: Text) -> bool:
    """Whether b's main predicate is unknown to a, and a's stands in b as what its subject is."""
    if not a.tokens or not b.tokens:
        return False
    subject = syntax.subject_of(b.tokens[0], borrow=False)
    mine, its = (next((s for s in t.slots if s.part == "head"), None) for t in (a, b))
    if subject is None or mine is None or its is None or not alone([its], (*a.slots, *a.known)):
        return False
    inside = slots([c for c in subject.subtree if c.pos_ == "VERB"], b.tokens[0])
    return any(one_word(mine, s) for s in inside)


#: The checks by name.
CHECKS: dict[str, Callable[[Text, Text], bool]] = {
    "align.unaccounted-word": other_word,
    "align.exchanged-parts": other_parts,
    "align.other-operators": other_operators,
    "align.denied-once": denied_once,
    "align.opposite-word": opposite_word,
    "align.other-thing-counted": other_thing_counted,
    "align.taken-for-granted": taken_for_granted,
}


def standing_against(a: Text, b: Text) -> str | None:
    """The name of the first check that stands against the two telling the same, if any."""
    return next((name for name, check in CHECKS.items() if check(a, b)), None)
