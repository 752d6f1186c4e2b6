"""The list of stories."""

from __future__ import annotations

import threading
import weakref
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.library import Library
from stemma.model.library import StoryRow
from stemma.store.values import HitKind
from stemma.web.pages.page import Asked, Page, says

#: Stories on one page, outlets that are proposed for the filter, and finds that a filter by voice or place looks at.
_PAGE, _PROPOSED, _FINDS = 50, 100, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """All stories, newest first."""

    stories: tuple[StoryRow, ...] = says("The stories of this page of the list.")
    total: int = says("How many stories match the filters.")
    at: int = says("Number of the first one shown, from 0.")
    step: int = says("How many are shown at once.")
    outlet: str = says("Only stories with a report of an outlet with these words in its name; empty for all.")
    voice: str = says("Only stories in which a voice of this name is heard; empty for all.")
    place: str = says("Only stories whose reports or claims name this place; empty for all.")
    since: str = says("Only stories with a report of this day or later (ISO); empty for all.")
    until: str = says("Only stories that began on this day or before (ISO); empty for all.")
    disputed: bool = says("Only stories in which reports are in conflict.")
    outlets: tuple[str, ...] = says("The outlets of most stories, proposed for the filter.")
    cut: bool = says("Whether the voice or the place is named so often that not every story with it was looked up.")
    query: str = says("The filters as they stand in the address.")


def _context(library: Library, asked: Asked) -> Stories:
    from urllib.parse import urlencode

    rows = _rows(library)
    query = {name: asked.query.get(name, "").strip()[:200] for name in ("outlet", "since", "until")}
    voice, place = (asked.query.get(name, "").strip()[:200] for name in ("voice", "place"))
    disputed = asked.query.get("disputed") == "1"
    kept = [r for r in rows if _fits(r, **query) and (not disputed or r.open_conflicts)]
    cut = False
    filters: tuple[tuple[str, tuple[HitKind, ...]], ...] = ((voice, ("voice",)), (place, ("report", "claim")))
    for words, kinds in filters:
        if words:
            named, more = _naming(library, words, kinds)
            cut = cut or more
            kept = [r for r in kept if r.id in named]
    at = asked.number("at", 0)
    every = {**query, "voice": voice, "place": place, "disputed": "1" if disputed else ""}
    return Stories(
        stories=tuple(kept[at : at + _PAGE]),
        total=len(kept),
        at=at,
        step=_PAGE,
        disputed=disputed,
        outlets=_outlets(rows),
        voice=voice,
        place=place,
        cut=cut,
        query=urlencode({k: v for k, v in every.items() if v}),
        **query,
    )


_own = threading.local()


def _rows(library: Library) -> Sequence[StoryRow]:
    """All stories; made anew only when the file has changed since this thread last asked, for with 10,000 stories that takes most of a second."""
    with library.store.reading() as db:
        version = db.pragma("data_version")
    known = getattr(_own, "known", None)
    if known is None or known[0]() is not library or known[1] != version:
        known = _own.known = (weakref.ref(library), version, library.stories())
    rows: Sequence[StoryRow] = known[2]
    return rows


def _naming(library: Library, words: str, kinds: Sequence[HitKind]) -> tuple[set[str], bool]:
    """The stories in which the words stand side by side, and whether there are more finds than were looked at."""
    found = library.store.search(f'"{words.replace(chr(34), " ")}"', kinds=kinds, limit=_FINDS)
    return {hit.story for hit in found.hits if hit.story is not None}, found.more


def _fits(row: StoryRow, *, outlet: str, since: str, until: str) -> bool:
    return (
        (not outlet or any(outlet.casefold() in o.casefold() for o in row.outlets))
        and (not since or (row.last or "") >= since)
        and (not until or (row.first is not None and row.first <= until))
    )


def _outlets(rows: Sequence[StoryRow]) -> tuple[str, ...]:
    often = Counter(o for r in rows for o in r.outlets)
    return tuple(sorted((o for o, _ in often.most_common(_PROPOSED)), key=str.casefold))


PAGE = Page(
    name="stories",
    route="/",
    template="stories.html.j2",
    context=_context,
    menu="Stories",
    help="All stories, newest first, with the counts that matter.",
)
