"""The named_days that a proposition's words name outright, as a start, an end or the day itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemma.lang.en import syntax
from stemma.lang.reading import Passage
from stemma.model import Timex

#: Prepositions of time that say something else than when: a start, an end.
_BORDERS = {"since": "from", "from": "from", "until": "until", "till": "until", "by": "until", "before": "until", "after": "from", "as of": "from"}
_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
#: How the names of months begin.
MONTHS = frozenset({"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDays:
    """A stretch of named_days that the words name: "at", "from" or "until" it."""

    border: str
    first: str
    last: str
    #: What the words themselves say where they leave out week or year: "saturday", "--03-11", "--03"; else "".
    said: str = ""

    def apart(self, other: NamedDays) -> bool:
        """Whether the two have no day in common; weekdays and dates without a year are compared as they are said."""
        if self.border != "at" and self.first[:7] != self.last[:7] and (self.first == self.last) != (other.first == other.last):
            return False
        if self.said and other.said and self.said[0] == other.said[0]:
            return not (self.said.startswith(other.said) or other.said.startswith(self.said))
        return self.last < other.first or other.last < self.first


def named_days(times: Iterable[Timex], passage: Passage) -> tuple[NamedDays, ...]:
    """The named_days that the words name outright, and whether as a start or an end."""
    found = []
    for time in times:
        tokens = passage.tokens(time.span)
        if tokens is None or not (time.first and time.last) or not (time.iso or "")[:4].isdigit():
            continue
        before = passage.doc[tokens.start - 1].lower_ if tokens.start else ""
        own = syntax.preposition_of(tokens.root)
        border = _BORDERS.get(before) or _BORDERS.get(own) or "at"
        found.append(NamedDays(border=border, first=time.first, last=time.last, said=_said([t.lower_ for t in tokens], time.first, time.last)))
    return tuple(found)


def _said(words: Sequence[str], first: str, last: str) -> str:
    """The weekday, or day and month, where that is all that is said."""
    weekday = next((w for w in words if w in _WEEKDAYS), "")
    if weekday:
        return weekday
    if first == last and any(w[:3] in MONTHS for w in words) and not any(w.isdigit() and len(w) == 4 for w in words):
        return "-" + first[4:]
    if first[:7] == last[:7] and any(w[:3] in MONTHS for w in words) and not any(w.isdigit() for w in words):
        return "-" + first[4:7]  # "in March", of whichever year
    return ""
