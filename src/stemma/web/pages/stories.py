"""The list of stories, with what has changed in each since one looked."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from stemma.library import Library
from stemma.model.library import StoryList, StoryRow, Which
from stemma.store.looks import Look
from stemma.tell.exports.table import Table, columns
from stemma.tell.shared.words import count, listed
from stemma.web.pages.page import Asked, Page, says

#: Stories on one page, and outlets that are proposed for the filter.
_PAGE, _PROPOSED = 50, 100
_WORDS = ("outlet", "voice", "place", "words", "since", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How a story stands to one's last look at it."""

    #: When that was, ISO; None where one never looked.
    looked: str | None
    #: What has changed since, in words: "2 reports and 5 claims more"; empty where nothing has.
    changed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stories:
    """All stories, newest first."""

    stories: tuple[StoryRow, ...] = says("The stories of this page of the list.")
    marks: dict[str, Mark] = says("Id of a story -> what has changed in it since you looked.")
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
    changed: bool = says("Only stories that you have looked at and that have changed since.")
    outlets: tuple[str, ...] = says("The outlets of most stories, proposed for the filter.")
    cut: bool = says("Whether the words are found so often that not every story with it was looked up.")
    query: str = says("The filters as they stand in the address.")
    trouble: str = says("Why it cannot be kept what you have looked at; empty where it can.")


def _context(library: Library, asked: Asked) -> Stories:
    which, changed = _which(asked)
    said = {name: getattr(which, name) for name in _WORDS}
    page = _listed(library, asked, which, at=asked.number("at", 0, most=10_000_000), most=_PAGE, changed=changed)
    looks = _looks(asked, page)
    every = {**said, "disputed": "1" if which.disputed else "", "changed": "1" if changed else ""}
    return Stories(
        stories=page.stories,
        marks={r.id: _mark(r, looks.get(r.id)) for r in page.stories},
        total=page.total,
        at=page.at,
        step=_PAGE,
        disputed=which.disputed,
        changed=changed,
        outlets=tuple(sorted(library.outlets(_PROPOSED), key=str.casefold)),
        cut=page.cut,
        query=urlencode({k: v for k, v in every.items() if v}),
        trouble=asked.looks.trouble if asked.looks is not None else "",
        with_words=said.pop("words"),
        **said,
    )


def _which(asked: Asked) -> tuple[Which, bool]:
    """What the address asks for; last whether only what has changed since one looked."""
    outlet, voice, place, words, since, until = map(asked.words, _WORDS)
    disputed, changed = (asked.query.get(name) == "1" for name in ("disputed", "changed"))
    return Which(outlet=outlet, voice=voice, place=place, words=words, since=since, until=until, disputed=disputed), changed


def _listed(library: Library, asked: Asked, which: Which, *, at: int, most: int | None, changed: bool) -> StoryList:
    if not changed:
        return library.listed(which, at=at, most=most)
    looks = asked.looks.of(asked.who) if asked.looks is not None else {}
    page = library.listed(replace(which, ids=tuple(looks)))
    rows = tuple(r for r in page.stories if _mark(r, looks[r.id]).changed)
    return StoryList(stories=rows[at : None if most is None else at + most], total=len(rows), at=at, cut=page.cut)


def _looks(asked: Asked, page: StoryList) -> dict[str, Look]:
    return asked.looks.of(asked.who, [r.id for r in page.stories]) if asked.looks is not None else {}


def _mark(row: StoryRow, look: Look | None) -> Mark:
    if look is None:
        return Mark(looked=None, changed="")
    now = {"report": row.reports, "claim": row.claims}
    more = [count(n - look.counts.get(f"{what}s", n), what) for what, n in now.items() if n is not None and n > look.counts.get(f"{what}s", n)]
    if more:
        return Mark(looked=look.last, changed=f"{listed(more)} more")
    fewer = any(n is not None and n < look.counts.get(f"{what}s", n) for what, n in now.items())
    anew = row.stale or (row.changed or "") > look.last
    return Mark(looked=look.last, changed="read anew" if fewer or anew else "")


def _sheet(library: Library, asked: Asked) -> Table:
    which, changed = _which(asked)
    page = _listed(library, asked, which, at=0, most=None, changed=changed)
    rows = tuple(
        (r.id, r.title, r.first, r.last, r.reports, r.claims, r.origins, r.open_conflicts, "; ".join(r.outlets), r.changed) for r in page.stories
    )
    return Table(name="stories", about="Stories, newest first.", columns=_COLUMNS, rows=rows)


_COLUMNS = columns(
    ("story id", "Id of the story", 20),
    ("title", "What it is called", 60),
    ("first", "Day of the first report", 11),
    ("last", "Day of the last report", 11),
    ("reports", "How many", 9),
    ("claims", "How many; empty where the story was not read yet", 9),
    ("origins", "Distinct voices at the end of a chain", 9),
    ("in conflict", "Conflicts and denials between claims", 11),
    ("outlets", "Who published", 60),
    ("read", "When it was last read anew, UTC", 20),
)

PAGE = Page(
    name="stories",
    route="/",
    template="stories.html.j2",
    context=_context,
    sheet=_sheet,
    menu="Stories",
    help="All stories, newest first, with the counts that matter and what has changed since you looked; the filters narrow them down.",
)
