"""From words to days: an expression, the day of publication and the way its clause looks give the stretch that is meant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from stemma.lang.en.times import calendar
from stemma.lang.en.times.atoms import Atom
from stemma.lang.en.times.calendar import Stretch
from stemma.lang.en.times.dates import month_or_day, named
from stemma.lang.en.times.lengths import duration, length, plain
from stemma.lang.en.times.scene import NOTHING, Meant, Scene


def resolve(atom: Atom, scene: Scene) -> Meant:
    """The meaning of an expression; never an exception, even for days that no calendar has."""
    try:
        return _resolve(atom, scene)
    except (ValueError, OverflowError):
        return NOTHING


def _resolve(atom: Atom, scene: Scene) -> Meant:
    if atom.kind == "reference":
        return Meant(iso=atom.iso)
    if atom.kind == "duration":
        return _duration(atom, scene)
    if atom.kind == "window":
        return _window(atom, scene)
    if atom.kind == "range" and atom.left and atom.right:
        return _range(atom.left, atom.right, scene)
    if atom.kind == "clock":
        return _clocked(calendar.day(scene.anchor), atom.time) if scene.anchor else NOTHING
    stretch = stretch_of(atom, scene)
    if stretch is None:
        return NOTHING
    if atom.edge:
        stretch = calendar.narrowed(stretch, atom.edge)
    return _clocked(stretch, atom.time)


def _clocked(stretch: Stretch, time: tuple[int, int] | None) -> Meant:
    iso = stretch.iso
    if time is not None and stretch.grain == "day":
        iso = f"{iso}T{time[0]:02}:{time[1]:02}"
    return Meant(iso=iso, first=stretch.first, last=stretch.last)


def stretch_of(atom: Atom, scene: Scene) -> Stretch | None:
    """The stretch of calendar that an expression names, or None where the day of publication is needed and not known."""
    if atom.kind == "fixed":
        return atom.stretch
    if atom.kind == "nth":
        return _nth(atom, scene)
    if atom.kind == "beside" and atom.right and atom.count is not None:
        base_stretch, (unit, count) = stretch_of(atom.right, scene), plain(atom.unit, atom.count)
        return calendar.coarse(calendar.shift(base_stretch.first, count, unit), unit) if base_stretch else None
    if atom.kind == "step":
        return _step(atom, scene)
    if atom.kind == "offset":
        base = _base(atom, scene)
        if base is None or atom.count is None:
            return None
        unit, count = plain(atom.unit, atom.count)
        return calendar.coarse(calendar.shift(base, count, unit), unit)
    return named(atom, scene) if atom.kind == "date" else None


def _base(atom: Atom, scene: Scene) -> date | None:
    """The day from which an expression is told."""
    if atom.focus and scene.focus is not None:
        return scene.focus
    if atom.focus and atom.unit == "Y" and scene.year is not None:
        return date(scene.year, 1, 1)
    return scene.anchor


def _nth(atom: Atom, scene: Scene) -> Stretch | None:
    """The n-th week or weekday of a stretch, or the week of a day: "the third week of June", "the week of April 10"."""
    whole = stretch_of(atom.right, scene) if atom.right else None
    if whole is None:
        return None
    if atom.count is None:
        return calendar.week(whole.first)
    if atom.weekday is not None:
        return calendar.nth_weekday(whole, atom.weekday, int(atom.count))
    return calendar.nth_week(whole, int(atom.count))


def _step(atom: Atom, scene: Scene) -> Stretch | None:
    """ "last week", "this month", "next year", "the end of the year", "earlier this month"."""
    base = _base(atom, scene)
    if base is None or (atom.shy and scene.focus is None and (atom.unit != "Y" or scene.year is None)):
        return None
    unit, step = atom.unit, atom.step or 0
    if atom.step is None and unit == "E" and scene.way() < 0 and base.weekday() < 5:
        step = -1
    if unit == "D":
        stretch = calendar.day(base + timedelta(days=step))
    elif unit == "W":
        stretch = calendar.week(base + timedelta(weeks=step))
    elif unit == "E":
        stretch = _weekend(base, step)
    elif unit == "M":
        stretch = calendar.month(base.year, base.month + step)
    elif unit == "Q":
        stretch = calendar.quarter(base.year, (base.month - 1) // 3 + 1 + step)
    elif unit == "Y":
        stretch = calendar.year(base.year + step)
    elif unit in {"10Y", "100Y"}:
        size = int(unit[:-1])
        first = (base.year // size + step) * size
        stretch = calendar.years(first, first + size - 1)
    else:
        stretch = calendar.week(base + timedelta(weeks=2 * step))
    if atom.side and stretch.first <= base <= stretch.last:
        return replace(stretch, last=base) if atom.side < 0 else replace(stretch, first=base)
    return stretch


def _weekend(base: date, step: int) -> Stretch:
    """Last weekend is the latest one over; on a Saturday or Sunday "this weekend" is the one that goes on."""
    own = calendar.weekend(base)
    if step < 0:
        return calendar.weekend(base - timedelta(weeks=1))
    return calendar.weekend(base + timedelta(weeks=1)) if step > 0 else own


def _duration(atom: Atom, scene: Scene) -> Meant:
    if atom.left is not None and atom.right is not None:
        return Meant(iso=length(atom))
    if atom.ahead_or_length and atom.count is not None and scene.way() > 0 and not atom.unit.startswith("T"):
        if scene.anchor is None:
            return NOTHING
        if atom.step:
            return _window(atom, scene)
        return _resolve(replace(atom, kind="offset", ahead_or_length=False), scene)
    unit = atom.unit
    if atom.count is None:
        return Meant(iso=f"PT{'X'}{unit[1]}" if unit.startswith("T") else f"PX{unit[-1] if unit[:-1].isdigit() else unit}")
    return Meant(iso=duration(atom.count, unit))


def _window(atom: Atom, scene: Scene) -> Meant:
    """ "the past 24 hours": from that long before the day of publication until it, in days, or in months where the unit is a month or more."""
    if scene.anchor is None or atom.count is None:
        return NOTHING
    unit, count = plain(atom.unit, atom.count)
    other = calendar.shift(scene.anchor, count * (1 if (atom.step or 0) > 0 else -1), unit)
    ends = sorted((scene.anchor, other))
    grain = calendar.day if unit.startswith("T") or unit in {"D", "W"} else _month_of
    iso = calendar.between(grain(ends[0]), grain(ends[1])).iso
    return Meant(iso=iso, first=ends[0], last=ends[1])


def _month_of(d: date) -> Stretch:
    return calendar.month(d.year, d.month)


def _range(left: Atom, right: Atom, scene: Scene) -> Meant:
    """Both ends; what the left leaves open (year, which week) it takes from the right."""
    b = stretch_of(right, scene)
    if b is None:
        return NOTHING
    a = _left_of(left, right, b, scene)
    if a is None or a.first > b.last:
        return NOTHING
    both = calendar.between(a, b)
    return Meant(iso=both.iso, first=both.first, last=both.last)


def _left_of(left: Atom, right: Atom, b: Stretch, scene: Scene) -> Stretch | None:
    if left.kind != "date" or left.year is not None or left.step is not None:
        return stretch_of(left, scene)
    if left.weekday is not None and left.dom is None:
        back = (b.first.weekday() - left.weekday) % 7 or 7
        return calendar.day(b.first - timedelta(days=back))
    if left.month is None:
        return stretch_of(left, scene)
    for year in (b.first.year, b.first.year - 1):
        a = month_or_day(year, left.month, left)
        if a is not None and a.first <= b.first:
            return a
    return None
