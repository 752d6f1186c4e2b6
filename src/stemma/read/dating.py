"""When a report was published, from what it says of itself.

Theory of operation, in order of trust: what a person or the page's data state; a full date in a dateline or byline of the text; a
dateline's day whose year the text settles; a date in the address; at last the lede, when it tells in the past tense what happened
on a full date and no later date stands anywhere in the text. All else is "cannot tell". A date in a caption, a background paragraph
or another report proves nothing. A news page may carry its date wrong: metadata and dateline that differ by days are reported.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stemma.lang.en import written_dates
from stemma.lang.en.written_dates import WrittenDate
from stemma.lang.fold import fold
from stemma.model import Ground, Place, PublishedFrom, RawReport, Rule, Trouble, Zone
from stemma.model.dates import day_of

_UPDATED = re.compile(r"\b(?:updated?|modified)\b", re.IGNORECASE)
_IN_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/_-]|$)|/(\d{1,2})-([A-Za-z]{3})-((?:19|20)\d\d)/|[/_-]((?:20)\d\d)(\d\d)(\d\d)(?=[/_.-]|$)"
)
_MONTH_AND_YEAR = re.compile(r"\b(" + "|".join(sorted(written_dates.MONTHS, key=len, reverse=True)) + r")\.?,?\s((?:19|20)\d\d)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_LEADS_UP = re.compile(r"(?:\bon|day|day,|,|\()\s*$")
_PAST = re.compile(r"\b(?:was|were|said|told|hit|struck|shot|held|met|came|went|began|took|made|gave|[a-z]{3,}ed)\b")
_NOT_PAST = re.compile(r"\b(?:will|would|shall|until|by|deadline|scheduled|expected|planned|due|anniversary|years? ago|since)\b")
#: How far metadata and dateline may lie apart (time zones, late editions).
_SLACK = dt.timedelta(days=3)

RULES = (
    Rule(name="read.date-stated", explain="The date of publication is what the person gave or the page's own data state."),
    Rule(
        name="read.date-in-dateline",
        explain="A line of the report that is not story (dateline, byline, 'Published: ...') holds a full date.",
        examples=("Saturday, October 19, 2024", "By Jo Field 10:22 am Oct 18, 2024", "Port City, (APP - 18th Oct, 2024) ..."),
    ),
    Rule(name="read.date-without-year", explain="The dateline has day and month; a full date in the text up to 45 days before settles the year."),
    Rule(name="read.date-in-address", explain="The report's address holds a full date, as many sites write it (/2024/10/18/)."),
    Rule(
        name="read.date-from-lede",
        explain="The first paragraph tells in the past tense what happened on a full date, and no later date, month or year stands in the "
        "text: that day is taken for the day of publication, which may be one or two days off.",
    ),
    Rule(name="read.no-date", explain="Nothing in the report tells when it was published: dates like 'on Tuesday' stay open."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """What is known of a report's dates."""

    published: str | None = None
    published_from: PublishedFrom | None = None
    updated: str | None = None
    #: The day against which "on Tuesday" is read.
    day: dt.date | None = None
    grounds: tuple[Ground, ...] = ()


def date_of(raw: RawReport, zones: Sequence[Zone], *, report: str, today: dt.date | None) -> tuple[Dated, list[Trouble]]:
    """The report's dates with grounds, and troubles where there is none or two that disagree."""
    text = fold(raw.text)
    written, updated = _in_datelines(text, zones)
    if raw.published and (day := day_of(raw.published)):
        sentence = "The date was given." if raw.published_from == "given" else "The page's own data state the date."
        dated = Dated(
            published=raw.published,
            published_from=raw.published_from or "metadata",
            updated=updated.day.isoformat() if updated else None,
            day=day,
            grounds=(Ground(rule="read.date-stated", sentence=sentence),),
        )
        return dated, [*_disagreement(raw, day, written, report), *_future(raw, day, report, today)]
    found = _told(raw, text, zones, written or updated, report, today)
    if found is not None:
        day, how, ground = found
        late = updated.day.isoformat() if updated and written else None
        return Dated(published=day.isoformat(), published_from=how, updated=late, day=day, grounds=(ground,)), []
    return Dated(updated=updated.day.isoformat() if updated else None), [_undated(raw, text, report, today)]


def _told(
    raw: RawReport, text: str, zones: Sequence[Zone], written: WrittenDate | None, report: str, today: dt.date | None
) -> tuple[dt.date, PublishedFrom, Ground] | None:
    """The day that the report itself gives away, in order of trust."""
    if written is not None and (today is None or written.day <= today + dt.timedelta(days=1)):
        return (
            written.day,
            "dateline",
            _at("read.date-in-dateline", f"The report's dateline says {text[written.start : written.end].strip()}.", report, written),
        )
    if (day := _without_year(text, zones)) is not None:
        return day, "dateline", Ground(rule="read.date-without-year", sentence=f"Dateline and dates of the text together give {day.isoformat()}.")
    if raw.url and (day := in_address(raw.url)) is not None:
        return day, "inferred", Ground(rule="read.date-in-address", sentence=f"The report's address holds the date {day.isoformat()}.")
    lede = _in_lede(text, zones, today)
    if lede is not None:
        sentence = "The first paragraph tells what happened on that day, and no later date stands in the text."
        return lede.day, "inferred", _at("read.date-from-lede", sentence, report, lede)
    return None


def _in_datelines(text: str, zones: Sequence[Zone]) -> tuple[WrittenDate | None, WrittenDate | None]:
    """The first full date of a dateline or byline that says published, and the first that says updated."""
    published = updated = None
    begun = False
    for zone in zones:
        begun = begun or zone.kind == "body"
        if zone.kind not in ("dateline", "byline"):
            continue
        for found in written_dates.find(text, zone.start, zone.end):
            line_start = max(zone.start, text.rfind("\n", 0, found.start) + 1)
            line = text[line_start : found.start]
            late = begun and not text[line_start : found.start].strip() and text[zone.start : zone.end].rstrip().endswith(".")
            if not found.agrees or late:
                continue  # a bare date with a full stop behind the story dates a correction
            if _UPDATED.search(line):
                updated = updated or found
            else:
                published = published or found
    return published, updated


def _without_year(text: str, zones: Sequence[Zone]) -> dt.date | None:
    """A dateline's day and month with the year that the latest full date of the text leaves no doubt of."""
    short = next((s for z in zones if z.kind == "dateline" and (s := written_dates.without_year(text[z.start : z.end]))), None)
    latest = max((d.day for d in written_dates.find(text) if d.agrees), default=None)
    if short is None or latest is None:
        return None
    for year in (latest.year, latest.year + 1):
        day = written_dates.date(year, short.month, short.day)
        if day is not None and -3 <= (day - latest).days <= 45:
            return day
    return None


def in_address(url: str) -> dt.date | None:
    """The full date in an address, as /2024/10/18/, /19-Oct-2024/ or -20241018."""
    match = _IN_ADDRESS.search(url)
    if match is None:
        return None
    parts = [g for g in match.groups() if g]
    year, month, day = parts if len(parts[0]) == 4 else reversed(parts)
    number = written_dates.MONTHS.get(month.lower()) if not month.isdigit() else int(month)
    return written_dates.date(int(year), number, int(day)) if number else None


def _in_lede(text: str, zones: Sequence[Zone], today: dt.date | None) -> WrittenDate | None:
    """The full date on which the first paragraph says that something happened, if nothing in the text is later."""
    body = next((z for z in zones if z.kind == "body"), None)
    if body is None:
        return None
    stop = text.find("\n", body.start + 1, body.end)
    end = min(body.end if stop < 0 else stop, body.start + 700)
    for found in written_dates.find(text, body.start, end):
        a = max(text.rfind(". ", body.start, found.start) + 1, body.start)
        b = text.find(". ", found.end, end)
        sentence = text[a : found.start] + text[found.end : end if b < 0 else b]
        past = _PAST.search(sentence) and not _NOT_PAST.search(sentence) and _LEADS_UP.search(text[a : found.start])
        if past and found.agrees and (today is None or found.day <= today) and not _later_than(found, text):
            return found
    return None


def _later_than(found: WrittenDate, text: str) -> bool:
    """Whether a later day, month or year stands anywhere in the text."""
    days = (d.day for d in written_dates.find(text))
    months = ((int(y), written_dates.MONTHS[m.lower()]) for m, y in _MONTH_AND_YEAR.findall(text))
    years = (int(y) for y in _YEAR.findall(text))
    return any(d > found.day for d in days) or any(m > (found.day.year, found.day.month) for m in months) or any(y > found.day.year for y in years)


def _at(rule: str, sentence: str, report: str, found: WrittenDate) -> Ground:
    return Ground(rule=rule, sentence=sentence, spans=(Place(report=report, start=found.start, end=found.end),))


def _disagreement(raw: RawReport, day: dt.date, written: WrittenDate | None, report: str) -> Iterator[Trouble]:
    if written is not None and abs(written.day - day) > _SLACK and raw.published_from != "given":
        yield Trouble(
            code="dates-disagree",
            message=f"{raw.path}: its data say {day.isoformat()}, its dateline {written.day.isoformat()}; the data are taken.",
            hint=f"If the dateline is right, give --published {written.day.isoformat()} for this file.",
            report=report,
            path=raw.path,
        )


def _future(raw: RawReport, day: dt.date, report: str, today: dt.date | None) -> Iterator[Trouble]:
    if today is not None and day > today + dt.timedelta(days=1):
        yield Trouble(
            code="future-date",
            message=f"{raw.path} is dated {day.isoformat()}, which is still to come.",
            hint="Check the date; relative dates in the report are read against it.",
            report=report,
            path=raw.path,
        )


def _undated(raw: RawReport, text: str, report: str, today: dt.date | None) -> Trouble:
    latest = max((d.day for d in written_dates.find(text) if today is None or d.day <= today), default=None)
    known = f" The latest date in it is {latest.isoformat()}." if latest else ""
    return Trouble(
        code="no-date",
        message=f"{raw.path} does not say when it was published, so dates like 'on Tuesday' stay open.{known}",
        hint="Give --published YYYY-MM-DD.",
        report=report,
        path=raw.path,
    )
