"""Watching: what is new is fetched once, in turn; what is known is looked at again, and every silent edit of the first week is found."""

from __future__ import annotations

from dataclasses import replace

from stemma.fetch import FeedState
from stemma.fetch.answers import seconds_of
from stemma.fetch.feeds import LONGEST, LOOKS, SHORTEST
from tests.fetch.fakes import NOON
from tests.fetch.server import Reply
from tests.fetch.watched import World, feed


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
