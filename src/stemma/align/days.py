"""As of which day a figure stands, and how reports without a date lie between those that have one.

Theory of operation. A report stands as of its day of publication. One without is placed by what it says, as late as need be and no later:
- it dates itself ("announced on 29 March"; the year is that of the dated reports);
- it tells as current what a dated report tells as current;
- it tells as former ("up from 31", "until recently") what another tells as current, and is later than that one;
- it counts more dead, hurt or infected than another: such counts rise as days pass;
- of two undated reports that both follow a third, the one with the nearer figure comes first.
A figure told as former stands before its report, and one that is dated ("last week it was 2 %") as of then.
Limits: an order of reports and no calendar, where nothing dates them; a count that was corrected downwards puts an undated report too early.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stemma.align import intervals
from stemma.align.around import Surroundings
from stemma.align.former import former
from stemma.align.lookalikes import is_change, is_forecast, parts
from stemma.align.stated import Proposition
from stemma.align.told import Told, figure
from stemma.lang.en import syntax
from stemma.lang.en.senses import sense_of
from stemma.model.dates import day_of

#: Counts that grow while an event goes on.
GROWING = frozenset({"death", "injury", "infection", "casualty"})
_HALF = 0.5  # of a day: "at that point" is earlier on the day of the report
_STEP = 1 / 64  # of a day: what is known to be later, but not by how much
_CLEARLY = 1.1  # ratio from which a figure lies clearly between two others
_ROUNDS = 6  # how often the order is gone through; longer chains of undated reports stay unordered
_LEVELS = frozenset(
    map(sense_of, ("be", "have", "stand", "put", "estimate", "give", "rate", "number", "total", "report", "reach", "remain", "say", "%"))
)
_MONTHS = (*calendar.month_name[1:],)
_DAY = re.compile(r"\b(?:(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9})|([a-z]{3,9})\.? (\d{1,2}))\b")


class Days:
    """The day, as an ordinal with fractions for what is merely later, as of which reports and propositions stand; None where nothing tells."""

    def __init__(self, told: Sequence[Told], around: Surroundings) -> None:
        self._around = around
        self._report: dict[str, float] = {}
        self._why: dict[str, str] = {}
        undated: set[str] = set()
        for p in sorted((p for t in told for p in t.members), key=lambda p: p.key):
            day = _ordinal(p.published)
            if day is not None:
                self._report[p.report] = float(day)
            else:
                undated.add(p.report)
        self.undated = frozenset(undated)
        if undated:
            self._date_themselves(sorted(undated))

    def report(self, report: str) -> float | None:
        """As of when a report stands."""
        return self._report.get(report)

    def why(self, report: str) -> str | None:
        """Why a report without a date stands where it does."""
        return self._why.get(report)

    def dated(self, report: str) -> bool:
        """Whether the report bears a date."""
        return report not in self.undated

    def of(self, p: Proposition) -> float | None:
        """As of when a proposition stands: when it says so itself, before its report if it is told as former, else with its report."""
        own, day = self._said(p), self._report.get(p.report)
        if own is not None and (day is None or own <= day):
            return own
        if day is None:
            return None
        words = self.former(p)
        return day if not words else day - _HALF if words.startswith("at that") else day - 1

    def former(self, p: Proposition) -> str | None:
        """The words that make a figure an earlier one ("up from"), if any do."""
        return former(self._around.of(p)) if p.mention is not None else None

    def later(self, report: str, day: float, why: str) -> bool:
        """Move an undated report to a later day; whether that changed anything."""
        known = self._report.get(report)
        if report not in self.undated or (known is not None and known >= day - 1e-9):
            return False
        self._report[report], self._why[report] = day, why
        return True

    def _said(self, p: Proposition) -> float | None:
        """The day that a proposition gives for the state it tells."""
        when = self._around.of(p).when
        if when is None or not when.first or not when.last or p.predicate not in _LEVELS or p.counted & GROWING:
            return None
        first, last = _ordinal(when.first), _ordinal(when.last)
        inside = any(s.overlap(when.span) for s in p.spans)
        return float(first) if first is not None and last is not None and last - first <= 7 and inside else None

    def _date_themselves(self, reports: Iterable[str]) -> None:
        years = sorted({dt.date.fromordinal(int(d)).year for d in self._report.values()})
        for report in reports:
            days = [d for d in self._told_days(report, years) if self._plausible(d)]
            if days:
                day = max(days)
                self.later(report, float(day), f"it tells of {dt.date.fromordinal(day)} as past")

    def _plausible(self, day: int) -> bool:
        known = [d for r, d in self._report.items() if r not in self.undated]
        return not known or min(known) - 30 <= day <= max(known) + 30

    def _told_days(self, report: str, years: Sequence[int]) -> Iterable[int]:
        """Days that the report gives in clauses of the past."""
        reading = self._around.reading(report)
        if reading is None:
            return
        for time in reading.times:
            passage = reading.passage_at(time.span.start)
            tokens = passage.tokens(time.span) if passage is not None else None
            if tokens is None:
                continue
            head = tokens.root
            while head.head != head and head.pos_ not in {"VERB", "AUX"}:
                head = head.head
            if syntax.tense_of(head) != "past":
                continue
            day = _ordinal(time.first) if time.first == time.last else None
            day = day or (_in_year(tokens.text, years[-1]) if years else None)
            if day is not None:
                yield day


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What several claims measure: each claim's tellings, and which claims are held to be of one thing, by their places in the list."""

    members: Mapping[int, Sequence[Proposition]]
    beside: Mapping[int, frozenset[int]]
    #: Countries (and bodies of the sky) that each claim names.
    scopes: Mapping[int, frozenset[str]]


def order(things: Sequence[Thing], days: Days, around: Surroundings, told: Sequence[Told] = ()) -> None:
    """Place the undated reports by the figures that are told of each thing, and by those that they share with dated ones."""
    if not days.undated:
        return
    for t in told:
        numbered = [p for p in t.members if _telling(p) and not is_forecast(p, around)]
        if len({p.report for p in numbered}) > 1:
            _contemporaries(Thing(members={0: numbered}, beside={}, scopes={}), days)
    for _ in range(_ROUNDS):
        moved = False
        for thing in things:
            moved = _contemporaries(thing, days) or moved
            moved = _formers(thing, days) or moved
            moved = _growth(thing, days, around) or moved
        if not moved and not any(_trend(thing, days) for thing in things):
            return


def _telling(p: Proposition) -> bool:
    """Whether a proposition names a count that two matters would hardly share."""
    return p.mention is not None and intervals.kind(p.mention.quantity) == "count" and len(f"{figure(p):.0f}".rstrip("0")) > 2


def _contemporaries(thing: Thing, days: Days) -> bool:
    """Who tells a figure as current that another report tells as current is not earlier than the first that did."""
    moved = False
    for members in thing.members.values():
        current = [p for p in members if not days.former(p)]
        for p in current:
            others = [d for q in current if q.report != p.report and (d := days.report(q.report)) is not None]
            if others:
                moved = days.later(p.report, min(others), "it tells figures that reports of that day tell") or moved
    return moved


def _formers(thing: Thing, days: Days) -> bool:
    """Who tells a figure as former is later than those who told it as current."""
    moved = False
    for members in thing.members.values():
        current = [d for p in members if not days.former(p) and (d := days.report(p.report)) is not None]
        for p in members:
            words = days.former(p)
            if words and current:
                moved = days.later(p.report, min(current) + _STEP, f"it tells as former (“{words}”) what another report tells as current") or moved
    return moved


def _growth(thing: Thing, days: Days, around: Surroundings) -> bool:
    """Who counts more of what only grows is later than the report that counts less."""
    moved = False
    counts = {n: [p for p in members if _grows(p, days, around)] for n, members in thing.members.items()}
    for n, members in counts.items():
        for p in members:
            if days.dated(p.report):
                continue
            below = [
                (d, figure(q))
                for m in thing.beside[n]
                for q in counts[m]
                if 0 < figure(q) < figure(p) and (d := days.report(q.report)) is not None and q.report != p.report
            ]
            above = [
                d
                for m in thing.beside[n]
                for q in counts[m]
                if figure(q) > figure(p) and days.dated(q.report) and (d := days.report(q.report)) is not None
            ]
            fitting = [(d, v) for d, v in below if not above or d + _STEP <= min(above)]
            if fitting:
                day, value = max(fitting)
                moved = (
                    days.later(p.report, day + _STEP, f"it counts {figure(p):,.0f} where an earlier report counts {value:,.0f}, and such counts grow")
                    or moved
                )
    return moved


def _grows(p: Proposition, days: Days, around: Surroundings) -> bool:
    """Whether a proposition tells a full count of what only grows, as fact and as current."""
    if p.certainty != "asserted" or not p.counted & GROWING or days.former(p):
        return False
    return not (parts(p, around) or is_change(p, around) or is_forecast(p, around))


def _trend(thing: Thing, days: Days) -> bool:
    """Of two undated reports as of one time after the same figure, the one with the figure nearer to it comes first."""
    together = {(p.report, q.report) for ms in thing.members.values() for p in ms for q in ms if not days.former(p) and not days.former(q)}
    for n, members in sorted(thing.members.items()):
        for p in members:
            d = days.report(p.report)
            if d is None or days.dated(p.report) or days.former(p):
                continue
            current = [(q, e) for m in _alike(thing, n) for q in thing.members[m] if not days.former(q) and (e := days.report(q.report)) is not None]
            before = max(((e, figure(q)) for q, e in current if e < d - 1e-9), default=None)
            same = [figure(q) for q, e in current if abs(e - d) < 1e-9 and not days.dated(q.report) and (p.report, q.report) not in together]
            if before is None or not same:
                continue
            start, mine = before[1], figure(p)
            nearer = [v for v in same if (start * _CLEARLY < v < mine / _CLEARLY) or (start / _CLEARLY > v > mine * _CLEARLY)]
            if nearer:
                return days.later(
                    p.report,
                    d + _STEP,
                    f"its figure lies further from the earlier {start:,.10g} than {max(nearer, key=lambda v: abs(v - mine)):,.10g} does",
                )
    return False


def _alike(thing: Thing, n: int) -> list[int]:
    """The claims beside claim n that name the same places."""
    return [m for m in sorted(thing.beside[n]) if thing.scopes[m] == thing.scopes[n]]


def _in_year(text: str, year: int) -> int | None:
    """The day that words without a year name ("29 March"), as an ordinal."""
    match = _DAY.search(text.lower())
    if match is None:
        return None
    number, word = match[1] or match[4], match[2] or match[3]
    month = next((n for n, m in enumerate(_MONTHS, 1) if len(word) >= 3 and m.lower().startswith(word)), None)
    if month is None:
        return None
    try:
        return dt.date(year, month, int(number)).toordinal()
    except ValueError:
        return None


def _ordinal(day: str | None) -> int | None:
    found = day_of(day)
    return found.toordinal() if found is not None else None
