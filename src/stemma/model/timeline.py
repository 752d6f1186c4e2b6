"""A timeline: what is said to have happened, or to be going to happen, when; by event time, not publication time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stemma.model.spans import Ground, Place
from stemma.model.values import Certainty

Precision = Literal["time of day", "day", "days", "week", "month", "season", "year", "years"]
#: Against the report's day of publication: when it was written, was the event past, of that day, or ahead?
Against = Literal["before", "same day", "after", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When: as exact as the reports are, and no more."""

    #: First and last day, inclusive, ISO.
    first: str
    last: str
    precision: Precision
    #: "12:51", "morning", "late": what is finer than the precision, where it is said.
    part: str | None = None
    #: True for "since March": it began then.
    since: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedTelling:
    """One report's telling of the event, with the time as this report has it."""

    report: str
    #: The claim of the ledger that it belongs to.
    claim: str
    #: The words that tell it.
    place: Place
    #: The words that date it; None where the time was taken from elsewhere in the ledger.
    time: Place | None
    moment: Moment
    chain: tuple[str, ...]
    #: Voice id at the end of the chain; None in the report's own voice or where nobody is nameable.
    origin: str | None
    against: Against


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event, merged over reports."""

    id: str
    story: str
    statement: str
    certainty: Certainty
    #: The most exact time that nobody's contradicts; the best backed one where they do.
    moment: Moment
    tellings: tuple[DatedTelling, ...]
    #: Other times that reports give for the same event and that exclude the first.
    others: tuple[Moment, ...] = ()
    #: True where it lay ahead when it was told: planned, promised, expected.
    ahead: bool = False
    claims: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """A claim without a calendar time."""

    claim: str
    statement: str
    #: "recently", "for three hours": time words that name no day, if any.
    words: str | None
    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The timeline of one story."""

    story: str
    title: str
    #: By first day, then exactness.
    events: tuple[Event, ...]
    undated: tuple[Undated, ...]
    #: Publication days of the story's reports, first and last.
    published_first: str | None = None
    published_last: str | None = None
