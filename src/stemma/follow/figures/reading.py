"""Which figure of a series stands now: the latest by as-of day; of one day the better corroborated; never an average.

Counts come before plans: what is told or reported competes first, and pledges, forecasts and what is left open only where there is no count at all.
Denied figures never stand. Where two figures of the latest day cannot both be so and neither is better backed, none is chosen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from stemma.follow.figures.measures import named
from stemma.model import Claim, Ground
from stemma.model.figures import Figure, Reading, Status

_POOLS: tuple[frozenset[Status], ...] = (frozenset({"told", "hedged"}), frozenset({"pledged"}), frozenset({"forecast"}), frozenset({"open"}))
_NEAR = 1.2  # ratio up to which a vaguer figure is the same count; as alignment has it
_VAGUE = 2.4  # ratio of the ends of what a word without a number may mean
_BOUNDS = {"exact": 0, "range": 1, "about": 2, "at least": 3, "at most": 3}

#: Pairs of claim ids: the first updates the second.
Updates = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The figures with those marked that are superseded, the reading, and why there is none."""

    figures: tuple[Figure, ...]
    reading: Reading | None
    ground: Ground | None


def standing(figures: Sequence[Figure], updates: Updates, voice: Mapping[str, str], *, toll: bool) -> Standing:
    """The reading of a series; `voice` gives for each origin the one that it counts as, `toll` says that of one day the higher count is later."""
    now = [f for f in figures if not f.older] or list(figures)
    pool = next(([f for f in now if f.status in statuses] for statuses in _POOLS if any(f.status in statuses for f in now)), [])
    if not pool:
        return Standing(figures=tuple(figures), reading=None, ground=_ground("figures.none-stands", "Only denied figures are told.", figures))
    pool = [f for f in pool if not _vague(f)] or pool
    pool = _told_first(pool)
    latest = _best(pool, updates, voice, toll=toll)
    best = _finer(latest, pool) if latest else None
    marked = tuple(replace(f, superseded=_superseded(f, best, latest, pool, updates)) for f in figures)
    if best is None:
        top = _latest(pool)
        why = "Figures of the latest day differ and none is better backed." if _dated(top[0]) else "No figure has a day, and none is better backed."
        return Standing(figures=marked, reading=None, ground=_ground("figures.none-stands", why, top))
    assert latest is not None
    beside = [f for f in pool if same(f, best) or (_key(f) == _key(latest) and not _superseded(f, best, latest, pool, updates))]
    reading = Reading(
        figure=list(figures).index(best),
        low=_hull([f.quantity.low for f in beside], min),
        high=_hull([f.quantity.high for f in beside], max),
        origins=tuple(sorted({f.origin for f in beside if f.origin and same(f, best)})),
        grounds=(_why(best, latest, pool, beside, voice),),
    )
    return Standing(figures=marked, reading=reading, ground=None)


def _vague(figure: Figure) -> bool:
    """A word without a number ("dozens") stands for nothing where a number is told."""
    low, high = figure.quantity.low, figure.quantity.high
    return figure.quantity.approximate and low is not None and high is not None and low > 0 and high / low >= _VAGUE


def _told_first(pool: Sequence[Figure]) -> list[Figure]:
    """Without the repeats: a figure that somebody told before is no later for being told again by another, unless its sentence says a day."""
    out = []
    for figure in pool:
        earlier = [f for f in pool if f is not figure and same(f, figure) and f.bound == figure.bound and f.last and f.last < (figure.last or "")]
        if not (figure.day_from == "published" and earlier):
            out.append(figure)
    return out


def _key(figure: Figure) -> tuple[str, int]:
    """Its place in time: the last as-of day, or right after the day that it is told to follow; "" when nothing is known."""
    return (figure.last, 0) if figure.last else (figure.after, 1) if figure.after else ("", 0)


def _dated(figure: Figure) -> bool:
    return bool(figure.last or figure.after)


def _latest(pool: Sequence[Figure]) -> list[Figure]:
    top = max(_key(f) for f in pool)
    return [f for f in pool if _key(f) == top]


def _best(pool: Sequence[Figure], updates: Updates, voice: Mapping[str, str], *, toll: bool) -> Figure | None:
    latest = [f for f in _latest(pool) if not any(_updates(g, f, updates) for g in _latest(pool) if g is not f)] or _latest(pool)
    own = [f for f in latest if not (toll and any(_higher(g, f) for g in latest))] or latest
    if all(_agrees(f, g) for f in own for g in own):
        return max(own, key=lambda f: (-_BOUNDS[f.bound], _backing(f, own, voice), f.status == "told"))
    ranked = sorted(own, key=lambda f: (_backing(f, own, voice), f.status == "told", -_BOUNDS[f.bound]), reverse=True)
    first, second = ranked[0], next(f for f in ranked[1:] if not _agrees(ranked[0], f))
    if (_backing(first, own, voice), first.status == "told") > (_backing(second, own, voice), second.status == "told"):
        return first
    return None


def _higher(later: Figure, earlier: Figure) -> bool:
    """Of one origin's tolls of one day the higher is the later."""
    if later.origin is None or later.origin != earlier.origin or later.quantity.low is None or earlier.quantity.high is None:
        return False
    return later.status == earlier.status == "told" and later.quantity.low > earlier.quantity.high


def _backing(figure: Figure, among: Sequence[Figure], voice: Mapping[str, str]) -> tuple[int, int]:
    """Independent origins, then reports, of a figure and of those that say the same."""
    alike = [f for f in among if f == figure or same(f, figure)]
    origins = len({voice.get(f.origin, f.origin) for f in alike if f.origin})
    return min(origins, 2), len({r for f in alike for r in (*f.reports, *f.unsourced)})


def one_voice(claims: Sequence[Claim]) -> dict[str, str]:
    """For each origin the one that it counts as: origins of one group, by the weighing of any claim, are one."""
    above: dict[str, str] = {}

    def root(v: str) -> str:
        while above.get(v, v) != v:
            v = above[v]
        return v

    for claim in sorted(claims, key=lambda c: c.id):
        together = claim.origin_groups or ((claim.origins,) if claim.independent_origins < len(claim.origins) else ())
        for group in together:
            for a, b in pairwise(sorted(group)):
                above[max(root(a), root(b))] = min(root(a), root(b))
    return {v: root(v) for v in sorted({o for c in claims for o in c.origins})}


def same(a: Figure, b: Figure) -> bool:
    """Whether both name one figure, whatever the bound."""
    return _named(a) == _named(b) and _agrees(a, b)


def _named(figure: Figure) -> float:
    return named(figure.quantity)


def _agrees(a: Figure, b: Figure) -> bool:
    """Whether both can be so as worded."""
    inf = float("inf")
    low = max(-inf if a.quantity.low is None else a.quantity.low, -inf if b.quantity.low is None else b.quantity.low)
    high = min(inf if a.quantity.high is None else a.quantity.high, inf if b.quantity.high is None else b.quantity.high)
    touching = low == high and any((q.low_open and q.low == low) or (q.high_open and q.high == high) for q in (a.quantity, b.quantity))
    return low <= high and not touching


def _updates(later: Figure, earlier: Figure, updates: Updates) -> bool:
    return any((x, y) in updates for x in later.claims for y in earlier.claims)


def _finer(latest: Figure, pool: Sequence[Figure]) -> Figure:
    """An earlier figure that the latest one only repeats, or puts more vaguely ("183", then "over 180"), still stands."""
    alike = [f for f in pool if same(f, latest) and f.bound == latest.bound and _dated(f) == _dated(latest)]
    latest = max(alike, key=lambda f: (len(f.reports) + len(f.unsourced), _key(f)), default=latest)
    if latest.bound == "exact":
        return latest
    finer = [f for f in pool if f.bound == "exact" and _dated(f) and _key(f) < _key(latest) and _agrees(f, latest) and _ratio(f, latest) <= _NEAR]
    return max(finer, key=lambda f: (_key(f), len(f.reports)), default=latest)


def _ratio(a: Figure, b: Figure) -> float:
    low, high = sorted((_named(a), _named(b)))
    return high / low if low > 0 else float("inf")


def _superseded(figure: Figure, best: Figure | None, latest: Figure | None, pool: Sequence[Figure], updates: Updates) -> bool:
    """Whether a count of a later day, or one that alignment calls an update, has taken its place."""
    if figure.older:
        return True
    if figure.status not in _POOLS[0] and best is not None and best.status in _POOLS[0]:
        return False
    if best is None or latest is None or figure.status == "denied" or figure.status in {"forecast"} - {best.status} or same(figure, best):
        return False
    if _dated(figure):
        return _key(figure) < _key(latest) or (_key(figure) == _key(latest) and (_updates(latest, figure, updates) or _higher(latest, figure)))
    return _updates(best, figure, updates)


def _hull(ends: Sequence[float | None], pick: object) -> float | None:
    known = [e for e in ends if e is not None]
    return None if len(known) < len(ends) else pick(known)  # type: ignore[operator]


def _why(best: Figure, latest: Figure, pool: Sequence[Figure], beside: Sequence[Figure], voice: Mapping[str, str]) -> Ground:
    """The reason in one sentence."""
    others = [f for f in pool if f != best]
    undated = sum(1 for f in others if not _dated(f) and not f.superseded and not f.older and not same(f, best))
    rivals = [f for f in beside if not same(f, best)]
    if all(same(f, best) for f in others):
        why = "It is the only figure told"
    elif best != latest:
        why = "Later reports repeat it" if same(best, latest) else "Later figures put it more vaguely and agree with it"
    elif not _dated(best):
        why = "No figure has a day; this one is told by the most origins and reports"
    elif rivals:
        n, reports = _backing(best, pool, voice)
        backed = "two or more independent origins" if n > 1 else f"{reports} report{'s' if reports != 1 else ''}"
        why = f"Of the {len(rivals) + 1} figures of the latest day it is the best backed, by {backed}"
    else:
        why = "It has the latest as-of day" if best.last else "Its report puts it after every figure that has a day"
    kind = {"pledged": "; it is planned, not done", "forecast": "; it is a forecast, not a count", "open": "; it is left open"}.get(best.status, "")
    tail = f"; {undated} without a day may be later" if undated and _dated(best) else ""
    return _ground("figures.reading", f"{why}{kind}{tail}.", [best])


def _ground(rule: str, sentence: str, figures: Sequence[Figure]) -> Ground:
    return Ground(rule=rule, sentence=sentence, spans=tuple(sorted({p for f in figures for p in f.places})))
