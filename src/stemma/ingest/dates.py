"""Dates as files and pages state them, as ISO 8601."""

from __future__ import annotations

import datetime as dt
import email.utils
import re

from stemma.lang.en import written_dates

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)\s?(Z|[+-]\d\d:?\d\d)?)?")


def iso(stated: object) -> str | None:
    """The stated date (ISO, RFC 2822, a full date in words, seconds since 1970) as ISO date or date-time; None when it is none."""
    if isinstance(stated, bool) or stated is None:
        return None
    if isinstance(stated, int | float):
        return _of_seconds(stated)
    text = str(stated).strip()
    match = _ISO.match(text)
    if match:
        return _of_iso(match[1], match[2], match[3])
    if text.isascii() and text.isdigit():
        return _of_iso(f"{text[:4]}-{text[4:6]}-{text[6:]}", None, None) if len(text) == 8 else _of_seconds(int(text[:20]))
    try:
        return email.utils.parsedate_to_datetime(re.sub(r"-0000$", "+0000", text)).isoformat()  # -0000: UTC, the sender's zone is not known
    except (TypeError, ValueError, IndexError, OverflowError):  # OverflowError: a time zone of years
        day = written_dates.first(text)
        return day.isoformat() if day else None


def _of_iso(day: str, clock: str | None, zone: str | None) -> str | None:
    value = day if clock is None else f"{day}T{clock}{(zone or '').replace('Z', '+00:00')}"
    try:
        dt.datetime.fromisoformat(value)
    except ValueError:
        try:
            return dt.date.fromisoformat(day).isoformat()
        except ValueError:
            return None
    return f"{day}T{clock}{zone or ''}" if clock else day


def _of_seconds(seconds: float) -> str | None:
    if not 0 < seconds < 1e14:
        return None
    seconds = seconds / 1000 if seconds > 1e11 else seconds
    if not 3e8 < seconds < 4.2e9:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()
