"""Full calendar dates as English texts write them: for datelines, bylines and metadata, where no parse is needed.

Finds "18 October 2024", "18th Oct, 2024", "Saturday, October 19, 2024", "2024-10-18", "24.09.2014". A date in figures whose day and
month could change places ("07/08/2013") is no date here: better none than a wrong one. Relative dates are the business of `times`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = r"(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_DAYNAME = r"(?:(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)\.?,?\s{1,2})?"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
#: A time of day may stand before or behind: "10:22 am Oct 18, 2024", "at 00:30:06 IST", "14:03 GMT".
_TIME = r"(?P<hour{0}>[0-2]?\d)[:.](?P<minute{0}>[0-5]\d)(?::[0-5]\d)?(?:\s?(?P<half{0}>[ap])\.?m\b\.?)?"
_CLOCK_BEFORE = "(?:" + _TIME.format(1) + r",?\s(?:on\s)?)?"
_CLOCK_BEHIND = r"(?:,?\s{1,2}(?:at\s)?" + _TIME.format(2) + r"(?:\s(?-i:[A-Z]{2,4})\b(?:[+-]\d{1,2})?)?)?"

_DATE = re.compile(
    r"\b" + _CLOCK_BEFORE + _DAYNAME + r"(?:"
    + _DAY.format("d1") + r"\s{0,2}(?:of\s)?" + _MONTH.format("m1") + r",?\s{0,2}" + _YEAR.format("y1")
    + "|" + _MONTH.format("m2") + r"\s{0,2}" + _DAY.format("d2") + r",?\s{1,2}" + _YEAR.format("y2")
    + r"|(?P<y3>(?:19|20)\d\d)[-/](?P<m3>[01]?\d)[-/](?P<d3>[0-3]?\d)"
    + r"|(?P<d4>[0-3]?\d)[.](?P<m4>[01]?\d)[.](?P<y4>(?:19|20)\d\d)"
    + r"|(?P<d5>[0-3]?\d)[-/](?P<m5>[0-3]?\d)[-/](?P<y5>(?:19|20)\d\d)"
    + r")(?!\d)" + _CLOCK_BEHIND,
    re.IGNORECASE,
)  # fmt: skip

_SOME_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_YEAR, _BEHIND_YEAR = 60, 45

_SHORT = re.compile(
    r"\b(?:" + _MONTH.format("m1") + r"\s" + _DAY.format("d1") + "|" + _DAY.format("d2") + r"\s" + _MONTH.format("m2") + r")\b(?!,?\s\d{4})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A calendar day written in full, at its place in the text."""

    start: int
    end: int
    day: datetime.date
    #: Monday = 0, when the text names the weekday.
    weekday: int | None = None
    #: Time of day as HH:MM, when the text puts one beside the date.
    clock: str | None = None

    @property
    def iso(self) -> str:
        """The date, with the time of day if there is one, as ISO 8601."""
        return self.day.isoformat() + (f"T{self.clock}" if self.clock else "")

    @property
    def agrees(self) -> bool:
        """Whether the weekday that the text names is the day's."""
        return self.weekday is None or self.weekday == self.day.weekday()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortDate:
    """Month and day written without a year, at their place in the text."""

    start: int
    end: int
    month: int
    day: int


def find(text: str, start: int = 0, end: int | None = None) -> Iterator[WrittenDate]:
    """The full dates in `text[start:end]`, in order; impossible and ambiguous ones left out."""
    end = len(text) if end is None else end
    for year in _SOME_YEAR.finditer(text, start, end):
        # Only looked for around years: a date's other parts stand within so many letters of it.
        match = _DATE.search(text, max(start, year.start() - _BEFORE_YEAR), min(end, year.end() + _BEHIND_YEAR)) if year.start() >= start else None
        if match is None:
            continue
        start = match.end()
        day = _day(match)
        if day is not None:
            name = (match["weekday"] or "").lower()
            weekday = next((i for i, full in enumerate(WEEKDAYS) if name and full.startswith(name[:3])), None)
            yield WrittenDate(start=match.start(), end=match.end(), day=day, weekday=weekday, clock=_clock(match))


def first(text: str) -> datetime.date | None:
    """The first full date in `text`."""
    return next((d.day for d in find(text)), None)


def without_year(text: str) -> ShortDate | None:
    """The first date without a year ("Jan 10", "10 January")."""
    match = _SHORT.search(text)
    if match is None:
        return None
    month, day = (match["m1"], match["d1"]) if match["m1"] else (match["m2"], match["d2"])
    return ShortDate(start=match.start(), end=match.end(), month=MONTHS[month.lower()], day=int(day))


def _clock(match: re.Match[str]) -> str | None:
    for n in "12":
        if match["hour" + n]:
            hour, half = int(match["hour" + n]), (match["half" + n] or "").lower()
            hour = hour % 12 + (12 if half == "p" else 0) if half else hour
            return f"{hour:02}:{match['minute' + n]}" if hour < 24 else None
    return None


def _day(match: re.Match[str]) -> datetime.date | None:
    for n in "12345":
        if match["y" + n]:
            month, day = match["m" + n], int(match["d" + n])
            number = MONTHS[month.lower()] if n in "12" else int(month)
            if n == "5":
                if day == number or number > 12 >= day:
                    day, number = (day, number) if day == number else (number, day)
                elif day <= 12:
                    return None  # could be either
            return date(int(match["y" + n]), number, day)
    return None


def date(year: int, month: int, day: int) -> datetime.date | None:
    """The day, or None where the calendar has none."""
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
