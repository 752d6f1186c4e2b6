"""The log of corrections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemma.library import Library
from stemma.model.acts import Act, ClaimInto
from stemma.tell.exports.table import Column, Table
from stemma.tell.library.lists import meaning
from stemma.web.pages.page import Asked, Page, says

#: Acts on one page.
_PAGE = 100


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

    acts: tuple[ActRow, ...] = says("The log, latest first; those of this page.")
    total: int = says("How many there are.")
    at: int = says("Number of the first one shown, from 0.")
    step: int = says("How many are shown at once.")


def rows_of(library: Library, acts: Sequence[Act]) -> list[ActRow]:
    """These acts of the log in words."""
    from stemma.correct import VERBS, undone

    every = library.acts()
    gone, by_id = undone(every), {a.id: a for a in every}

    def named(act: Act) -> str:
        return VERBS[act.verb].did if act.verb in VERBS else act.verb

    def of(act: Act) -> str:
        taken_back = by_id.get(act.undoes or "")
        if act.verb == "undo":
            return f"{named(taken_back)}: {of(taken_back)}" if taken_back else act.undoes or ""
        if isinstance(act.change, ClaimInto):
            return f"“{meaning(act.subject)}” and “{meaning(act.change.claim)}”"
        return meaning(act.subject)

    return [ActRow(id=a.id, time=a.time, who=a.who, did=named(a), of=of(a), note=a.note, undone=a.id in gone, is_undo=a.verb == "undo") for a in acts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What a form did: one correction, or several of one kind."""

    #: The ids of the acts, with commas between.
    acts: str
    who: str
    did: str
    of: tuple[str, ...]
    #: Whether all of it is taken back now.
    undone: bool


def done(library: Library, named: str) -> Done | None:
    """The corrections of these ids: pages tell of those that led to them."""
    wanted = frozenset(named.split(","))
    rows = rows_of(library, [a for a in library.acts() if a.id in wanted])
    if not rows:
        return None
    same = [row for row in rows if (row.who, row.did) == (rows[0].who, rows[0].did)]
    return Done(
        acts=",".join(row.id for row in same),
        who=same[0].who,
        did=same[0].did,
        of=tuple(row.of for row in same if row.of),
        undone=all(row.undone for row in same),
    )


def _context(library: Library, asked: Asked) -> CorrectionsPage:
    latest, at = library.acts()[::-1], asked.number("at", 0, most=1_000_000)
    return CorrectionsPage(acts=tuple(rows_of(library, latest[at : at + _PAGE])), total=len(latest), at=at, step=_PAGE)


def _sheet(library: Library, asked: Asked) -> Table:
    columns = (
        Column(name="when", help="UTC", width=24),
        Column(name="who", help="As they called themselves", width=20),
        Column(name="what", help="What was done", width=24),
        Column(name="of", help="What it was said of", width=60),
        Column(name="note", help="Why, in their words", width=40),
        Column(name="taken back", help="yes: it holds no more", width=10),
        Column(name="id", help="Id of the act", width=20),
    )
    rows = tuple((a.time, a.who, a.did, a.of, a.note, "yes" if a.undone else None, a.id) for a in rows_of(library, library.acts()[::-1]))
    return Table(name="corrections", about="What people said of the machine's judgements, latest first.", columns=columns, rows=rows)


PAGE = Page(
    name="corrections",
    route="/corrections",
    template="corrections.html.j2",
    context=_context,
    sheet=_sheet,
    menu="Corrections",
    help="What people said of the machine's judgements, with undo; nothing is ever taken out of this log.",
)
