"""From words to days: an expression, the day of publication and the way its clause looks give the stretch that is meant."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from stemma.lang.en.times import calendar
from stemma.lang.en.times.atoms import Atom
from stemma.lang.en.times.calendar import Stretch

#: "announced on 28 October" in a report dated the 27th is a matter of time zones, not of last year.
_SLACK = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What an expression is told against."""

    anchor: date | None
    #: The day last spoken of by name, or None.
    focus: date | None
    #: The year last spoken of, or None.
    year: int | None = None
    #: -1 when the clause looks back, 1 when ahead, 0 when it does not show.
    way: Callable[[], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What an expression means; `first` and `last` are None where no day can be given."""

    iso: str | None
    first: date | None = None
    last: date | None = None


NOTHING = Meant(iso=None)


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
        base_stretch, (unit, count) = stretch_of(atom.right, scene), _plain(atom.unit, atom.count)
        return calendar.coarse(calendar.shift(base_stretch.first, count, unit), unit) if base_stretch else None
    if atom.kind == "step":
        return _step(atom, scene)
    if atom.kind == "offset":
        base = _base(atom, scene)
        if base is None or atom.count is None:
            return None
        unit, count = _plain(atom.unit, atom.count)
        return calendar.coarse(calendar.shift(base, count, unit), unit)
    return _date(atom, scene) if atom.kind == "date" else None


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


def _plain(unit: str, count: float) -> tuple[str, float]:
    """A unit that is several of another ("2W", "10Y") as that other."""
    if unit == "E":
        return "W", count
    if unit[:-1].isdigit():
        return unit[-1], count * int(unit[:-1])
    return unit, count


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


def _date(atom: Atom, scene: Scene) -> Stretch | None:
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
        return _turned(_month_or_day(year, month, atom), atom, base)
    if base is None:
        return None
    choices = [s for y in (base.year - 1, base.year, base.year + 1) if (s := _month_or_day(y, month, atom))]
    if atom.step is not None:
        return _stepped(choices, base, atom.step)
    return _nearest(choices, base, 0 if atom.modifier else scene.way())


def _turned(read: Stretch | None, atom: Atom, base: date | None) -> Stretch | None:
    """An all-number date read day first, where month first would lie after the day of publication and day first would not."""
    if read is None or base is None or not atom.shy or atom.dom is None or atom.dom > 12 or read.first <= base + _SLACK:
        return read
    other = replace(atom, month=atom.dom, dom=atom.month, shy=False)
    turned = _month_or_day(read.first.year, other.month or 1, other)
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


def _month_or_day(year: int, month: int, atom: Atom) -> Stretch | None:
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


def _duration(atom: Atom, scene: Scene) -> Meant:
    if atom.left is not None and atom.right is not None:
        return Meant(iso=_length(atom))
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


#: Words that count occasions: "their second in two weeks".
ORDINALS = frozenset("second third fourth fifth sixth seventh eighth ninth tenth".split())  # noqa: SIM905


def counted_back(atom: Atom, meant: Meant, anchor: date | None) -> Meant:
    """The days that a length before the day of publication covers, when occasions are counted in it: a seventh is added for "just over"."""
    if anchor is None or atom.count is None or meant.iso is None or meant.first is not None:
        return meant
    unit, count = _plain(atom.unit, atom.count)
    if unit.startswith("T"):
        return meant
    far = calendar.shift(anchor, -count, unit)
    slack = round((anchor - far).days / 7)
    return Meant(iso=meant.iso, first=far - timedelta(days=slack), last=anchor)


def _length(atom: Atom) -> str | None:
    """ "two years and three months" as P2Y3M, however many parts."""
    if atom.left is None or atom.right is None:
        return duration(atom.count, atom.unit) if atom.count is not None else None
    a, b = _length(atom.left), _length(atom.right)
    if a is None or b is None:
        return None
    return a + (b[1:] if "T" not in a else b[2:])


def duration(count: float, unit: str) -> str:
    """The ISO 8601 name of a length of time; quarters become months and weekends stay days."""
    if unit == "Q":
        unit, count = "M", count * 3
    if unit == "E":
        unit, count = "D", count * 2
    unit, count = _plain(unit, count)
    if count != int(count):
        finer = {"Y": ("M", 12), "W": ("D", 7), "D": ("TH", 24), "TH": ("TM", 60), "TM": ("TS", 60)}.get(unit)
        if finer and count * finer[1] == int(count * finer[1]):
            unit, count = finer[0], count * finer[1]
    number = f"{count:.6f}".rstrip("0").rstrip(".")
    return f"PT{number}{unit[1]}" if unit.startswith("T") else f"P{number}{unit}"


def _window(atom: Atom, scene: Scene) -> Meant:
    """ "the past 24 hours": from that long before the day of publication until it, in days, or in months where the unit is a month or more."""
    if scene.anchor is None or atom.count is None:
        return NOTHING
    unit, count = _plain(atom.unit, atom.count)
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
        a = _month_or_day(year, left.month, left)
        if a is not None and a.first <= b.first:
            return a
    return None
