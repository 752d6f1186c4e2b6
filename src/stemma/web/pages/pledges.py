"""Who promised what, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.library import Library
from stemma.tell.exports.table import Table, columns
from stemma.web.pages.about import About, about_of, view_page
from stemma.web.pages.page import Asked, says


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeShown:
    """One promise."""

    number: int
    who: str
    what: str
    status: str
    facts: tuple[tuple[str, str], ...]
    #: Report and its words, for each telling.
    words: tuple[tuple[str, str], ...]
    later: tuple[str, ...]
    #: Id and statement of the claims that hold it.
    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgesPage:
    """Who promised what, and what came of it."""

    about: About = says("The story.")
    pledges: tuple[PledgeShown, ...] = says("Promises, decisions, plans, offers and announcements.")
    silence: str = says("What to say where there is none.")


def _pledges(library: Library, asked: Asked) -> PledgesPage:
    from stemma.follow.pledges import pledges
    from stemma.tell.pledges import words as say

    story, about = about_of(library, asked)
    cite = story.cite
    found = pledges(story.ledger)
    shown = tuple(
        PledgeShown(
            number=n,
            who=say.who(p),
            what=p.what,
            status=say.status(p, cite),
            facts=tuple(say.facts(p, found, cite)),
            words=tuple((cite.dated(t.report), cite.marked(t.what)) for t in p.tellings),
            later=tuple(say.later(o, cite) for o in p.outcomes),
            claims=story.told(p.claims),
        )
        for n, p in enumerate(found, 1)
    )
    return PledgesPage(about=about, pledges=shown, silence=say.SILENCE)


def _sheet(library: Library, asked: Asked) -> Table:
    page = _pledges(library, asked)
    rows = tuple(
        (
            p.number,
            p.who,
            p.what,
            p.status,
            "; ".join(f"{n}: {v}" for n, v in p.facts),
            "; ".join(f"{r}: {w}" for r, w in p.words),
            "; ".join(p.later),
        )
        for p in page.pledges
    )
    return Table(name="pledges", about=f"Who promised what in {page.about.title}.", columns=_COLUMNS, rows=rows)


_COLUMNS = columns(
    ("pledge", "Its number", 8),
    ("who", "Who is bound by it", 28),
    ("what", "What is promised, planned or decided", 50),
    ("status", "What later reports say came of it", 40),
    ("facts", "By when, said by whom", 40),
    ("words", "As each report has it", 60),
    ("later", "What was told of it later", 60),
)


PAGE = view_page("pledges", _pledges, sheet=_sheet, said="Who promised what, and what later reports say came of it.")
