"""What goes wrong in a watch: feeds and pages that fail, vanish, move or lie are told, asked less and less, and spoil no other."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from stemma.fetch import FeedState, Fetcher, Limits, poll_round
from stemma.fetch.answers import seconds_of
from stemma.fetch.feeds import AT_ONCE, LONGEST, MOST_FAILURES
from stemma.fetch.named import MOST_ENTRIES, in_future
from tests.fetch.fakes import NOON, FakeClock, Written, ok
from tests.fetch.server import Asked, Reply
from tests.fetch.watched import Memory, World, entries, feed


def test_a_feed_in_trouble_is_asked_less_and_less_and_said_once(world: World) -> None:
    world.server.pages["/feed"] = Reply(status=500)
    waits, said = [], 0
    for _ in range(12):
        before = world.clock.time
        said += len(world.round().troubles)
        waits.append(seconds_of(world.feed.due or "") - before)
        world.clock.time = seconds_of(world.feed.due or "")
    assert said == 1
    assert world.feed.failures == 12
    assert "500" in world.feed.note
    assert waits[1] > waits[0]
    assert waits[-1] == pytest.approx(LONGEST, abs=5)
    world.publish("a")
    world.round()
    assert (world.feed.failures, world.feed.note, world.names()) == (0, "", ["a"])


def test_a_feed_that_was_taken_down_is_asked_no_more(world: World) -> None:
    world.server.pages["/feed"] = Reply(status=410)
    done = world.round()
    assert [t.code for t in done.troubles] == ["gone"]
    assert (world.feed.due, done.pause) == (None, None)


def test_a_feed_that_wants_to_be_left_alone_is(world: World) -> None:
    world.server.pages["/feed"] = Reply(status=429, headers={"Retry-After": "7200"})
    world.round()
    assert seconds_of(world.feed.due or "") - world.clock.time >= 7_199


def test_what_rests_is_put_off_and_no_failure(world: World) -> None:
    world.publish("a", inline="<p>Whole text.</p>")
    world.server.pages["/robots.txt"] = Reply(body=b"User-agent: *\nCrawl-delay: 900", headers={"Content-Type": "text/plain"})
    done = world.round()  # robots.txt, then the feed; its page has to wait
    assert (done.polled, done.fresh, done.troubles) == (1, 0, ())
    assert (world.page("a").failures, world.page("a").note) == (0, "")
    assert seconds_of(world.page("a").due or "") - world.clock.time == pytest.approx(900, abs=2)
    world.shelf.keep_feed(replace(world.feed, due=AT_ONCE, etag=None))
    done = world.round()
    assert (done.polled, done.troubles, world.feed.failures) == (0, (), 0)
    assert seconds_of(world.feed.due or "") - world.clock.time == pytest.approx(900, abs=2)
    for _ in range(3):
        world.clock.time += 1_000
        world.round()
    assert [a.way for a in world.taken] == ["page"]  # the text of the feed is for when the page cannot be had at all


def test_an_entry_whose_link_is_no_address_is_told(world: World) -> None:
    world._conditional("/feed", feed(["http://[", "A", None, None], ["http://a b/", "B", None, None], ["http://x/" + "a" * 5_000, "C", None, None]))
    done = world.round()
    assert sorted((t.code, t.path) for t in done.troubles) == [("bad-address", "http://["), ("bad-address", "http://a b/")]
    assert world.page_notes() == {"http://[": True, "http://a b/": True}


def test_a_feed_that_names_nothing_is_told(world: World) -> None:
    world._conditional("/feed", feed(["", "A", None, None]))
    assert world.round().troubles == ()
    world.server.pages["/feed"] = Reply(body=b"<html>")
    world.shelf.keep_feed(replace(world.feed, due=AT_ONCE))
    done = poll_round(world.shelf, fetcher=world.fetcher, entries=lambda data, url: [], take=print, clock=world.clock)  # type: ignore[arg-type]
    assert [t.code for t in done.troubles] == ["odd-feed"]
    assert "no feed" in world.feed.note


def test_a_page_in_trouble_is_tried_six_times(world: World) -> None:
    world.publish("a")
    world.server.pages["/a"] = Reply(status=503)
    said = 0
    for _ in range(40):
        said += len(world.round().troubles)
        world.clock.time += 20_000
    assert world.server.paths().count("/a") == MOST_FAILURES
    assert world.page("a").due is None
    assert said == 1


def test_what_will_never_be_had_is_asked_for_once(world: World) -> None:
    world.publish("a", "b", "c")
    world.server.pages |= {"/a": Reply(status=404), "/b": Reply(status=403), "/c": Reply(body=b"x", headers={"Content-Type": "image/png"})}
    assert sorted(t.code for t in world.round().troubles) == ["forbidden", "no-such-page", "not-text"]
    for _ in range(5):
        world.clock.time += 50_000
        world.round()
    assert [world.server.paths().count(f"/{n}") for n in "abc"] == [1, 1, 1]


def test_one_bad_feed_spoils_no_other(world: World) -> None:
    world.publish("a")
    for n, reply in enumerate([Reply(status=500), Reply(raw=b""), Reply(body=b"\n "), Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nx")]):
        world.server.pages[f"/bad{n}"] = reply
        world.shelf.keep_feed(FeedState(url=world.url(f"/bad{n}")))
    world.shelf.keep_feed(FeedState(url="file:///etc/passwd"))
    world.fetcher = Fetcher(clock=world.clock, allow_private=True, limits=Limits(seconds=2, tries=1, patience=10_000))
    done = world.round()
    assert world.names() == ["a"]
    assert len(done.troubles) == 5


def test_too_many_entries_are_told_and_cut(world: World) -> None:
    whole = feed(*([f"https://n{n}.example/a", None, None, None] for n in range(MOST_ENTRIES + 9)))

    def reply(asked: Asked) -> Reply:
        world.clock.stopped = True  # so that none of the pages is asked for
        return whole

    world.server.pages["/feed"] = reply
    done = world.round()
    assert [t.code for t in done.troubles] == ["odd-feed"]
    assert str(MOST_ENTRIES) in done.troubles[0].message
    assert len(world.shelf.page_states) == MOST_ENTRIES


def test_a_feed_that_moved_is_told_once(world: World) -> None:
    world.publish("a")
    world.server.pages["/new"] = world.server.pages["/feed"]
    world.server.pages["/feed"] = Reply(status=301, headers={"Location": "/new"})
    assert ["moved for good" in t.message for t in world.round().troubles] == [True]
    world.clock.time += 50_000
    assert world.round().troubles == ()


def test_dates_in_the_future_are_told(world: World) -> None:
    world._conditional("/feed", feed([world.url("/a"), "A", "2031-01-01T00:00:00Z", None], [world.url("/b"), "B", "2025-06-18T11:00:00Z", None]))
    world.server.pages |= {"/a": Reply(body=b"<p>a"), "/b": Reply(body=b"<p>b")}
    done = world.round()
    assert [(t.code, t.path) for t in done.troubles] == [("future-date", world.url("/a"))]
    assert done.fresh == 2
    assert [in_future(d, NOON) for d in (None, "", "soon", "2031-01-01", "2025-06-17", "2031-01-01T00:00:00+02:00")] == [
        False,
        False,
        False,
        True,
        False,
        True,
    ]


def test_a_public_feed_does_not_lead_into_a_private_net(clock: FakeClock) -> None:
    body = b"\n".join(json.dumps([u, "A", None, None]).encode() for u in ("http://192.168.0.1/a", "http://own.example/b", "http://news.example/c"))

    def answers(address: str, path: str) -> bytes:
        return ok(status="404 Not Found") if path == "/robots.txt" else ok(body) if path == "/feed" else ok()

    written = Written(names={"news.example": ["93.184.215.14"], "own.example": ["10.0.0.5"]}, answers=answers)
    shelf, taken = Memory(), []
    shelf.keep_feed(FeedState(url="http://news.example/feed"))
    fetcher = Fetcher(clock=clock, network=written.network, allow_private=True, limits=Limits(tries=1))
    done = poll_round(shelf, fetcher=fetcher, entries=entries, take=taken.append, clock=clock)
    assert [a.url for a in taken] == ["http://news.example/c"]
    assert [t.code for t in done.troubles] == ["blocked-address"] * 2
    assert {address for address, _ in written.connected} == {"93.184.215.14"}
