"""Times and quantities of a passage, found by the language's own rules."""

from __future__ import annotations

import datetime as dt

from stemma.lang.en import quantities, times
from stemma.lang.reading import Passage
from stemma.model import QuantityMention, Timex


def times_of(passage: Passage, anchor: dt.date | None) -> tuple[Timex, ...]:
    """The time expressions of a passage, resolved against the day of publication; offsets are the Doc's."""
    return tuple(times.find(passage.doc, anchor=anchor))


def quantities_of(passage: Passage) -> tuple[QuantityMention, ...]:
    """The quantities of a passage; offsets are the Doc's."""
    return tuple(quantities.find(passage.doc))
