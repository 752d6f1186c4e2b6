"""What an act must hold to be laid on anything: days that are days, numbers that are numbers, words at places that can be.

Logs come from other people and other programs; a value that would break a later stage is refused at the door, by `load` (told, kept, not applied) and
by the constructors (`UsageError`).
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from stemma.model import Quantity
from stemma.model import acts as a
from stemma.model.acts import Act

_ISO = re.compile(r"[0-9A-Z_/:+.-]{1,64}")
#: A name, title or statement longer than this is none.
_LONGEST = 10_000


def fault(act: Act) -> str | None:
    """What is wrong with an act's values, in a few words; None where nothing is."""
    for value in _values((act.subject, act.change, act.reports)):
        found = _fault(value)
        if found is not None:
            return found
    return "its note is too long" if len(act.note) > _LONGEST or len(act.who) > _LONGEST else None


def _values(value: Any) -> Iterator[Any]:
    """All values within a value, itself first."""
    if isinstance(value, tuple):
        for one in value:
            yield from _values(one)
    elif is_dataclass(value):
        yield value
        for field in fields(value):
            yield from _values(getattr(value, field.name))


def _fault(value: Any) -> str | None:
    if isinstance(value, a.Anchor):
        return None if value.offset >= 0 and value.length >= 0 else "its words stand nowhere"
    if isinstance(value, Quantity):
        return _of_quantity(value)
    if isinstance(value, a.NewTime):
        return _of_days(value.first, value.last) or ("its time is no ISO time" if value.iso is not None and not _ISO.fullmatch(value.iso) else None)
    if isinstance(value, a.ClaimChange):
        return _of_days(value.first, value.last) or _of_words(value.statement)
    if isinstance(value, a.ReportFacts):
        return _of_publication(value.published) or _of_words(value.title) or _of_words(value.outlet)
    if isinstance(value, a.NewName | a.NewTitle | a.NameOff | a.VoiceRef):
        return _of_words(value.title if isinstance(value, a.NewTitle) else value.name)
    return None


def _of_words(words: str | None) -> str | None:
    return None if words is None or (words.strip() and len(words) <= _LONGEST) else "a name, title or statement is empty or too long"


def _of_quantity(value: Quantity) -> str | None:
    ends = [end for end in (value.low, value.high) if end is not None]
    if not ends or not all(map(math.isfinite, ends)):
        return "its number is none"
    return "its number ends before it begins" if len(ends) == 2 and ends[0] > ends[1] else None


def _of_days(first: str | None, last: str | None) -> str | None:
    try:
        days = [dt.date.fromisoformat(day) for day in (first, last) if day is not None]
    except ValueError:
        return "a day is no ISO day"
    if first is None and last is not None:
        return "a last day stands without a first one"
    return "its last day lies before its first" if len(days) == 2 and days[0] > days[1] else None


def _of_publication(moment: str | None) -> str | None:
    try:
        if moment is not None:
            dt.datetime.fromisoformat(moment)
    except ValueError:
        return "its day of publication is no ISO day"
    return None
