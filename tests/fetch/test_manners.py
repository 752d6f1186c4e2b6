"""Politeness: robots.txt, pauses, one request at a time, and rest for hosts in trouble."""

from __future__ import annotations

import threading
import time
import tracemalloc
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.fetch import Fetched, Fetcher, Limits, SystemClock
from stemma.fetch.errors import FetchError
from stemma.fetch.guard import checked
from stemma.fetch.manners import LONGEST_BACK_OFF, MOST_SITES, Manners, share, spoken
from stemma.fetch.robots import LARGEST, MOST_KEPT, Robots
from stemma.model import Trouble
from tests.fetch.fakes import FakeClock
from tests.fetch.server import Reply, Server

PAGE = Reply(body=b"<p>A page.</p>")


def robots(*lines: str, status: int = 200) -> Reply:
    return Reply(status=status, body="\n".join(lines).encode(), headers={"Content-Type": "text/plain"})


def code(answer: object) -> str:
    return answer.code if isinstance(answer, Trouble) else "fetched" if isinstance(answer, Fetched) else "not-modified"


# robots.txt

REFUSING = {
    "all": ["User-agent: *", "Disallow: /"],
    "us": ["User-agent: Stemma", "Disallow: /"],
    "us, by the whole name": ["User-agent: stemma", "Disallow: /", "", "User-agent: *", "Disallow:"],
    "a folder": ["User-agent: *", "Disallow: /news/"],
    "a pattern": ["User-agent: *", "Disallow: /*.html$"],
    "the longer rule wins": ["User-agent: *", "Allow: /", "Disallow: /news"],
    "with a byte order mark": ["\ufeffUser-agent: *", "Disallow: /"],
}
LETTING = {
    "nothing": [],
    "somebody else": ["User-agent: GPTBot", "Disallow: /"],
    "all but us": ["User-agent: *", "Disallow: /", "User-agent: stemma", "Disallow:"],
    "another folder": ["User-agent: *", "Disallow: /sport/"],
    "the longer rule allows": ["User-agent: *", "Disallow: /", "Allow: /news/"],
    "a page in place of it": ["<html><body>User-agent: no such thing", "Disallow: /</body></html>"],
    "rubbish": ["\x00\x01\x02", "Disallow /", "::::"],
}


@pytest.mark.parametrize("case", REFUSING)
def test_what_robots_txt_keeps_us_from_is_not_fetched(server: Server, fetcher: Fetcher, case: str) -> None:
    server.pages |= {"/robots.txt": robots(*REFUSING[case]), "/news/a.html": PAGE}
    trouble = fetcher.page(f"{server.url}/news/a.html")
    assert isinstance(trouble, Trouble)
    assert trouble.code == "robots"
    assert "save the page" in trouble.hint
    assert server.paths() == []


@pytest.mark.parametrize("case", LETTING)
def test_what_robots_txt_does_not_keep_us_from_is_fetched(server: Server, fetcher: Fetcher, case: str) -> None:
    server.pages |= {"/robots.txt": robots(*LETTING[case]), "/news/a.html": PAGE}
    assert code(fetcher.page(f"{server.url}/news/a.html")) == "fetched"


@pytest.mark.parametrize(("status", "expected"), [(404, "fetched"), (401, "fetched"), (403, "fetched"), (410, "fetched"), (429, "robots-unreachable"),
                                                  (500, "robots-unreachable"), (503, "robots-unreachable")])  # fmt: skip
def test_no_robots_txt_is_leave_and_a_server_in_trouble_is_none(server: Server, clock: FakeClock, status: int, expected: str) -> None:
    server.pages |= {"/robots.txt": Reply(status=status), "/a": PAGE}
    fetcher = Fetcher(clock=clock, allow_private=True, limits=Limits(tries=1))
    assert code(fetcher.page(f"{server.url}/a")) == expected
    assert server.paths() == (["/a"] if expected == "fetched" else [])


def test_robots_txt_is_asked_for_once_a_day(server: Server, fetcher: Fetcher, clock: FakeClock) -> None:
    server.pages |= {"/a": PAGE, "/robots.txt": robots()}
    for _ in range(4):
        fetcher.page(f"{server.url}/a")
    assert server.paths(robots=True) == ["/robots.txt", "/a", "/a", "/a", "/a"]
    clock.time += 90_000
    server.pages["/robots.txt"] = robots("User-agent: *", "Disallow: /a")
    assert code(fetcher.page(f"{server.url}/a")) == "robots"


def test_robots_txt_may_redirect(server: Server, fetcher: Fetcher) -> None:
    server.pages |= {"/robots.txt": Reply(status=301, headers={"Location": "/rules"}), "/rules": robots("User-agent: *", "Disallow: /a"), "/a": PAGE}
    assert code(fetcher.page(f"{server.url}/a")) == "robots"


def test_a_redirect_does_not_lead_past_robots_txt(server: Server, fetcher: Fetcher) -> None:
    server.pages |= {"/robots.txt": robots("User-agent: *", "Disallow: /b"), "/a": Reply(status=302, headers={"Location": "/b"}), "/b": PAGE}
    assert code(fetcher.page(f"{server.url}/a")) == "robots"
    assert server.paths() == ["/a"]


def test_a_huge_robots_txt_is_read_to_its_limit(server: Server, fetcher: Fetcher) -> None:
    rules = ["User-agent: *", "Disallow: /early", *(f"Disallow: /{n:07}" for n in range(LARGEST // 10)), "Disallow: /late"]
    server.pages |= {"/robots.txt": robots(*rules), "/early": PAGE, "/late": PAGE}
    assert code(fetcher.page(f"{server.url}/early")) == "robots"
    assert code(fetcher.page(f"{server.url}/late")) == "fetched"


def test_a_hostile_robots_txt_costs_little() -> None:
    lines = ["User-agent: *", *("Disallow: /" + "a*" * 1_000 + "b$" for _ in range(200))]
    body = "\n".join(lines).encode()[:LARGEST]
    rules = Robots(lambda link, private: (200, body), lambda: 0.0)
    began = time.process_time()
    rules.allow(checked("https://news.example/" + "a" * 3_000), private=False)
    assert time.process_time() - began < 3


def test_robots_files_do_not_pile_up() -> None:
    asked: list[str] = []

    def ask(link: object, private: bool) -> tuple[int, bytes]:
        asked.append(str(link))
        return 404, b""

    rules = Robots(ask, lambda: 0.0)
    for n in range(MOST_KEPT + 50):
        rules.allow(checked(f"https://n{n}.example/"), private=False)
    assert len(rules._kept) == MOST_KEPT


# Pauses


def test_a_second_lies_between_two_requests(server: Server, fetcher: Fetcher, clock: FakeClock) -> None:
    times: list[float] = []

    def page(asked: object) -> Reply:
        times.append(clock.time)
        return PAGE

    server.pages["/a"] = server.pages["/robots.txt"] = page
    for _ in range(3):
        fetcher.page(f"{server.url}/a")
    assert len(times) == 4
    assert all(later - sooner >= 1.0 for sooner, later in pairwise(times))
    assert sum(clock.slept) == 3.0


@pytest.mark.parametrize(
    ("line", "pause"), [("Crawl-delay: 7", 7), ("Crawl-delay: 0.1", 1), ("Crawl-delay: never", 1), ("Crawl-delay: -5", 1), ("Request-rate: 2/30", 15)]
)
def test_robots_txt_says_how_long_to_pause(server: Server, fetcher: Fetcher, clock: FakeClock, line: str, pause: float) -> None:
    server.pages |= {"/robots.txt": robots("User-agent: *", line), "/a": PAGE}
    fetcher.page(f"{server.url}/a")
    before = clock.time
    fetcher.page(f"{server.url}/a")
    assert clock.time - before == pause


def test_a_host_that_wants_a_day_between_pages_gives_one_page(server: Server, fetcher: Fetcher) -> None:
    server.pages |= {"/robots.txt": robots("User-agent: *", "Crawl-delay: 86400"), "/a": PAGE}
    assert code(fetcher.page(f"{server.url}/a")) == "fetched"
    trouble = fetcher.page(f"{server.url}/a")
    assert isinstance(trouble, Trouble)
    assert trouble.code == "resting"
    assert "24 hours" in trouble.message


def test_hosts_do_not_wait_for_each_other(clock: FakeClock) -> None:
    manners = Manners(clock, patience=60)
    for n in range(20):
        with manners.turn(f"n{n}.example"):
            pass
    assert clock.slept == []


def test_one_thing_at_a_time_is_asked_of_a_host(server: Server) -> None:
    server.pages |= {f"/{n}": Reply(body=b"<p>a" * 10, drip=0.005, piece=10) for n in range(4)}
    manners = Fetcher(clock=SystemClock(), allow_private=True)
    threads = [threading.Thread(target=manners.page, args=(f"{server.url}/{n}",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(server.paths()) == ["/0", "/1"]
    assert server.busiest == 1


def test_rest_doubles_with_each_failure_and_ends_with_an_answer(clock: FakeClock) -> None:
    manners = Manners(clock, patience=60)
    rests = []
    for _ in range(14):
        manners.failed("a.example")
        rests.append(manners.wait("a.example"))
        clock.time += rests[-1]
    assert rests[0] >= 5
    assert all(later == pytest.approx(2 * sooner) for sooner, later in pairwise(rests[:9]))
    assert rests[-1] <= LONGEST_BACK_OFF * 1.25
    manners.answered("a.example")
    manners.failed("a.example")
    assert manners.wait("a.example") == pytest.approx(rests[0])


def test_what_a_host_asks_for_is_heeded_up_to_a_day(clock: FakeClock) -> None:
    manners = Manners(clock, patience=60)
    manners.failed("a.example", 900)
    assert manners.wait("a.example") == 900
    manners.failed("b.example", 10**9)
    assert manners.wait("b.example") == 86_400
    with pytest.raises(FetchError, match="left alone for 15 minutes"), manners.turn("a.example"):
        pass


def test_hosts_that_failed_together_are_asked_apart_and_the_same_way_each_time(clock: FakeClock) -> None:
    waits = []
    for _ in range(2):
        manners = Manners(clock, patience=60)
        for n in range(50):
            manners.failed(f"n{n}.example")
        waits.append([manners.wait(f"n{n}.example") for n in range(50)])
    assert waits[0] == waits[1]
    assert len(set(waits[0])) == 50
    assert max(waits[0]) - min(waits[0]) > 0.5


def test_hosts_are_forgotten_when_they_are_too_many(clock: FakeClock) -> None:
    manners = Manners(clock, patience=60)
    manners.failed("bad.example", 80_000)
    tracemalloc.start()
    for n in range(3 * MOST_SITES):
        with manners.turn(f"n{n}.example"):
            clock.time += 2
    tracemalloc.stop()
    assert len(manners._sites) <= MOST_SITES
    assert manners.wait("bad.example") > 60_000


@given(st.text(max_size=40))
def test_a_share_hangs_on_the_name(name: str) -> None:
    assert 0 <= share(name) <= 1
    assert share(name) == share(name)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.2, "1 seconds"), (5, "5 seconds"), (60, "1 minute"), (600, "10 minutes"), (3_600, "1 hour"), (86_400, "24 hours")]
)
def test_time_in_words(seconds: float, words: str) -> None:
    assert spoken(seconds) == words.replace("1 seconds", "1 second")
