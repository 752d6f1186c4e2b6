"""What the rules about times say of themselves."""

from __future__ import annotations

from datetime import date

from stemma.lang.en.times.atoms import Atom
from stemma.lang.en.times.scene import Meant
from stemma.model import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        name="time.date",
        explain="A day by its date. Without a year: the latest such day when the clause looks back, the next when it looks ahead, else the nearest "
        "to the day of publication; three days' slack for time zones. "
        "All-number dates are read month first, unless that cannot be or lies ahead of the report where day first does not.",
        examples=("Oct. 8", "18th Oct, 2024", "Saturday, October 19, 2024", "2025-03-29T11:20"),
    ),
    Rule(
        name="time.month",
        explain="A month. Without a year: the latest that has begun when the clause looks back, the next not over when ahead.",
        examples=("June 2024", "early June", "last April", "February, 2022"),
    ),
    Rule(
        name="time.weekday",
        explain='A weekday means the nearest such day the way the clause looks, the day of publication itself among them; with "last week" and the '
        "like the day of that week. Without a verb it is read as past.",
        examples=("on Tuesday", "Friday morning", "last Monday", "Tuesday of last week"),
    ),
    Rule(
        name="time.year",
        explain="A number from 1000 to 2199 where a year can stand, and not before what it would count.",
        examples=("in 2004", "late 2022", "mid-2024"),
    ),
    Rule(
        name="time.season",
        explain="Northern seasons, three months each; winter is called by the year in which it ends.",
        examples=("spring 2022", "last summer"),
    ),
    Rule(
        name="time.quarter",
        explain="Quarters and halves of calendar years; before a noun without a year it is the latest that has begun. Fiscal years are not known.",
        examples=("third quarter", "Q3 2024", "the first half of 2023"),
    ),
    Rule(
        name="time.decade", explain="Decades and centuries, counted from the year with the round number.", examples=("the 1990s", "the 19th century")
    ),
    Rule(
        name="time.holiday",
        explain='Feasts on fixed days; "before the new year" is the December before it.',
        examples=("Christmas Eve", "New Year's Day"),
    ),
    Rule(
        name="time.day",
        explain="Days told from the day of publication; parts of a day keep the day.",
        examples=("yesterday", "tomorrow morning", "overnight"),
    ),
    Rule(
        name="time.calendar-unit",
        explain="Calendar weeks (Monday first), months, quarters, years before, around or after the day of publication.",
        examples=("last week", "earlier this month", "the end of the year"),
    ),
    Rule(
        name="time.offset",
        explain='So many units from the day of publication; a day for days and weeks, the month or the year for months and years. "earlier" and '
        '"later" are told from the day last given by its date.',
        examples=("two weeks ago", "a week earlier", "in three days"),
    ),
    Rule(
        name="time.window",
        explain="A stretch that ends or begins at the day of publication, in days, or in months where its unit is a month or more.",
        examples=("the past 24 hours", "the past two years", "the next three days"),
    ),
    Rule(
        name="time.range",
        explain="From one date to another; what the first leaves open it takes from the second.",
        examples=("between October 8 and 13", "January and February this year"),
    ),
    Rule(
        name="time.duration",
        explain="A length of time, called P3D, PT2H, PXY (unknown number of years). "
        '"in two weeks" is a length unless its clause looks ahead; ages are none..',
        examples=("90 days", "more than a century", "for years"),
    ),
    Rule(
        name="time.vague",
        explain="A reference without a date: PAST_REF, PRESENT_REF, FUTURE_REF.",
        examples=("recently", "very soon", "in recent weeks", "now"),
    ),
    Rule(
        name="time.focus",
        explain="A day told from the day last given by its date, or from the day of publication where there is none.",
        examples=("later in the day", "the next day"),
    ),
    Rule(
        name="time.clock",
        explain="A time of day, on the day named beside it or else on the day of publication; time zones are not applied.",
        examples=("12:51 p.m. local time on Friday", "midday Friday"),
    ),
)

_WAYS = {-1: "its clause looks back", 0: "its clause shows no direction", 1: "its clause looks ahead"}


def sentence(words: str, atom: Atom, meant: Meant, anchor: date | None, way: int | None) -> str:
    """One sentence for the grounds, with what the reading rests on."""
    said = f"“{' '.join(words.split())}”"
    if meant.iso is None:
        return f"{said} cannot be placed: the day of publication is not known." if anchor is None else f"{said} cannot be placed."
    if way is not None and anchor is not None:
        return f"{said} is {meant.iso}: {_WAYS[way]}, and the report came out on {anchor.isoformat()}."
    if anchor is not None and atom.kind in {"step", "offset", "window", "clock"}:
        return f"{said} is {meant.iso}, told from {anchor.isoformat()}."
    return f"{said} is {meant.iso}."
