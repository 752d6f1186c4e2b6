"""Dates as reports and ledgers state them, ISO 8601: read once and the same way everywhere; what is no date is None."""

from __future__ import annotations

import datetime as dt


def day_of(stated: str | None) -> dt.date | None:
    """The calendar day of a date or date-time, as it is written there: no zone moves it. None without a whole day ("2025-06")."""
    try:
        return dt.date.fromisoformat((stated or "")[:10])
    except ValueError:
        return None


def moment_of(stated: str | None) -> dt.datetime | None:
    """A date or date-time as a moment; without a zone it counts as UTC, without an hour as the day's beginning."""
    try:
        value = dt.datetime.fromisoformat(stated or "")
    except ValueError:
        return None
    return value if value.tzinfo else value.replace(tzinfo=dt.UTC)


def days_between(first: str | None, last: str | None) -> int | None:
    """Days from one stated day to another, negative where the second is earlier; None where either is no day."""
    one, two = day_of(first), day_of(last)
    return (two - one).days if one is not None and two is not None else None
