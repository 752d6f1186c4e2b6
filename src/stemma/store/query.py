"""What people type into a search, as a question that the full-text tables understand; nothing of it is ever syntax.

Words must all occur; "words in quotation marks" stand side by side; a word of three letters or more that ends in * stands for all that
begin so. outlet:NAME, from:DATE and to:DATE (a day, a month or a year) narrow the search to reports of an outlet and of a time.
Everything else (brackets, AND, minus, colons, half quotation marks) is just signs between words.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from stemma.store import words

MAX_WORDS = 32
MAX_LENGTH = 200
#: Shorter ones begin so many words that all reports would have to be looked at.
SHORTEST_BEGINNING = 3
_FILTER = re.compile(r'(?<!\S)(outlet|from|to):(?:"([^"]*)"?|(\S+))', re.IGNORECASE)
_PIECE = re.compile(r'"([^"]*)"|([^\s"]+)')
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Words that must stand side by side; the last one may be a beginning."""

    words: tuple[str, ...]
    begins: bool = False

    @property
    def quoted(self) -> str:
        """The term in FTS5's words. Its words are letters and digits only, so no quotation mark can be among them."""
        return '"' + " ".join(self.words) + '"' + (" *" if self.begins else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question taken apart."""

    terms: tuple[Term, ...]
    outlet: tuple[str, ...] = ()
    #: First and last day, inclusive.
    first: dt.date | None = None
    last: dt.date | None = None
    #: What was left out, in words for people.
    notes: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether it asks for reports of an outlet or a time."""
        return bool(self.outlet or self.first or self.last)


def parsed(question: str) -> Query:
    """The question taken apart; what is too long or no date is left out with a note."""
    notes = []
    if len(question) > MAX_LENGTH:
        notes.append(f"Only the first {MAX_LENGTH} characters were searched for.")
        question = question[:MAX_LENGTH]
    outlet: tuple[str, ...] = ()
    days: dict[str, dt.date] = {}
    for match in _FILTER.finditer(question):
        name, said = match[1].lower(), match[2] if match[2] is not None else match[3]
        if name == "outlet":
            outlet = tuple(words.words(said).split())
            continue
        day = _day(said, last=name == "to")
        if day:
            days[name] = day
        else:
            notes.append(f"{name}: wants a day, a month or a year such as 2024-10-05, 2024-10 or 2024; {said!r} was left out.")
    terms = _terms(_FILTER.sub(" ", question), notes, room=MAX_WORDS - len(outlet))
    return Query(terms=terms, outlet=outlet[:MAX_WORDS], first=days.get("from"), last=days.get("to"), notes=tuple(notes))


def _terms(question: str, notes: list[str], *, room: int) -> tuple[Term, ...]:
    terms = []
    for phrase, word in _PIECE.findall(question):
        said = tuple(words.words(phrase or word).split())
        if not said:
            continue
        if len(said) > room:
            notes.append(f"Only the first {MAX_WORDS} words were searched for.")
            break
        room -= len(said)
        begins = word.endswith("*")
        if begins and len(said[-1]) < SHORTEST_BEGINNING:
            notes.append(f"A beginning wants {SHORTEST_BEGINNING} letters; {said[-1]}* was taken as a word.")
            begins = False
        terms.append(Term(words=said, begins=begins))
    return tuple(dict.fromkeys(terms))


def _day(said: str, *, last: bool) -> dt.date | None:
    """The first or the last day of what was said."""
    match = _DATE.fullmatch(said)
    if not match:
        return None
    year, month, day = int(match[1]), int(match[2] or (12 if last else 1)), int(match[3] or 1)
    try:
        return _month_end(year, month) if last and not match[3] else dt.date(year, month, day)
    except ValueError:
        return None


def matching(query: Query, span: tuple[dt.date, dt.date] | None = None) -> str:
    """The question about reports, in FTS5's words. `span` are the first and last day that any report has: ranges end there."""
    parts = []
    if query.terms:
        parts.append("{title body} : (" + worded(query) + ")")
    if query.outlet:
        parts.append('outlet : "' + " ".join(query.outlet) + '"')
    if query.first or query.last:
        first, last = span or (dt.date.max, dt.date.min)
        days = _days(max(query.first or first, first), min(query.last or last, last))
        parts.append("day : (" + " OR ".join(f'"{day}"' for day in days or ["none"]) + ")")
    return " AND ".join(parts)


def beginnings(said: str) -> str:
    """A question for what has words that begin so, all of them, in FTS5's words; empty where no word is said."""
    return " AND ".join(f'"{word}" *' for word in words.words(said[:MAX_LENGTH]).split()[:MAX_WORDS])


def worded(query: Query) -> str:
    """The words of the question, in FTS5's words."""
    return " AND ".join(term.quoted for term in query.terms)


def _days(first: dt.date, last: dt.date) -> list[str]:
    """The range as the fewest whole years, whole months and days."""
    out: list[str] = []
    day = first
    while day <= last:
        year_end, month_end = dt.date(day.year, 12, 31), _month_end(day.year, day.month)
        if day.day == 1 and day.month == 1 and year_end <= last:
            out, end = [*out, f"{day.year:04}"], year_end
        elif day.day == 1 and month_end <= last:
            out, end = [*out, f"{day.year:04}{day.month:02}"], month_end
        else:
            out, end = [*out, f"{day.year:04}{day.month:02}{day.day:02}"], day
        if end == dt.date.max:
            break
        day = end + dt.timedelta(days=1)
    return out


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
