"""Named days, months, seasons and quarters: which of them is meant, by the day of publication and the way the clause looks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from stemma.lang.en.times import calendar
from stemma.lang.en.times.atoms import Atom
from stemma.lang.en.times.calendar import Stretch
from stemma.lang.en.times.scene import Scene

#: "announced on 28 October" in a report dated the 27th is a matter of time zones, not of last year.
_SLACK = timedelta(days=3)


def named(atom: Atom, scene: Scene) -> Stretch | None:
    """The stretch that a date names ("Tuesday", "3 May", "the 17th", "spring 2024", "the second quarter")."""
    if atom.weekday is not None and atom.dom is None:
        return _weekday(atom, scene)
    if atom.month is not None:
        return _month(atom, scene)
    if atom.dom is not None:
        return _dom(atom, scene)
    if atom.season is not None:
        return _season(atom, scene)
    if atom.quarter is not None or atom.half is not None:
        return _quarter(atom, scene)
    return calendar.year(atom.year) if atom.year is not None else None


def _weekday(atom: Atom, scene: Scene) -> Stretch | None:
    """The nearest such day the way the clause looks, the day of publication among them; or that of a named week."""
    base, weekday = scene.anchor, atom.weekday or 0
    if base is None:
        return None
    if atom.unit == "W":
        monday = calendar.week(base + timedelta(weeks=atom.step or 0) + timedelta(days=round((atom.count or 0) * 7))).first
        return calendar.day(monday + timedelta(days=weekday))
    back = (base.weekday() - weekday) % 7
    if atom.step == -1:
        return calendar.day(base - timedelta(days=back or 7))
    if atom.step in {0, 1}:
        return calendar.day(calendar.week(base).first + timedelta(days=weekday + 7 * (atom.step or 0)))
    way = scene.way() or -1
    return calendar.day(base - timedelta(days=back) if way < 0 else base + timedelta(days=(7 - back) % 7))


def _month(atom: Atom, scene: Scene) -> Stretch | None:
    month, base = atom.month or 1, scene.anchor
    year = atom.year
    if year is None and atom.unit == "Y" and base is not None:
        year = base.year + (atom.step or 0)
    if year is not None:
        return _turned(month_or_day(year, month, atom), atom, base)
    if base is None:
        return None
    choices = [s for y in (base.year - 1, base.year, base.year + 1) if (s := month_or_day(y, month, atom))]
    if atom.step is not None:
        return _stepped(choices, base, atom.step)
    return _nearest(choices, base, 0 if atom.modifier else scene.way())


def _turned(read: Stretch | None, atom: Atom, base: date | None) -> Stretch | None:
    """An all-number date read day first, where month first would lie after the day of publication and day first would not."""
    if read is None or base is None or not atom.shy or atom.dom is None or atom.dom > 12 or read.first <= base + _SLACK:
        return read
    other = replace(atom, month=atom.dom, dom=atom.month, shy=False)
    turned = month_or_day(read.first.year, other.month or 1, other)
    return turned if turned is not None and turned.first <= base + _SLACK else read


def _dom(atom: Atom, scene: Scene) -> Stretch | None:
    """A day of a month that is not named: "the 20th of next month", "on the 27th", "Friday the 15th"."""
    base = scene.anchor
    if base is None:
        return None
    months = [atom.step] if atom.unit == "M" and atom.step is not None else [-2, -1, 0, 1, 2]
    days: list[Stretch] = []
    for by in months:
        whole = calendar.month(base.year, base.month + by)
        if (atom.dom or 0) <= whole.last.day:
            found = whole.first.replace(day=atom.dom or 1)
            if atom.weekday is None or found.weekday() == atom.weekday:
                days.append(calendar.day(found))
    return _nearest(days, base, 0 if len(days) == 1 else scene.way())


def month_or_day(year: int, month: int, atom: Atom) -> Stretch | None:
    if atom.dom is None:
        return calendar.month(year, month)
    try:
        return calendar.day(date(year, month, atom.dom))
    except ValueError:
        return None


def _stepped(choices: list[Stretch], base: date, step: int) -> Stretch | None:
    """ "last June" is over, "next June" has not begun, "this June" is in this year."""
    if step < 0:
        return next((s for s in reversed(choices) if s.last < base), None)
    if step > 0:
        return next((s for s in choices if s.first > base), None)
    return next((s for s in choices if s.first.year == base.year), None)


def _nearest(choices: list[Stretch], base: date, way: int) -> Stretch | None:
    """The latest that has begun when the clause looks back, the next that is not over when ahead, else the nearer one."""
    if way < 0:
        return next((s for s in reversed(choices) if s.first <= base + _SLACK), None)
    if way > 0:
        return next((s for s in choices if s.last >= base - _SLACK), None)
    return min(choices, key=lambda s: 0 if s.first <= base <= s.last else min(abs((s.first - base).days), abs((s.last - base).days)), default=None)


def _season(atom: Atom, scene: Scene) -> Stretch | None:
    start = atom.season or 3
    if atom.year is not None:
        return calendar.months(atom.year - (start == 12), start, 3, grain="season")
    base = scene.anchor
    if base is None:
        return None
    choices = [calendar.months(y, start, 3, grain="season") for y in (base.year - 1, base.year, base.year + 1)]
    if atom.step is not None:
        return _stepped(choices, base, atom.step)
    return _nearest(choices, base, scene.way())


def _quarter(atom: Atom, scene: Scene) -> Stretch | None:
    base = scene.anchor
    if atom.year is None and base is None:
        return None

    def of(year: int) -> Stretch:
        return calendar.quarter(year, atom.quarter) if atom.quarter else calendar.months(year, 6 * (atom.half or 1) - 5, 6)

    if atom.year is not None:
        return of(atom.year)
    if base is None:
        return None
    if atom.step is not None:
        return of(base.year + atom.step)
    way = -1 if atom.modifier else scene.way()
    return _nearest([of(y) for y in (base.year - 1, base.year, base.year + 1)], base, way)
