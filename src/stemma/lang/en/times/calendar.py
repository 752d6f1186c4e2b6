"""Stretches of the calendar: what an expression covers, and its ISO 8601 name."""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Grain = Literal["day", "weekend", "week", "month", "quarter", "season", "year", "range", "none"]
Edge = Literal["early", "start", "mid", "end", "late"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Whole days from `first` to `last`, both inclusive, with the name by which ISO 8601 calls them."""

    iso: str
    first: date
    last: date
    grain: Grain


def day(d: date) -> Stretch:
    """One day."""
    return Stretch(iso=d.isoformat(), first=d, last=d, grain="day")


def week(d: date) -> Stretch:
    """The ISO week (Monday to Sunday) in which the day lies."""
    monday = d - timedelta(days=d.weekday())
    year, number, _ = d.isocalendar()
    return Stretch(iso=f"{year:04}-W{number:02}", first=monday, last=monday + timedelta(days=6), grain="week")


def weekend(d: date) -> Stretch:
    """Saturday and Sunday of the ISO week in which the day lies."""
    saturday = d - timedelta(days=d.weekday()) + timedelta(days=5)
    sunday = saturday + timedelta(days=1)
    return Stretch(iso=f"{saturday}/{sunday}", first=saturday, last=sunday, grain="weekend")


def month(year_: int, number: int) -> Stretch:
    """A month; numbers outside 1..12 run on into the neighbouring years."""
    year_, number = year_ + (number - 1) // 12, (number - 1) % 12 + 1
    last = calendar.monthrange(year_, number)[1]
    return Stretch(iso=f"{year_:04}-{number:02}", first=date(year_, number, 1), last=date(year_, number, last), grain="month")


def months(year_: int, first: int, count: int, *, grain: Grain = "quarter") -> Stretch:
    """`count` months from `first` on (quarters, halves, seasons), named by their ends."""
    return replace(between(month(year_, first), month(year_, first + count - 1)), grain=grain)


def quarter(year_: int, number: int) -> Stretch:
    """A quarter of a year; numbers outside 1..4 run on."""
    return months(year_, 3 * number - 2, 3)


def year(number: int) -> Stretch:
    """A calendar year."""
    return Stretch(iso=f"{number:04}", first=date(number, 1, 1), last=date(number, 12, 31), grain="year")


def years(first: int, last: int) -> Stretch:
    """Years from `first` to `last`, both inclusive (decades, centuries)."""
    return between(year(first), year(last))


def between(a: Stretch, b: Stretch) -> Stretch:
    """From the beginning of `a` to the end of `b`, named by its ends."""
    if a.iso == b.iso:
        return a
    return Stretch(iso=f"{_end(a.iso, 0)}/{_end(b.iso, -1)}", first=a.first, last=b.last, grain="range")


def _end(iso: str, which: int) -> str:
    return iso.split("/")[which]


def shift_months(d: date, by: int) -> date:
    """The same day of another month, or that month's last day where it is shorter."""
    target = month(d.year, d.month + by)
    return target.first.replace(day=min(d.day, target.last.day))


def shift(d: date, count: float, unit: str) -> date:
    """The day `count` units (D W M Y, TH TM TS) later; parts of a day are rounded towards the day itself."""
    letter = unit[-1]
    if unit.startswith("T"):
        return d + timedelta(days=round(count / {"H": 24, "M": 1440, "S": 86400}[letter]))
    if letter == "D":
        return d + timedelta(days=round(count))
    if letter == "W":
        return d + timedelta(days=round(count * 7))
    if letter == "Q":
        return shift_months(d, round(count * 3))
    return shift_months(d, round(count * 12) if letter == "Y" else round(count))


def narrowed(stretch: Stretch, edge: Edge) -> Stretch:
    """The early or late half, the first, middle or last third of a stretch: wide rather than exact; the name stays the whole's."""
    length = (stretch.last - stretch.first).days + 1
    if length < 7:
        return stretch
    half, third = timedelta(days=length // 2), timedelta(days=round(length / 3))
    if length > 31:  # whole months
        count = round(length / 30.44)
        half, third = (shift_months(stretch.first, round(count / n)) - stretch.first for n in (2, 3))
    if edge in {"early", "start"}:
        return replace(stretch, last=stretch.first + (half if edge == "early" else third) - timedelta(days=1))
    if edge in {"late", "end"}:
        return replace(stretch, first=stretch.first + half if edge == "late" else stretch.last - third + timedelta(days=1))
    end = shift_months(stretch.first, round(length / 30.44 * 2 / 3)) if length > 31 else stretch.first + 2 * third
    return replace(stretch, first=stretch.first + third, last=end - timedelta(days=1))


def nth_weekday(stretch: Stretch, weekday: int, n: int) -> Stretch | None:
    """The n-th such weekday in a stretch (-1: the last), or None where it has none."""
    if n < 0:
        return day(stretch.last - timedelta(days=(stretch.last.weekday() - weekday) % 7))
    found = stretch.first + timedelta(days=(weekday - stretch.first.weekday()) % 7 + 7 * (n - 1))
    return day(found) if found <= stretch.last else None


def nth_week(stretch: Stretch, n: int) -> Stretch | None:
    """The n-th ISO week of a month or year: the one with its n-th Thursday."""
    thursday = nth_weekday(stretch, 3, n)
    return week(thursday.first) if thursday else None


def coarse(d: date, unit: str) -> Stretch:
    """The day, month or year that is meant when something lies so many units away ("two months ago" is a month, "a week ago" a day)."""
    letter = unit[-1]
    if unit.startswith("T") or letter in "DW":
        return day(d)
    if letter == "Y":
        return year(d.year)
    return month(d.year, d.month)
