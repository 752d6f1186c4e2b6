"""One story: the sum of the matter, what is new, its claims as a table, where reports differ, who speaks."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from stemma.library import Library
from stemma.store.looks import Look
from stemma.tell.exports.table import Table
from stemma.tell.shown import Link, Shown, Source, Speaker, summary
from stemma.web.opened import OpenStory, opened
from stemma.web.pages.byhand import by_hand
from stemma.web.pages.ledger import ORDERS, Facts, Filters, Fresh, chosen, facts_of, fresh, sheet
from stemma.web.pages.news import News, looked_at, news_of, noted, times_of
from stemma.web.pages.page import Asked, Page, says

#: Claims in one table; rows of the other lists, until all are asked for; what of the address further pages keep.
_PAGE, _FIRST = 60, 20
_KEPT = ("sort", "standing", "certainty", "numbers", "words", "voice", "outlet", "place", "since", "by", "new", "all")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}(?::[0-9]{2}Z?)?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim in the table."""

    claim: Shown
    #: Numbers of the reports that tell it.
    numbers: tuple[int, ...]
    #: First and last day on which a report of the story told it, ISO; None where no report is dated.
    first: str | None
    last: str | None
    #: Told since the chosen time and by no report before.
    new: bool
    #: Told before, and told again since the chosen time.
    again: bool
    #: What a person set: who, what, when.
    by_hand: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One story."""

    id: str = says("Id of the story.")
    title: str = says("Its title.")
    dates: str = says("First and last day of publication, in words.")
    summary: str = says("The sum of the matter in numbers.")
    brief: tuple[Shown, ...] = says("The claims that matter most, each as it was last told: the sum of the matter in a few cited sentences.")
    counted: bool = says("Whether claims have numbers, so that there may be figures to draw.")
    looked: Look | None = says("When you looked at the story before; null where you never did.")
    news: News | None = says("What is new since the chosen time; null where none is chosen.")
    rows: tuple[Row, ...] = says("The claims that match the filters, in the chosen order; those of this page of the table.")
    total: int = says("How many claims match the filters.")
    claims: int = says("How many claims the story has.")
    at: int = says("Number of the first one shown, from 0.")
    step: int = says("How many are shown at once.")
    query: str = says("Order and filters as they stand in the address.")
    sort: str = says("The order of the claims: weight, claim, certainty, figure, reports, origins, standing, first or last.")
    sorts: dict[str, str] = says("The orders there are, in words.")
    filters: Filters = says("Which claims are wanted: by standing, certainty, number, words, voice, outlet, place.")
    standings: tuple[str, ...] = says("The standings that occur.")
    certainties: tuple[str, ...] = says("The ways of putting it that occur.")
    since: str = says("Claims told since this day or time (ISO, UTC) are marked; empty for none.")
    by: str = says("What that time is held against: told (days of publication) or arrived (when reports came into this library).")
    only_new: bool = says("Only claims that are new, or told again, since then.")
    reports: dict[int, str] = says("Number of a source -> id of its report.")
    sources: tuple[Source, ...] = says("The reports.")
    speakers: tuple[Speaker, ...] = says("Who speaks, those who vouch for most claims first.")
    differences: tuple[tuple[Shown, Link], ...] = says("Where the reports differ: a claim and how it stands to another.")
    updates: tuple[tuple[Shown, Link], ...] = says("What changed later: a claim and how it stands to an earlier one.")
    more: int = says("How many rows of these lists are left out until the address asks for all.")
    grounds: tuple[str, ...] = says("Why these reports are one story.")
    by_hand: tuple[str, ...] = says("What a person set of the story as a whole: who, what, when.")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """What the address asks of the ledger."""

    filters: Filters
    sort: str
    since: str
    by: str
    only_new: bool


def _question(asked: Asked) -> _Question:
    get = asked.words
    since = get("since") if _TIME.fullmatch(get("since")) else ""
    filters = Filters(
        standing=get("standing"),
        certainty=get("certainty"),
        numbers=get("numbers") == "1",
        words=get("words"),
        voice=get("voice"),
        outlet=get("outlet"),
        place=get("place"),
    )
    sort = get("sort") if get("sort") in ORDERS else "weight"
    return _Question(
        filters=filters, sort=sort, since=since, by="arrived" if get("by") == "arrived" else "told", only_new=bool(since) and get("new") == "1"
    )


def _answered(library: Library, story: OpenStory, question: _Question) -> list[tuple[Facts, Fresh]]:
    """The claims that are asked for, each with how it stands to the chosen time."""
    times = times_of(library, story, question.by) if question.since else {}
    facts = chosen(story.once(facts_of), question.filters, question.sort)
    found = [(f, fresh(f, question.since, times)) for f in facts]
    return [(f, how) for f, how in found if how] if question.only_new else found


def _context(library: Library, asked: Asked) -> StoryPage:
    story = opened(library, asked.path["story"])
    chapter, question = story.chapter, _question(asked)
    found = _answered(library, story, question)
    at = asked.number("at", 0)
    every = 1_000_000 if asked.query.get("all") == "1" else _FIRST
    lists = (chapter.sources[: every * 3], chapter.speakers[:every], chapter.differences[:every], chapter.updates[:every])
    whole = (chapter.sources, chapter.speakers, chapter.differences, chapter.updates)
    return StoryPage(
        id=story.id,
        title=chapter.title,
        dates=chapter.dates,
        summary=summary(chapter),
        brief=story.once(_brief),
        counted=sum(bool(c.figure) for c in chapter.claims) > 1,
        looked=looked_at(asked, story.id),
        news=news_of(library, story, question.since, question.by) if question.since else None,
        rows=tuple(_row(f, how) for f, how in found[at : at + _PAGE]),
        total=len(found),
        claims=len(chapter.claims),
        at=at,
        step=_PAGE,
        query=urlencode({k: v for k, v in asked.query.items() if k in _KEPT and v}),
        sort=question.sort,
        sorts={name: said for name, (said, _) in ORDERS.items()},
        filters=question.filters,
        standings=tuple(dict.fromkeys(c.standing for c in chapter.claims)),
        certainties=tuple(dict.fromkeys(c.certainty for c in chapter.claims)),
        since=question.since,
        by=question.by,
        only_new=question.only_new,
        reports={n: r.id for n, r in enumerate(story.ledger.reports, 1)},
        sources=lists[0],
        speakers=lists[1],
        differences=lists[2],
        updates=lists[3],
        more=sum(map(len, whole)) - sum(map(len, lists)),
        grounds=tuple(g.sentence for g in story.ledger.stories[0].grounds if not g.rule.startswith("correct.")),
        by_hand=by_hand(story.ledger.stories[0].grounds),
    )


def _brief(story: OpenStory) -> tuple[Shown, ...]:
    from stemma.tell.exports.briefing import weightiest

    return tuple(weightiest(story.chapter.claims, 3))


def _row(one: Facts, how: Fresh) -> Row:
    return Row(claim=one.claim, numbers=one.numbers, first=one.first, last=one.last, new=how == "new", again=how == "again", by_hand=one.by_hand)


def _sheet(library: Library, asked: Asked) -> Table:
    """The claims of the table, all pages of it, in its order."""
    story = opened(library, asked.path["story"])
    return sheet(story.title, _answered(library, story, _question(asked)))


def _looked(page: StoryPage, asked: Asked) -> None:
    counts = {"reports": len(page.reports), "claims": page.claims}
    noted(asked, page.id, dt.datetime.now(dt.UTC), counts)


PAGE = Page(
    name="story",
    route="/story/{story}",
    template="story.html.j2",
    context=_context,
    sheet=_sheet,
    looked=_looked,
    help="What is claimed, how sure, on how many independent origins, where reports differ; what is new since a day, or since you last looked.",
)
