"""The contract of a `Shelf`, for whatever keeps the state of a watch: call `obeys` with an empty one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from stemma.fetch import FeedState, PageState, Shelf
from stemma.fetch.feeds import AT_ONCE

FEED = FeedState(
    url="https://a.example/feed", etag='W/"1"', modified="Tue, 17 Jun 2025 09:00:00 GMT", polled="2025-06-17T12:00:00Z", due="2025-06-17T12:30:00Z",
    interval=900, failures=2, note="Ärger \u202e",
)  # fmt: skip
PAGE = PageState(
    url="https://a.example/a", feed=FEED.url, title="Zwölf", published="2025-06-17", told="t", outside=False, etag='"2"', modified="m", digest="d",
    way="feed", taken="2025-06-17T12:00:01Z", checked="2025-06-17T13:00:01Z", looks=3, due="2025-06-18T12:00:01Z", failures=1, note="n",
)  # fmt: skip


def obeys(shelf: Shelf, again: Callable[[], Shelf]) -> None:
    """Asserts the contract; `again` opens the same shelf anew, as the next run does."""
    assert (list(shelf.feeds()), shelf.page(PAGE.url), list(shelf.pages_due("9999", 10))) == ([], None, [])
    shelf.keep_feed(FeedState(url=FEED.url))
    shelf.keep_feed(FeedState(url="https://b.example/feed", due=None))
    shelf.keep_feed(FEED)
    shelf.keep_page(PageState(url=PAGE.url, feed=FEED.url))
    assert [p.url for p in shelf.pages_due("", 10)] == [PAGE.url]  # at once
    shelf.keep_page(PAGE)
    for kept in (shelf, again()):
        assert sorted(kept.feeds(), key=lambda f: f.url) == [FEED, FeedState(url="https://b.example/feed", due=None)]
        assert kept.page(PAGE.url) == PAGE
        assert kept.page(PAGE.url + "#") is None
        assert list(kept.feeds()) == list(kept.feeds())
        assert kept.pages_due("2025-06-18T12:00:00Z", 10) == []
        assert [p.url for p in kept.pages_due("2025-06-18T12:00:01Z", 10)] == [PAGE.url]
    dues = {"/b": "2025-06-18T12:00:01Z", "/c": AT_ONCE, "/d": None, "/e": "2025-06-17T00:00:00Z", "/f": "2025-06-17T00:00:00Z"}
    for path, due in dues.items():
        shelf.keep_page(replace(PAGE, url="https://a.example" + path, due=due))
    paths = [p.url.removeprefix("https://a.example") for p in shelf.pages_due("9999", 10)]
    assert paths == ["/c", "/e", "/f", "/a", "/b"]
    assert [p.url for p in shelf.pages_due("9999", 2)] == ["https://a.example/c", "https://a.example/e"]
    shelf.keep_page(replace(PAGE, due=None))
    assert len(shelf.pages_due("9999", 10)) == 4
