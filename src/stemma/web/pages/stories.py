"""The list of stories."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.library import Library
from stemma.model.library import StoryRow, Which
from stemma.web.pages.page import Asked, Page, says

#: Stories on one page, and outlets that are proposed for the filter.
_PAGE, _PROPOSED = 50, 100


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
    with_words: str = says("Only stories of which one report or claim has all these words; empty for all.")
    since: str = says("Only stories with a report of this day or later (ISO); empty for all.")
    until: str = says("Only stories that began on this day or before (ISO); empty for all.")
    disputed: bool = says("Only stories in which reports are in conflict.")
    outlets: tuple[str, ...] = says("The outlets of most stories, proposed for the filter.")
    cut: bool = says("Whether the words are found so often that not every story with it was looked up.")
    query: str = says("The filters as they stand in the address.")


def _context(library: Library, asked: Asked) -> Stories:
    from urllib.parse import urlencode

    said = {name: asked.query.get(name, "").strip()[:200] for name in ("outlet", "voice", "place", "words", "since", "until")}
    disputed = asked.query.get("disputed") == "1"
    which = Which(
        outlet=said["outlet"],
        voice=said["voice"],
        place=said["place"],
        words=said["words"],
        since=said["since"],
        until=said["until"],
        disputed=disputed,
    )
    page = library.listed(which, at=asked.number("at", 0, most=10_000_000), most=_PAGE)
    every = {**said, "disputed": "1" if disputed else ""}
    return Stories(
        stories=page.stories,
        total=page.total,
        at=page.at,
        step=_PAGE,
        disputed=disputed,
        outlets=tuple(sorted(library.outlets(_PROPOSED), key=str.casefold)),
        cut=page.cut,
        query=urlencode({k: v for k, v in every.items() if v}),
        with_words=said.pop("words"),
        **said,
    )


PAGE = Page(
    name="stories",
    route="/",
    template="stories.html.j2",
    context=_context,
    menu="Stories",
    help="All stories, newest first, with the counts that matter.",
)
