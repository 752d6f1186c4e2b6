"""Tellings seen through descent and through each other: whose passage a telling copies, and where a shared chain ends."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from stemma.model import Attributed, Attribution, Descent, Ground, Place, Span, Telling, Voice

#: Part of a telling's words that must lie in a copied passage.
_COVERED = 0.5


@dataclass(frozen=True, slots=True)
class Copied:
    """A telling's passage is a copy of a passage of `parent`."""

    parent: str
    #: The passages of the parent that it descends from.
    there: tuple[Span, ...]
    #: The words that name the source are copied too.
    whole: bool
    edge: Descent
    covered: float

    def touches(self, telling: Telling) -> bool:
        """Whether a telling of the parent stands in the passage that was copied."""
        return any(a.overlap(b) for a in self.there for b in telling.spans)


@dataclass(frozen=True, slots=True)
class _Edge:
    """A descent between two reports, its passages in the order of the child."""

    edge: Descent
    pairs: tuple[tuple[Span, Span], ...]
    starts: tuple[int, ...]
    #: How far the passages up to each reach.
    reach: tuple[int, ...]

    def over(self, spans: Sequence[Span]) -> list[tuple[Span, Span]]:
        """The passages that lie over any of the spans, without going through all of them."""
        found: set[int] = set()
        for span in spans:
            at = bisect_left(self.starts, span.end) - 1
            while at >= 0 and self.reach[at] > span.start:
                if self.pairs[at][0].overlap(span):
                    found.add(at)
                at -= 1
        return [self.pairs[at] for at in sorted(found)]


def _covered(telling: Telling, hits: Sequence[tuple[Span, Span]]) -> float:
    """The part of the telling's words that lies in the passages."""
    shared = sum(here.overlap(s) for here, _ in hits for s in telling.spans)
    return round(min(1.0, shared / max(1, sum(map(len, telling.spans)))), 4)


class Passages:
    """The copied passages of all reports."""

    def __init__(self, descent: Sequence[Descent], attributed: Attributed) -> None:
        self._attributions: dict[str, Attribution] = {a.id: a for a in attributed.attributions}
        self._edges: dict[str, list[_Edge]] = {}
        self._known: dict[tuple[str, tuple[Span, ...], str | None], Copied | None] = {}
        for edge in sorted((d for d in descent if d.parent is not None), key=lambda d: (d.child, d.parent or "")):
            pairs = [
                (g.spans[0].span, g.spans[1].span) for g in edge.grounds if g.rule in ("descent.passage", "descent.reworded") and len(g.spans) == 2
            ]
            pairs.sort(key=lambda pair: pair[0].start)
            reach = tuple(accumulate((here.end for here, _ in pairs), max))
            self._edges.setdefault(edge.child, []).append(_Edge(edge, tuple(pairs), tuple(here.start for here, _ in pairs), reach))

    def of(self, telling: Telling) -> Copied | None:
        """What the telling copies: the edge that covers most of it, the surer one on a tie."""
        key = (telling.report, telling.spans, telling.attribution)
        if key not in self._known:
            self._known[key] = self._best(telling)
        return self._known[key]

    def _best(self, telling: Telling) -> Copied | None:
        best: tuple[float, float, _Edge, list[tuple[Span, Span]]] | None = None
        for edge in self._edges.get(telling.report, ()):
            hits = edge.over(telling.spans)
            if hits and (best is None or (_covered(telling, hits), edge.edge.confidence) > best[:2]):
                best = _covered(telling, hits), edge.edge.confidence, edge, hits
        if best is None or best[0] < _COVERED or best[2].edge.parent is None:
            return None
        covered, _, edge, hits = best
        whole = self._source_within(telling, [here for here, _ in edge.pairs])
        return Copied(best[2].edge.parent, tuple(there for _, there in hits), whole, edge.edge, covered)

    def _source_within(self, telling: Telling, passages: list[Span]) -> bool:
        """Whether the words that name the telling's source and cue stand in the passages, as far as there are such words."""
        attribution = self._attributions.get(telling.attribution or "")
        said_by = [s for s in (attribution.source, attribution.cue) if s is not None] if attribution else []
        return all(any(passage.covers(s) for passage in passages) for s in said_by)

    def twins(self, telling: Telling, others: Told) -> Iterator[Telling]:
        """The tellings that have the same words, source and all, by copying either way."""
        own = self.of(telling)
        if own is not None and own.whole:
            yield from (other for other in others.by(own.parent) if own.touches(other))
        for other, theirs in others.copying(telling.report):
            if theirs.touches(telling) and self._source_within(telling, list(theirs.there)):
                yield other


class Told:
    """The tellings of one claim, by report and by the report that they copy."""

    def __init__(self, tellings: Sequence[Telling], passages: Passages) -> None:
        self._by: dict[str, list[Telling]] = {}
        self._copying: dict[str, list[tuple[Telling, Copied]]] = {}
        for telling in tellings:
            self._by.setdefault(telling.report, []).append(telling)
            if (copied := passages.of(telling)) is not None:
                self._copying.setdefault(copied.parent, []).append((telling, copied))

    def by(self, report: str) -> Sequence[Telling]:
        """The report's tellings."""
        return self._by.get(report, ())

    def copying(self, report: str) -> Sequence[tuple[Telling, Copied]]:
        """The tellings whose passage is a copy of the report's."""
        return self._copying.get(report, ())


def with_copies(tellings: Sequence[Telling], passages: Passages) -> tuple[Telling, ...]:
    """The tellings, each with the report that its passage is copied from."""
    out = []
    for telling in tellings:
        copied = passages.of(telling)
        if copied is None:
            out.append(telling)
            continue
        sentence = f"{copied.covered:.0%} of these words stand in a passage that descends from another report ({copied.edge.kind})."
        spans = tuple(Place.at(telling.report, s) for s in telling.spans) + tuple(Place.at(copied.parent, s) for s in copied.there)
        ground = Ground(rule="telling.copied", sentence=sentence, spans=spans)
        out.append(replace(telling, copied_from=copied.parent, grounds=(*telling.grounds, ground)))
    return tuple(out)


def _ended(telling: Telling, voices: dict[str, Voice]) -> Telling:
    """The telling with its origin at the end of its chain: a chain that ends at somebody who can be named has an origin."""
    end = telling.chain[-1] if telling.chain else None
    if telling.origin is not None:
        return telling if telling.origin in telling.chain else replace(telling, chain=(*telling.chain, telling.origin))
    if end is None or end not in voices or voices[end].vague:
        return telling
    return replace(telling, origin=end)


def with_ends(tellings: Sequence[Telling], voices: dict[str, Voice]) -> tuple[Telling, ...]:
    """The tellings, each chain followed to its end over the whole claim.

    Where a telling stops at a voice and another telling of the same claim shows from whom that voice has it, the chain goes on; only where all that
    show it agree.
    """
    tellings = [_ended(t, voices) for t in tellings]
    ends: dict[str, set[tuple[str, ...]]] = {}
    for telling in tellings:
        for at, voice in enumerate(telling.chain[:-1]):
            origin = telling.origin
            if origin is not None and origin == telling.chain[-1] and not (origin in voices and voices[origin].vague):
                ends.setdefault(voice, set()).add(telling.chain[at + 1 :])
    out = []
    shows: dict[tuple[str | None, str], Telling] = {}
    for telling in tellings:
        further = ends.get(telling.origin or "", set())
        tails = {tail[-1] for tail in further}
        if telling.origin is None or telling.chain[-1:] != (telling.origin,) or len(tails) != 1 or tails & set(telling.chain):
            out.append(telling)
            continue
        tail = min(further, key=lambda t: (len(t), t))
        tail = tuple(v for v in tail if v not in telling.chain)
        origin = tail[-1]
        if (key := (telling.origin, origin)) not in shows:
            shows[key] = min((t for t in tellings if telling.origin in t.chain[:-1] and t.origin == origin), key=lambda t: (t.report, t.spans))
        shown = shows[key]
        name, end = (voices[v].name if v in voices else v for v in (telling.origin, origin))
        sentence = f"This telling stops at {name}; another telling of the claim shows that {name} has it from {end}."
        ground = Ground(rule="telling.passed-on", sentence=sentence, spans=tuple(Place.at(shown.report, s) for s in shown.spans))
        out.append(replace(telling, chain=(*telling.chain, *tail), origin=origin, stops_at=telling.origin, grounds=(*telling.grounds, ground)))
    return tuple(out)
