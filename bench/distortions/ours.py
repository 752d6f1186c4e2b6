"""Stemma's answers, by its real line: each side is a tiny report, the two are read together as one story.

"Different" where a relation stands between a claim of the one and a claim of the other, or a bar keeps two tellings apart that are about one matter.
Else "cannot tell" where a check of `align.sameness` stands against it (a word that is not accounted for on the other side, parts exchanged, other
operators, ...), or where each side names a figure, day or name that the other has not. Else "same" where claims that hold both sides, with clauses
whose words nearly all stand on the other side too, make up at least half of each side's letters (but for who says it), or where most words of either
side are accounted for in the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.distortions.scoring import Answer
from bench.distortions.suite import PUBLISHED, Pair
from stemma.align import intervals, sameness
from stemma.align import propositions as cutting
from stemma.align.bars import BARS, barred
from stemma.align.claims import claim
from stemma.align.clusters import cluster, matter
from stemma.align.features import names_agree
from stemma.align.pairs import Corpus, held
from stemma.align.relations import relations
from stemma.align.stage import aliases_of
from stemma.align.stated import Proposition
from stemma.align.told import Told
from stemma.align.voices import Says
from stemma.align.whole_texts import text as whole_text
from stemma.attribute import attribute
from stemma.lang.reading import Pipeline, Reading, RolesAgain
from stemma.model import Attributed, RawReport
from stemma.read import read

#: Probability of being one claim, but for the figure and the day, from which a bar tells of one matter with something changed.
_ONE_MATTER = 0.2
#: Share of a side's letters that claims with both sides must hold.
_COVERED = 0.5
#: Share of a clause's words that must stand on the other side for it to be told there too.
_ECHOED = 0.75
#: Share of a side's words for which the other must have one, where no claims cover it. On the parts that may be looked at .6, .7 and .8 let no
#: distortion more or less pass, and recognise .01 more paraphrases or less.
_ACCOUNTED = 0.8
#: Bars that look at a part of a side, and are void where the whole of both accounts for each other and names the same figures.
_VOID = frozenset({"align.other-number", "align.other-number-within", "align.done-or-open"})
#: How two figures stand to each other that may be one figure.
_AGREE = frozenset({"same", "within", "around", "overlap"})
#: Bars that say no more than that two sentences have little to do with each other.
_UNRELATED = frozenset({"align.hardly-shared", "align.too-little-said", "align.same-words-of-one-report"})


def answers(pairs: Sequence[Pair], *, pipeline: Pipeline, roles: RolesAgain | None = None) -> dict[str, Answer]:
    """An answer to every pair; all texts go through the annotator in one batch."""
    sheets = readings(pairs, pipeline=pipeline)
    return {p.id: answer(*both(p, sheets), roles=roles) for p in pairs}


def readings(pairs: Sequence[Pair], *, pipeline: Pipeline) -> dict[tuple[str, str], Reading]:
    """Every text read once for each side on which it stands."""
    texts = sorted({(side, text) for p in pairs for side, text in (("a", p.a), ("b", p.b))})
    raws = [
        RawReport(path=f"{side}{n}.txt", text=text, outlet=f"Outlet {side.upper()}", published=PUBLISHED, published_from="metadata")
        for n, (side, text) in enumerate(texts)
    ]
    found, _ = read(raws, pipeline=pipeline)
    return dict(zip(texts, found, strict=True))


def both(pair: Pair, sheets: dict[tuple[str, str], Reading]) -> tuple[Reading, Reading]:
    """The two sides as read."""
    return sheets["a", pair.a], sheets["b", pair.b]


def answer(a: Reading, b: Reading, *, roles: RolesAgain | None = None) -> Answer:
    """What Stemma says of two reports that tell one thing each."""
    return judged(a, b, attribute([a, b], roles=roles))


def judged(a: Reading, b: Reading, attributed: Attributed) -> Answer:
    """The answer from what is read and who says it."""
    says = Says(attributed)
    told = [p for r in sorted((a, b), key=lambda r: r.report.id) for p in cutting.propositions(r, says)]
    corpus = Corpus(told, aliases_of(attributed))
    claims = [Told(claim=claim(m, story="s", corpus=corpus), members=m) for g in cluster(told, corpus) if (m := tuple(told[n] for n in g))]
    shared = [t for t in claims if len({p.report for p in t.members}) == 2]
    x, y = (whole_text(r, attributed) for r in (a, b))
    against = sameness.standing_against(x, y)
    void = _VOID if against is None and sameness.figures_accounted(x, y) else frozenset[str]()
    if relations(claims, corpus, (a, b)) or any(_kept_apart(*pair, corpus, void) for pair in _left(claims, shared)):
        return "different"
    if against is not None or any(differs(told, a, b, attributed) for differs in (_other_figures, _other_days, _other_names)):
        return "cannot tell"
    covered = min(_share(r, attributed, [*_met(r.report.id, shared), *_echoed(r.report.id, told)]) for r in (a, b))
    return "same" if (shared and covered >= _COVERED) or sameness.words_accounted(x, y) >= _ACCOUNTED else "cannot tell"


def _met(report: str, shared: Sequence[Told]) -> list[Proposition]:
    """What a report tells of claims that both sides tell."""
    return [p for t in shared for p in t.members if p.report == report]


def _echoed(report: str, told: Sequence[Proposition]) -> list[Proposition]:
    """Clauses of a report whose words nearly all stand on the other side: "when the market was shelled" beside "shelling of the market"."""
    there = frozenset(w for p in told if p.report != report for w in p.words)
    return [p for p in told if p.report == report and p.words and len(p.words & there) >= _ECHOED * len(p.words)]


def _left(claims: Sequence[Told], shared: Sequence[Told]) -> Iterator[tuple[Proposition, Proposition]]:
    """Tellings of the one and of the other side of which at least one stands in no claim of both sides."""
    alone = [p for t in claims if t not in shared for p in t.members]
    met = [p for t in shared for p in t.members]
    for n, p in enumerate(alone):
        yield from ((p, q) for q in (*alone[n + 1 :], *met) if p.report != q.report)


def _kept_apart(a: Proposition, b: Proposition, corpus: Corpus, void: frozenset[str]) -> bool:
    """A bar stands between two tellings of one matter, and none that the whole of both texts makes void."""
    pair = held(a, b, corpus)
    return barred(pair) not in {None, *_UNRELATED, *void} and not BARS["align.hardly-shared"](pair) and matter(pair) >= _ONE_MATTER


def _other_figures(told: Sequence[Proposition], a: Reading, b: Reading, attributed: Attributed) -> bool:
    """Each side names a figure that the other has not, of one unit or both of none."""
    x, y = ([m.quantity for m in r.quantities] for r in (a, b))
    one, other = ([q for q in mine if all(intervals.compare(q, r) not in _AGREE for r in its)] for mine, its in ((x, y), (y, x)))
    lasting = any(intervals.kind(q) == "duration" for q in (*one, *other))
    since = {any(d.border == "from" for p in told if p.report == r.report.id for d in p.days) for r in (a, b)}
    return bool(one and other) or (lasting and len(since) == 2)


def _other_days(told: Sequence[Proposition], a: Reading, b: Reading, attributed: Attributed) -> bool:
    """Both sides put something on a day, month or year, and no day of the one fits any of the other."""
    x, y = ([d for p in told if p.report == r.report.id for d in p.days] for r in (a, b))
    return any(
        one and other and all(d.apart(e) for d in one for e in other)
        for border in ("at", "from", "until")
        for one, other in [([d for d in x if d.border == border], [d for d in y if d.border == border])]
    )


def _other_names(told: Sequence[Proposition], a: Reading, b: Reading, attributed: Attributed) -> bool:
    """Each side names somebody or somewhere that the other does not, but for who says it."""
    corpus = Corpus(told, aliases_of(attributed))
    x, y = (corpus.named(frozenset(n for p in told if p.report == r.report.id for n in p.names)) for r in (a, b))
    stems = [{w[:5] for n in names for w in n.split()} for names in (x, y)]
    lone = [
        {n for n in mine if not names_agree(frozenset({n}), its) and not {w[:5] for w in n.split()} & there}
        for mine, its, there in ((x, y, stems[1]), (y, x, stems[0]))
    ]
    return all(lone)


def _share(reading: Reading, attributed: Attributed, met: Sequence[Proposition]) -> float:
    """The share of a side's letters, but for who says it, that stand in what the other side tells too."""
    text, report = reading.report.text, reading.report.id
    words = {c for p in reading.body() for c in range(p.range.start, p.range.end) if text[c].isalnum()}
    for a in attributed.attributions:
        if a.report == report:
            words -= {c for span in (a.source, a.cue) if span is not None for c in range(span.start, span.end)}
    told = {c for p in met for s in p.spans for c in range(s.start, s.end)}
    return len(words & told) / len(words) if words else 0.0
