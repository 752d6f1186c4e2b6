"""When the thing told happened: the time words of a telling, told apart from times that only stand near.

Theory of operation. A time belongs to a telling when it stands in its words, and of several tellings of one report that hold the same time words
it belongs to the closest one ("the treaty, signed in June" keeps its June from "the visit is tied to the treaty, signed in June"). Not event times:
what is compared with ("the largest since 2022"), what a noun is called after ("the 2024 budget", "last week's storm"), ends ("until May"), and
times of the reporting itself ("said on Friday"). When no time stands in the words but the ledger gives the telling one, it is that of the same
sentence. Limits: no parse; in a sentence of several clauses a time can go to the wrong one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stemma.follow.shared.wording import published_on, stretches
from stemma.follow.timeline.times import precision
from stemma.model import Claim, Ledger, Report, Span, Telling, Timex
from stemma.model.timeline import Moment, Precision

_SUPERLATIVE = re.compile(
    r"\b(?:\w+est|most|first|least|worst|best|record|only|unseen|never|not|second|third)\b[^.;]*$|\b(?:more|less|fewer|higher|lower|larger|greater)\b[^.;]*than[^.;]*$",
    re.IGNORECASE,
)
_SAYING = re.compile(
    r"\b(?:said|says|told|reported|announced|added|stated|tweeted|wrote|posted|confirmed|according to [^,.;]*|statement|interview|briefing|report"
    r"|press conference)(?:\s+(?:reporters|journalists|a \w+ \w+|on|in a statement|earlier|late|early|the \w+))*\s*(?:on|in|late|early)?\s*$",
    re.IGNORECASE,
)
#: A name right before a year: "Expo 2025".
_NAMED = re.compile(
    r"(?:^|[^.!?]\s)(?!(?:In|By|Since|From|During|Until|Late|Early|Mid|January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b)[A-Z][\w’']+\s+$"
)
#: Times that, without a preposition before a noun, only name it.
_BARE = re.compile(r"\d{4}|(?:the )?(?:first|second|third|fourth)[- ](?:quarter|half)|Q[1-4]|midnight|noon|night", re.IGNORECASE)
_LEADING = frozenset({"in", "since", "by", "during", "from", "between", "late", "early", "mid", "and", "to", "until", "through", "around", "about"})
_ROUGH = re.compile(r"\b(late|early|mid|middle|start|beginning|end)\b", re.IGNORECASE)
_MONTH_NAMED = re.compile(r"[^.!?]\s(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Early|Late|Mid|In|On|By|Since|Last|Next|This)\b)[A-Z][a-z]+\s$")
_NARRATED = re.compile(r"the (?:next|following|previous|same|preceding) (?:day|night|morning|evening|week|month|year)", re.IGNORECASE)
_PAST_STRETCH = re.compile(r"\b(?:past|last)\b.*\b(?:weeks|months|years|decades?)\b", re.IGNORECASE)
#: Words that look ahead; where none stands, a day without a year that was resolved to after publication is the one before.
_AHEAD = re.compile(
    r"\b(?:will|would|shall|to|plans?|planned|next(?! to)|due|set|expect\w*|scheduled?|ahead|upcoming|tomorrow|later|coming|may|might|could|can"
    r"|should|begin\w*|start\w*|from|until|by|if|when|opens?|meets?|hopes?|aims?|intends?|soon|future|['’]ll)\b",
    re.IGNORECASE,
)
_ENDS = frozenset({"until", "till", "before", "than", "of", "for", "ahead", "through"})
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_REACH = dt.timedelta(days=60)
_PARTS = {
    "MO": "morning",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "DT": "daytime",
}
_PART_WORDS = re.compile(
    r"\b(dawn|early morning|morning|midday|noon|lunchtime|afternoon|dusk|early evening|evening|overnight|night|midnight)\b", re.IGNORECASE
)
_YEARLESS = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?\b(" + "|".join(_MONTHS) + r")[a-z]*\.?(?:\s+(\d{1,2}))?\b(?!\s*,?\s*\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A telling with its event time."""

    claim: Claim
    telling: Telling
    report: Report
    #: The time words; None where the ledger gives the telling a time that stands nowhere in its sentence.
    time: Span | None
    moment: Moment
    place: Span


def _with_year(time: Timex, report: Report, days: tuple[str, ...]) -> Timex:
    """A day of a month without a year, in a report without a date, gets the year that puts it within two months of the story's dated reports."""
    match = _YEARLESS.search(time.span.of(report.text))
    if time.first or report.published or not days or match is None or not (match[1] or match[3]):
        return time
    for year in sorted({d[:4] for d in days}):
        try:
            day = dt.date(int(year), 1 + _MONTHS.index(match[2]), int(match[1] or match[3]))
        except ValueError:
            continue
        if dt.date.fromisoformat(days[0]) - _REACH <= day <= dt.date.fromisoformat(days[-1]) + _REACH:
            return replace(time, iso=day.isoformat(), first=day.isoformat(), last=day.isoformat())
    return time


def dated(ledger: Ledger) -> tuple[dict[tuple[str, str], Dated], dict[tuple[str, str], str]]:
    """For each (claim, report) that has one, its event time; for the others, time words that name no calendar day, if any."""
    reports = {r.id: r for r in ledger.reports}
    owners = _owners(ledger)
    days = {s.id: tuple(sorted(d for r in ledger.reports if r.id in s.reports and (d := published_on(r)))) for s in ledger.stories}
    times = {
        (story.id, r): tuple(_with_year(t, reports[r], days[story.id]) for t in ledger.times.get(r, ()))
        for story in ledger.stories
        for r in story.reports
        if r in reports
    }
    found: dict[tuple[str, str], Dated] = {}
    vague: dict[tuple[str, str], str] = {}
    for claim in ledger.claims:
        for telling in claim.tellings:
            report = reports.get(telling.report)
            if report is None or not telling.spans:
                continue
            key = (claim.id, report.id)
            one = _of(claim, telling, report, times.get((claim.story, report.id), ()), owners)
            if isinstance(one, Dated):
                found.setdefault(key, one)
            elif one:
                vague.setdefault(key, one)
    exact: dict[str, set[str]] = {}
    for (owner, _), known in found.items():
        if known.moment.first == known.moment.last:
            exact.setdefault(owner, set()).add(known.moment.first)
    for claim in ledger.claims:
        told = exact.get(claim.id, set())
        for telling in claim.tellings if told else ():
            report, key = reports.get(telling.report), (claim.id, telling.report)
            if report is None or report.published or key in found or key not in vague:
                continue
            matched = [_on_weekday(t, report, told) for t in times.get((claim.story, report.id), ())]
            one = _of(claim, telling, report, matched, owners)
            if isinstance(one, Dated):
                found[key] = one
    return found, vague


def _on_weekday(time: Timex, report: Report, days: set[str]) -> Timex:
    """ "Friday" in a report without a date is the Friday on which the claim's other reports put it, if they name one only."""
    words = time.span.of(report.text)
    fits = [d for d in days if f"{dt.date.fromisoformat(d):%A}".lower() in words.lower()]
    if time.first or len(fits) != 1 or re.search(r"\d|\b(?:last|next|before|after|ago)\b", words):
        return time
    return replace(time, iso=fits[0], first=fits[0], last=fits[0])


def _owners(ledger: Ledger) -> dict[tuple[str, int], frozenset[str]]:
    """For each time expression the claims whose telling holds it most closely."""
    best: dict[tuple[str, int], tuple[int, set[str]]] = {}
    reports = {r.id: r for r in ledger.reports}
    for claim in ledger.claims:
        for telling in claim.tellings:
            report = reports.get(telling.report)
            places = stretches(report, telling.spans) if report else []
            for time in ledger.times.get(telling.report, ()):
                whole = next((w for _, w in places if w.covers(time.span)), None)
                here = [s for s in telling.spans if whole is not None and whole.overlap(s)]
                size = sum(len(s) for s in here)
                if not any(s.overlap(time.span) for s in here) or size <= len(time.span) + 8:
                    continue
                at = (telling.report, time.span.start)
                kept = best.get(at)
                if kept is None or size < kept[0]:
                    best[at] = (size, {claim.id})
                elif size == kept[0]:
                    kept[1].add(claim.id)
    return {at: frozenset(claims) for at, (_, claims) in best.items()}


def _of(claim: Claim, telling: Telling, report: Report, times: Sequence[Timex], owners: dict[tuple[str, int], frozenset[str]]) -> Dated | str | None:
    """The event time of a telling, or vague time words, or nothing."""
    vague = ""
    for stretch, whole in stretches(report, telling.spans):
        inside = [t for t in times if any(s.overlap(t.span) for s in telling.spans if whole.covers(s))]
        near = [t for t in times if whole.covers(t.span) and t not in inside and t.iso is not None and t.iso == telling.when]
        for time in [*inside, *near]:
            if time in inside and claim.id not in owners.get((report.id, time.span.start), frozenset({claim.id})):
                continue
            moment = _moment(time, report, whole, saying=time in near)
            if moment is not None:
                return Dated(claim=claim, telling=telling, report=report, time=time.span, moment=moment, place=stretch)
            if not time.first or (time.iso or "").startswith("P") or time.iso in {"FUTURE_REF", "PAST_REF"}:
                vague = vague or time.span.of(report.text)
    return vague or None


def _moment(time: Timex, report: Report, whole: Span, *, saying: bool) -> Moment | None:
    """The calendar time that the words name as the time of an event; None where they do something else."""
    iso = time.iso or ""
    if not (time.first and time.last) or not re.match(r"\d{4}", iso):
        return None
    text = report.text
    before, after = text[whole.start : time.span.start], text[time.span.end : whole.end]
    words = time.span.of(text)
    last = re.findall(r"[\w’']+", before.lower())[-1:]
    if re.match(r"['’]s?\s+\w|[-–]\w", after):
        return None  # "last week's storm", "the 1950-53 war": a noun's
    if re.fullmatch(r"\d{4}", words) and (re.match(r"\s?[A-Z]{1,3}(?:\d|[A-Z])", after) or _NAMED.search(before)):
        return None  # "2024 QX7", "Expo 2025": a name's
    if _BARE.fullmatch(words) and re.match(r"\s+[A-Za-z]+", after) and not (last and last[0] in _LEADING):
        return None  # "third-quarter earnings", "the 2024 budget"
    if _MONTH_NAMED.search(before) and re.match(r"March|May|April|June|August", words):
        return None  # "a Long March 4 rocket"
    if _NARRATED.match(words):
        return None  # counted from another event, not from the day of publication
    starts_since = words.lower().startswith("since") or last == ["since"]
    if (starts_since or _PAST_STRETCH.search(words)) and _SUPERLATIVE.search(before):
        return None
    if last and last[0] in _ENDS and not re.search(r"\b(?:as|morning|evening|night|end|start|beginning) of$", before.lower().rstrip()):
        return None
    if _SAYING.search(before):
        return None if saying else _made(time, report, whole, since=starts_since)
    return _made(time, report, whole, since=starts_since)


def _made(time: Timex, report: Report, whole: Span, *, since: bool) -> Moment:
    text = report.text
    first, last = _stepped_back(time, report, whole)
    words = time.span.of(text)
    part = next((p for code, p in _PARTS.items() if re.search(rf"T{code}\b", time.iso or "")), None)
    clock = re.search(r"T(\d\d:\d\d)", time.iso or "")
    named = _PART_WORDS.search(words)
    part = clock[1] if clock and re.search(r"\d", words) else (named[1].lower() if named else part)
    rough = _ROUGH.search(words) if first != last else None
    exact = precision(time.iso or "", first, last, part)
    if rough:
        part = rough[1].lower()
    elif exact in {"month", "year"} and not _whole(exact, first, last):
        exact = "days"
    return Moment(first=first, last=last, precision=exact, part=part, since=since)


def _stepped_back(time: Timex, report: Report, whole: Span) -> tuple[str, str]:
    """First and last day of a time; a weekday or yearless date that was put after publication although nothing looks ahead is put before it."""
    first, last = str(time.first), str(time.last)
    published, words = published_on(report), time.span.of(report.text)
    outside = f"{report.text[whole.start : time.span.start]} {report.text[time.span.end : whole.end]}"
    if first != last or not published or first <= published or re.search(r"\d{4}", words) or _AHEAD.search(f"{outside} {words}"):
        return first, last
    day, at = dt.date.fromisoformat(first), dt.date.fromisoformat(published)
    if re.search(r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", words) and not re.search(r"\d", words):
        day -= dt.timedelta(days=7 * -(-(day - at).days // 7))
    elif re.search(r"\d", words) and (day.month, day.day) != (2, 29):
        day = day.replace(year=day.year - 1)
    return (day.isoformat(), day.isoformat()) if day <= at else (first, last)


def _whole(exact: Precision, first: str, last: str) -> bool:
    """Whether the days are all those of the month or year."""
    if exact == "year":
        return first[4:] == "-01-01" and last[4:] == "-12-31"
    return first[-3:] == "-01" and (dt.date.fromisoformat(last) + dt.timedelta(days=1)).day == 1
