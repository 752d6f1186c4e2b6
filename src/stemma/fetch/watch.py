"""Watching feeds: each is asked when it is due, new entries are fetched and handed on, known pages are looked at again.

One thing is done at a time and its result is kept before the next begins, so that a watch may be stopped, or killed, between any two
requests and goes on from there. Nothing is held in memory but the round that is under way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from stemma.fetch.answers import Clock, Fetched, seconds_of, stamp
from stemma.fetch.errors import FetchError
from stemma.fetch.feeds import AT_ONCE, Arrival, Entries, FeedState, PageState, Shelf, looked_at, missed, polled, unanswered
from stemma.fetch.fetcher import Fetcher
from stemma.fetch.named import MOST_ENTRIES, Named, digest_of, in_future, named, odd
from stemma.fetch.turns import Turns
from stemma.model import Trouble
from stemma.model.reports import Original

LARGEST_FEED = 10_000_000
#: Pages fetched in one round; the others are due in the next.
MOST_PAGES = 500
#: Bytes of articles out of feeds that one round holds in memory.
MOST_CARRIED = 64_000_000
#: Seconds after which the list of feeds is looked at again, for one that another process has added.
LONGEST_SLEEP = 300.0

Take = Callable[[Arrival], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round of polling brought."""

    #: Feeds that answered.
    polled: int
    #: Articles handed on: new ones, and known ones with other bytes.
    fresh: int
    changed: int
    troubles: tuple[Trouble, ...]
    #: Whether it was ended before everything due was done.
    stopped: bool
    #: Seconds until something is due again; None when nothing ever is.
    pause: float | None


def watch(shelf: Shelf, *, fetcher: Fetcher, entries: Entries, take: Take, clock: Clock, told: Callable[[Round], None]) -> None:
    """Polls until the clock's stop; `told` hears of every round. What `take`, `entries` or the shelf raise ends the watch."""
    while True:
        done = poll_round(shelf, fetcher=fetcher, entries=entries, take=take, clock=clock)
        told(done)
        pause = LONGEST_SLEEP if done.pause is None else min(done.pause, LONGEST_SLEEP)
        if done.stopped or clock.sleep(max(1.0, pause)):
            return


def poll_round(shelf: Shelf, *, fetcher: Fetcher, entries: Entries, take: Take, clock: Clock) -> Round:
    """Asks every feed that is due, and fetches the pages that are new in them or due to be looked at again."""
    work = _Work(shelf=shelf, fetcher=fetcher, entries=entries, take=take, clock=clock)
    now = stamp(clock.now())
    for feed in shelf.feeds():
        if feed.due is not None and feed.due <= now:
            work.turns.add(feed.url, feed)
    for page in shelf.pages_due(now, MOST_PAGES):
        work.enqueue(page)
    while not work.stopped:
        if clock.sleep(0):
            work.stopped = True
        elif (job := work.turns.next()) is None:
            break
        elif isinstance(job, FeedState):
            work.ask_feed(job)
        else:
            work.ask_page(job)
    return Round(
        polled=work.polled,
        fresh=work.fresh,
        changed=work.changed,
        troubles=tuple(work.troubles),
        stopped=work.stopped,
        pause=_pause(shelf, clock.now()),
    )


def _pause(shelf: Shelf, now: float) -> float | None:
    """Seconds until the first feed or page is due."""
    dues = [feed.due for feed in shelf.feeds() if feed.due is not None]
    dues += [page.due for page in shelf.pages_due("9999", 1) if page.due is not None]
    if not dues:
        return None
    first = min(dues)
    return 0.0 if first == AT_ONCE else max(0.0, seconds_of(first) - now)


@dataclass(slots=True, kw_only=True)
class _Work:
    """One round under way."""

    shelf: Shelf
    fetcher: Fetcher
    entries: Entries
    take: Take
    clock: Clock
    turns: Turns[FeedState | PageState] = field(init=False)
    #: Texts that feeds of this round carry, by the URL of their page.
    inline: dict[str, Original] = field(default_factory=dict)
    queued: set[str] = field(default_factory=set)
    carried: int = 0
    polled: int = 0
    fresh: int = 0
    changed: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    stopped: bool = False

    def __post_init__(self) -> None:
        self.turns = Turns(self.fetcher.wait)

    def enqueue(self, page: PageState) -> None:
        """Has a page fetched in this round, once, unless the round has its fill."""
        if page.url not in self.queued and len(self.queued) < MOST_PAGES:
            self.queued.add(page.url)
            self.turns.add(page.url, page)

    # Feeds

    def ask_feed(self, feed: FeedState) -> None:
        """Polls one feed and notes the pages that are to be fetched."""
        try:
            answer = self.fetcher.fetch(feed.url, etag=feed.etag, modified=feed.modified, largest=LARGEST_FEED)
        except FetchError as error:
            self._unanswered(feed, error)
            return
        self.polled += 1
        note, fresh, whole = "" if feed.failures else feed.note, 0, True
        if isinstance(answer, Fetched):
            note, fresh, whole = self._read(feed, answer)
        now = self.clock.now()
        if note and note != feed.note:
            self.troubles.append(
                Trouble(code="odd-feed", message=note, hint="Look at the feed in a browser; if it has moved, give its new address.", path=feed.url)
            )
        self.shelf.keep_feed(polled(feed, answer, now, fresh=fresh, whole=whole, note=note))

    def _unanswered(self, feed: FeedState, error: FetchError) -> None:
        if error.code == "stopped":
            self.stopped = True
            return
        after = unanswered(feed, error, self.clock.now())
        if after.note != feed.note:  # said once, not at every poll
            self.troubles.append(error.trouble(feed.url))
        self.shelf.keep_feed(after)

    def _read(self, feed: FeedState, answer: Fetched) -> tuple[str, int, bool]:
        """Notes the pages that an answer names: a word about the feed, how many are new, and whether it need not be asked for in full again."""
        found = self.entries(answer.data, answer.final_url)
        pages, loose = named(found[:MOST_ENTRIES])
        fresh, whole = 0, True
        for url, page in reversed(pages.items()):  # feeds begin with the newest
            known = self.shelf.page(url)
            if known is None:
                fresh += 1
                if in_future(page.published, self.clock.now()):
                    message = f"{url} is dated {page.published} by its feed, which lies in the future."
                    self.troubles.append(Trouble(code="future-date", message=message, hint="Do not build on this date.", path=url))
                known = PageState(url=url, feed=feed.url, outside=answer.public)
            elif known.feed != feed.url or known.told == page.told:
                whole = self._again(known, page) and whole
                continue
            state = replace(known, title=page.title, published=page.published, told=page.told, due=AT_ONCE, failures=0)
            self.shelf.keep_page(state)
            self._carry(state, page)
            self.enqueue(state)
            whole = whole and page.inline is None
        fresh += sum(self._loose(feed, text, title, published) for text, title, published in loose)
        return odd(feed, answer, len(found)), fresh, whole

    def _again(self, state: PageState, page: Named) -> bool:
        """A page that is known and that the feed says nothing new of; whether the feed need not bring its text once more."""
        if page.inline is None or state.taken is not None:
            return True
        if state.due is not None:
            self._carry(state, page)
            return False
        self._instead(state, state, page.inline)  # it was given up before this text came to hand
        return True

    def _carry(self, state: PageState, page: Named) -> None:
        """Keeps the feed's text at hand, for when the page cannot be had; what is too much comes again with the next poll."""
        if page.inline is not None and state.way != "page" and self.carried + len(page.inline.data) <= MOST_CARRIED:
            self.carried += len(page.inline.data)
            self.inline[state.url] = page.inline

    def _loose(self, feed: FeedState, text: Original, title: str | None, published: str | None) -> bool:
        """Hands on an article that has no page; whether it is new."""
        digest = text.sha256
        url = f"{feed.url}#{digest[:16]}"
        if self.shelf.page(url) is not None:
            return False
        state = PageState(url=url, feed=feed.url, title=title, published=published, checked=stamp(self.clock.now()), due=None)
        self._instead(state, state, text)
        return True

    # Pages

    def ask_page(self, page: PageState) -> None:
        """Fetches one page, and hands it on when its bytes are new."""
        page = self.shelf.page(page.url) or page  # its feed may have spoken since it was queued
        try:
            answer = self.fetcher.fetch(page.url, etag=page.etag, modified=page.modified, outside=page.outside)
        except FetchError as error:
            self._missed(page, error)
            return
        self.inline.pop(page.url, None)
        digest = None
        if isinstance(answer, Fetched) and digest_of(answer.data) != page.digest:
            digest = digest_of(answer.data)
            self._hand_on(page, Original(data=answer.data, media=answer.media), answer)
        self.shelf.keep_page(looked_at(page, answer, self.clock.now(), digest=digest))

    def _missed(self, page: PageState, error: FetchError) -> None:
        if error.code == "stopped":
            self.stopped = True
            return
        after = missed(page, error, self.clock.now())
        if after.note != page.note:
            self.troubles.append(error.trouble(page.url))
        text = self.inline.get(page.url)
        if text is None or page.way == "page" or error.code == "resting" or text.sha256 == page.digest:
            self.shelf.keep_page(after)
        else:
            self._instead(page, after, text)

    def _instead(self, page: PageState, after: PageState, text: Original) -> None:
        """Hands on the feed's own text in place of a page that cannot be had."""
        self._hand_on(page, text)
        self.shelf.keep_page(replace(after, digest=text.sha256, way="feed", taken=page.taken or stamp(self.clock.now())))

    def _hand_on(self, page: PageState, body: Original, answer: Fetched | None = None) -> None:
        arrival = Arrival(
            url=page.url,
            final_url=page.url if answer is None else answer.final_url,
            feed=page.feed,
            title=page.title,
            published=page.published,
            data=body.data,
            media=body.media,
            fetched=stamp(self.clock.now()) if answer is None else answer.fetched,
            way="feed" if answer is None else "page",
            known=page.digest is not None,
        )
        self.take(arrival)
        if arrival.known:
            self.changed += 1
        else:
            self.fresh += 1
