"""Articles that stand in the feed itself: the page is better, the text of the feed is better than nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stemma.fetch import FeedState, poll_round
from stemma.model.reports import Original
from tests.fetch.server import Reply
from tests.fetch.watched import Memory, World, feed


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
