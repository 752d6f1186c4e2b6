"""Stemma's answers, by its real line: each side is a tiny report, the two are read together as one story.

"Same" where claims that hold both sides, with clauses whose words nearly all stand on the other side too, make up at least half of each side's
letters (but for who says it), and nothing sets the rest apart. "Different" where a relation stands between a claim of the one and a claim of the
other, or a bar keeps two tellings apart that are about one matter. Else "cannot tell".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bench.distortions.scoring import Answer
from bench.distortions.suite import PUBLISHED, Pair
from stemma.align import propositions as cutting
from stemma.align.claims import claim
from stemma.align.clusters import cluster, matter
from stemma.align.features import BARS, Corpus, barred, held
from stemma.align.propositions import Proposition
from stemma.align.relations import relations
from stemma.align.stage import aliases_of
from stemma.align.told import Told
from stemma.align.voices import Says
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
#: Bars that say no more than that two sentences have little to do with each other.
_UNRELATED = frozenset({"align.hardly-shared", "align.same-words-of-one-report"})


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
    if relations(claims, corpus, (a, b)) or any(_kept_apart(*pair, corpus) for pair in _left(claims, shared)):
        return "different"
    covered = min(_share(r, attributed, [*_met(r.report.id, shared), *_echoed(r.report.id, told)]) for r in (a, b))
    return "same" if shared and covered >= _COVERED else "cannot tell"


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


def _kept_apart(a: Proposition, b: Proposition, corpus: Corpus) -> bool:
    """A bar stands between two tellings of one matter."""
    pair = held(a, b, corpus)
    return barred(pair) not in {None, *_UNRELATED} and not BARS["align.hardly-shared"](pair) and matter(pair) >= _ONE_MATTER


def _share(reading: Reading, attributed: Attributed, met: Sequence[Proposition]) -> float:
    """The share of a side's letters, but for who says it, that stand in what the other side tells too."""
    text, report = reading.report.text, reading.report.id
    words = {c for p in reading.body() for c in range(p.range.start, p.range.end) if text[c].isalnum()}
    for a in attributed.attributions:
        if a.report == report:
            words -= {c for span in (a.source, a.cue) if span is not None for c in range(span.start, span.end)}
    told = {c for p in met for s in p.spans for c in range(s.start, s.end)}
    return len(words & told) / len(words) if words else 0.0
