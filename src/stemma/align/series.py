"""Figures for one and the same thing, told on several days or by several voices: what updates what, and what conflicts.

Theory of operation. Two claims with numbers are of one series when they would be one claim if only the figures agreed (`same_matter`), or when
both count the same lot of people (dead, injured, missing ...) and name no different place. Inside a series:
- one figure inside the other, and near it: the narrower refines the wider ("over 1,000", "1,002");
- of two named origins and no number in common, told within a few days: a conflict;
- otherwise, told as of a later day: an update of the latest figure before it, of the same origin if there is one;
- on one day from one origin: an origin does not contradict itself, so a higher toll put as fact updates a lower one; forecasts conflict.
The day as of which a figure stands is that of publication, or of the clause where the report has none. Known limits: parts and wholes are told
apart by places alone; morning and evening of one day by the rule on tolls alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemma.align import intervals
from stemma.align.clusters import matter
from stemma.align.features import Corpus, Pair, excluded, held, names_agree, same_kind
from stemma.align.propositions import Proposition
from stemma.lang.en.senses import senses
from stemma.model import Claim, Ground, Place, Relation, RelationKind

_SAME_MATTER = 0.85  # probability of being one claim, had the figures agreed
_DAYS = 4  # days within which figures of two origins are held to be of one moment
_HISTORY = 60  # days before the report from which on a dated figure is background
_NEAR = 1.2  # ratio of figures up to which one inside the other is the same count put more exactly
_OPPOSED = 4.0  # ratio beyond which two figures are taken for other things (a part, another place) and no conflict is claimed
_APART = 12.0  # ratio beyond which two counts of people are of two things (a city and a country)
_TOLLS = frozenset({"death", "injury", "missing", "casualty", "displaced", "arrest", "rescue", "infection"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim with the propositions it was made of."""

    claim: Claim
    members: tuple[Proposition, ...]

    @property
    def day(self) -> str | None:
        """The day as of which it stands: the earliest among its tellings."""
        return min((d for p in self.members if (d := _day(p))), default=None)

    @property
    def origins(self) -> frozenset[str]:
        """Everybody to whom a telling is traced, or for whom they speak."""
        return frozenset(p.said.house for p in self.members if p.said.house)


def _day(p: Proposition) -> str | None:
    if p.published:
        return p.published
    return p.when.last if p.when and p.when.last and p.when.first == p.when.last else None


def series(told: Sequence[Told], corpus: Corpus) -> list[Relation]:
    """Relations among claims with numbers."""
    alike: dict[int, list[tuple[int, Pair]]] = {n: [] for n in range(len(told))}
    found: list[Relation] = []
    for i, j in _comparable(told):
        pair = _best(told[i], told[j], corpus)
        if pair is None:
            continue
        refines = _refines(told[i], told[j], pair)
        if refines is not None:
            found.append(refines)
            continue
        alike[i].append((j, pair))
        alike[j].append((i, pair))
    opposed = {n: _opposite(told, n, others) for n, others in alike.items()}
    mutual = {n: o for n, o in opposed.items() if o is not None and (opposed[o[0]] or (None,))[0] == n}
    for n, others in alike.items():
        if n in mutual and n < mutual[n][0]:
            found.append(_conflict(told[n], told[mutual[n][0]], mutual[n][1]))
        found.extend(_update(told, n, [(m, pair) for m, pair in others if n not in mutual or m != mutual[n][0]]))
    return found


def _comparable(told: Sequence[Told]) -> Iterable[tuple[int, int]]:
    """Pairs of claims that count something in common; through an index, not all with all."""
    index: dict[tuple[str, str], set[int]] = {}
    for n, t in enumerate(told):
        for p in t.members:
            if p.mention:
                kind = intervals.kind(p.mention.quantity)
                for word in sorted(p.counted | p.words if kind != "count" else p.counted):
                    index.setdefault((kind, word), set()).add(n)
    groups = [sorted(members) for members in index.values() if len(members) <= 400]
    return sorted({(a, b) for group in groups for k, a in enumerate(group) for b in group[k + 1 :]})


def _best(one: Told, other: Told, corpus: Corpus) -> Pair | None:
    """The two tellings that match best, where they are of one series; None where none are."""
    best: tuple[float, Pair] | None = None
    for a in one.members:
        for b in other.members:
            pair = held(a, b, corpus)
            if pair.numbers in {None, "unlike", "same"} or excluded(pair) or not same_kind(pair) or _long_past(a) or _long_past(b):
                continue
            likely = matter(pair)
            if (likely >= _SAME_MATTER or _same_lot(pair)) and not _elsewhere(pair) and (best is None or likely > best[0]):
                best = (likely, pair)
    return best[1] if best else None


def _long_past(p: Proposition) -> bool:
    """Whether its own words put it so long before the report that the figure is history and no earlier state of the news."""
    if p.when is None or not p.when.last or not p.published:
        return False
    try:
        return (dt.date.fromisoformat(p.published) - dt.date.fromisoformat(p.when.last)).days > _HISTORY
    except ValueError:
        return False


def _same_lot(pair: Pair) -> bool:
    """Both count the same lot of people, and the figures are of one order."""
    lots = senses().apart[0]
    if not (pair.a.counted & pair.b.counted & lots) or pair.a.mention is None or pair.b.mention is None:
        return False
    x, y = intervals.figures(pair.a.mention.quantity)[1], intervals.figures(pair.b.mention.quantity)[1]
    return bool(x and y) and max(x or 1, y or 1) / min(x or 1, y or 1) <= _APART


def _elsewhere(pair: Pair) -> bool:
    """Each names a place, and none in common."""
    return bool(pair.a.places and pair.b.places) and not names_agree(pair.a.places, pair.b.places)


def _refines(one: Told, other: Told, pair: Pair) -> Relation | None:
    """The exact figure refines the bound that it lies in."""
    if pair.numbers not in {"within", "around"} or _ratio(pair) > _NEAR:
        return None
    inner = pair.a if pair.numbers == "within" else pair.b
    source, target = (one, other) if inner in one.members else (other, one)
    return _make(source, target, "refines", "align.figure-within", f"One figure lies inside the other, for the same thing: {_said(pair)}.", pair)


def _opposite(told: Sequence[Told], n: int, others: Sequence[tuple[int, Pair]]) -> tuple[int, Pair] | None:
    """The figure that claim n conflicts with: of another origin, or another estimate of the same day; the nearest in days and size."""
    fitting = [(m, pair) for m, pair in others if pair.numbers == "apart" and _incompatible(told[n], told[m], pair)]
    return min(fitting, key=lambda f: (_days(told[n], told[f[0]]), -round(matter(f[1]), 2), _ratio(f[1]), told[f[0]].claim.id), default=None)


def _incompatible(one: Told, other: Told, pair: Pair) -> bool:
    if (pair.a.certainty == "hedged") != (pair.b.certainty == "hedged"):
        return False  # what may yet be excludes nothing that is
    if _toll(pair) and (one.day is None or one.day != other.day):
        return False
    if _ratio(pair) > _OPPOSED or _days(one, other) > _DAYS or (pair.a.report == pair.b.report and not one.origins | other.origins):
        return False
    if one.origins and other.origins and not one.origins & other.origins:
        return True
    return one.day == other.day and pair.a.certainty == pair.b.certainty == "hedged"


def _conflict(one: Told, other: Told, pair: Pair) -> Relation:
    source, target = sorted((one, other), key=lambda t: (t.day or "", t.claim.id), reverse=True)
    why = f"Figures for the same thing that cannot both be so: {_said(pair)}."
    return _make(source, target, "conflicts", "align.figures-apart", why, pair)


def _update(told: Sequence[Told], n: int, others: Sequence[tuple[int, Pair]]) -> list[Relation]:
    """What claim n updates: of the figures before it the latest, of its own origin if there is one."""
    me = told[n]
    before = [(m, pair) for m, pair in others if _later(me, told[m], pair)]
    if not before:
        return []
    day = max(told[m].day or "" for m, _ in before)
    latest = [(m, pair) for m, pair in before if (told[m].day or "") == day]
    own = [(m, pair) for m, pair in latest if told[m].origins & me.origins] or latest
    m, pair = max(own, key=lambda found: (round(matter(found[1]), 3), -_ratio(found[1]), told[found[0]].claim.id))
    when = f"is of {me.day}, later than {told[m].day}" if me.day != told[m].day else "is the higher toll of the same day"
    return [
        _make(me, told[m], "updates", "align.later-figure", f"Of two figures for the same thing, {_said(pair)}, the one that updates {when}.", pair)
    ]


def _later(me: Told, other: Told, pair: Pair) -> bool:
    """Whether one claim's figure is the later."""
    if me.day is None or other.day is None:
        return False
    if me.day != other.day:
        return me.day > other.day
    mine = pair.a if pair.a in me.members else pair.b
    its = pair.b if mine is pair.a else pair.a
    sure = {mine.certainty, its.certainty} == {"asserted"}
    return mine.report != its.report and _toll(pair) and sure and _figure(mine) > _figure(its)


def _toll(pair: Pair) -> bool:
    return bool(pair.a.counted & pair.b.counted & _TOLLS)


def _figure(p: Proposition) -> float:
    return (intervals.figures(p.mention.quantity)[1] or 0.0) if p.mention else 0.0


def _ratio(pair: Pair) -> float:
    x, y = sorted((_figure(pair.a), _figure(pair.b)))
    return y / x if x > 0 else float("inf")


def _days(one: Told, other: Told) -> int:
    """Days between the two; unknown days are taken to be near."""
    try:
        return abs((dt.date.fromisoformat(one.day or "") - dt.date.fromisoformat(other.day or "")).days)
    except ValueError:
        return 1


def _said(pair: Pair) -> str:
    quantities = [p.mention.quantity for p in (pair.a, pair.b) if p.mention]
    return " against ".join(intervals.said(q) for q in quantities)


def _make(source: Told, target: Told, kind: RelationKind, rule: str, why: str, pair: Pair) -> Relation:
    places = tuple(Place.at(p.report, p.mention.span) for p in (pair.a, pair.b) if p.mention)
    return Relation(source=source.claim.id, target=target.claim.id, kind=kind, grounds=(Ground(rule=rule, sentence=why, spans=places),))
