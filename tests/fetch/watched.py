"""A server with one feed and a watch of it, with a shelf in memory and feeds that need no parser."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from stemma.fetch import Arrival, Entry, FeedState, Fetcher, Limits, PageState, Round, poll_round
from tests.fetch.fakes import FakeClock
from tests.fetch.server import Asked, Reply, Server


@dataclass
class Memory:
    """A shelf in memory: what the library keeps in its store."""

    feed_states: dict[str, FeedState] = field(default_factory=dict)
    page_states: dict[str, PageState] = field(default_factory=dict)

    def feeds(self) -> Sequence[FeedState]:
        return list(self.feed_states.values())

    def keep_feed(self, state: FeedState) -> None:
        self.feed_states[state.url] = state

    def page(self, url: str) -> PageState | None:
        return self.page_states.get(url)

    def keep_page(self, state: PageState) -> None:
        self.page_states[state.url] = state

    def pages_due(self, until: str, most: int) -> Sequence[PageState]:
        due = [p for p in self.page_states.values() if p.due is not None and p.due <= until]
        return sorted(due, key=lambda p: (p.due or "", p.url))[:most]


def entries(data: bytes, url: str) -> Sequence[Entry]:
    """Reads the tests' feeds: JSON lines of [url, title, date, text]."""
    found = []
    for line in data.decode().splitlines():
        link, title, date, text = json.loads(line)
        found.append((link, title, date, None if text is None else text.encode()))
    return found


def feed(*items: Any) -> Reply:
    body = "\n".join(json.dumps(item) for item in items).encode() or b"\n"
    return Reply(body=body, headers={"Content-Type": "application/rss+xml", "ETag": f'"{hashlib.md5(body).hexdigest()}"'})


@dataclass
class World:
    """A server with one feed, and a watch of it."""

    server: Server
    clock: FakeClock = field(default_factory=FakeClock)
    shelf: Memory = field(default_factory=Memory)
    taken: list[Arrival] = field(default_factory=list)
    texts: dict[str, bytes] = field(default_factory=dict)
    fetcher: Fetcher | None = None

    def __post_init__(self) -> None:
        self.fetcher = self.fetcher or Fetcher(clock=self.clock, allow_private=True, limits=Limits(seconds=2, tries=1))
        self.shelf.keep_feed(FeedState(url=self.url("/feed")))

    def url(self, path: str) -> str:
        return self.server.url + path

    def publish(self, *names: str, title: str = "A title", inline: str | None = None) -> None:
        """A feed of the named pages, newest first; each page says its name unless `texts` says otherwise."""
        self._conditional("/feed", feed(*([self.url(f"/{name}"), title, "2025-06-17T11:00:00Z", inline] for name in names)))
        for name in names:
            self.server.pages.setdefault(f"/{name}", self._page(f"/{name}"))

    def _page(self, path: str) -> Any:
        def page(asked: Asked) -> Reply:
            body = self.texts.get(path, b"<p>" + path.encode())
            etag = f'"{hashlib.md5(body).hexdigest()}"'
            return Reply(status=304) if asked.headers.get("if-none-match") == etag else Reply(body=body, headers={"ETag": etag})

        return page

    def _conditional(self, path: str, reply: Reply) -> None:
        same = Reply(status=304, headers={"ETag": reply.headers["ETag"]})
        self.server.pages[path] = lambda asked: same if asked.headers.get("if-none-match") == reply.headers["ETag"] else reply

    def round(self) -> Round:
        assert self.fetcher is not None
        return poll_round(self.shelf, fetcher=self.fetcher, entries=entries, take=self.taken.append, clock=self.clock)

    @property
    def feed(self) -> FeedState:
        return self.shelf.feed_states[self.url("/feed")]

    def page(self, name: str) -> PageState:
        return self.shelf.page_states[self.url(f"/{name}")]

    def page_notes(self) -> dict[str, bool]:
        """Whether a page was given up with a note, by its URL."""
        return {p.url: bool(p.note) and p.due is None for p in self.shelf.page_states.values()}

    def names(self) -> list[str]:
        return [a.url.rpartition("/")[2] for a in self.taken]
