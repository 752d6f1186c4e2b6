"""The words of a whole report, for holding it against another: what it tells without who says it, word by word in its part.

Used by `comparing` and its checks, and so by `stemma compare`.

Limits: pronouns are not resolved here; a speaker who tells of himself ("said it had shot down") counts as told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stemma.align.intervals import kind
from stemma.align.named_days import NamedDays, named_days
from stemma.align.slots import Slot, slots
from stemma.lang.en import syntax
from stemma.lang.en.cues import verb as verb_cue
from stemma.lang.en.idioms import idiom
from stemma.lang.en.senses import sense_of
from stemma.lang.reading import Passage, Reading
from stemma.model import Attributed, Attribution, Quantity, QuantityMention, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Pronouns by which whoever says it tells of himself.
_SPEAKERS = frozenset({"it", "he", "she", "they", "we", "i"})
_CONTENT = frozenset({"VERB", "ADJ", "NOUN", "PROPN"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number and what it counts."""

    quantity: Quantity
    thing: Slot | None
    #: Where it stands in the report, with bound and unit, and where the number alone.
    span: Span
    number: Span


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
    #: Where the words stand in the report.
    passages: tuple[Passage, ...] = ()
    #: The days, months and years that its words name, each with its place.
    days: tuple[tuple[NamedDays, Span], ...] = ()

    def span(self, token: Token) -> Span:
        """The place of a word in the report."""
        start = next(p.start for p in self.passages if p.doc is token.doc) + token.idx
        return Span(start, start + len(token))

    def words(self, span: Span) -> str:
        """What stands at a place of the report, in lower case."""
        tokens = next((t for p in self.passages if p.range.covers(span) and (t := p.tokens(span)) is not None), None)
        return tokens.text.lower() if tokens is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The words of either side on which a check rests; empty where a side has none."""

    a: tuple[Span, ...] = ()
    b: tuple[Span, ...] = ()


def found(a: Iterable[Slot] = (), b: Iterable[Slot] = ()) -> Found:
    """Words of either side as a finding."""
    return Found(a=_spans(a), b=_spans(b))


def _spans(words: Iterable[Slot]) -> tuple[Span, ...]:
    return tuple(sorted({Span(s.start, s.end) for s in words}))


def text(reading: Reading, attributed: Attributed) -> Text:
    """What a report tells, word by word."""
    mine = [a for a in attributed.attributions if a.report == reading.report.id]
    values = [*(s for m in reading.quantities for s in _measure(m)), *(t.span for t in reading.times)]
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
            if any(t.lower_ in _SPEAKERS and syntax.is_subject(t) for t in own):
                cues = [a.cue for a in mine if a.cue is not None and a.cue in frame]
                own = [t for t in sentence if not _in(t, passage, cues)]  # who says "it had shot down" is whom it is about
            told += _placed(_slots([t for t in own if not _in(t, passage, values)], head), passage)
            known += _placed(slots([t for t in sentence if not _in(t, passage, values)], head), passage)
    return Text(
        tokens=tuple(tokens),
        slots=tuple(told),
        known=tuple(known),
        figures=tuple(_figures(reading)),
        passages=reading.passages,
        days=tuple(_days(reading)),
    )


def _placed(found: Iterable[Slot], passage: Passage) -> Iterator[Slot]:
    """The words, each with its place in the report instead of the passage."""
    yield from (replace(s, start=s.start + passage.start, end=s.end + passage.start) for s in found)


def _days(reading: Reading) -> Iterator[tuple[NamedDays, Span]]:
    """The days that headline and body name."""
    for passage in reading.passages:
        if passage.kind in {"headline", "body"}:
            for time in reading.times:
                if passage.range.covers(time.span):
                    yield from ((day, time.span) for day in named_days([time], passage))


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
                yield Figure(quantity=mention.quantity, thing=thing if counts else None, span=mention.span, number=mention.number)


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


def _measure(mention: QuantityMention) -> Iterator[Span]:
    """Where a number stands, with its unit where it measures; what is measured is a word of its own."""
    yield mention.number
    if kind(mention.quantity) != "count":
        head = mention.head
        yield mention.span if head is None or not mention.span.covers(head) else Span(mention.span.start, max(mention.number.end, head.start))


def _frame(attribution: Attribution, passage: Passage) -> Iterator[Span]:
    """Who says it and by which word, where the word does no more than say so."""
    if attribution.cue is None or not passage.range.overlap(attribution.cue):
        return
    words = passage.tokens(attribution.cue) or ()
    kinds = {cue.kind for t in words if (cue := verb_cue(t.lemma_.lower())) is not None and not syntax.objects_of(t) and not _does(t)}
    if attribution.certainty == "asserted" and (attribution.form == "according-to" or kinds & {"say", "show"}):
        yield attribution.cue
        if attribution.source is not None:
            yield attribution.source


def _does(verb: Token) -> bool:
    """Whether a word that can say so tells here what its subject does: "agreed on a truce", "agreed to buy"."""
    infinitive = any(c.dep_ == "xcomp" and any(m.lower_ == "to" for m in c.children) for c in verb.children)
    return infinitive or (verb.lemma_.lower() == "agree" and not any(c.dep_ in {"ccomp", "parataxis"} for c in verb.children))


def _in(token: Token, passage: Passage, spans: Sequence[Span]) -> bool:
    at = passage.start + token.idx
    return any(s.start <= at < s.end for s in spans)


def _main(tokens: Sequence[Token]) -> Token:
    """The word on which all others hang."""
    content = [t for t in tokens if t.pos_ in _CONTENT or t.pos_ == "AUX"] or list(tokens)
    return min(content, key=lambda t: (sum(1 for _ in t.ancestors), t.i))
