"""The log of corrections."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.library import Library
from stemma.tell.library.lists import meaning
from stemma.web.pages.page import Asked, Page, says


@dataclass(frozen=True, slots=True, kw_only=True)
class ActRow:
    """One act."""

    id: str
    time: str
    who: str
    #: What was done, in words.
    did: str
    #: What it was said of, in words.
    of: str
    note: str
    undone: bool
    is_undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionsPage:
    """Everything that people said."""

    acts: tuple[ActRow, ...] = says("The log, latest first.")


def _rows(library: Library) -> list[ActRow]:
    from stemma.correct import VERBS, undone

    acts = library.acts()
    gone = undone(acts)
    return [
        ActRow(
            id=a.id,
            time=a.time,
            who=a.who,
            did=VERBS[a.verb].did if a.verb in VERBS else a.verb,
            of=meaning(a.subject) if a.verb != "undo" else (a.undoes or ""),
            note=a.note,
            undone=a.id in gone,
            is_undo=a.verb == "undo",
        )
        for a in acts
    ]


def done(library: Library, act: str) -> ActRow | None:
    """The correction of that id: pages tell of the one that led to them."""
    return next((row for row in _rows(library) if row.id == act), None)


def _context(library: Library, asked: Asked) -> CorrectionsPage:
    return CorrectionsPage(acts=tuple(reversed(_rows(library))))


PAGE = Page(
    name="corrections",
    route="/corrections",
    template="corrections.html.j2",
    context=_context,
    menu="Corrections",
    help="What people said of the machine's judgements, with undo.",
)
