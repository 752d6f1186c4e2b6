"""Three days of watching on a clock of its own: no growth, no page missed."""

from __future__ import annotations

import gc
import os
import tracemalloc
from typing import Any

from stemma.fetch import FeedState, Round, watch
from stemma.fetch.answers import stamp
from tests.fetch.fakes import NOON
from tests.fetch.server import Asked, Reply, Server
from tests.fetch.watched import World, entries, feed


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
