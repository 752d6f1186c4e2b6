"""What the patterns make of what they find: one small function for each shape of expression."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from stemma.lang.en.times import calendar
from stemma.lang.en.times.atoms import Atom
from stemma.lang.en.times.calendar import Edge
from stemma.lang.en.times.lexemes import TABLES, Lexemes, Value


@dataclass(frozen=True, slots=True)
class Found:
    """A match, and the lexemes that it lies over."""

    match: re.Match[str]
    lexemes: Lexemes

    def at(self, name: str) -> int | None:
        """The index of the named lexeme; a name used in several branches is looked for in each."""
        groups = self.match.re.groupindex
        while name in groups:
            if self.match.group(name) is not None:
                return self.match.start(name)
            name += "_"
        return None

    def value(self, name: str) -> Value | None:
        """The value of the named lexeme, or None where it did not take part."""
        at = self.at(name)
        return None if at is None else self.lexemes.values[at]

    def int(self, name: str) -> int | None:
        """The value as a whole number."""
        value = self.value(name)
        return int(value) if isinstance(value, int | float) else None

    @property
    def count(self) -> float | None:
        """The number before a unit; None when it is vague ("several")."""
        few, half = self.value("f"), self.at("h") is not None
        if few is not None:
            return float(few) if isinstance(few, int) else None
        at = self.at("c")
        if at is None:
            return 0.5
        first = 1.0 if self.lexemes.words[at] in {"a", "an"} else float(cast(float, self.lexemes.values[at]))
        second = self.value("c2")
        if second == "X":
            return None
        if isinstance(second, int):
            first = first * second if second in {12, 100, 1000} else first + second
        return first + 0.5 if half else first

    @property
    def edge(self) -> Edge | None:
        """ "early", "mid", "late" where the expression says so."""
        return cast("Edge | None", self.value("edge"))

    def atom(self, **fields: object) -> Atom:
        """An atom over the whole match."""
        return Atom(a=self.match.start(), b=self.match.end(), **fields)  # type: ignore[arg-type]


def date(f: Found) -> Atom | None:
    month, dom, year = f.int("m"), f.int("d"), f.int("y")
    if dom is not None and not 1 <= dom <= 31:
        return None
    return f.atom(kind="date", rule="time.date" if dom else "time.month", month=month, dom=dom, year=year, weekday=f.int("wd"), edge=f.edge)


def days(f: Found) -> Atom | None:
    """Two days of one month: "October 8-13"."""
    left, right, month, year = f.int("d"), f.int("d2"), f.int("m"), f.int("y")
    if not left or not right or not left < right <= 31:
        return None
    a, b = (f.atom(kind="date", rule="time.date", month=month, dom=d, year=year) for d in (left, right))
    return f.atom(kind="range", rule="time.range", left=a, right=b)


def isodate(f: Found) -> Atom | None:
    written = str(f.value("iso")).upper()
    y, m, d = (int(x) for x in written[:10].split("-"))
    time = (int(written[11:13]), int(written[14:16])) if "T" in written else None
    return f.atom(kind="date", rule="time.date", year=y, month=m, dom=d, time=time) if 1 <= m <= 12 and 1 <= d <= 31 else None


def slash(f: Found) -> Atom | None:
    written = str(f.value("s"))
    a, b, c = (int(x) for x in re.split(r"[/.-]", written))
    if a > 31:
        year, month, dom = a, b, c
    elif "." in written or a > 12:
        dom, month, year = a, b, c
    else:
        month, dom, year = a, b, c
    if year < 100:
        year += 2000 if year < 70 else 1900
    if not (1000 <= year < 2200 and 1 <= month <= 12 and 1 <= dom <= 31):
        return None
    return f.atom(kind="date", rule="time.date", year=year, month=month, dom=dom, shy="." not in written and a <= 12 and b <= 12)


def weekday(f: Found) -> Atom | None:
    return f.atom(kind="date", rule="time.weekday", weekday=f.int("wd"), step=_step(f), time=_part_time(f))


def _part_time(f: Found) -> tuple[int, int] | None:
    at = f.at("p")
    return {"noon": (12, 0), "midday": (12, 0), "midnight": (0, 0)}.get(f.lexemes.words[at]) if at is not None else None


def _step(f: Found) -> int | None:
    return f.int("w")


def _unit(f: Found) -> str:
    return str(f.value("u"))


def unit_step(f: Found) -> Atom | None:
    """ "last week", "earlier this month", "the end of the year"."""
    unit, step, side = _unit(f), _step(f) or 0, f.int("side") or 0
    if unit.startswith("T"):
        return None
    at = f.at("w")
    word = f.lexemes.words[at] if at is not None else ""
    if word in {"past", "coming"}:
        if f.lexemes.words[f.at("u") or 0].endswith("s"):
            return f.atom(kind="reference", rule="time.vague", iso="PAST_REF" if step < 0 else "FUTURE_REF")
        return f.atom(kind="window", rule="time.window", step=step, count=1, unit=unit)
    told = word in {"previous", "preceding", "prior", "following", "same", "that"}
    return f.atom(kind="step", rule="time.calendar-unit", unit=unit, step=step, side=side, edge=f.edge, focus=told, shy=word in {"same", "that"})


def day_of_month(f: Found) -> Atom | None:
    """ "on the 27th": of the month that is nearest the way the clause looks."""
    return f.atom(kind="date", rule="time.date", dom=f.int("d"), shy=True)


def day_of_step(f: Found) -> Atom | None:
    """ "the 20th of next month", "from 4 to 22 this month"."""
    if _unit(f) != "M":
        return None
    a, b = (f.atom(kind="date", rule="time.date", dom=f.int(d), step=_step(f), unit="M") for d in ("d", "d2"))
    if b.dom is None:
        return a
    return f.atom(kind="range", rule="time.range", left=a, right=b) if (a.dom or 0) < b.dom else None


def week_of(f: Found) -> Atom | None:
    """ "the week of" some day, which follows."""
    words = f.lexemes.words[f.match.start() : f.match.end()]
    return f.atom(kind="nth", rule="time.calendar-unit", unit="W") if "week" in words else None


def nth(f: Found) -> Atom | None:
    """ "the third week of", "the first Friday of" some month or year, which follows."""
    at = f.at("n") or 0
    n = -1 if f.lexemes.words[at] == "last" else f.int("n")
    if n is None or (f.at("wd") is None and _unit(f) != "W") or f.lexemes.words[at] in {"previous", "preceding", "prior"}:
        return None
    return f.atom(kind="nth", rule="time.calendar-unit", count=float(n), weekday=f.int("wd"), unit="W")


def the_weekend(f: Found) -> Atom | None:
    """ "over the weekend", "at the weekend": which one the clause shows."""
    return f.atom(kind="step", rule="time.calendar-unit", unit="E", step=None) if _unit(f) == "E" else None


def at_most(f: Found) -> Atom | None:
    """ "within five days": a stretch from now on when the clause looks ahead, else a length of time."""
    return f.atom(kind="duration", rule="time.duration", count=f.count, unit=_unit(f), ahead_or_length=True, step=1)


def month_step(f: Found) -> Atom | None:
    return f.atom(kind="date", rule="time.month", month=f.int("m"), step=_step(f), edge=f.edge)


def season(f: Found) -> Atom | None:
    return f.atom(kind="date", rule="time.season", season=f.int("s"), year=f.int("y"), step=_step(f), edge=f.edge)


def quarter(f: Found) -> Atom | None:
    n, word = f.int("o"), f.value("q")
    year, step = f.int("y"), _step(f)
    half = f.at("half") is not None
    if isinstance(word, str):
        n, half = int(word[1]), word[0] == "h"
    if n is None or n > (2 if half else 4):
        return None
    if f.at("u") is not None and not half and _unit(f) != "Q":
        return None
    modifier = f.at("in") is None
    return f.atom(kind="date", rule="time.quarter", half=n if half else None, quarter=None if half else n, year=year, step=step, modifier=modifier)


def year(f: Found) -> Atom | None:
    return f.atom(kind="date", rule="time.year", year=f.int("y"), edge=f.edge)


def decade(f: Found) -> Atom | None:
    first = f.int("y") or 0
    stretch = calendar.years(first, first + 9)
    return f.atom(kind="fixed", rule="time.decade", stretch=calendar.narrowed(stretch, f.edge) if f.edge else stretch)


def century(f: Found) -> Atom | None:
    n = f.int("o") or 0
    if not 1 < n <= 22 or _unit(f) != "100Y":
        return None
    return f.atom(kind="fixed", rule="time.decade", stretch=calendar.years(100 * n - 100, 100 * n - 1))


def holiday(f: Found) -> Atom | None:
    month, dom = cast("tuple[int, int]", f.value("x"))
    return f.atom(kind="date", rule="time.holiday", month=month, dom=dom, year=f.int("y"), step=_step(f))


def new_year(f: Found) -> Atom | None:
    """ "before the new year": the December that goes before it."""
    return f.atom(kind="date", rule="time.holiday", month=12, modifier=True)


def deictic(f: Found) -> Atom | None:
    at = f.at("x")
    word = f.lexemes.words[at] if at is not None else ""
    return f.atom(kind="offset", rule="time.day", count=float(TABLES["deictic"][word]), unit="D", time=_part_time(f))


def beyond(f: Found) -> Atom | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    return f.atom(kind="offset", rule="time.day", count=2.0 * (f.int("x") or 0), unit="D")


def this_part(f: Found) -> Atom | None:
    night = f.lexemes.words[f.at("p") or 0] == "night"
    back = _step(f) == -1
    if back and not night:
        return None
    return f.atom(kind="offset", rule="time.day", count=-1.0 if back else 0.0, unit="D", time=_part_time(f))


def overnight(f: Found) -> Atom | None:
    return f.atom(kind="window", rule="time.day", step=-1, count=1, unit="D")


def ago(f: Found) -> Atom | None:
    if f.count is None:
        return f.atom(kind="reference", rule="time.vague", iso="PAST_REF")
    return f.atom(kind="offset", rule="time.offset", count=-f.count, unit=_unit(f))


def hence(f: Found) -> Atom | None:
    if f.count is None:
        return f.atom(kind="reference", rule="time.vague", iso="FUTURE_REF")
    return f.atom(kind="offset", rule="time.offset", count=f.count, unit=_unit(f))


def earlier(f: Found) -> Atom | None:
    """ "a week earlier", "two days later", "three days after": told from the day last spoken of, if there is one."""
    if f.count is None:
        return None
    way = f.int("w2") or (-1 if f.at("before") is not None else 1)
    return f.atom(kind="offset", rule="time.offset", count=way * f.count, unit=_unit(f), focus=True)


def window(f: Found) -> Atom | None:
    step = _step(f) or 0
    if f.count is None:
        return f.atom(kind="reference", rule="time.vague", iso="PAST_REF" if step < 0 else "FUTURE_REF")
    return f.atom(kind="window", rule="time.window", step=step, count=f.count, unit=_unit(f))


def within(f: Found) -> Atom | None:
    """ "in two weeks": what it is depends on the clause."""
    return f.atom(kind="duration", rule="time.duration", count=f.count, unit=_unit(f), ahead_or_length=True)


def duration(f: Found) -> Atom | None:
    return f.atom(kind="duration", rule="time.duration", count=f.count, unit=_unit(f))


def long_one(f: Found) -> Atom | None:
    """ "a fortnight", "a decade": units long enough to be no rate ("$5 a day")."""
    unit = _unit(f)
    return f.atom(kind="duration", rule="time.duration", count=1.0, unit=unit) if unit[0].isdigit() else None


def another(f: Found) -> Atom | None:
    """ "another week"."""
    another = f.lexemes.words[f.at("about") or 0] == "another"
    return f.atom(kind="duration", rule="time.duration", count=1.0, unit=_unit(f)) if another else None


def and_a_half(f: Found) -> Atom | None:
    """ "an hour and a half"."""
    return f.atom(kind="duration", rule="time.duration", count=1.5, unit=_unit(f)) if f.lexemes.words[f.match.start()] in {"a", "an", "one"} else None


def long(f: Found) -> Atom | None:
    """ "for years"; the plural tells it from "in Week 1"."""
    plural = f.lexemes.words[f.match.end() - 1].endswith("s")
    return f.atom(kind="duration", rule="time.duration", count=None, unit=_unit(f)) if plural else None


def reference(f: Found) -> Atom | None:
    return f.atom(kind="reference", rule="time.vague", iso=str(f.value("r")))


def past(f: Found) -> Atom | None:
    return f.atom(kind="reference", rule="time.vague", iso="PAST_REF")


def future(f: Found) -> Atom | None:
    return f.atom(kind="reference", rule="time.vague", iso="FUTURE_REF")


def present(f: Found) -> Atom | None:
    return f.atom(kind="reference", rule="time.vague", iso="PRESENT_REF")


def focus_day(f: Found) -> Atom | None:
    """ "later in the day", "that day", "the same evening", "the next day"."""
    unit = f.value("u")
    if isinstance(unit, str) and unit != "D":
        return None
    return f.atom(kind="offset", rule="time.focus", count=float(_step(f) or 0), unit="D", focus=True)


def clock(f: Found) -> Atom | None:
    time, meridiem = f.value("t"), f.int("mer")
    hour, minute = time if isinstance(time, tuple) else (f.int("n") or 0, 0)
    if meridiem is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + meridiem
    if hour > 23:
        hour, minute = 0, minute
    part = f.at("p")
    if part is not None and f.lexemes.words[part] in {"afternoon", "evening", "night"} and 1 <= hour < 12:
        hour += 12
    shy = meridiem is None and f.at("zone") is None and f.at("at") is None and part is None
    return f.atom(kind="clock", rule="time.clock", time=(hour, minute), shy=shy)


def noon(f: Found) -> Atom | None:
    return f.atom(kind="clock", rule="time.clock", time=_part_time(f)) if _part_time(f) else None
