"""The list of stories."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemma.library import Library
from stemma.model.library import StoryRow
from stemma.web.pages.page import Asked, Page, says

#: Stories on one page.
_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """All stories, newest first."""

    stories: tuple[StoryRow, ...] = says("The stories of this page of the list.")
    total: int = says("How many stories match the filters.")
    at: int = says("Number of the first one shown, from 0.")
    step: int = says("How many are shown at once.")
    outlet: str = says("Only stories with a report of this outlet; empty for all.")
    since: str = says("Only stories with a report of this day or later (ISO); empty for all.")
    until: str = says("Only stories that began on this day or before (ISO); empty for all.")
    disputed: bool = says("Only stories in which reports are in conflict.")
    outlets: tuple[str, ...] = says("Every outlet of the library, for the filter.")


def _context(library: Library, asked: Asked) -> Stories:
    rows = library.stories()
    query = {name: asked.query.get(name, "").strip() for name in ("outlet", "since", "until")}
    disputed = asked.query.get("disputed") == "1"
    kept = [r for r in rows if _fits(r, **query) and (not disputed or r.open_conflicts)]
    at = asked.number("at", 0)
    return Stories(stories=tuple(kept[at : at + _PAGE]), total=len(kept), at=at, step=_PAGE, disputed=disputed, outlets=_outlets(rows), **query)


def _fits(row: StoryRow, *, outlet: str, since: str, until: str) -> bool:
    return (
        (not outlet or outlet in row.outlets)
        and (not since or (row.last or "") >= since)
        and (not until or (row.first is not None and row.first <= until))
    )


def _outlets(rows: Sequence[StoryRow]) -> tuple[str, ...]:
    return tuple(sorted({o for r in rows for o in r.outlets}, key=str.casefold))


PAGE = Page(
    name="stories",
    route="/",
    template="stories.html.j2",
    context=_context,
    menu="Stories",
    help="All stories, newest first, with the counts that matter.",
)
