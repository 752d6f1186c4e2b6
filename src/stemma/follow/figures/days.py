"""As of when a figure holds: by a date in its own sentence, else by publication.

Not every date in the sentence is the figure's. "Friday's quake" and "the quake that struck on Friday" date the event; a day after publication dates
what is yet to come; a bare year beside a name ("2024 YR4") dates nothing. Limits: a time of day orders nothing; a sentence that dates both an
event and a count in ways not listed here may give the wrong one of two days.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from stemma.model import Place, Timex
from stemma.model.figures import DayFrom

#: Days before the report from which on a dated figure is of another period.
HISTORY = 60
_MARGIN = 7  # days about the story within which a day without a year is taken to be of it
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = (
    r"(Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY_AND_MONTH = re.compile(rf"(?:on )?(?:(\d{{1,2}})(?:st|nd|rd|th)? {_NAMES}|{_NAMES} (\d{{1,2}})(?:st|nd|rd|th)?)", re.I)
_OF_THE_COUNT = re.compile(r"\b(?:as of|as at|by|until|till|up to|so far)\s*(?:\w+\s+)?$", re.I)
_OF_THE_SAYING = re.compile(
    r"\b(?:said|says?|announced|reported|told|statement|put|estimated?s?|counted|confirmed|updated|released?|according|briefing|report)\b[^.;]{0,40}$",
    re.I,
)
_OF_THE_EVENT = re.compile(
    r"\b(?:struck|hit|began|started|occurred|happened|erupted|invaded|born|founded|since|quake|earthquake|storm|attack|invasion|war|crash|flood|fire|election)"
    r"\b[^.;,]{0,30}$",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsOf:
    """First and last as-of day, ISO, inclusive; where they come from; the year where it is another period than the news."""

    first: str | None = None
    last: str | None = None
    source: DayFrom | None = None
    period: str = ""
    place: Place | None = None


def as_of(
    text: str,
    number: tuple[int, int],
    bounds: tuple[int, int],
    times: Iterable[Timex],
    *,
    published: str | None,
    story: tuple[str | None, str | None],
    planned: bool,
) -> AsOf:
    """The as-of day of the number at `number` in the sentence at `bounds`.

    `story` holds the story's first and last day: they stand in for an unknown publication day when ages are judged, and give a day without a year
    its year. Of a number that is planned a date in its clause is when it will be done, and no as-of day.
    """
    today = (published or story[1] or "")[:10]
    here = [_with_year(t, text, story) for t in times if bounds[0] <= t.span.start < bounds[1]]
    fitting = [(rank, t) for t in here if (rank := _rank(text, number, t, today)) is not None and (rank < 2 or not planned)]
    if fitting:
        _, best = min(fitting, key=lambda f: (f[0], abs(f[1].span.start - number[0]), f[1].span))
        period = (best.last or "")[:4] if today and _days(best.last or "", today) > HISTORY else ""
        return AsOf(first=best.first, last=best.last, source="said", period=period)
    if published and re.match(r"\d{4}-\d\d-\d\d", published):
        return AsOf(first=published[:10], last=published[:10], source="published")
    return AsOf()


def _with_year(time: Timex, text: str, story: tuple[str | None, str | None]) -> Timex:
    """A day named without its year in a report without a date ("29 March"), in the year that puts it within the days of the story."""
    named = _DAY_AND_MONTH.fullmatch(time.span.of(text).strip(" .,"))
    if time.first or not named or not all(story):
        return time
    month = _MONTHS.index((named[2] or named[3])[:3].lower()) + 1
    for year in sorted({str(story[0])[:4], str(story[1])[:4]}):
        day = f"{year}-{month:02d}-{int(named[1] or named[4]):02d}"
        if _days(str(story[0])[:10], day) >= -_MARGIN and _days(day, str(story[1])[:10]) >= -_MARGIN and _is_day(day):
            return replace(time, iso=day, first=day, last=day)
    return time


def _is_day(day: str) -> bool:
    try:
        dt.date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _rank(text: str, number: tuple[int, int], time: Timex, today: str) -> int | None:
    """How well a time fits as the figure's own: 0 best; None when it is none."""
    first, last = time.first or "", time.last or ""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", first) or not re.fullmatch(r"\d{4}-\d\d-\d\d", last) or (time.iso or "P")[:1] in "PRF":
        return None
    if today and first > today:
        return None
    before, after = text[max(0, time.span.start - 60) : time.span.start], text[time.span.end : time.span.end + 4]
    if after.startswith(("'s", "’s")) or time.span.of(text).rstrip().endswith(("'s", "’s")) or time.span.start <= number[0] < time.span.end:
        return None
    long, old = _days(first, last) > 40, bool(today) and _days(last, today) > HISTORY
    if (long and not old) or (old and (not _of_its_clause(text, number, time) or re.match(r"\s[A-Z]", after))):
        return None
    if _OF_THE_COUNT.search(before):
        return 0
    if _OF_THE_SAYING.search(before):
        return None if re.search(r"\d[^.;]*\b(?:which|that|who)\b", text[number[1] : time.span.start]) else 1
    return None if _OF_THE_EVENT.search(before) or not _of_its_clause(text, number, time) else 2


def _of_its_clause(text: str, number: tuple[int, int], time: Timex) -> bool:
    """Whether a time stands in the number's own clause, or opens its sentence: an old date further off dates something else."""
    if time.span.end <= number[0] and re.match(r",?\s+(?:when|in which|during which)\b", text[time.span.end : time.span.end + 20]):
        return True
    first, last = sorted((time.span.start, number[0]))
    between = text[first + 1 : last]
    opens = bool(re.search(r"(?:^|[.!?\n]\s*)(?:\w+\s+){0,2}$", text[max(0, time.span.start - 30) : time.span.start]))
    return opens or not re.search(r"[,;:()—]\s|\b(?:and|while|when|but|which|who)\b", between)


def _days(first: str, last: str) -> int:
    try:
        return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days
    except ValueError:
        return -1_000_000
