"""What one pattern finds: a time expression as words give it, before anybody knows the day of publication."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stemma.lang.en.times.calendar import Edge, Stretch

Kind = Literal["date", "step", "offset", "window", "duration", "clock", "reference", "fixed", "range", "nth", "beside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """An expression at the lexemes `[a, b)`; which fields are set depends on `kind`.

    date       a calendar date with whatever parts are given; `step` for "last Friday", "next June"
    step       "last week", "this month", "the end of the year": `unit` and `step`; `side` -1 for "earlier this month", 1 for "later"
    offset     "two weeks ago", "yesterday", "in three days": `count` units from the day of publication, or from `focus`
    window     "the past 24 hours": `count` units before (`step` -1) or after (1)
    duration   "three days"
    clock      a time of day
    reference  "recently": no date at all
    fixed      needs nothing else
    range      from `left` to `right`
    nth        "the third week of", "the week of": `count` of weeks or of `weekday`s in what follows; joined it holds that as `right`
    beside     "two days after yesterday": `count` units from `right`
    """

    a: int
    b: int
    kind: Kind
    rule: str
    year: int | None = None
    month: int | None = None
    dom: int | None = None
    weekday: int | None = None
    quarter: int | None = None
    half: int | None = None
    season: int | None = None
    step: int | None = None
    unit: str = ""
    count: float | None = None
    side: int = 0
    edge: Edge | None = None
    time: tuple[int, int] | None = None
    iso: str | None = None
    stretch: Stretch | None = None
    #: Told from the day last spoken of, not from the day of publication ("the next day").
    focus: bool = False
    #: Needs company: a clock time that may be a score unless a date or "at" stands beside it, "that year" where no year was named.
    shy: bool = False
    #: Modifies a noun ("third quarter earnings"): what has a name has mostly been.
    modifier: bool = False
    #: "in two weeks": a day ahead when the clause looks ahead, else a length of time.
    ahead_or_length: bool = False
    left: Atom | None = None
    right: Atom | None = None
