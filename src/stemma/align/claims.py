"""A cluster of propositions told as one claim: one telling a report, the statement, the number, the time and place that they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from stemma.align import intervals
from stemma.align.clusters import contributions
from stemma.align.features import FEATURES
from stemma.align.pairs import Corpus
from stemma.align.stated import Proposition
from stemma.model import Claim, Ground, Place, Quantity, Telling, When, consensus, content_id, merged

#: From least to most sure; where tellings are evenly divided the more careful one stands.


def claim(members: Sequence[Proposition], *, story: str, corpus: Corpus) -> Claim:
    """The claim that a cluster is."""
    by_report: dict[str, list[Proposition]] = {}
    for p in sorted(members, key=lambda p: p.key):
        by_report.setdefault(p.report, []).append(p)
    best = [max(group, key=_fullness) for group in by_report.values()]
    tellings = tuple(_telling(by_report[p.report], p) for p in best)
    head = max(best, key=_standing_alone)
    return Claim(
        id=claim_id(members),
        story=story,
        statement=head.statement,
        certainty=consensus([p.certainty for p in best]),
        tellings=tellings,
        quantity=_quantity(best),
        when=_when(best),
        where=_where(best, head),
        grounds=_grounds(best, corpus),
    )


def _where(told: Sequence[Proposition], head: Proposition) -> str | None:
    """The place that most tellings name; of several named as often the one of the telling whose words stand for the claim, else none."""
    named = Counter(p.where for p in told if p.where)
    most = {w for w, n in named.items() if n == max(named.values())}
    return next(iter(most)) if len(most) == 1 else head.where if head.where in most else None


def claim_id(members: Sequence[Proposition]) -> str:
    """An id from the places told of and the number told, in whatever order they come."""
    places = sorted({(p.report, s.start, s.end) for p in members for s in p.spans})
    numbers = sorted({(p.report, p.mention.span.start) for p in members if p.mention})
    return content_id("claim", places, numbers, members[0].kind == "time")


def _fullness(p: Proposition) -> tuple[bool, bool, bool, int, int]:
    """Which of one report's tellings speaks for it: the body's, one with a source, one with a number, the fuller, the first."""
    return (p.zone == "body", p.said.origin is not None, p.mention is not None, len(p.words), -p.spans[0].start)


def _standing_alone(p: Proposition) -> tuple[bool, bool, int, int, str]:
    """Which telling states the claim best: body over headline, a whole clause over a phrase, names, not too long."""
    length = len(p.statement)
    return (p.zone == "body", p.kind != "counted", min(3, len(p.names)), -abs(length - 110), p.report)


def _telling(group: Sequence[Proposition], best: Proposition) -> Telling:
    """One report's telling: the best one's values, with the words of all its places."""
    return Telling(
        report=best.report,
        spans=merged(s for p in group for s in p.spans),
        chain=best.said.chain,
        origin=best.said.origin,
        certainty=best.certainty,
        quantity=best.mention.quantity if best.mention else None,
        when=best.when.iso if best.when else None,
        attribution=best.said.attribution,
        statement=best.statement,
        grounds=best.grounds,
    )


def _quantity(best: Sequence[Proposition]) -> Quantity | None:
    """The commonest interval, worded as its first telling words it."""
    found = [p.mention.quantity for p in best if p.mention]
    if not found:
        return None
    counts = Counter((q.low, q.high, q.low_open, q.high_open) for q in found)
    top = min(counts, key=lambda k: (-counts[k], str(k)))
    return next(q for q in found if (q.low, q.high, q.low_open, q.high_open) == top)


def _when(best: Sequence[Proposition]) -> When | None:
    """The commonest resolved time."""
    found = Counter((p.when.first, p.when.last) for p in best if p.when and p.when.first)
    if not found:
        return None
    start, end = min(found, key=lambda k: (-found[k], str(k)))
    return When(start=start, end=end)


def _grounds(best: Sequence[Proposition], corpus: Corpus) -> tuple[Ground, ...]:
    """Why these tellings are one claim: for each further telling, what spoke most for joining it to the first."""
    if len(best) < 2:
        return ()
    grounds = []
    for a, b in list(combinations(best, 2))[: len(best) - 1]:
        parts = contributions(a, b, corpus)
        top = sorted((n for n in parts if parts[n] > 0), key=lambda n: (-parts[n], n))[:3]
        reasons = [_reason(name, a, b) for name in top]
        places = tuple(Place.at(p.report, p.spans[0]) for p in (a, b))
        grounds.append(Ground(rule=top[0] if top else "align.join", sentence=f"Taken as one claim: {'; '.join(reasons)}.", spans=places))
    return tuple(grounds)


def _reason(name: str, a: Proposition, b: Proposition) -> str:
    """A feature's finding in words that can be checked."""
    if name in {"align.shared-words", "align.contained-words"}:
        return "both speak of " + ", ".join(sorted(a.words & b.words)[:5])
    if name in {"align.same-figure", "align.telling-figure", "align.same-bound"} and a.mention and b.mention:
        return f"both name the figure {intervals.said(a.mention.quantity)}"
    if name == "align.shared-names":
        return "both name " + ", ".join(sorted(a.names & b.names)[:3] or sorted(a.names)[:2])
    if name == "align.same-counted":
        return "both count " + ", ".join(sorted(a.counted & b.counted)[:3])
    if name == "align.likeness" and a.vector is not None and b.vector is not None:
        return f"their wording is alike ({float(a.vector @ b.vector):.2f} of 1)"
    first = (FEATURES[name].__doc__ or name).strip().split(".")[0]
    return first[0].lower() + first[1:]
