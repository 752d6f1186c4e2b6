"""Stopping a watch, by word, signal or kill, and going on from there: nothing is lost and nothing taken twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from stemma.fetch import Fetcher, Round, SystemClock, stop_on_signals, watch
from stemma.fetch.answers import stamp
from tests.fetch.fakes import NOON, FakeClock
from tests.fetch.server import Reply, Server
from tests.fetch.shelves import obeys
from tests.fetch.watched import Memory, World, entries

ROOT = Path(__file__).parents[2]


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
import sys, tests.fetch.watched as t
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
