"""Watching feeds of a server of this machine, under a clock that only sleeping moves."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.fetch import Arrival, Entry, FeedState, Fetcher, Limits, PageState, Round, SystemClock, poll_round, stop_on_signals, watch
from stemma.fetch.answers import NotModified, seconds_of, stamp
from stemma.fetch.feeds import AT_ONCE, LONGEST, LOOKS, MOST_FAILURES, SHORTEST, polled
from stemma.fetch.named import MOST_ENTRIES, in_future
from stemma.fetch.turns import Turns
from stemma.model.reports import Original
from tests.fetch.fakes import NOON, FakeClock, Written, ok
from tests.fetch.server import Asked, Reply, Server
from tests.fetch.shelves import obeys

ROOT = Path(__file__).parents[2]


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


@pytest.fixture
def world(server: Server) -> World:
    return World(server)


def test_what_is_new_is_fetched_once_oldest_first(world: World) -> None:
    world.publish("c", "b", "a")
    done = world.round()
    assert (done.polled, done.fresh, done.changed, done.troubles, done.stopped) == (1, 3, 0, (), False)
    assert world.names() == ["a", "b", "c"]
    arrival = world.taken[0]
    assert (arrival.data, arrival.way, arrival.known, arrival.feed) == (b"<p>/a", "page", False, world.url("/feed"))
    assert (arrival.title, arrival.published, arrival.media) == ("A title", "2025-06-17T11:00:00Z", "text/html; charset=utf-8")
    assert world.round().polled == 0  # nothing is due
    world.clock.time = seconds_of(world.feed.due or "")
    world.publish("d", "c", "b", "a")
    assert world.round().fresh == 1
    assert world.names() == ["a", "b", "c", "d"]


def test_an_unchanged_feed_is_not_sent_again(world: World) -> None:
    world.publish("a")
    world.round()
    world.clock.time = seconds_of(world.feed.due or "")
    world.round()
    last = [a for a in world.server.asked if a.path == "/feed"][-1]
    assert last.headers["if-none-match"] == world.feed.etag
    assert (world.feed.failures, world.names()) == (0, ["a"])


def test_the_interval_follows_the_feed(world: World) -> None:
    world.publish("a")
    intervals = []
    for n in range(30):
        if n < 6:
            world.publish(f"n{n}", "a")
        world.clock.time = seconds_of(world.feed.due or "") if world.feed.due else world.clock.time
        world.round()
        intervals.append(world.feed.interval)
    assert min(intervals[:6]) == SHORTEST
    assert intervals[-1] == LONGEST
    assert all(SHORTEST <= i <= LONGEST for i in intervals)


def test_ids_are_no_identity_and_one_page_is_one(world: World) -> None:
    link = world.url("/a")
    items = [[link + "#top", "One", None, None], [link, "Two", None, None], [link, "One", None, None]]
    world._conditional("/feed", feed(*items))
    world.server.pages["/a"] = Reply(body=b"<p>a")
    assert world.round().fresh == 1
    for _ in range(3):
        world.clock.time = seconds_of(world.feed.due or "")
        world.shelf.keep_feed(replace(world.feed, etag=None))
        assert world.round().fresh == 0
    assert len(world.taken) == 1
    assert len(world.server.paths()) <= 4 + 3


# Silent edits


def test_every_silent_edit_of_the_first_week_is_found(world: World) -> None:
    names = [f"p{n:03}" for n in range(200)]
    world.publish(*names)
    world.round()
    assert len(world.taken) == 200
    for n, name in enumerate(names):
        world.texts[f"/{name}"] = b"<p>edited " + str(n).encode()
    while (pause := world.round().pause) is not None and world.clock.time < NOON + 10 * 86_400:
        world.clock.time += max(1.0, pause)
    edited = [a for a in world.taken if a.known]
    assert sorted(a.url for a in edited) == [world.url(f"/{name}") for name in names]
    assert all(a.data.startswith(b"<p>edited") for a in edited)


def test_a_page_is_looked_at_again_five_times_and_no_more(world: World) -> None:
    world.publish("a")
    world.round()
    looks = []
    while world.page("a").due is not None:
        world.clock.time = seconds_of(world.page("a").due or "")
        looks.append(world.clock.time - seconds_of(world.page("a").taken or ""))
        world.shelf.keep_feed(replace(world.feed, due=None))
        world.round()
    assert looks == list(LOOKS)
    assert world.server.paths().count("/a") == 1 + len(LOOKS)
    assert world.server.asked[-1].headers["if-none-match"]
    assert len(world.taken) == 1
    assert world.round().pause is None


def test_a_new_word_of_the_feed_has_the_page_looked_at(world: World) -> None:
    world.publish("a")
    world.round()
    world.clock.time = seconds_of(world.feed.due or "")
    world.texts["/a"] = b"<p>corrected"
    world.publish("a", title="Correction: a title")
    done = world.round()
    assert (done.fresh, done.changed) == (0, 1)
    assert (world.taken[-1].known, world.taken[-1].title) == (True, "Correction: a title")
    assert world.feed.interval == 1_350  # an edit is nothing new: 1,800, halved by the first answer, and half as much again


def test_a_feed_that_repeats_another_is_not_its_correction(world: World) -> None:
    world.publish("a")
    other = feed([world.url("/a"), "Another title", None, None])
    world._conditional("/other", other)
    world.shelf.keep_feed(FeedState(url=world.url("/other")))
    world.round()
    for _ in range(2):
        world.clock.time += 50_000
        world.shelf.keep_feed(replace(world.feed, etag=None))
        world.shelf.keep_feed(replace(world.shelf.feed_states[world.url("/other")], etag=None))
        world.round()
    assert len(world.taken) == 1


# Articles in the feed itself


def test_the_page_is_better_than_the_text_in_the_feed(world: World) -> None:
    world.publish("a", inline="<p>Short.</p>")
    world.round()
    assert [(a.way, a.data) for a in world.taken] == [("page", b"<p>/a")]


@pytest.mark.parametrize("status", [401, 403, 404, 503])
def test_the_text_in_the_feed_is_better_than_nothing(world: World, status: int) -> None:
    world.publish("a", inline="<p>Whole text.</p>")
    world.server.pages["/a"] = Reply(status=status)
    done = world.round()
    assert done.fresh == 1
    assert len(done.troubles) == 1
    assert [(a.way, a.data) for a in world.taken] == [("feed", b"<p>Whole text.</p>")]
    world.server.pages["/a"] = Reply(body=b"<p>The page.")
    world.clock.time += 50_000
    world.round()
    world.clock.time += 50_000
    world.round()
    assert len(world.taken) == (2 if status == 503 else 1)  # a refusal is final, trouble passes
    assert world.feed.etag is not None


def test_an_edit_in_the_feed_is_handed_on_too(world: World) -> None:
    world.publish("a", inline="<p>Whole text.</p>")
    world.server.pages["/a"] = Reply(status=403)
    world.round()
    world.clock.time += 50_000
    world.publish("a", inline="<p>Other text.</p>")
    assert world.round().changed == 1
    assert [a.data for a in world.taken] == [b"<p>Whole text.</p>", b"<p>Other text.</p>"]


def test_a_text_is_taken_though_the_watch_was_ended_before_its_page_was_refused(world: World) -> None:
    world.publish("a", inline="<p>Whole text.</p>")
    world.server.pages["/a"] = Reply(status=403)

    def killed(state: FeedState) -> None:
        Memory.keep_feed(world.shelf, state)
        raise KeyboardInterrupt

    world.shelf.keep_feed = killed  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        world.round()
    assert world.feed.etag is None  # so that the text comes again
    del world.shelf.keep_feed  # type: ignore[attr-defined]
    world.round()  # the page is asked for before its feed is due, and refused
    assert world.taken == []
    world.clock.time += 50_000
    assert world.round().fresh == 1
    assert [a.way for a in world.taken] == ["feed"]
    world.clock.time += 50_000
    world.round()
    assert len(world.taken) == 1
    assert world.feed.etag is not None


def test_a_text_in_the_feed_is_handed_on_in_its_own_form(world: World) -> None:
    world.publish("a")
    world.server.pages["/a"] = Reply(status=403)
    own = Original(data=b'{"text": "Whole text."}', media="application/json")
    assert world.fetcher is not None
    for _ in range(2):
        poll_round(
            world.shelf,
            fetcher=world.fetcher,
            entries=lambda data, url: [(world.url("/a"), "A", None, own)],
            take=world.taken.append,
            clock=world.clock,
        )
        world.clock.time += 50_000
    assert [(a.data, a.media, a.way) for a in world.taken] == [(own.data, own.media, "feed")]


def test_an_article_without_a_page_is_taken_once(world: World) -> None:
    world._conditional(
        "/feed", feed(["", "A letter", None, "<p>Dear readers"], ["javascript:alert(1)", "B", None, None], ["mailto:a@b", "C", None, "<p>C"])
    )
    assert world.round().fresh == 2
    world.clock.time += 50_000
    world.shelf.keep_feed(replace(world.feed, etag=None))
    assert world.round().fresh == 0
    assert sorted(a.data for a in world.taken) == [b"<p>C", b"<p>Dear readers"]
    assert world.server.paths() == ["/feed", "/feed"]


# What goes wrong


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


# Stopping, and going on


def test_a_stop_ends_between_two_requests_and_nothing_is_lost(world: World) -> None:
    names = [f"p{n}" for n in range(10)]
    world.publish(*names)
    for stop_at in (NOON, NOON + 0.5, NOON + 2.5, NOON + 6.5):
        world.clock.stop_at = stop_at
        assert world.round().stopped
    assert 0 < len(world.taken) < 10
    world.clock.stop_at = None
    assert not world.round().stopped
    assert sorted(world.names()) == names
    assert [world.server.paths().count(f"/{n}") for n in names] == [1] * 10


def test_after_a_kill_at_any_moment_everything_is_taken(server: Server) -> None:
    for moment in range(1, 14):
        server.pages.clear()
        world = World(server)
        world.publish("c", "b", "a", inline="<p>text")
        server.pages["/b"] = Reply(status=403)
        left = [moment]

        def dying(keep: Any, left: list[int] = left) -> Any:
            def kept(state: Any) -> None:
                left[0] -= 1
                if left[0] == 0:
                    raise KeyboardInterrupt
                keep(state)

            return kept

        world.shelf.keep_page = dying(world.shelf.keep_page)  # type: ignore[method-assign]
        world.shelf.keep_feed = dying(world.shelf.keep_feed)  # type: ignore[method-assign]
        for _ in range(6):
            try:
                world.round()
            except KeyboardInterrupt:
                continue
            world.clock.time += 50_000
        assert {(a.url, a.way) for a in world.taken} == {(world.url("/a"), "page"), (world.url("/b"), "feed"), (world.url("/c"), "page")}
        assert len(world.taken) <= 4  # at most the one under way is handed on twice


def test_watching_goes_on_until_it_is_stopped(world: World) -> None:
    world.publish("a")
    world.clock.stop_at = NOON + 3 * 86_400
    rounds: list[Round] = []
    assert world.fetcher is not None
    watch(world.shelf, fetcher=world.fetcher, entries=entries, take=world.taken.append, clock=world.clock, told=rounds.append)
    assert len(rounds) > 3
    assert min(world.clock.slept) >= 0.5
    assert max(world.clock.slept) <= 300
    assert len(rounds) <= 3 * 86_400 / 300 + 30  # no busy loop
    assert world.names() == ["a"]


def test_watching_nothing_waits(clock: FakeClock) -> None:
    clock.stop_at = NOON + 3_000
    rounds: list[Round] = []
    watch(Memory(), fetcher=Fetcher(clock=clock), entries=entries, take=print, clock=clock, told=rounds.append)
    assert len(rounds) == 10
    assert {r.pause for r in rounds} == {None}


PROGRAM = """
import sys, tests.fetch.test_watch as t
from stemma.fetch import *
with stop_on_signals() as stop:
    shelf = t.Memory()
    shelf.keep_feed(FeedState(url=sys.argv[1]))
    clock = SystemClock(stop)
    print("ready", flush=True)
    fetcher = Fetcher(clock=clock, allow_private=True)
    watch(shelf, fetcher=fetcher, entries=t.entries, take=lambda a: print(a.url, flush=True), clock=clock, told=lambda r: None)
print("ended")
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_end_a_watch_cleanly(world: World, number: signal.Signals) -> None:
    world.publish("a")
    command = [sys.executable, "-c", PROGRAM, world.url("/feed")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            assert process.stdout.readline().endswith("/a\n")
            process.send_signal(number)
            out, err = process.communicate(timeout=30)
        finally:
            process.kill()
    assert (out, err, process.returncode) == ("ended\n", "", 0)


WAITING = """
import os, signal, subprocess
from stemma.fetch import stop_on_signals
for _ in range(60):
    with stop_on_signals() as stop:
        other = subprocess.Popen(["sh", "-c", f"sleep 0.002; kill -TERM {os.getpid()}"])  # from outside, so that it comes at any moment
        while not stop.wait(1e-6):
            pass
        other.wait()
print("ended")
"""


def test_a_signal_that_comes_amid_waiting_ends_it_too() -> None:
    done = subprocess.run([sys.executable, "-c", WAITING], capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("ended\n", "")


def test_signals_are_given_back() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with stop_on_signals() as stop:
        os.kill(os.getpid(), signal.SIGTERM)
        assert stop.wait(2)
        assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before  # a second one ends at once
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


def test_the_system_clock_stops_at_once() -> None:
    stop = threading.Event()
    clock = SystemClock(stop)
    assert not clock.sleep(0.01)
    stop.set()
    began = time.monotonic()
    assert clock.sleep(100)
    assert time.monotonic() - began < 5
    assert stamp(clock.now()) >= "2025"


def test_the_shelf_of_these_tests_is_one() -> None:
    shelf = Memory()
    obeys(shelf, lambda: shelf)


# Turns


def test_a_slow_host_holds_up_no_other() -> None:
    waits = {"http://slow.example/": 10.0}
    turns: Turns[str] = Turns(lambda url: waits.get(url, 0.0))
    for n in range(3):
        turns.add("http://slow.example/", f"slow{n}")
        turns.add("http://a.example/", f"a{n}")
        turns.add("http://b.example/", f"b{n}")
    assert [turns.next() for _ in range(10)] == ["a0", "b0", "a1", "b1", "a2", "b2", "slow0", "slow1", "slow2", None]


@given(st.lists(st.tuples(st.sampled_from(["http://a.example/1", "http://b.example/", "http://[", "x"]), st.integers())))
def test_turns_lose_nothing(jobs: list[tuple[str, int]]) -> None:
    turns: Turns[int] = Turns(lambda url: float(len(url)))
    for url, job in jobs:
        turns.add(url, job)
    done = [turns.next() for _ in jobs]
    assert sorted(map(int, filter(lambda d: d is not None, done))) == sorted(job for _, job in jobs)  # type: ignore[arg-type]
    assert turns.next() is None


@given(st.integers(0, 10**6), st.integers(0, 50), st.booleans())
def test_a_feed_is_due_between_five_minutes_and_twelve_hours(interval: int, fresh: int, whole: bool) -> None:
    answer = NotModified(url="u", final_url="u", fetched=stamp(NOON))
    state = polled(FeedState(url="u", interval=interval, etag='"e"'), answer, NOON, fresh=fresh, whole=whole, note="")
    assert SHORTEST - 1 <= seconds_of(state.due or "") - NOON <= LONGEST
    assert state.etag == ('"e"' if whole else None)
    assert state.due != AT_ONCE


# A long run


def ours() -> int:
    """Bytes that Stemma and what it fetches with hold in memory."""
    folders = ("*/stemma/*", "*/httpcore2/*", "*/h11/*", "*/protego/*")
    held = tracemalloc.take_snapshot().filter_traces([tracemalloc.Filter(True, folder) for folder in folders])
    return sum(trace.size for trace in held.traces)


def test_days_of_watching_leave_nothing_behind(server: Server) -> None:
    """Three days of four feeds, with faults: no growth of memory or open files, no page missed, nobody pressed."""
    world = World(server)
    days, published = 3, []

    def changing(number: int) -> Any:
        def reply(asked: Asked) -> Reply:
            hour = int((world.clock.time - NOON) // 10_800)
            kind = (hour + number) % 8
            if kind == 5:
                return Reply(status=503, headers={"Retry-After": "30"})
            if kind == 6:
                return Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n[")
            names = [f"/{number}-{n}" for n in range(max(0, hour - 4), hour + 1)]
            for name in names:
                if name not in server.pages:
                    published.append(name)
                    server.pages[name] = Reply(status=404) if hour % 11 == 10 else world._page(name)
            full = feed(*([world.url(name), name, stamp(world.clock.time), None] for name in reversed(names)))
            return Reply(status=304) if asked.headers.get("if-none-match") == full.headers["ETag"] else full

        return reply

    world.shelf.feed_states.clear()
    for number in range(4):
        server.pages[f"/feed{number}"] = changing(number)
        world.shelf.keep_feed(FeedState(url=world.url(f"/feed{number}")))
    sizes, files = [], []
    assert world.fetcher is not None

    def told(done: Round) -> None:
        if len(server.asked) > 50 and world.clock.time - NOON > 43_200 * len(sizes):
            del server.asked[:-1], world.clock.slept[:]  # the test's own notes
            gc.collect()
            sizes.append(ours())
            files.append(len(os.listdir("/proc/self/fd")))

    world.clock.stop_at = NOON + days * 86_400
    tracemalloc.start()
    try:
        watch(world.shelf, fetcher=world.fetcher, entries=entries, take=world.taken.append, clock=world.clock, told=told)
    finally:
        tracemalloc.stop()
    wanted = {world.url(name) for name in published if isinstance(server.pages[name], Reply) is False}
    assert len(wanted) > 50
    assert {a.url for a in world.taken} >= wanted - {world.url(name) for name in published[-8:]}
    assert len({a.url for a in world.taken}) == len(world.taken)
    assert len(files) >= 2 * days - 1
    assert max(files) <= min(files) + 2
    assert sizes[-1] - sizes[0] < 3_000 * len(world.taken), sizes  # the states of the pages, which a store would keep on disk
