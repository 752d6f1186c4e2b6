"""Figures for one and the same thing, told on several days or by several voices: what updates what, and what conflicts.

Theory of operation. `things` says which claims measure one thing and `days` as of when each stands. Then:
- one figure inside the other, near it and of one time, or its rounding: the narrower refines the wider ("over 1,000", "1,002");
- two origins of one time and no number in common: a conflict, with the nearest such figure, of people with each;
- one origin, told with two figures by two reports: a conflict as well;
- else a later figure updates the latest before it: of the same origin if there is one, of the same place, the nearest in size;
- of one day, a higher count of dead or hurt updates a lower one.
Known limits: parts and wholes are told apart by words and countries alone; a claim has at most one conflict over a figure that counts no people.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemma.align import intervals
from stemma.align.around import Surroundings
from stemma.align.clusters import matter
from stemma.align.days import GROWING, Days, Thing, order
from stemma.align.lookalikes import LOTS, history, is_forecast, of_parts
from stemma.align.pairs import Corpus, Pair
from stemma.align.stated import Proposition
from stemma.align.things import changing, measured, one_thing, same_measure, scope
from stemma.align.told import Told, figure, ratio, related
from stemma.model import Relation

_DAYS = 4  # days within which figures of two origins are held to be of one moment
_NEAR = 1.2  # ratio of figures up to which one inside the other is the same count put more exactly
_OPPOSED = 4.0  # ratio beyond which two figures are taken for other things (a part, another place) and no conflict is claimed
_TWICE = 2.0  # ratio from which two open bounds by one origin ("over 1,000", "over 10,000") are two statements and not one put loosely
_WITHIN_A_DAY = 2.5  # ratio up to which a toll is taken to have risen within a day; beyond, it is another's
_CROWD = 400  # claims that count one thing, beyond which the word is too common to compare by
_NOTHING = 0.1  # per cent that "zero" may stand for
_BESIDE = 2  # sentences within which a figure told as former is the former one of a figure told as current
_SURE = 0.9  # probability of one matter from which one origin's two figures are taken for a slip
_SAME = 1 / 256  # of a day: as of the same time


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """Another claim on the same thing, and the two tellings that match best."""

    at: int
    pair: Pair


def series(told: Sequence[Told], corpus: Corpus, around: Surroundings, days: Days) -> list[Relation]:
    """Relations among claims with numbers; places reports without a date in `days` on the way."""
    links: dict[int, list[_Link]] = {n: [] for n in range(len(told))}
    for i, j in _comparable(told, around):
        pair = _best(told[i], told[j], corpus, around)
        if pair is not None:
            links[i].append(_Link(at=j, pair=pair))
            links[j].append(_Link(at=i, pair=pair))
    order(_things(told, links, around), days, around, told)
    return _Series(told, links, around, days).relations()


def _comparable(told: Sequence[Told], around: Surroundings) -> Iterable[tuple[int, int]]:
    """Pairs of claims that count something in common; through an index, not all with all."""
    index: dict[tuple[str, str], set[int]] = {}
    for n, t in enumerate(told):
        for p in t.members:
            if p.mention:
                kind = intervals.kind(p.mention.quantity)
                words = p.counted | measured(p, around.of(p)) | (p.words if kind != "count" else frozenset())
                for word in sorted(words):
                    index.setdefault((kind, word), set()).add(n)
    groups = [sorted(members) for members in index.values() if len(members) <= _CROWD]
    return sorted({(a, b) for group in groups for k, a in enumerate(group) for b in group[k + 1 :]})


def _best(one: Told, other: Told, corpus: Corpus, around: Surroundings) -> Pair | None:
    """The two tellings that match best, where they are of one thing; None where none are, or where one claim is history for some teller."""
    x, y = scope(one, around), scope(other, around)
    if history(one, around) != history(other, around) or (x - y and y - x) or of_parts(one, other, around):
        return None
    found = [pair for a in one.compared for b in other.compared if (pair := one_thing(a, b, corpus, around)) is not None]
    return max(found, key=lambda pair: (round(matter(pair), 3), pair.a.key, pair.b.key), default=None)


def _things(told: Sequence[Told], links: dict[int, list[_Link]], around: Surroundings) -> list[Thing]:
    """What changes from day to day: for each claim on it, the claims beside it."""
    moving = {n: [k.at for k in ks if changing(k.pair, around)] for n, ks in links.items()}
    found, seen = [], set()
    for n in sorted(moving):
        if n in seen or not moving[n]:
            continue
        group, queue = [], [n]
        seen.add(n)
        while queue:
            at = queue.pop()
            group.append(at)
            fresh = sorted(set(moving[at]) - seen)
            seen.update(fresh)
            queue.extend(fresh)
        members = {k: [p for p in told[k].members if p.mention] for k in sorted(group)}
        found.append(Thing(members=members, beside={k: frozenset(moving[k]) for k in members}, scopes={k: scope(told[k], around) for k in members}))
    return found


class _Series:
    """The claims on each thing while they are compared."""

    def __init__(self, told: Sequence[Told], links: dict[int, list[_Link]], around: Surroundings, days: Days) -> None:
        self._told, self._links, self._around, self._days = told, links, around, days
        self._at = {n: self._as_of(told[n]) for n in links if links[n]}

    def relations(self) -> list[Relation]:
        found: list[Relation] = []
        refined: set[tuple[int, int]] = set()
        for n, links in self._links.items():
            for link in links:
                if n < link.at and (relation := self._refines(n, link)) is not None:
                    found.append(relation)
                    refined |= {(n, link.at), (link.at, n)}
        free = {n: [k for k in links if (n, k.at) not in refined] for n, links in self._links.items()}
        opposed = {n: self._opposite(n, links) for n, links in free.items()}
        mutual = {n: o for n, o in opposed.items() if o is not None and (back := opposed[o.at]) is not None and back.at == n}
        for n, links in free.items():
            for link in links:
                if n < link.at and self._in_conflict(n, link, mutual):
                    found.append(self._conflict(n, link))
        for n, links in free.items():
            rival = mutual.get(n)
            found.extend(self._updates(n, [k for k in links if rival is None or (k.at != rival.at and not self._foreign(n, k.at))]))
        return found

    def _in_conflict(self, n: int, link: _Link, mutual: Mapping[int, _Link]) -> bool:
        """Each other's nearest rival, or counts of what befell people, of which one moment may know more than two."""
        nearest = n in mutual and mutual[n].at == link.at
        return nearest or (bool(link.pair.a.counted & link.pair.b.counted & LOTS) and self._incompatible(n, link))

    def _as_of(self, t: Told) -> float | None:
        """When the earliest telling as current stands, or else the earliest as former."""
        numbered = [p for p in t.members if p.mention]
        current = [d for p in numbered if not self._days.former(p) and (d := self._days.of(p)) is not None]
        former = [d for p in numbered if self._days.former(p) and (d := self._days.of(p)) is not None]
        return min(current, default=None) if current else min(former, default=None)

    def _refines(self, n: int, link: _Link) -> Relation | None:
        """The exact figure refines the bound that it lies in, or its own rounding."""
        pair, me, other = link.pair, self._told[n], self._told[link.at]
        rounded = _rounding(pair)
        if rounded is None and (pair.numbers not in {"within", "around"} or ratio(pair) > _NEAR or self._moves(n, link)):
            return None
        inner = rounded or (pair.a if pair.numbers == "within" else pair.b)
        source, target = (me, other) if inner in me.members else (other, me)
        if rounded is not None:
            return related(source, target, "refines", "align.rounding", f"One figure is the other, rounded: {_said(pair)}.", pair)
        return related(
            source, target, "refines", "align.figure-within", f"One figure lies inside the other, for the same thing: {_said(pair)}.", pair
        )

    def _moves(self, n: int, link: _Link) -> bool:
        """Whether the thing is of those that change from day to day, and the two stand as of two times."""
        a, b = self._at[n], self._at[link.at]
        return changing(link.pair, self._around) and a is not None and b is not None and abs(a - b) > _SAME

    def _opposite(self, n: int, links: Sequence[_Link]) -> _Link | None:
        """The figure that claim n conflicts with: of its own report or origin first, then the nearest in days, matter and size."""

        def nearness(link: _Link) -> tuple[bool, bool, float, float, float, str]:
            one, other = self._told[n], self._told[link.at]
            apart = self._apart(n, link.at)
            likely = -round(matter(link.pair), 2)
            return (not one.reports & other.reports, not one.origins & other.origins, apart or 0.0, likely, ratio(link.pair), other.claim.id)

        return min((k for k in links if self._incompatible(n, k)), key=nearness, default=None)

    def _incompatible(self, n: int, link: _Link) -> bool:
        one, other, pair = self._told[n], self._told[link.at], link.pair
        apart = self._apart(n, link.at)
        if self._former_beside(n, link.at) or self._former_beside(link.at, n):
            return False  # some report tells of the change
        if one.origins & other.origins and _names_both(pair):
            return False  # "two thirds of the 5 billion" is no other word on the 5 billion
        if any(self._days.former(p) for p in (pair.a, pair.b)) or not one.origins or not other.origins or _loosely(one, other):
            return False
        if not one.origins & other.origins:
            same_time = bool(one.reports & other.reports) or (apart is not None and apart < 1)
            at_once = bool(one.reports & other.reports) or (apart is not None and apart <= _SAME)
            if pair.a.counted & LOTS and not (at_once and self._same_place(n, link.at) >= 2 - bool(one.reports & other.reports)):
                return False
            if changing(pair, self._around) and not at_once:
                return False  # what changes from day to day is another figure on another day
            if all("now" in self._around.of(p).own.split() for p in (pair.a, pair.b)):
                return False  # a report that goes on while things change
            if not same_time and apart is not None and apart > _DAYS:
                return False
            return pair.numbers == "apart" and ratio(pair) <= _OPPOSED
        if one.reports & other.reports or apart is None or apart > _SAME:
            return False
        forecasts = self._forecasts(n, link.at)
        if pair.a.counted & GROWING and not forecasts:
            return False  # a toll rises within the day
        if not (matter(pair) >= _SURE or same_measure(pair, self._around)):
            return False
        return pair.numbers == "apart" or (forecasts and ratio(pair) >= _TWICE)

    def _forecasts(self, n: int, m: int) -> bool:
        """Whether all tellings of both say what may yet be."""
        return all(is_forecast(p, self._around) for k in (n, m) for p in self._told[k].members if p.mention)

    def _foreign(self, n: int, m: int) -> bool:
        """Whether two claims have origins, and none in common."""
        a, b = self._told[n].origins, self._told[m].origins
        return bool(a) and bool(b) and not a & b

    def _apart(self, n: int, m: int) -> float | None:
        a, b = self._at[n], self._at[m]
        return abs(a - b) if a is not None and b is not None else None

    def _conflict(self, n: int, link: _Link) -> Relation:
        source, target = sorted((n, link.at), key=lambda k: (self._at[k] or 0.0, self._told[k].claim.id), reverse=True)
        one, other = self._told[source], self._told[target]
        if one.origins & other.origins:
            why = f"One origin is given two figures for the same thing and time by two reports: {_said(link.pair)}."
            return related(one, other, "conflicts", "align.one-origin-two-figures", why, link.pair)
        why = f"Figures for the same thing that cannot both be so: {_said(link.pair)}."
        return related(one, other, "conflicts", "align.figures-apart", why, link.pair)

    def _updates(self, n: int, links: Sequence[_Link]) -> list[Relation]:
        """What claim n updates: of the figures before it the latest, of its own origin if there is one."""
        me = self._told[n]
        before = [k for k in links if self._later(n, k)]
        if not before or self._stands_still(me):
            return []
        named = [k for k in before if self._told[k.at].origins & me.origins]
        own = [k for k in before if k in named or not self._told[k.at].origins] if named else before
        latest = max(self._at[k.at] or 0.0 for k in own)
        last = [k for k in own if (self._at[k.at] or 0.0) >= latest - _SAME]
        superseded = {link.at for k in last for link in self._links[k.at] if self._later(k.at, link)}
        best = max([k for k in last if k.at not in superseded] or last, key=lambda k: self._fits(n, k))
        same = {k.at for k in self._links[best.at] if k.pair.numbers == "same" or _rounding(k.pair)}
        return [self._update(n, k) for k in before if k.at == best.at or k.at in same]

    def _fits(self, n: int, link: _Link) -> tuple[int, bool, bool, int, float, str]:
        """How well one of several latest figures is what claim n updates: place, exactness, how widely told, nearness."""
        other = self._told[link.at]
        quantity = next(p.mention.quantity for p in other.members if p.mention)
        exact = quantity.low is not None and quantity.high is not None
        return (
            self._same_place(n, link.at),
            exact,
            ratio(link.pair) <= _TWICE,
            len(other.reports),
            -round(math.log(ratio(link.pair)), 2),
            other.claim.id,
        )

    def _update(self, n: int, link: _Link) -> Relation:
        me, other = self._told[n], self._told[link.at]
        why = f"Of two figures for the same thing, {_said(link.pair)}, the one that updates {self._when(n, link)}."
        return related(me, other, "updates", "align.later-figure", why, link.pair)

    def _when(self, n: int, link: _Link) -> str:
        """In words, why claim n is the later."""
        mine, its = (link.pair.a, link.pair.b) if link.pair.a in self._told[n].members else (link.pair.b, link.pair.a)
        words = self._days.former(its) or self._former_beside(n, link.at)
        if words:
            return f"is the current one: the other is told as earlier (“{words}”)"
        a, b = self._at[n], self._at[link.at]
        if a is None or b is None or abs(a - b) <= _SAME:
            return "is the higher toll of the same day"
        for p, when in ((mine, "later"), (its, "earlier")):
            why = self._days.why(p.report)
            if why and not self._days.dated(p.report):
                return f"stands later; the {when} report has no date, but {why}"
        return f"is of {_iso(a)}, later than {_iso(b)}"

    def _later(self, n: int, link: _Link) -> bool:
        """Whether claim n's figure is another than the other's, and later."""
        pair = link.pair
        if pair.numbers in {"same", "overlap"} or _rounding(pair) or (pair.numbers != "apart" and same_measure(pair, self._around)):
            return False
        if self._forecasts(n, link.at) and not self._told[n].origins & self._told[link.at].origins:
            return False
        a, b = self._at[n], self._at[link.at]
        if a is None or b is None:
            return self._former_beside(n, link.at) is not None
        if abs(a - b) > _SAME:
            return a > b
        mine, its = (pair.a, pair.b) if pair.a in self._told[n].members else (pair.b, pair.a)
        if (
            not pair.a.counted & pair.b.counted & GROWING
            or ratio(pair) > _WITHIN_A_DAY
            or {mine.certainty, its.certainty} != {"asserted"}
            or figure(mine) <= figure(its)
        ):
            return False
        return mine.report != its.report or "now" in self._around.of(mine).own.split()

    def _former_beside(self, n: int, m: int) -> str | None:
        """The words by which a report that tells claim n as current tells claim m as former, if one does."""
        current = {(p.report, self._around.of(p).sentence) for p in self._told[n].members if p.mention and not self._days.former(p)}
        return next((words for p in self._told[m].members if self._beside(p, current) and (words := self._days.former(p))), None)

    def _beside(self, p: Proposition, places: set[tuple[str, int]]) -> bool:
        at = self._around.of(p).sentence
        return any((p.report, at + step) in places for step in range(-_BESIDE, _BESIDE + 1))

    def _stands_still(self, me: Told) -> bool:
        """Whether all that tell a claim say that the figure is still what it was."""
        numbered = [p for p in me.members if p.mention]
        return all("still" in p.words and not p.counted & LOTS for p in numbered)

    def _same_place(self, n: int, m: int) -> int:
        """2 where both name one country or neither names any, 1 where one does, 0 otherwise."""
        a, b = (frozenset(c for p in self._told[k].members for c in self._around.of(p).countries or self._around.of(p).near) for k in (n, m))
        return 2 if bool(a & b) or (not a and not b) else int(not a or not b)


def _loosely(one: Told, other: Told) -> bool:
    """Whether some teller words a figure as a bound that the other's keeps to ("at least 1,300" beside 1,400): at least is no conflict with exact."""
    pairs = [(p.mention.quantity, q.mention.quantity) for p in one.members for q in other.members if p.mention and q.mention]
    mixed = [(a, b) for a, b in pairs if (a.low is None or a.high is None) != (b.low is None or b.high is None)]
    return any(intervals.compare(a, b) in {"within", "around", "overlap"} for a, b in mixed)


#: How much of a figure its rounding may leave out: 0.0017 % is told as 0.002 %, but 12,000 soldiers are not told as 10,000.
_COARSE_SHARE, _COARSE_COUNT = 0.2, 0.05


def _rounding(pair: Pair) -> Proposition | None:
    """The exact one of two figures of which the other is the rounding (0.0017 and 0.002), both given as one number."""
    quantities = [p.mention.quantity for p in (pair.a, pair.b) if p.mention]
    if pair.numbers == "same" or any(q.low is None or q.high is None or (q.low != q.high and not q.approximate) for q in quantities):
        return None
    x, y = (intervals.figures(q) for q in quantities)
    if x[0] != x[1] or y[0] != y[1] or x[0] is None or y[0] is None:
        return None
    if not x[0] or not y[0]:
        return (pair.a if x[0] else pair.b) if quantities[0].unit == "percent" and max(x[0], y[0]) < _NOTHING else None
    for p, fine, coarse in ((pair.a, x[0], y[0]), (pair.b, y[0], x[0])):
        digits = _digits(coarse)
        if abs(fine - coarse) > (_COARSE_SHARE if quantities[0].unit == "percent" else _COARSE_COUNT) * fine:
            continue
        if digits < _digits(fine) and math.isclose(float(f"{fine:.{digits - 1}e}"), coarse, rel_tol=1e-9):
            return p
    return None


def _digits(value: float) -> int:
    """Significant digits: 1 for 0.002 and 3,000, 2 for 0.0017."""
    return len(f"{value:.12e}".split("e")[0].replace(".", "").strip("-").rstrip("0")) or 1


def _iso(day: float) -> str:
    return dt.date.fromordinal(int(day)).isoformat()


def _names_both(pair: Pair) -> bool:
    """Whether one of the two names the other's figure beside its own: a share and what it is a share of."""
    a, b = pair.a, pair.b
    if a.mention is None or b.mention is None:
        return False
    return any(any(intervals.compare(other.quantity, figure) == "same" for figure in p.figures) for p, other in ((a, b.mention), (b, a.mention)))


def _said(pair: Pair) -> str:
    quantities = [p.mention.quantity for p in (pair.a, pair.b) if p.mention]
    return " against ".join(intervals.said(q) for q in quantities)
