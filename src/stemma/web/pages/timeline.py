"""What is said to have happened when, by the time of the event."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.library import Library
from stemma.tell.exports.table import Table, columns
from stemma.web.pages.about import About, about_of, view_page
from stemma.web.pages.page import Asked, says


@dataclass(frozen=True, slots=True, kw_only=True)
class EventShown:
    """One event."""

    when: str
    statement: str
    backing: str
    ahead: bool
    #: Other times that reports give for it.
    others: tuple[str, ...]
    claims: tuple[str, ...]
    #: Id and statement of these claims.
    told: tuple[tuple[str, str], ...]
    #: Told after the last report was published.
    after: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage:
    """What is said to have happened when."""

    about: About = says("The story.")
    summary: str = says("How many reports, events and claims without a date.")
    events: tuple[EventShown, ...] = says("Events by their own time, not by publication.")
    undated: tuple[tuple[str, str], ...] = says("Id and statement of claims without a calendar time.")


def _timeline(library: Library, asked: Asked) -> TimelinePage:
    from stemma.follow.timeline import timelines
    from stemma.tell.timeline.words import about as summary
    from stemma.tell.timeline.words import backing, when

    story, about = about_of(library, asked)
    ledger, cite = story.ledger, story.cite
    line = next((one for one in timelines(ledger) if one.story == about.id), None)
    if line is None:
        return TimelinePage(about=about, summary="Nothing is dated.", events=(), undated=())
    last = line.published_last or "9999"
    events = tuple(
        EventShown(
            when=when(e.moment),
            statement=e.statement,
            backing=backing(e, cite),
            ahead=e.ahead,
            others=tuple(when(m) for m in e.others),
            claims=e.claims,
            told=story.told(e.claims),
            after=e.moment.first > last,
        )
        for e in line.events
    )
    return TimelinePage(about=about, summary=summary(line, ledger), events=events, undated=tuple((u.claim, u.statement) for u in line.undated))


def _sheet(library: Library, asked: Asked) -> Table:
    page = _timeline(library, asked)
    dated = [(e.when, e.statement, e.backing, "; ".join(e.others), "yes" if e.ahead else None, "; ".join(e.claims)) for e in page.events]
    rest = [(None, statement, None, None, None, claim) for claim, statement in page.undated]
    return Table(name="timeline", about=f"What is said to have happened when in {page.about.title}.", columns=_COLUMNS, rows=(*dated, *rest))


_COLUMNS = columns(
    ("when", "By the time of the event; empty where no calendar time is told", 22),
    ("what", "The event", 60),
    ("on whose word", "Origins and reports by number", 40),
    ("other times", "What other reports give for it", 22),
    ("ahead when told", "yes: a plan or a forecast", 10),
    ("claim ids", "The claims behind it", 24),
)


PAGE = view_page("timeline", _timeline, sheet=_sheet, said="What is said to have happened when, by the time of the event.")
