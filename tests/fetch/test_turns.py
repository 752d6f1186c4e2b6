"""Turns: hosts are served one after the other, and feeds are due between five minutes and twelve hours."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from stemma.fetch import FeedState
from stemma.fetch.answers import NotModified, seconds_of, stamp
from stemma.fetch.feeds import AT_ONCE, LONGEST, SHORTEST, polled
from stemma.fetch.turns import Turns
from tests.fetch.fakes import NOON


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
