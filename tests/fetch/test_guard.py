"""The guard: whatever is written, answered or redirected to, nothing but the open internet is connected to."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stemma.fetch import Fetched, Fetcher, Limits
from stemma.fetch.errors import FetchError
from stemma.fetch.guard import Link, backend, checked, nature
from stemma.fetch.guard.addresses import OPENED, barred
from stemma.fetch.guard.backend import Guarded, Network, Timed
from stemma.fetch.guard.links import joined
from stemma.model import Trouble
from tests.fetch.fakes import FakeClock, Stream, Written, ok, pages

PUBLIC = "93.184.215.14"

#: What is refused before any name is looked up, by the code that it is refused with.
REFUSED = {
    "blocked-address": """
        http://127.0.0.1/  https://127.0.0.1/  http://127.0.0.1:80/  http://127.0.0.1:443/a?b=c  http://127.8.9.10/  http://127.0.0.1./
        http://0.0.0.0/  http://0.1.2.3/  http://10.0.0.1/  http://10.255.255.255/  http://172.16.0.1/  http://172.31.255.254/
        http://192.168.0.1/  http://192.168.178.1/admin  http://169.254.169.254/latest/meta-data/  http://169.254.1.1/
        http://169.254.170.2/v2/credentials  http://100.64.0.1/  http://100.127.255.254/  http://100.100.100.200/latest/
        http://192.0.0.1/  http://192.0.0.192/opc/  http://192.0.2.1/  http://198.51.100.7/  http://203.0.113.9/  http://198.18.0.1/
        http://192.88.99.1/  http://224.0.0.1/  http://239.255.255.250/  http://240.0.0.1/  http://255.255.255.255/  http://168.63.129.16/
        http://[::1]/  http://[::1]:80/  http://[::]/  http://[0:0:0:0:0:0:0:1]/  http://[::ffff:127.0.0.1]/  http://[::ffff:7f00:1]/
        http://[::ffff:10.0.0.1]/  http://[::ffff:169.254.169.254]/  http://[::127.0.0.1]/  http://[64:ff9b::127.0.0.1]/
        http://[64:ff9b::7f00:1]/  http://[64:ff9b::a00:1]/  http://[64:ff9b::a9fe:a9fe]/  http://[64:ff9b:1::1]/  http://[2002:7f00:1::]/
        http://[2002:a00:1::1]/  http://[2001:0:53aa:64c::1]/  http://[2001:10::1]/  http://[2001:db8::1]/  http://[3fff::1]/
        http://[fe80::1]/  http://[febf::1]/  http://[fec0::1]/  http://[fc00::1]/  http://[fd12:3456:789a::1]/  http://[fd00:ec2::254]/
        http://[ff02::1]/  http://[ff0e::1]/  http://[100::1]/  http://[5f00::1]/  http://[4000::1]/
        http://localhost/  http://LOCALHOST/  http://localhost./  http://a.localhost/  http://localhost:443/
        http://１２７.０.０.１/  http://127。0。0。1/  http://ⓛocalhost/  http://ｌｏｃａｌｈｏｓｔ/  http://①②⑦.0.0.1/
        http://expyuzz4wqqyqhjn.onion/
    """,
    "bad-address": """
        http://127.1/  http://127.0.1/  http://0x7f000001/  http://0x7f.0.0.1/  http://0x7f.1/  http://2130706433/  http://017700000001/
        http://0177.0.0.1/  http://0177.1/  http://127.0.0.01/  http://127.0.0.1.1/  http://256.0.0.1/  http://1.2.3/  http://0/  http://0x/
        http://1.2.3.0x4/  http://%31%32%37.0.0.1/  http://127.0.0.1%00.example.com/  http://[fe80::1%25eth0]/
        http://[fe80::1%eth0]/  http://[::1/  http://::1/  http://[127.0.0.1]/  http://[v1.fe80::a]/  http://[::1]x/  http://[::1].example.com/
        http:///etc/passwd  http:example.com  http://  https://?a  http://a..example/  http://-.example/  http://a_b-.example/
        http://exa|mple.com/  http://exa<mple.com/  http://a\\b.example/  http://example.com\\.evil.example/  http://example.com:0x50/
        http://example.com:99999/  http://example.com:-80/  http://xn--/  http://☃-.☃-/  http://\u00ad/
    """,
    "blocked-scheme": """
        file:///etc/passwd  FILE:///etc/passwd  gopher://127.0.0.1:70/_  ftp://example.com/  dict://127.0.0.1:11211/stat  ldap://127.0.0.1/
        javascript:alert(1)  data:text/html,hello  jar:http://example.com!/  unix:///run/docker.sock  http+unix://%2Frun%2Fdocker.sock/
        ws://example.com/  blob:http://example.com/1  //example.com/  example.com  /etc/passwd  view-source:http://127.0.0.1/  netdoc:///etc/passwd
    """,
    "blocked-password": """
        http://user:pw@example.com/  http://user@example.com/  http://@example.com/  http://example.com@127.0.0.1/  http://:@example.com/
        http://example.com%2f@127.0.0.1/  http://127.0.0.1%2f@/  http://127.0.0.1\\@example.com/
    """,
    "blocked-port": """
        http://example.com:22/  http://example.com:8080/  https://example.com:8443/  http://example.com:25/  http://example.com:6379/
        http://example.com:65535/  http://example.com:0/  http://example.com:00022/  http://127.0.0.1:11211/
    """,
}
CASES = [(code, url) for code, urls in REFUSED.items() for url in urls.split()]
CASES += [
    ("bad-address", url)
    for url in (
        "http://127.0.0.1\t.example/",
        "http://exam\nple.com/",
        "http://example.com/\x00",
        "http://example.com/\x7f",
        "http://exa mple.com/",
        "http://example.com/" + "a" * 4_000,
        "http://" + "a" * 64 + ".example/",
        "http://" + "a." * 127 + "example/",
        "http://\ud800.example/",
        "http://example.com/\ud800",
        "",
    )
]

#: What may be fetched, and how it is asked for.
ALLOWED = {
    "http://example.com": "http://example.com/",
    "https://example.com/a/b?c=d#e": "https://example.com/a/b?c=d",
    "HTTPS://Example.COM:443/A": "https://example.com/A",
    "http://example.com:443/": "http://example.com:443/",
    "https://example.com:/": "https://example.com/",
    "http://example.com./": "http://example.com/",
    "  https://example.com/a\n": "https://example.com/a",
    "https://example.com?q": "https://example.com/?q",
    "https://bücher.example/ä ö?ü=ß": "https://xn--bcher-kva.example/%C3%A4%20%C3%B6?%C3%BC=%C3%9F",
    "https://ＥＸＡＭＰＬＥ.com/": "https://example.com/",
    "https://a_b.example-news.com/x;y=1": "https://a_b.example-news.com/x;y=1",
    "https://example.com/100%25/%E2%82%AC": "https://example.com/100%25/%E2%82%AC",
    "https://example.com/a\\b": "https://example.com/a%5Cb",
    "http://93.184.215.14/": "http://93.184.215.14/",
    "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/": "http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/",
    "http://[64:ff9b::5db8:d70e]/": "http://[64:ff9b::5db8:d70e]/",
    "https://1.example/": "https://1.example/",
    "https://intranet/": "https://intranet/",
}

#: Addresses that a name from outside must not lead to.
_INSIDE = """
    127.0.0.1 127.1.1.1 10.1.2.3 172.20.0.1 192.168.1.1 169.254.169.254 100.64.0.9 0.0.0.0 224.0.0.251 255.255.255.255 198.18.0.1 192.0.2.1
    168.63.129.16 ::1 :: ::ffff:127.0.0.1 ::ffff:192.168.0.1 64:ff9b::7f00:1 64:ff9b::c0a8:1 2002:7f00:1:: 2001:0:1::1 fe80::1 fe80::1%eth0
    fec0::1 fc00::1 fd00:ec2::254 ff02::fb 100::1 2001:db8::2
"""
INSIDE = _INSIDE.split()


def fetched(url: str, written: Written, **options: Any) -> Any:
    return Fetcher(clock=FakeClock(), network=written.network, **options).page(url)


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 130
    assert len({url for _, url in CASES}) == len(CASES)


@pytest.mark.parametrize(("code", "url"), CASES)
def test_what_is_written_wrongly_is_never_connected_to(code: str, url: str) -> None:
    written = Written(names=lambda host: [PUBLIC])
    trouble = fetched(url, written)
    assert isinstance(trouble, Trouble)
    assert trouble.code == code, trouble
    assert trouble.hint
    assert (written.looked_up, written.connected) == ([], [])


@pytest.mark.parametrize(("url", "asked"), ALLOWED.items())
def test_what_is_on_the_open_internet_is_fetched(url: str, asked: str) -> None:
    written = Written(names=lambda host: [PUBLIC])
    page = fetched(url, written)
    assert isinstance(page, Fetched), page
    assert page.final_url == asked
    assert page.public
    request = written.streams[-1].sent.decode("ascii")
    target = asked.split("/", 3)[3]
    assert request.startswith(f"GET /{target} HTTP/1.1\r\nHost: {asked.split('/')[2]}\r\n")
    assert all(stream.closed for stream in written.streams)


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    written = Written(names={"news.example": [address]})
    trouble = fetched("https://news.example/a", written)
    assert (trouble.code, written.connected) == ("blocked-address", [])


@pytest.mark.parametrize("address", INSIDE)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_one_answer_inside_spoils_the_others(address: str, place: int) -> None:
    answers = [PUBLIC, "2606:4700::6810:84e5"]
    answers.insert(place, address)
    written = Written(names={"news.example": answers})
    trouble = fetched("https://news.example/a", written)
    assert (trouble.code, written.connected) == ("blocked-address", [])


#: Redirects, hop by hop; the last one must not be reached. "news.example" and "other.example" are outside, "inside.example" is not.
CHAINS = """
    http://news.example/ http://127.0.0.1/
    http://news.example/ http://2130706433/
    http://news.example/ http://[::1]/
    http://news.example/ http://[::ffff:10.0.0.1]/
    http://news.example/ http://169.254.169.254/latest/meta-data/iam/
    http://news.example/ http://inside.example/
    http://news.example/ //127.0.0.1/a
    http://news.example/ //inside.example/
    http://news.example/ http://localhost/
    http://news.example/ http://news.example:8080/
    http://news.example/ http://user:pw@other.example/
    http://news.example/ file:///etc/passwd
    http://news.example/ gopher://127.0.0.1/
    http://news.example/ javascript:alert(1)
    http://news.example/ http://[fe80::1]/
    http://news.example/ http://0/
    http://news.example/ http://[::1
    http://news.example/ /a http://10.0.0.1/
    http://news.example/ http://other.example/ http://inside.example/
    http://news.example/ https://news.example/ https://other.example/ https://192.168.0.1/
    http://news.example/ /1 /2 http://other.example/3 /4 http://127.0.0.1/
    https://news.example/ http://news.example/
    https://news.example/ https://other.example/ http://other.example/
    http://news.example/ /1 /2 /3 /4 /5 /6
    http://news.example/ ?1 ?2 ?3 ?4 ?5 http://127.0.0.1/
"""


@pytest.mark.parametrize("chain", [line.split() for line in CHAINS.strip().splitlines()], ids=lambda c: " ".join(c)[-60:])
@pytest.mark.parametrize("status", ["302 Found", "308 Permanent Redirect"])
def test_redirects_lead_nowhere_else(chain: list[str], status: str) -> None:
    names = {"news.example": [PUBLIC], "other.example": ["151.101.1.1"], "inside.example": ["10.0.0.5"]}
    left = list(chain[1:])

    def answers(address: str, path: str) -> bytes:
        return pages(address, path) if path == "/robots.txt" else ok(status=status, Location=left.pop(0))

    written = Written(names=names, answers=answers)
    trouble = fetched(chain[0], written)
    assert isinstance(trouble, Trouble)
    assert trouble.code in {
        "blocked-address", "blocked-scheme", "blocked-password", "blocked-port", "bad-address", "bad-redirect", "downgrade", "too-many-redirects",
    }  # fmt: skip
    assert {address for address, _ in written.connected} <= {PUBLIC, "151.101.1.1"}
    assert {port for _, port in written.connected} <= {80, 443}
    assert not left


def test_https_may_lead_to_http_when_asked_for() -> None:
    def answers(address: str, path: str) -> bytes:
        return ok(status="302 Found", Location="http://other.example/b") if path == "/a" else pages(address, path)

    written = Written(names=lambda host: [PUBLIC], answers=answers)
    assert fetched("https://news.example/a", written, downgrade=True).final_url == "http://other.example/b"


def test_a_name_is_looked_up_once_a_connection_and_not_trusted_a_second_time() -> None:
    turns = iter([[PUBLIC], [PUBLIC], ["127.0.0.1"], ["127.0.0.1"], [PUBLIC]])
    written = Written(names=lambda host: next(turns))
    fetcher = Fetcher(clock=FakeClock(), network=written.network)
    assert isinstance(fetcher.page("https://news.example/a"), Fetched)  # its robots.txt, and itself
    assert (len(written.looked_up), len(written.connected)) == (2, 2)
    assert fetcher.page("https://news.example/b").code == "blocked-address"
    assert fetcher.page("https://news.example/c").code == "blocked-address"
    assert isinstance(fetcher.page("https://news.example/d"), Fetched)
    assert len(written.looked_up) == 5
    assert set(written.connected) == {(PUBLIC, 443)}


def test_a_robots_file_does_not_lead_inside_either() -> None:
    def answers(address: str, path: str) -> bytes:
        return ok(status="301 Moved", Location="http://10.0.0.1/robots.txt") if path == "/robots.txt" else ok()

    written = Written(names=lambda host: [PUBLIC], answers=answers)
    assert fetched("http://news.example/a", written).code == "blocked-address"
    assert written.connected == [(PUBLIC, 80)]


def test_private_addresses_are_open_when_allowed_and_the_worst_stay_closed() -> None:
    for address in INSIDE:
        allowed = nature(address) in OPENED
        written = Written(names={"own.example": [address]})
        answer = fetched("http://own.example:8080/a", written, allow_private=True)
        assert isinstance(answer, Fetched) == allowed, address
        if allowed:
            assert not answer.public
    for url in ("http://localhost:8000/", "http://127.0.0.1:8000/", "http://[::1]:1/", "http://a.localhost/", "http://192.168.1.4/"):
        written = Written(names=lambda host: ["127.0.0.1"])
        assert isinstance(fetched(url, written, allow_private=True), Fetched), url
    for url in ("http://169.254.169.254/", "http://[fe80::1]/", "http://224.0.0.1/", "http://0.0.0.0/", "http://example.com:0/"):
        assert isinstance(fetched(url, Written(), allow_private=True), Trouble), url


@pytest.mark.parametrize("location", ["http://192.168.0.9/", "http://own.example/", "http://localhost/", "http://own.example:8080/"])
def test_the_open_internet_does_not_lead_inside_even_when_that_is_allowed(location: str) -> None:
    def answers(address: str, path: str) -> bytes:
        return ok(status="302 Found", Location=location) if path == "/go" else pages(address, path)

    names = {"news.example": [PUBLIC], "own.example": ["192.168.0.9"]}
    written = Written(names=names, answers=answers)
    assert isinstance(fetched("http://own.example/a", written, allow_private=True), Fetched)
    written.connected.clear()
    assert isinstance(fetched("http://news.example/go", written, allow_private=True), Trouble)
    assert {address for address, _ in written.connected} == {PUBLIC}


def test_what_a_public_feed_names_is_outside() -> None:
    written = Written(names={"own.example": ["192.168.0.9"]})
    fetcher = Fetcher(clock=FakeClock(), network=written.network, allow_private=True)
    for url in ("http://own.example/a", "http://192.168.0.9/a", "http://localhost/a"):
        trouble = fetcher.page(url, outside=True)
        assert isinstance(trouble, Trouble)
        assert trouble.code == "blocked-address"
    assert written.connected == []


def test_the_environment_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    written = Written(names=lambda host: [PUBLIC])
    assert isinstance(fetched("http://news.example/a", written), Fetched)
    assert {address for address, _ in written.connected} == {PUBLIC}


def test_no_cookie_is_kept_and_no_referer_sent() -> None:
    def answers(address: str, path: str) -> bytes:
        return ok(status="302 Found", Location="/b", Set_Cookie="a=b; Path=/") if path == "/a" else ok(Set_Cookie="c=d")

    written = Written(names=lambda host: [PUBLIC], answers=answers)
    assert isinstance(fetched("http://news.example/a", written), Fetched)
    sent = b"".join(stream.sent for stream in written.streams).lower()
    assert len(written.streams) == 3
    assert b"cookie" not in sent
    assert b"referer" not in sent
    assert b"authorization" not in sent
    assert sent.count(b"user-agent: stemma/") == 3


# The backend by itself


def refuse(address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
    raise httpcore2.ConnectError(f"{address} refuses")


def test_the_second_address_is_tried_when_the_first_does_not_answer() -> None:
    tried: list[str] = []

    def dial(address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        tried.append(address)
        if ":" in address:
            raise httpcore2.ConnectTimeout("no way out by IPv6")
        return Stream(lambda path: ok())

    guarded = Guarded(Network(resolve=lambda host, port: ["2606:4700::1", PUBLIC, "1.1.1.1"], dial=dial), seconds=5)
    assert isinstance(guarded.connect_tcp("news.example", 443), Timed)
    assert tried == ["2606:4700::1", PUBLIC]


def test_no_more_than_four_addresses_are_tried() -> None:
    many = [f"93.184.215.{n}" for n in range(20)]
    tried: list[str] = []

    def dial(address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
        tried.append(address)
        return refuse(address, port, seconds)

    with pytest.raises(httpcore2.ConnectError, match=r"93\.184\.215\.0 refuses"):
        Guarded(Network(resolve=lambda host, port: many, dial=dial), seconds=5).connect_tcp("news.example", 80)
    assert tried == many[:4]


def test_a_name_without_addresses_cannot_be_connected_to() -> None:
    with pytest.raises(httpcore2.ConnectError, match="no address"):
        Guarded(Network(resolve=lambda host, port: [], dial=refuse), seconds=5).connect_tcp("news.example", 80)


def test_a_resolver_that_says_nothing_is_not_waited_for() -> None:
    def slow(host: str, port: int) -> list[str]:
        time.sleep(0.5)
        return [PUBLIC]

    began = time.monotonic()
    with pytest.raises(FetchError, match="not found in time"):
        Guarded(Network(resolve=slow, dial=refuse), seconds=0.05).connect_tcp("news.example", 80)
    assert time.monotonic() - began < 0.4


@pytest.mark.parametrize(
    ("error", "passing"),
    [(socket.gaierror(socket.EAI_NONAME, "no"), False), (socket.gaierror(socket.EAI_AGAIN, "later"), True), (UnicodeError("label"), True)],
)
def test_a_resolver_that_fails_is_told(error: Exception, passing: bool) -> None:
    def failing(host: str, port: int) -> list[str]:
        raise error

    with pytest.raises(FetchError) as caught:
        Guarded(Network(resolve=failing, dial=refuse), seconds=5).connect_tcp("news.example", 80)
    assert (caught.value.code, caught.value.passing) == ("no-such-host", passing)


def test_a_socket_of_this_machine_is_never_opened() -> None:
    with pytest.raises(FetchError, match="on this machine"):
        Guarded(Network(), seconds=5).connect_unix_socket("/run/some.sock")


def test_an_address_needs_no_looking_up_and_is_judged_all_the_same() -> None:
    written = Written()
    Guarded(written.network, seconds=5).connect_tcp(PUBLIC, 80)
    with pytest.raises(FetchError, match="a loopback address"):
        Guarded(written.network, seconds=5).connect_tcp("127.0.0.1", 80)
    assert (written.looked_up, written.connected) == ([], [(PUBLIC, 80)])


def test_when_the_time_is_over_nothing_is_read_or_written_any_more() -> None:
    stream = Stream(lambda path: ok())
    timed = Timed(stream, time.monotonic() - 1)
    for act in (lambda: timed.read(10), lambda: timed.write(b"a"), lambda: timed.start_tls(ssl.create_default_context())):
        with pytest.raises(httpcore2.ReadTimeout):
            act()
    assert stream.closed
    assert timed.get_extra_info("ssl_object") is None
    assert isinstance(Timed(stream, time.monotonic() + 9).start_tls(ssl.create_default_context()), Timed)


def test_the_system_resolver_gives_each_address_once() -> None:
    assert backend.resolved("127.0.0.1", 80) == ["127.0.0.1"]
    assert set(backend.resolved("localhost", 80)) <= {"127.0.0.1", "::1"}


# Laws


@given(st.integers(0, 2**32 - 1))
@example(0x7F000001)
@example(0xA9FEA9FE)
def test_an_ipv4_address_is_the_same_in_all_its_coats(number: int) -> None:
    address = IPv4Address(number)
    words = nature(str(address))
    assert nature(f"::ffff:{address}") == words
    assert nature(str(IPv6Address("64:ff9b::") + number)) == words
    assert nature(str(IPv6Address((0x2002 << 112) | (number << 80)))) is not None
    assert nature(str(IPv6Address(number))) is not None
    if words is None:
        assert address.is_global
        assert not address.is_multicast


@given(st.ip_addresses(v=6))
def test_only_global_unicast_is_outside(address: IPv6Address) -> None:
    carries = address.ipv4_mapped is not None or address in IPv6Network("64:ff9b::/96")  # judged by the address inside, see above
    if nature(str(address)) is None and not carries:
        assert address.is_global
        assert not any((address.is_multicast, address.is_private, address.is_reserved, address.is_link_local, address.is_loopback))


@given(st.ip_addresses())
def test_what_is_allowed_privately_is_what_is_open_and_three_natures(address: IPv4Address | IPv6Address) -> None:
    words = nature(str(address))
    assert barred(str(address), allow_private=False) == words
    assert barred(str(address), allow_private=True) == (None if words in OPENED else words)


_WORDS = """
    http https : / // @ ? # [ ] . .. 127.0.0.1 127.1 0x7f 2130706433 ::1 localhost example.com 10.0.0.1 :80 :443 :22 user:pw \\ % %00 %2f a 。 １ ⓛ
"""
_PIECES = st.sampled_from([*_WORDS.split(), " ", "\t", "\n", "\x00", "\ud800", "\u202e"])


@given(
    st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=12).map("".join), st.lists(_PIECES, max_size=10).map(lambda p: "http://" + "".join(p)))
)
@example("http://example.com#@127.0.0.1/")
@example("http://example.com?@127.0.0.1/")
def test_any_text_is_a_safe_link_or_is_refused(text: str) -> None:
    link = _judged(lambda: checked(text))
    if link is not None:
        assert checked(link.url) == link  # reading it again finds nothing else in it


@given(st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=10).map("".join)))
def test_any_redirect_is_a_safe_link_or_is_refused(text: str) -> None:
    start = checked("https://news.example/a/b?c")
    _judged(lambda: joined(start, text, allow_private=False))


def _judged(judge: Callable[[], Link]) -> Link | None:
    """The link, which must be a safe one; None when it is refused, with a word why."""
    refused = None
    try:
        link = judge()
    except FetchError as error:
        refused = error
    if refused is not None:
        assert refused.code.startswith(("bad-", "blocked-"))
        assert refused.hint
        return None
    _safe(link)
    return link


def _safe(link: Link) -> None:
    assert link.scheme in ("http", "https")
    assert link.port in (80, 443)
    assert link.url.isascii()
    assert link.url.isprintable()
    assert " " not in link.url
    assert link.target.startswith("/")
    assert not set(link.host) & set("@/\\?#%[] ")
    assert link.host != "localhost"
    try:
        assert nature(str(ip_address(link.host))) is None
    except ValueError:
        assert not link.host.rpartition(".")[2].isdigit()


def test_limits_reach_the_wire() -> None:
    written = Written(names=lambda host: [PUBLIC], answers=lambda address, path: ok(b"a" * 2_000) if path == "/a" else pages(address, path))
    assert fetched("http://news.example/a", written, limits=Limits(largest=1_000)).code == "too-large"
