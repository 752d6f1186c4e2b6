"""How exact a time is, and how two times stand to each other: one within the other, or apart."""

from __future__ import annotations

import datetime as dt
import re

from stemma.model.timeline import Moment, Precision


def precision(iso: str, first: str, last: str, part: str | None = None) -> Precision:
    """How exact a time is, by its form."""
    if first == last:
        return "time of day" if part else "day"
    if re.fullmatch(r"\d{4}-W\d\d(?:-WE)?", iso):
        return "week"
    if re.fullmatch(r"\d{4}-(?:0\d|1[0-2])", iso):
        return "month"
    if re.fullmatch(r"\d{4}-(?:SP|SU|FA|WI|Q\d|H\d)", iso):
        return "season"
    if re.fullmatch(r"\d{4}", iso):
        return "year"
    return "years" if last[:4] != first[:4] else "days"


def exactness(moment: Moment) -> int:
    """Days that a moment leaves open; a time of day is the most exact."""
    return 3 * width(moment) + (2 if not moment.part else 0 if moment.part[0].isdigit() else 1)


def width(moment: Moment) -> int:
    """Days between its first and its last."""
    return (dt.date.fromisoformat(moment.last) - dt.date.fromisoformat(moment.first)).days


def within(inner: Moment, outer: Moment) -> bool:
    """Whether a moment lies within another."""
    return outer.first <= inner.first and inner.last <= outer.last


def apart(a: Moment, b: Moment) -> bool:
    """Whether two moments have no day in common."""
    return a.last < b.first or b.last < a.first
