"""Figures: for each thing counted in a story every value told of it, as of when and by whom, and which one stands.

telling → item (what, where, when, how sure) → series (`groups`) → figures (one a value, origin and status) → reading (`reading`).
Nothing is read again: the ledger's claims, times and relations are all there is to go on. The order of reports changes nothing; a copy adds a report
to a figure, never a figure of a new origin.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stemma.follow.figures import words
from stemma.follow.figures.groups import groups
from stemma.follow.figures.items import TIME, Item, items
from stemma.follow.figures.labels import label
from stemma.follow.figures.measures import common_unit, converted
from stemma.follow.figures.nodes import Group
from stemma.follow.figures.reading import one_voice, standing
from stemma.model import Ground, Ledger, Quantity, content_id
from stemma.model.figures import Bound, Figure, FigureSeries, Status

_CONVERTED = 0.04  # how far a conversion may lie from what another report says in that unit; as alignment has it
#: Rules of alignment that hold two figures to be of one thing.
_OF_FIGURES = frozenset({"align.later-figure", "align.figures-apart", "align.figure-disputed"})
_Value = tuple[float | None, float | None, bool, bool, bool]
_Parts = dict[tuple[_Value, str, str | None], list[Item]]


def figures(ledger: Ledger) -> tuple[FigureSeries, ...]:
    """The series of all stories, those that matter most first; what is counted but once stands last."""
    links = frozenset((r.source, r.target) for r in ledger.relations if r.kind in {"updates", "refines"})
    counted = frozenset((r.source, r.target) for r in ledger.relations if any(g.rule in _OF_FIGURES for g in r.grounds))
    updates = _updates(ledger)
    by_story: dict[str, list[Item]] = {}
    for item in items(ledger):
        by_story.setdefault(item.claim.story, []).append(item)
    found = [_series(story, group, updates) for story, told in sorted(by_story.items()) for group in groups(told, links, counted)]
    place = {s.id: n for n, s in enumerate(ledger.stories)}
    return tuple(
        sorted(
            found, key=lambda s: (place.get(s.story, len(place)), len(s.figures) < 2, s.unit is None or s.unit in TIME, -_weight(s), s.label, s.id)
        )
    )


def _updates(ledger: Ledger) -> frozenset[tuple[str, str]]:
    """Updates that alignment found among claims of which the days are known: those of undated reports rest on the dates of events."""
    dated = {r.id for r in ledger.reports if r.published}
    known = {c.id for c in ledger.claims if any(t.report in dated for t in c.tellings)}
    return frozenset((r.source, r.target) for r in ledger.relations if r.kind == "updates" and r.source in known and r.target in known)


def _weight(series: FigureSeries) -> float:
    """Salience, and more for what many reports count."""
    reports = {r for f in series.figures for r in (*f.reports, *f.unsourced)}
    return round(series.salience + 0.1 * len(series.figures) + 0.05 * len(reports), 6)


def _series(story: str, group: Group, updates: frozenset[tuple[str, str]]) -> FigureSeries:
    told = group.items
    unit = common_unit(i.quantity.unit for i in told)
    toll = group.key.fate in words.TOLLS
    stands = standing(_figures(told, unit), updates, one_voice([i.claim for i in told]), toll=toll)
    first = told[0]
    return FigureSeries(
        id=content_id("figures", story, sorted({i.claim.id for i in told}), group.key.fate, sorted(i.place for i in told)),
        story=story,
        label=label(group, planned=all(f.status == "pledged" for f in stands.figures)),
        unit=unit if group.key.unit else None,
        per=first.key.per or None,
        figures=stands.figures,
        reading=stands.reading,
        salience=max(i.claim.salience for i in told),
        grounds=(*group.grounds, *((stands.ground,) if stands.ground else ())),
    )


def _figures(told: Sequence[Item], unit: str | None) -> list[Figure]:
    """One figure a value and origin; own-voice tellings of a value that has an origin are told of it, not beside it."""
    parts: _Parts = {}
    kinds = _kinds(told)
    for item in told:
        value = _signature(item.quantity)
        key = (_native(item, told, unit), kinds[item.claim.id, value], item.telling.origin)
        parts.setdefault(key, []).append(item)
    parts = _rounded(parts, unit)
    for key in sorted((k for k in parts if k[2] is None), key=repr):
        homes = sorted((k for k in parts if k[2] is not None and k[:2] == key[:2]), key=repr)
        if homes:
            parts[homes[0]].extend(parts.pop(key))
    after = _after(told)
    made = [_figure(found, unit, kind, origin, after) for (_, kind, origin), found in parts.items()]
    return sorted(made, key=_order)


def _native(item: Item, told: Sequence[Item], unit: str | None) -> _Value:
    """The value in the unit of the series; a conversion that comes near to a value told in that unit is that value, since reports round."""
    value = _signature(converted(item.quantity, unit))
    if item.quantity.unit == unit:
        return value
    near = [v for i in told if i.quantity.unit == unit and _near(v := _signature(i.quantity), value)]
    return min(near, key=repr, default=value)


def _near(a: _Value, b: _Value) -> bool:
    ends = [(x, y) for x, y in zip(a[:2], b[:2], strict=True) if x is not None or y is not None]
    return all(x is not None and y is not None and abs(x - y) <= _CONVERTED * max(abs(x), abs(y)) for x, y in ends)


def _kinds(told: Sequence[Item]) -> dict[tuple[str, _Value], str]:
    """Counts, plans, forecasts and denials of one value are figures apart; within one claim the commonest kind, of equals the more careful."""
    found: dict[tuple[str, _Value], list[str]] = {}
    for item in told:
        kind = "count" if item.status in {"told", "hedged"} else item.status
        found.setdefault((item.claim.id, _signature(item.quantity)), []).append(kind)
    return {key: min(set(kinds), key=lambda k: (-kinds.count(k), k == "count", k)) for key, kinds in found.items()}


def _order(figure: Figure) -> tuple[object, ...]:
    q = figure.quantity
    undated = not (figure.last or figure.after)
    return (
        undated,
        figure.last or figure.after or "",
        not figure.last,
        q.low or 0.0,
        q.high or 0.0,
        figure.status,
        figure.origin or "",
        figure.claims,
        figure.places,
    )


def _signature(q: Quantity) -> _Value:
    return (q.low, q.high, q.low_open, q.high_open, q.approximate)


def _rounded(parts: _Parts, unit: str | None) -> _Parts:
    """Odds and the percentage that rounds them are one figure of their origin: the rounder one."""
    if unit != "percent":
        return parts
    out: _Parts = {}
    for key in sorted(parts, key=lambda k: (_digits(k[0]), k[2] is None, repr(k))):
        home = next((k for k in out if k[1] == key[1] and key[2] in {k[2], None} and _rounds(k[0], key[0])), key)
        out.setdefault(home, []).extend(parts[key])
    return out


def _digits(value: _Value) -> int:
    """Significant digits of a value's lower end."""
    return len(f"{value[0] or 0:.12g}".replace("-", "").replace(".", "").strip("0").split("e")[0])


def _rounds(short: _Value, long: _Value) -> bool:
    """Whether the one exact value is the other, put with at least two digits less."""
    if None in short[:2] or None in long[:2] or short[0] != short[1] or long[0] != long[1]:
        return False
    digits = _digits(short)
    return digits > 0 and _digits(long) >= digits + 2 and float(f"{long[0]:.{digits}g}") == short[0]


def _after(told: Sequence[Item]) -> dict[_Value, str]:
    """For undated figures that their report tells as the newer ("now", "has fallen to"): the latest day of an older one that it tells too."""
    days: dict[_Value, str] = {}
    for item in told:
        if item.as_of.last:
            value = _signature(item.quantity)
            days[value] = min(days.get(value, item.as_of.last), item.as_of.last)
    out: dict[_Value, str] = {}
    for item in told:
        value = _signature(item.quantity)
        if item.as_of.last or item.older or not words.is_newer(item.clause):
            continue
        older = [days[v] for i in told if i.report.id == item.report.id and (v := _signature(i.quantity)) != value and v in days]
        if older:
            out[value] = max([*older, out.get(value, "")])
    return out


def _figure(found: Sequence[Item], unit: str | None, kind: str, origin: str | None, after: dict[_Value, str]) -> Figure:
    """One figure from its tellings: the earliest as-of day; a copy's day counts only where no other is known."""
    dated = [i for i in found if i.as_of.last and not i.telling.copied_from] or [i for i in found if i.as_of.last]
    said = [i for i in dated if i.as_of.source == "said"]
    day = min((i.as_of for i in said or dated), key=lambda d: (d.last or "", d.first or ""), default=None)
    newer = [after[v] for i in found if (v := _signature(i.quantity)) in after]
    older = all(i.older for i in found)
    own = {i.report.id for i in found if i.telling.origin == origin}
    quantity = converted(
        min(found, key=lambda i: (len(i.quantity.unit or "") == 0, i.quantity.unit != unit, _digits(_signature(i.quantity)), i.place)).quantity, unit
    )
    return Figure(
        quantity=quantity,
        bound=bound(quantity),
        status=_status([i.status for i in found], kind),
        origin=origin,
        reports=tuple(sorted(own)),
        unsourced=tuple(sorted({i.report.id for i in found if origin is not None and i.telling.origin is None} - own)),
        first=day.first if day else None,
        last=day.last if day else None,
        day_from=day.source if day else None,
        after=max(newer) if newer and not day else None,
        older=older and not day,
        claims=tuple(sorted({i.claim.id for i in found})),
        places=tuple(sorted({i.place for i in found})),
        grounds=tuple(_grounds(found, day is not None and day.source == "said", bool(newer) and not day, older)),
    )


def _status(found: Sequence[Status], kind: str) -> Status:
    """The commonest of its kind; of those equally common the more careful."""
    fitting = [s for s in found if (s in {"told", "hedged"}) == (kind == "count")] or list(found)
    return min(set(fitting), key=lambda s: (-fitting.count(s), s == "told", s))


def _grounds(found: Sequence[Item], said: bool, newer: bool, older: bool) -> Iterable[Ground]:
    places = tuple(sorted({i.place for i in found}))
    if said:
        yield Ground(rule="figures.day-said", sentence="Its own sentence says as of when.", spans=places)
    elif any(i.as_of.last for i in found):
        yield Ground(rule="figures.day-published", sentence="No day is said; the day is that of publication.", spans=places)
    if older:
        yield Ground(rule="figures.older-by-words", sentence="Its own words put it before another figure.", spans=places)
    if newer:
        yield Ground(
            rule="figures.newer-by-words", sentence="Its report tells it as newer than another figure, of which the day is known.", spans=places
        )


def bound(q: Quantity) -> Bound:
    """The bound in a word."""
    if q.low is None:
        return "at most"
    if q.high is None:
        return "at least"
    return ("about" if q.approximate else "exact") if q.low == q.high or q.approximate else "range"
