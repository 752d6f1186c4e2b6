"""What a watch remembers of its feeds and pages, and when each is due again: plain values and arithmetic on them.

Dates are ISO 8601 in UTC, so that they sort as text. A feed that brings something new is asked twice as soon next time, one that brings
nothing half as late again, between five minutes and twelve hours. A page is looked at again one and six hours, one, three and seven days after it
was taken, because articles are changed in silence; also when its feed says something else of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from stemma.fetch.answers import Fetched, NotModified, seconds_of, stamp
from stemma.fetch.errors import FetchError
from stemma.fetch.manners import share
from stemma.model.reports import Original

SHORTEST, FIRST, LONGEST = 300, 1_800, 43_200
#: Seconds after the first taking at which a page is looked at again.
LOOKS = (3_600, 6 * 3_600, 86_400, 3 * 86_400, 7 * 86_400)
#: Times that a page is asked for in vain before it is given up.
MOST_FAILURES = 6
#: "At once", as a due date: it sorts before every date.
AT_ONCE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed that is watched. A new one needs its URL only."""

    url: str
    #: As the server sent them with the last answer that was dealt with whole.
    etag: str | None = None
    modified: str | None = None
    #: When it last answered, and when it is due again: `AT_ONCE`, a date, or None for never.
    polled: str | None = None
    due: str | None = AT_ONCE
    #: Seconds between two polls, as they have come to be.
    interval: int = FIRST
    #: Polls in vain, in a row.
    failures: int = 0
    #: What is to be known about it, for people; empty when all is well.
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """A page that a feed named. Its URL is what tells it apart: ids that feeds give are re-used."""

    url: str
    #: The feed that named it first, and what that says of it.
    feed: str
    title: str | None = None
    published: str | None = None
    #: Digest of the feed's word (title, date, text), to see when it changes.
    told: str = ""
    #: Whether the feed came from the open internet; then the page may not lie in a private net.
    outside: bool = True
    etag: str | None = None
    modified: str | None = None
    #: SHA-256 of the bytes last taken, where they came from, and when the first were.
    digest: str | None = None
    way: Literal["page", "feed"] | None = None
    taken: str | None = None
    #: When it last answered, how often it was looked at again, and when it is due: as with feeds.
    checked: str | None = None
    looks: int = 0
    due: str | None = AT_ONCE
    failures: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """An article as it is handed on: new, or other bytes under a known URL."""

    url: str
    final_url: str
    feed: str
    #: The feed's word.
    title: str | None
    published: str | None
    data: bytes = field(repr=False)
    media: str
    #: ISO 8601, UTC.
    fetched: str
    #: Its own page, or the feed's text where the page cannot be had.
    way: Literal["page", "feed"]
    #: Whether other bytes were taken from this URL before.
    known: bool


class Shelf(Protocol):
    """Where a watch keeps its state between runs. What `keep_...` was given must outlive the process once it has returned.

    Of one URL there is one state: keeping replaces. A watch hands an article on before it keeps the page's state, so after a
    kill an article may be handed on a second time, and none is missed.
    """

    def feeds(self) -> Iterable[FeedState]:
        """All feeds, in a steady order."""
        ...

    def keep_feed(self, state: FeedState) -> None:
        """Keeps the state of a feed."""
        ...

    def page(self, url: str) -> PageState | None:
        """The state of a page, if one is kept."""
        ...

    def keep_page(self, state: PageState) -> None:
        """Keeps the state of a page."""
        ...

    def pages_due(self, until: str, most: int) -> Sequence[PageState]:
        """The pages with a due date no later than `until` (compared as text; None is never due), earliest first, by URL where equal."""
        ...


#: One entry of a feed: URL (empty when it has none), title, date (ISO 8601), and the article itself where the feed carries it whole, in a form that
#: can be read by itself; bare bytes are HTML in UTF-8.
Entry = tuple[str, str | None, str | None, Original | bytes | None]
#: Reads a feed's bytes, given its URL for relative links; never raises for what a feed holds.
Entries = Callable[[bytes, str], Sequence[Entry]]


def polled(state: FeedState, answer: Fetched | NotModified, now: float, *, fresh: int, whole: bool, note: str) -> FeedState:
    """The feed after an answer with `fresh` new entries; unless `whole` it is asked for in full next time."""
    interval = min(LONGEST, max(SHORTEST, state.interval // 2 if fresh else state.interval * 3 // 2))
    keeping = state if isinstance(answer, NotModified) else None
    return replace(
        state,
        etag=(answer.etag or (keeping.etag if keeping else None)) if whole else None,
        modified=(answer.modified or (keeping.modified if keeping else None)) if whole else None,
        polled=stamp(now),
        due=stamp(now + _spread(state.url, interval)),
        interval=interval,
        failures=0,
        note=note,
    )


def unanswered(state: FeedState, error: FetchError, now: float) -> FeedState:
    """The feed after a poll in vain."""
    if error.code == "resting":
        return replace(state, due=stamp(now + (error.retry_after or SHORTEST)))
    note = error.trouble(state.url).message
    if error.code == "gone":
        return replace(state, due=None, failures=state.failures + 1, note=note)
    rest = min(LONGEST, max(state.interval, SHORTEST) * 2 ** min(state.failures, 10))
    rest = max(_spread(state.url, rest), error.retry_after or 0)
    return replace(state, due=stamp(now + rest), failures=state.failures + 1, note=note)


def looked_at(state: PageState, answer: Fetched | NotModified, now: float, *, digest: str | None) -> PageState:
    """The page after an answer; `digest` is that of the bytes taken from it, or None when it is as it was."""
    taken = state.taken or stamp(now)
    looks = state.looks + (state.checked is not None)
    due = None if looks >= len(LOOKS) else stamp(max(now + LOOKS[0], seconds_of(taken) + LOOKS[looks]))
    same = isinstance(answer, NotModified)
    return replace(
        state,
        etag=answer.etag or (state.etag if same else None),
        modified=answer.modified or (state.modified if same else None),
        digest=digest or state.digest,
        way="page" if digest else state.way,
        taken=taken,
        checked=stamp(now),
        looks=looks,
        due=due,
        failures=0,
        note="",
    )


def missed(state: PageState, error: FetchError, now: float) -> PageState:
    """The page after a try in vain: again later when that may help, else never (until its feed says something else of it)."""
    if error.code == "resting":
        return replace(state, due=stamp(now + (error.retry_after or SHORTEST)))
    note = error.trouble(state.url).message
    failures = state.failures + 1
    if not error.passing or failures >= MOST_FAILURES:
        return replace(state, due=None, failures=failures, note=note)
    rest = max(_spread(state.url, 600 * 3**state.failures), error.retry_after or 0)
    return replace(state, due=stamp(now + rest), failures=failures, note=note)


def _spread(url: str, seconds: float) -> float:
    """Up to a twentieth more, by the URL, so that feeds added together drift apart; twelve hours at most."""
    return min(LONGEST, seconds * (1 + share(url) / 20))
