"""Pages from a real server of this machine: whole, in part, never, wrongly; and what the user is told."""

from __future__ import annotations

import gzip
import os
import ssl
import threading
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from stemma import __version__
from stemma.fetch import Fetched, Fetcher, Limits, NotModified, SystemClock
from stemma.fetch.answers import seconds_of
from stemma.fetch.errors import FetchError
from stemma.fetch.feeds import FeedState, unanswered
from stemma.fetch.guard import checked
from stemma.fetch.statuses import failure, retry_after
from stemma.fetch.wire import Answer, Limit, Wire
from stemma.model import Trouble
from tests.fetch.fakes import NOON, FakeClock
from tests.fetch.server import Asked, Reply, Server

PAGE = "<html><body><p>Zwölf Häuser wurden beschädigt.</p></body></html>".encode()


def told(answer: object) -> Trouble:
    assert isinstance(answer, Trouble), answer
    assert answer.message.endswith(".")
    assert answer.hint.endswith(".")
    assert answer.path is not None
    return answer


def test_a_page_comes_with_what_is_known_of_it(server: Server, fetcher: Fetcher, clock: FakeClock) -> None:
    headers = {"ETag": '"a1"', "Last-Modified": "Tue, 17 Jun 2025 09:00:00 GMT", "Content-Language": "de", "X-Secret": "no"}
    server.pages["/a?b=c"] = Reply(body=PAGE, headers=headers | {"Content-Type": "text/html; charset=windows-1252"})
    page = fetcher.page(f"{server.url}/a?b=c#top")
    assert isinstance(page, Fetched)
    assert page.data == PAGE
    assert (page.url, page.final_url) == (f"{server.url}/a?b=c#top", f"{server.url}/a?b=c")
    assert (page.status, page.media, page.etag, page.modified) == (200, "text/html; charset=windows-1252", '"a1"', headers["Last-Modified"])
    assert page.fetched == "2025-06-17T12:00:01Z"
    assert (page.moved, page.public) == (False, False)
    assert dict(page.headers)["content-language"] == "de"
    assert "x-secret" not in dict(page.headers)
    assert PAGE.decode() not in repr(page)


def test_we_say_who_we_are_and_no_more(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = Reply(body=PAGE)
    fetcher.page(f"{server.url}/a")
    for asked in server.asked:
        assert asked.headers["user-agent"] == f"Stemma/{__version__} (+offline source criticism; one reader)"
        assert set(asked.headers) == {"host", "user-agent", "accept", "accept-language", "accept-encoding", "connection"}


def test_a_page_that_has_not_changed_is_not_sent_again(server: Server, fetcher: Fetcher) -> None:
    def page(asked: Asked) -> Reply:
        known = asked.headers.get("if-none-match") == '"v1"' or asked.headers.get("if-modified-since") == "Tue, 17 Jun 2025 09:00:00 GMT"
        return Reply(status=304, headers={"ETag": '"v1"'}) if known else Reply(body=PAGE, headers={"ETag": '"v1"'})

    server.pages["/a"] = page
    assert isinstance(fetcher.page(f"{server.url}/a"), Fetched)
    same = fetcher.page(f"{server.url}/a", etag='"v1"')
    assert isinstance(same, NotModified)
    assert (same.etag, same.final_url) == ('"v1"', f"{server.url}/a")
    assert isinstance(fetcher.page(f"{server.url}/a", modified="Tue, 17 Jun 2025 09:00:00 GMT"), NotModified)
    assert isinstance(fetcher.page(f"{server.url}/a", etag='"v2"'), Fetched)


def test_a_header_that_cannot_be_sent_is_told(server: Server) -> None:
    link = checked(f"{server.url}/a", allow_private=True)
    with pytest.raises(FetchError, match="cannot be asked for"):
        Wire().ask(link, seconds=2, limit=Limit(size=1_000), allow_private=True, conditions=[("If-None-Match", "a\nb")])
    assert server.asked == []


@pytest.mark.parametrize("etag", ['"a"\r\nX-Injected: 1', "\x00", "é", "a" * 2_000])
def test_a_mark_that_no_server_can_have_given_is_not_sent(server: Server, fetcher: Fetcher, etag: str) -> None:
    server.pages["/a"] = Reply(body=PAGE)
    assert isinstance(fetcher.page(f"{server.url}/a", etag=etag), Fetched)
    assert not {"if-none-match", "x-injected"} & set(server.asked[-1].headers)


def test_304_without_being_asked_is_odd(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = Reply(status=304)
    assert told(fetcher.page(f"{server.url}/a")).code == "odd-answer"


STATUSES = {
    401: ("login-wanted", 1),
    402: ("login-wanted", 1),
    403: ("forbidden", 1),
    404: ("no-such-page", 1),
    410: ("gone", 1),
    418: ("request-refused", 1),
    429: ("too-many-requests", 3),
    451: ("forbidden-by-law", 1),
    500: ("server-trouble", 3),
    503: ("server-trouble", 3),
    505: ("server-trouble", 1),
    204: ("odd-answer", 1),
    206: ("odd-answer", 1),
    300: ("odd-answer", 1),
    302: ("odd-answer", 1),  # without saying whereto
}


@pytest.mark.parametrize("status", STATUSES)
def test_each_refusal_is_told_by_its_name(server: Server, fetcher: Fetcher, status: int) -> None:
    server.pages["/a"] = Reply(status=status)
    code, times = STATUSES[status]
    assert told(fetcher.page(f"{server.url}/a")).code == code
    assert len(server.paths()) == times


def test_a_server_that_recovers_is_waited_for(server: Server, fetcher: Fetcher, clock: FakeClock) -> None:
    answers = [Reply(status=503), Reply(status=429, headers={"Retry-After": "20"}), Reply(body=PAGE)]
    server.pages["/a"] = lambda asked: answers.pop(0)
    assert isinstance(fetcher.page(f"{server.url}/a"), Fetched)
    assert clock.slept[1] >= 5  # after its robots.txt
    assert clock.slept[2] >= 20
    assert sum(clock.slept) < 40


def test_a_server_that_wants_an_hour_is_left_alone(server: Server, fetcher: Fetcher, clock: FakeClock) -> None:
    server.pages["/a"] = Reply(status=429, headers={"Retry-After": "3600"})
    server.pages["/b"] = Reply(body=PAGE)
    assert told(fetcher.page(f"{server.url}/a")).code == "too-many-requests"
    resting = told(fetcher.page(f"{server.url}/b"))
    assert resting.code == "resting"
    assert "1 hour" in resting.message
    assert server.paths() == ["/a"]
    assert 3_590 < fetcher.wait(f"{server.url}/b") <= 3_600
    clock.time += 3_600
    assert isinstance(fetcher.page(f"{server.url}/b"), Fetched)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [("120", 120), (" 7 ", 7), ("0", 0), (formatdate(NOON + 90, usegmt=True), 90), (formatdate(NOON - 90, usegmt=True), 0), ("-5", None),
     ("soon", None), ("", None), ("9" * 400, 86_400), ("١٢", None), ("Tue, 99 Jun 2025 12:00:00 GMT", None),
     ("Fri, 31 Dec 9999 23:59:59 -2300", 86_400)],
)  # fmt: skip
def test_retry_after_is_a_number_or_a_date(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOON) == seconds


@pytest.mark.parametrize("value", ["9" * 400, "Fri, 31 Dec 9999 23:59:59 -2300"])
def test_a_feed_that_asks_for_ever_is_asked_again_in_a_day(value: str) -> None:
    """Such a server would silence its feed for decades, or end the watch with a date that no calendar has."""
    error = failure(Answer(status=503, headers={"retry-after": value}, public=True), now=NOON)
    after = unanswered(FeedState(url="https://gazette.example/feed"), error, NOON)
    assert after.due is not None
    assert 0 < seconds_of(after.due) - NOON <= 86_400


def test_redirects_are_followed_and_told(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = Reply(status=301, headers={"Location": "/b"})
    server.pages["/b"] = Reply(status=308, headers={"Location": f"{server.url}/c?d#e"})
    server.pages["/c?d"] = Reply(body=PAGE)
    server.pages["/t"] = Reply(status=302, headers={"Location": "a"})
    page = fetcher.page(f"{server.url}/a")
    assert isinstance(page, Fetched)
    assert (page.final_url, page.moved) == (f"{server.url}/c?d", True)
    passing = fetcher.page(f"{server.url}/t")
    assert isinstance(passing, Fetched)
    assert not passing.moved


def test_a_redirect_in_plain_utf8_is_understood(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = Reply(raw="HTTP/1.1 302 Found\r\nLocation: /über\r\nContent-Length: 0\r\n\r\n".encode())
    server.pages["/%C3%BCber"] = Reply(body=PAGE)
    page = fetcher.page(f"{server.url}/a")
    assert isinstance(page, Fetched)
    assert page.final_url == f"{server.url}/%C3%BCber"


def test_a_circle_of_redirects_ends(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = Reply(status=302, headers={"Location": "/b"})
    server.pages["/b"] = Reply(status=302, headers={"Location": "/a"})
    assert told(fetcher.page(f"{server.url}/a")).code == "too-many-redirects"
    assert len(server.paths()) == 6


def head(*lines: str) -> bytes:
    return "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *lines, "", ""]).encode()


BROKEN = {
    "cut off by its length": (head("Content-Length: 1000") + PAGE, "cut-off"),
    "cut off within a chunk": (head("Transfer-Encoding: chunked") + b"ff\r\n<p>half", "cut-off"),
    "cut off between chunks": (head("Transfer-Encoding: chunked") + b"3\r\n<p>\r\n", "cut-off"),
    "cut off within the headers": (b"HTTP/1.1 200 OK\r\nContent-Ty", "odd-answer"),
    "a gzip cut off": (head("Content-Encoding: gzip") + gzip.compress(PAGE)[:-9], "cut-off"),
    "a gzip that is none": (head("Content-Encoding: gzip") + PAGE, "damaged-body"),
    "packed twice": (head("Content-Encoding: gzip, gzip") + gzip.compress(gzip.compress(PAGE)), "unknown-coding"),
    "nothing at all": (b"", "odd-answer"),
    "not HTTP": (b"SSH-2.0-OpenSSH_9.2\r\n", "odd-answer"),
    "two lengths": (head("Content-Length: 5", "Content-Length: 900") + PAGE, "odd-answer"),
    "a length that is none": (head("Content-Length: many") + PAGE, "odd-answer"),
    "endless headers": (b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 60_000, "odd-answer"),
    "a picture": (head().replace(b"text/html", b"image/png") + b"\x89PNG", "not-text"),
    "a film by its length": (head("Content-Length: 900000000"), "too-large"),
    "a length beyond all numbers": (head("Content-Length: " + "9" * 19), "too-large"),
    "an empty page": (head("Content-Length: 3") + b" \r\n", "empty-page"),
    "an upgrade": (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n", "odd-answer"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_answer_is_told_and_nothing_is_kept(server: Server, clock: FakeClock, name: str) -> None:
    raw, code = BROKEN[name]
    server.pages["/a"] = Reply(raw=raw)
    fetcher = Fetcher(clock=clock, allow_private=True, limits=Limits(seconds=2, tries=1))
    assert told(fetcher.page(f"{server.url}/a")).code == code


def test_a_page_longer_than_it_said_is_the_page_as_it_said(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = Reply(raw=head("Content-Length: 10") + b"<p>0123456789")
    page = fetcher.page(f"{server.url}/a")
    assert isinstance(page, Fetched)
    assert page.data == b"<p>0123456"


def test_strange_headers_are_kept_short_and_harm_nothing(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = Reply(raw=head("Link: " + "<a>; " * 5_000, "Content-Language: ?").replace(b"?", b"\xe9") + PAGE)
    page = fetcher.page(f"{server.url}/a")
    assert isinstance(page, Fetched)
    assert len(dict(page.headers)["link"]) == 2_000
    assert dict(page.headers)["content-language"] == "é"


def test_a_bomb_from_a_server_is_left(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = Reply(body=gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})
    assert told(fetcher.page(f"{server.url}/a")).code == "too-large"


@pytest.mark.parametrize("path", ["/drip", "/silent", "/headers"])
def test_a_server_that_dawdles_is_left_when_the_time_is_over(server: Server, clock: FakeClock, path: str) -> None:
    def late(asked: Asked) -> Reply:
        server.closing.wait(3)
        return Reply(body=PAGE)

    server.pages["/drip"] = Reply(body=PAGE * 100, drip=0.05)
    server.pages["/silent"] = Reply(body=PAGE, drip=3.0)
    server.pages["/headers"] = late
    fetcher = Fetcher(clock=clock, allow_private=True, limits=Limits(seconds=0.4, tries=1))
    began = time.monotonic()
    trouble = told(fetcher.page(server.url + path))
    assert trouble.code == "timed-out"
    assert "0.4 seconds" in trouble.message
    assert time.monotonic() - began < 2


def test_where_nobody_listens(clock: FakeClock) -> None:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/a"
        assert told(Fetcher(clock=clock, allow_private=True).page(url)).code == "no-connection"


def test_a_certificate_that_nobody_vouches_for_is_refused(server: Server, clock: FakeClock, tmp_path: Path) -> None:
    from tests.fetch.certificates import self_signed

    with self_signed(tmp_path) as url:
        fetcher = Fetcher(clock=clock, allow_private=True, limits=Limits(seconds=5))
        trouble = told(fetcher.page(f"{url}/a"))
        assert trouble.code == "bad-certificate"
        assert "self-signed" in trouble.message.replace("self signed", "self-signed")
    plain = server.url.replace("http://", "https://")
    assert told(fetcher.page(f"{plain}/a")).code == "tls-failed"


def test_a_page_comes_encrypted_when_somebody_vouches_for_its_host(clock: FakeClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stemma.fetch import wire
    from tests.fetch.certificates import self_signed

    with self_signed(tmp_path) as url:
        context = ssl.create_default_context(cafile=str(tmp_path / "certificate.pem"))
        monkeypatch.setattr(wire, "_authorities", lambda: context)
        page = Fetcher(clock=clock, allow_private=True, limits=Limits(seconds=5)).page(f"{url}/a")
    assert isinstance(page, Fetched)
    assert page.data == b"<p>In confidence.</p>"


def test_a_stop_ends_the_waiting(server: Server) -> None:
    server.pages["/a"] = Reply(body=PAGE)
    stop = threading.Event()
    fetcher = Fetcher(clock=SystemClock(stop), allow_private=True)
    threading.Timer(0.2, stop.set).start()
    began = time.monotonic()
    assert told(fetcher.page(f"{server.url}/a")).code == "stopped"  # while the pause after robots.txt was waited for
    assert time.monotonic() - began < 0.9
    assert server.paths() == []


def test_no_file_stays_open(server: Server, fetcher: Fetcher) -> None:
    server.pages |= {"/a": Reply(body=PAGE), "/b": Reply(status=500), "/c": Reply(raw=b""), "/d": Reply(status=302, headers={"Location": "/a"})}
    server.pages["/e"] = Reply(body=b"a" * 3_000_000, headers={"Content-Type": "image/png"})

    def once() -> int:
        for path in ("/a", "/b", "/c", "/d", "/e", "/f"):
            fetcher.page(server.url + path)
        fetcher.page(server.url.replace("http", "https") + "/a")
        return open_files()

    first = once()
    assert once() <= first


def open_files() -> int:
    """Sockets of this process that are clients of this machine's servers."""
    found = 0
    for name in os.listdir("/proc/self/fd"):
        try:
            found += os.readlink(f"/proc/self/fd/{name}").startswith("socket:")
        except OSError:  # closed meanwhile
            continue
    return found


def test_the_limit_of_a_page_can_be_set(server: Server, fetcher: Fetcher) -> None:
    server.pages["/a"] = Reply(body=PAGE * 100)
    assert told(fetcher.page(f"{server.url}/a", largest=1_000)).code == "too-large"


def test_a_long_address_is_told_in_short(fetcher: Fetcher) -> None:
    trouble = told(fetcher.page("ftp://example.com/" + "a" * 900))
    assert len(trouble.message) < 300


def test_tls_is_checked_by_default() -> None:
    from stemma.fetch.wire import _authorities

    context: Any = _authorities()
    assert context.verify_mode == ssl.CERT_REQUIRED
    assert context.check_hostname
