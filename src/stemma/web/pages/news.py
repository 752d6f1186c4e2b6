"""What is new in a story since a time: by the days on which reports were published, or by when they came into this library."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from stemma.library import Library
from stemma.store.looks import Look
from stemma.tell.view import outlet_of
from stemma.web.opened import OpenStory
from stemma.web.pages.corrections import ActRow, rows_of
from stemma.web.pages.ledger import facts_of, fresh
from stemma.web.pages.page import Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """What came since a time."""

    #: Id, outlet and title of the reports.
    reports: tuple[tuple[str, str, str], ...]
    #: Claims that no report told before, and such as were told again; whatever the filters of the page.
    claims: int
    again: int
    #: What people said of this story.
    acts: tuple[ActRow, ...]
    #: Reports of which nobody knows when they were published.
    undated: int


def times_of(library: Library, story: OpenStory, by: str) -> Mapping[str, str]:
    """Report -> its day of publication, or when it first came in; without those of which that is not known."""
    if by == "arrived":
        return {r.id: library.store.first_seen(r.id) for r in story.ledger.reports}
    return {r.id: r.published[:10] for r in story.ledger.reports if r.published}


def news_of(library: Library, story: OpenStory, since: str, by: str) -> News:
    """Counted over the whole story."""
    times = times_of(library, story, by)
    how = [fresh(f, since, times) for f in story.once(facts_of)]
    mine = {r.id for r in story.ledger.reports}
    acts = [a for a in library.acts() if a.time >= since and any(ref.id in mine for ref in a.reports)]
    return News(
        reports=tuple((r.id, outlet_of(r), r.title or "untitled") for r in story.ledger.reports if times.get(r.id, "") >= since),
        claims=how.count("new"),
        again=how.count("again"),
        acts=tuple(rows_of(library, acts)),
        undated=sum(r.id not in times for r in story.ledger.reports),
    )


def looked_at(asked: Asked, story: str) -> Look | None:
    """When this person looked at the story before."""
    return asked.looks.of(asked.who, [story]).get(story) if asked.looks is not None else None


def noted(asked: Asked, story: str, when: dt.datetime, counts: Mapping[str, int]) -> None:
    """Notes that this person looks at it now."""
    if asked.looks is not None:
        asked.looks.note(asked.who, story, when, counts)
