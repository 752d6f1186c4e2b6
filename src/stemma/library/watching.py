"""Watching feeds into a library: where the watch keeps its state, and what becomes of what it brings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import msgspec

from stemma.fetch.feeds import AT_ONCE, Arrival, Entry, FeedState, PageState
from stemma.ingest import Reader
from stemma.library.library import Library
from stemma.library.taking import Taking
from stemma.model import Original, RawReport
from stemma.model.library import Adding

if TYPE_CHECKING:
    from stemma.fetch import Clock, Fetcher
    from stemma.fetch.watch import Round
    from stemma.store import Store


class StoreShelf:
    """The state of a watch in the store: what was kept outlives the process."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def feeds(self) -> Iterable[FeedState]:
        """All feeds, by address."""
        return [msgspec.convert(state, FeedState) for state in self._store.watched("feed")]

    def keep_feed(self, state: FeedState) -> None:
        """Keeps the state of a feed."""
        self._keep("feed", state)

    def page(self, url: str) -> PageState | None:
        """The state of a page, if one is kept."""
        found = self._store.watched("page", url)
        return msgspec.convert(found[0], PageState) if found else None

    def keep_page(self, state: PageState) -> None:
        """Keeps the state of a page."""
        self._keep("page", state)

    def pages_due(self, until: str, most: int) -> Sequence[PageState]:
        """The pages that are due, earliest first."""
        return [msgspec.convert(state, PageState) for state in self._store.watched_due("page", until, most)]

    def _keep(self, kind: Literal["feed", "page"], state: FeedState | PageState) -> None:
        self._store.watch(kind, state.url, state.due, msgspec.to_builtins(state))


def follow(library: Library, feeds: Iterable[str]) -> tuple[str, ...]:
    """Watches these feeds from now on, at once; the addresses that are new."""
    shelf = StoreShelf(library.store)
    known = {feed.url for feed in shelf.feeds()}
    fresh = tuple(url for url in dict.fromkeys(feeds) if url not in known)
    for url in fresh:
        shelf.keep_feed(FeedState(url=url, due=AT_ONCE))
    return fresh


def unfollow(library: Library, feeds: Iterable[str]) -> tuple[str, ...]:
    """Watches these feeds no more; those that were watched. The reports that they brought stay."""
    return tuple(url for url in dict.fromkeys(feeds) if library.store.unwatch("feed", url))


def followed(library: Library) -> list[FeedState]:
    """The feeds that are watched, with how they stand."""
    return list(StoreShelf(library.store).feeds())


def watch(library: Library, *, fetcher: Fetcher, clock: Clock, once: bool, taken: Callable[[Adding], None], told: Callable[[Round], None]) -> None:
    """Polls the feeds (one round, or until the clock's stop) and puts what they bring into the library, article by article."""
    from stemma.fetch.watch import poll_round
    from stemma.fetch.watch import watch as run

    shelf = StoreShelf(library.store)
    with Taking(fetcher=lambda: fetcher) as taking, Reader() as reader:

        def take(arrival: Arrival) -> None:
            found = taking.bytes(arrival.data, name=arrival.final_url, media=arrival.media, url=arrival.final_url, fetched=arrival.fetched)
            taken(library.take(replace(found, reports=tuple(_as_told(r, arrival) for r in found.reports)), via=arrival.feed))

        def entries(data: bytes, url: str) -> Sequence[Entry]:
            found = reader.of_bytes(data, name=url, url=url)
            whole: list[Entry] = [(r.url or "", r.title, r.published, _carried(r)) for r in found.reports]
            named = {r.url for r in found.reports}
            return [*whole, *((p.url, p.title, p.published, None) for p in found.pointers if p.kind == "page" and p.url not in named)]

        if once:
            told(poll_round(shelf, fetcher=fetcher, entries=entries, take=take, clock=clock))
        else:
            run(shelf, fetcher=fetcher, entries=entries, take=take, clock=clock, told=told)


def _carried(report: RawReport) -> Original:
    """An article that only the feed carries, in a form that is read back as it stands."""
    said = {name: getattr(report, name) for name in ("url", "outlet", "title", "published", "byline", "text")}
    return Original(data=msgspec.json.encode({k: v for k, v in said.items() if v}), media="application/json")


def _as_told(report: RawReport, arrival: Arrival) -> RawReport:
    """The report with the feed's word where its own page says nothing."""
    report = replace(report, title=report.title or arrival.title)
    return report if report.published else replace(report, published=arrival.published, published_from="metadata" if arrival.published else None)
