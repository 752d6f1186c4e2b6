"""Times in English news: found, resolved against the day of publication and the tense, named as ISO 8601 and TIMEX3 do.

Theory of operation. News speaks of days by their weekday ("on Tuesday"), and means the nearest such day the way the clause looks; of
months and dates without a year likewise. So each expression is first read without a calendar (`patterns`), neighbours that speak of one
time are joined (`reduce`), what only looks like a time is dropped (`guards`), and only then the day of publication and the tense
give the days meant (`resolve`, `tense`).

Names given: a day, month, year, ISO week; `first/last` for stretches without a name of their own (quarters, seasons, "the past two years"
in months, "the past 24 hours" in days); P3D for lengths; PAST_REF, PRESENT_REF, FUTURE_REF. "late 2022" is called 2022, with its first
and last day narrowed. Without a day of publication relative expressions are found and left unresolved.

Known limits: times told from another time ("two days after the vote") are told from the day last named, at best; time zones are not
applied; repeated times ("every Friday") are not found; dates written in numbers only are read month first unless that
cannot be, or lies ahead of the report and day first does not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from stemma.lang.en.times.atoms import Atom
from stemma.lang.en.times.guards import is_time
from stemma.lang.en.times.lengths import ORDINALS, counted_back
from stemma.lang.en.times.lexemes import Lexemes, cut
from stemma.lang.en.times.reduce import atoms, joined
from stemma.lang.en.times.resolve import resolve
from stemma.lang.en.times.rules import RULES, sentence
from stemma.lang.en.times.scene import Meant, Scene
from stemma.lang.en.times.tense import way_of
from stemma.model import Ground, Span, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["RULES", "find"]


def find(doc: Doc, *, anchor: date | None) -> tuple[Timex, ...]:
    """All time expressions of a Doc, in order, offsets in its text; `anchor` is the day on which the report came out."""
    text = doc.text
    lexemes = cut(text)
    parsed = doc.has_annotation("DEP")
    found: list[Timex] = []
    focus = Focus()
    for atom in joined(atoms(lexemes), lexemes):
        if not is_time(atom, lexemes, doc):
            continue
        timex, meant = _timex(atom, lexemes, text, focus, anchor, partial(_way, doc, parsed))
        found.append(timex)
        focus = _moved(atom, meant, focus)
    return tuple(found)


def _way(doc: Doc, parsed: bool, words: tuple[str, ...], start: int, end: int) -> int:
    """Which way the expression looks: by the word before it where that tells, else by its clause."""
    if words[-1:] == ("since",) or words[-2:] == ("as", "of"):
        return -1
    if any(word in ORDINALS for word in words):  # "their second in two weeks": both lie behind
        return -1
    return way_of(doc, start, end, parsed=parsed)


def _timex(
    atom: Atom, lexemes: Lexemes, text: str, focus: Focus, anchor: date | None, way_at: Callable[[tuple[str, ...], int, int], int]
) -> tuple[Timex, Meant]:
    start, end = lexemes.starts[atom.a], lexemes.ends[atom.b - 1]
    looked: list[int] = []

    def way() -> int:
        if not looked:
            looked.append(way_at(lexemes.words[max(0, atom.a - 2) : atom.a], start, end))
        return looked[0]

    meant = resolve(atom, Scene(anchor=anchor, focus=focus.day, year=focus.year, way=way))
    if atom.ahead_or_length and any(w in ORDINALS for w in lexemes.words[max(0, atom.a - 2) : atom.a]):
        meant = counted_back(atom, meant, anchor)
    first, last = (d.isoformat() if d else None for d in (meant.first, meant.last))
    said = sentence(text[start:end], atom, meant, anchor, looked[0] if looked else None)
    ground = Ground(rule=atom.rule, sentence=said)
    return Timex(span=Span(start, end), iso=meant.iso, first=first, last=last, grounds=(ground,)), meant


@dataclass(frozen=True, slots=True)
class Focus:
    """The day and the year that the text last gave by name: "the next day", "that year" are told from them."""

    day: date | None = None
    year: int | None = None


def _moved(atom: Atom, meant: Meant, focus: Focus) -> Focus:
    if atom.kind != "date" or meant.first is None:
        return focus
    year = atom.year if atom.year is not None else focus.year
    if atom.dom is not None or atom.weekday is not None:
        return Focus(meant.first, year)
    return Focus(None, year) if atom.year is not None else focus
