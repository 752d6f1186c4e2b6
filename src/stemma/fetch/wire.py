"""One request and its answer, on a connection of its own that is closed behind it. Redirects, robots and politeness are the fetcher's.

No cookies, no passwords, no proxies, no Referer: nothing in a request says more than which page is wanted. Certificates are checked against
the machine's own list of authorities.
"""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

import httpcore2

from stemma import __version__
from stemma.fetch.bodies import codings, unpacked
from stemma.fetch.errors import LATER, SAVE_IT, FetchError, TooLargeError
from stemma.fetch.guard.backend import Guarded, Network
from stemma.fetch.guard.links import Link

AGENT = f"Stemma/{__version__} (+offline source criticism; one reader)"
#: Headers of an answer that are kept beside its body.
KEPT = ("content-language", "content-location", "date", "link", "memento-datetime", "x-robots-tag")
_LONGEST_HEADER = 2_000
#: Media that hold no words to read.
_WORDLESS = ("image/", "audio/", "video/", "font/", "model/", "text/css", "text/javascript", "application/javascript", "application/wasm")
_ACCEPT = "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, application/feed+json, text/plain, application/pdf, */*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """How large a body may be, unpacked, and what becomes of a larger one."""

    size: int
    beyond: Literal["refuse", "cut"] = "refuse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one request brought; the body of a 200 only."""

    status: int
    #: Lower-case names; the first of each.
    headers: dict[str, str]
    body: bytes = field(default=b"", repr=False)
    #: Whether it came from the open internet.
    public: bool


class Wire:
    """Sends requests under one set of limits."""

    def __init__(self, *, network: Network | None = None) -> None:
        self._network = network or Network()

    def ask(self, link: Link, *, seconds: float, limit: Limit, allow_private: bool, conditions: Sequence[tuple[str, str]] = ()) -> Answer:
        """The answer to a GET; FetchError when there is none. `conditions` are If-None-Match and If-Modified-Since."""
        backend = Guarded(self._network, seconds=seconds, allow_private=allow_private)
        origin = httpcore2.Origin(link.scheme.encode(), link.host.encode(), link.port)
        url = httpcore2.URL(scheme=link.scheme, host=link.host, port=link.port, target=link.target)
        headers = [("Host", link.authority), *_HEADERS, ("Accept-Encoding", codings()), *conditions]
        connection = httpcore2.HTTPConnection(origin, ssl_context=_authorities() if link.scheme == "https" else None, network_backend=backend)
        try:
            with connection.stream("GET", url, headers=headers) as response:
                return _answer(response, limit, public=backend.public is not False)
        except (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.ProtocolError) as error:
            raise _worded(error, link, seconds) from error
        finally:
            connection.close()


@cache
def _authorities() -> ssl.SSLContext:
    """The certificate authorities that this machine trusts; reading them takes a while, and they are the same for all."""
    return httpcore2.default_ssl_context()


_HEADERS = (("User-Agent", AGENT), ("Accept", _ACCEPT), ("Accept-Language", "en, *;q=0.5"), ("Connection", "close"))


def _answer(response: httpcore2.Response, limit: Limit, *, public: bool) -> Answer:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), _words(value)[:_LONGEST_HEADER])
    body = b""
    if response.status in (200, 203):
        body = _body(response, headers, limit)
    return Answer(status=response.status, headers=headers, body=body, public=public)


def _words(value: bytes) -> str:
    """A header's value; UTF-8 where it is, as servers send it in redirects."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _body(response: httpcore2.Response, headers: dict[str, str], limit: Limit) -> bytes:
    coding = headers.get("content-encoding", "")
    if limit.beyond == "refuse":
        _promising(headers, limit.size)
        return unpacked(_chunks(response), coding, limit.size)
    try:
        return unpacked(_chunks(response), coding, limit.size)
    except TooLargeError as error:
        return error.begun


def _chunks(response: httpcore2.Response) -> Iterator[bytes]:
    assert not isinstance(response.stream, bytes)
    yield from response.iter_stream()


def _promising(headers: dict[str, str], largest: int) -> None:
    """FetchError when the headers alone show that the body is not worth its transfer."""
    media = headers.get("content-type", "").lower()
    if media.startswith(_WORDLESS):
        raise FetchError("not-text", f"is no text but {media.partition(';')[0][:60]}", "Give the page that it belongs to.")
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:18]) > largest:
        raise TooLargeError(f"has {int(length[:18]) / 1e6:.0f} MB; pages above {largest / 1e6:g} MB are not fetched", b"")


def _worded(error: Exception, link: Link, seconds: float) -> FetchError:
    """What went wrong on the wire, in words."""
    cause = error.__cause__
    if isinstance(cause, ssl.SSLCertVerificationError):
        hint = "Somebody may be listening in, or the site is badly kept. Open it in a browser to see; save the page from there if you trust it."
        return FetchError("bad-certificate", f"cannot be trusted: the certificate of {link.host} does not hold ({cause.verify_message})", hint)
    if isinstance(cause, ssl.SSLError):
        return FetchError("tls-failed", f"cannot be fetched: {link.host} and Stemma agree on no encryption", SAVE_IT)
    if isinstance(error, httpcore2.TimeoutException):
        return FetchError("timed-out", f"did not come within {seconds:g} seconds", LATER, passing=True)
    if isinstance(error, httpcore2.ConnectError):
        hint = "Check the address and the connection to the internet, or try again later."
        return FetchError("no-connection", f"cannot be fetched: {link.host} takes no connection", hint, passing=True)
    if isinstance(error, httpcore2.LocalProtocolError):
        return FetchError("bad-address", "cannot be asked for over HTTP", "Check the address.")
    if isinstance(error, httpcore2.RemoteProtocolError) and "without sending complete" not in str(error):
        return FetchError("odd-answer", f"cannot be fetched: {link.host} does not answer as a web server does", LATER, passing=True)
    return FetchError("cut-off", "broke off before its end", LATER, passing=True)
