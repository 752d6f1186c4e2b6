"""Times and quantities of a passage, found by the language's own rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from stemma.lang.en import quantities, times, written_dates
from stemma.lang.fold import fold
from stemma.lang.reading import Passage
from stemma.model import Ground, Place, QuantityMention, Span, Timex, Zone


def times_of(passage: Passage, anchor: dt.date | None) -> tuple[Timex, ...]:
    """The time expressions of a passage, resolved against the day of publication; offsets are the Doc's."""
    return tuple(times.find(passage.doc, anchor=anchor))


def quantities_of(passage: Passage) -> tuple[QuantityMention, ...]:
    """The quantities of a passage; offsets are the Doc's."""
    return tuple(quantities.find(passage.doc))


def dateline_times(text: str, zones: Sequence[Zone], *, report: str, anchor: dt.date | None) -> Iterator[Timex]:
    """The dates of datelines and bylines, which are not annotated; offsets are the report's.

    A day without a year is the one next to the day of publication.
    """
    folded = fold(text)
    for zone in zones:
        if zone.kind not in ("dateline", "byline"):
            continue
        full = list(written_dates.find(folded, zone.start, zone.end))
        for found in full:
            yield _timex(Span(found.start, found.end), found.day, found.iso, report)
        short = written_dates.without_year(folded[zone.start : zone.end]) if anchor and not full else None
        if short is not None and anchor is not None:
            days = (written_dates.date(anchor.year + n, short.month, short.day) for n in (-1, 0, 1))
            near = min((d for d in days if d), key=lambda d: abs(d - anchor), default=None)
            if near is not None and abs(near - anchor) < dt.timedelta(days=32):
                yield _timex(Span(zone.start + short.start, zone.start + short.end), near, near.isoformat(), report)


def _timex(span: Span, day: dt.date, iso: str, report: str) -> Timex:
    place = Place.at(report, span)
    ground = Ground(rule="read.date-in-dateline", sentence="A dateline or byline writes this date.", spans=(place,))
    return Timex(span=span, iso=iso, first=day.isoformat(), last=day.isoformat(), grounds=(ground,))
