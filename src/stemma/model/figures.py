"""Figures: everything that is told of one thing counted, as a series of values; and what stands now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from stemma.model.spans import Ground, Place
from stemma.model.values import Quantity

Bound = Literal["exact", "at least", "at most", "about", "range"]
#: "told" as fact; "hedged" (reportedly); "forecast" (may yet be); "pledged" or planned; "denied"; "open" (left open). Only the first two are counts.
Status = Literal["told", "hedged", "forecast", "pledged", "denied", "open"]
DayFrom = Literal["said", "published"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One value that one origin (or nobody named) gives for a thing counted, with every report that tells it."""

    #: As the source words it, in the unit of the series.
    quantity: Quantity
    bound: Bound
    status: Status
    #: Voice id; None where no report names an origin.
    origin: str | None
    #: Report ids, sorted: those that trace it to the origin.
    reports: tuple[str, ...]
    #: Report ids, sorted: those that tell the same value without naming an origin.
    unsourced: tuple[str, ...] = ()
    #: As-of day or days, ISO, inclusive: by the telling's own sentence, else publication; None where neither is known.
    first: str | None = None
    last: str | None = None
    day_from: DayFrom | None = None
    #: For an undated figure: the last as-of day of a figure that its own report puts before it.
    after: str | None = None
    #: Its own words put it before another figure ("up from 2%"), without saying of what day it is.
    older: bool = False
    #: A later figure of the series has taken its place.
    superseded: bool = False
    #: Claim ids, sorted.
    claims: tuple[str, ...] = ()
    #: The words that tell it, one place a telling.
    places: tuple[Place, ...] = ()
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The best current reading of a series: one of its figures, never an average, and the range of what stands beside it."""

    #: Index into the figures of the series.
    figure: int
    #: Hull of the figure and of those of the same day that it does not replace; None where an end is open.
    low: float | None
    high: float | None
    #: Origins that give this value, or one that it cannot be told from, as of that day.
    origins: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSeries:
    """One thing counted in one story, and all values told of it, by as-of day; figures without a day last."""

    id: str
    story: str
    #: The thing counted, in the field's words: "people killed, Myanmar".
    label: str
    #: Unit of all its figures.
    unit: str | None
    per: str | None
    figures: tuple[Figure, ...]
    #: None where it cannot be told which figure stands.
    reading: Reading | None
    #: Greatest salience among the claims behind it.
    salience: float = 0.0
    #: Why these figures count one thing, and why the reading cannot be told where there is none.
    grounds: tuple[Ground, ...] = field(default=())
