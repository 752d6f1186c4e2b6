"""What shows that two statements differ: relations between their claims, and bars between tellings of one matter.

Used by `comparing`, and so by `stemma compare`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from stemma.align.aspects import difference
from stemma.align.bars import BARS, barred
from stemma.align.clusters import matter
from stemma.align.contrasts import Contrast, contrasts, of_doings, of_kinds, of_names, of_opposites, of_things
from stemma.align.intervals import compare
from stemma.align.pairs import Corpus, Pair, held
from stemma.align.relations import relations
from stemma.align.stated import Proposition
from stemma.align.told import Told
from stemma.align.whole_texts import Text
from stemma.lang.reading import Reading
from stemma.model import Quantity, Relation, Span
from stemma.model.comparison import Difference

#: Probability of being one claim, but for the figure and the day, from which a bar tells of one matter with something changed.
_ONE_MATTER = 0.2
#: Bars of figures, which are void where each figure stands on the other side too.
_NUMBERS = frozenset({"align.other-number", "align.other-number-within"})
#: Bars that look at a part of a side, and are void where nothing stands against the whole of both and they name the same figures.
_PARTLY = frozenset({"align.other-number", "align.other-number-within", "align.done-or-open"})
#: Bars that are void besides where the words of both account for each other too: what they take for another thing stands elsewhere in the text.
_WHOLLY = _PARTLY | {
    "align.opposite", "align.other-doing", "align.other-fate", "align.other-thing-in-its-place", "align.two-days",
}  # fmt: skip
#: Bars that say no more than that two sentences have little to do with each other.
_UNRELATED = frozenset({"align.hardly-shared", "align.too-little-said", "align.same-words-of-one-report"})


def clashes(
    claims: Sequence[Told], corpus: Corpus, readings: tuple[Reading, Reading], values: tuple[Text, Text], *, partly: bool, wholly: bool
) -> Iterator[Difference]:
    """Each relation and bar between the two; `partly` and `wholly` say how far the whole texts account for each other.

    What is void shows no difference, but it remains a reason not to say "the same".
    """
    void = _WHOLLY if wholly else _PARTLY if partly else frozenset[str]()
    for relation in relations(claims, corpus, readings):
        if relation.grounds:
            found = _of_relation(relation, readings)
            yield replace(found, decides=False) if relation.grounds[0].rule in void else found
    for one, other in _left(claims):
        pair = held(one, other, corpus)
        rule = barred(pair)
        if rule in _NUMBERS and _both_there(pair, values):
            continue
        if rule not in {None, *_UNRELATED} and not BARS["align.hardly-shared"](pair) and matter(pair) >= _ONE_MATTER:
            clash = _of_bar(str(rule), pair, readings)
            yield replace(clash, decides=False) if rule in void else clash


def _both_there(pair: Pair, values: tuple[Text, Text]) -> bool:
    """Whether each of the two figures stands on the other side too: the two tellings are of two things that both sides count."""
    named = [q for p in (pair.a, pair.b) for q in ((p.mention.quantity,) if p.mention is not None else p.figures)]
    return bool(named) and all(any(_one_figure(q, f.quantity) for f in of.figures) for q in named for of in values)


def _one_figure(a: Quantity, b: Quantity) -> bool:
    """The same figure with the same bounds: "fewer than 12,000" is not "more than 12,000"."""
    return compare(a, b) == "same" and (a.low is None, a.high is None) == (b.low is None, b.high is None)


def _left(claims: Sequence[Told]) -> Iterator[tuple[Proposition, Proposition]]:
    """Tellings of the one and of the other side of which at least one stands in no claim of both sides."""
    met = [p for t in claims for p in t.members if len(t.reports) > 1]
    alone = [p for t in claims for p in t.members if len(t.reports) == 1]
    for n, p in enumerate(alone):
        yield from ((p, q) for q in (*alone[n + 1 :], *met) if p.report != q.report)


def _of_relation(relation: Relation, readings: tuple[Reading, Reading]) -> Difference:
    a, b = (r.report for r in readings)
    ground = relation.grounds[0]
    x, y = (tuple(p.span for p in ground.spans if p.report == r.id) for r in (a, b))
    return difference(ground.rule, x, y, a, b, decides=True, why=ground.sentence)


def _of_bar(rule: str, pair: Pair, readings: tuple[Reading, Reading]) -> Difference:
    a, b = (r.report for r in readings)
    found = dict(zip((pair.a.report, pair.b.report), _words(rule, pair, readings), strict=True))
    return difference(rule, found[a.id], found[b.id], a, b, decides=True)


def _words(rule: str, pair: Pair, readings: tuple[Reading, Reading]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The words on either side on which a bar rests, as near as they can be told; else the whole tellings."""
    if (contrast := _contrast(rule, pair)) is not None:
        return tuple((_placed(s.start, s.end, p, readings),) for s, p in ((contrast.a, pair.a), (contrast.b, pair.b)))  # type: ignore[return-value]
    if rule == "align.other-date" and pair.a.when and pair.b.when:
        return (pair.a.when.span,), (pair.b.when.span,)
    if pair.a.mention and pair.b.mention and rule not in {"align.opposite", "align.done-or-open", "align.changed-places"}:
        return (pair.a.mention.span,), (pair.b.mention.span,)
    return pair.a.spans, pair.b.spans


def _contrast(rule: str, pair: Pair) -> Contrast | None:
    found = contrasts(pair.a, pair.b)
    kinds = {
        "align.opposite": lambda: of_opposites(found),
        "align.other-name-in-its-place": lambda: of_names(found),
        "align.other-thing-in-its-place": lambda: of_things(found) or of_kinds(found),
        "align.other-doing": lambda: of_doings(pair.a, pair.b, found),
    }
    return kinds[rule]() if rule in kinds else None


def _placed(start: int, end: int, p: Proposition, readings: tuple[Reading, Reading]) -> Span:
    """Words of a telling, placed in their passage, as a place in the report."""
    reading = next(r for r in readings if r.report.id == p.report)
    passage = reading.passage_at(p.spans[0].start)
    by = passage.start if passage is not None else 0
    return Span(start + by, end + by)
