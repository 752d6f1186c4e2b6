"""What stands between the desk and everything that is not the person in front of it.

The desk listens on loopback. Other programs and other pages in the same browser can reach loopback too, so every request passes these gates:
its Host must be ours (or a page elsewhere could rebind a name to 127.0.0.1); unless a person switched it off, it must carry the key of this
start, given once in the address and kept in a SameSite=Strict cookie; what writes must come from our own pages (Fetch Metadata and Origin, the
rule of Go's CrossOriginProtection); bodies are limited while they are read. Every answer carries a policy under which nothing but our own
script and style runs. Works as plain ASGI, so that a gate is passed before anything else of the application is.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from http.cookies import SimpleCookie
from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
#: Headers of every answer.
ALWAYS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
COOKIE = "stemma_key"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
#: Bytes of a body: a form or JSON, and a file.
LARGEST_BODY, LARGEST_UPLOAD = 2_000_000, 50_000_000
TOO_LARGE = f"That is too large: an upload may have {LARGEST_UPLOAD // 1_000_000} MB, a form {LARGEST_BODY // 1_000_000} MB.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """Who may come in."""

    #: Host names (without port) that this desk answers to.
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]")
    #: The port, where the Host must name it; None behind a proxy.
    port: int | None = None
    #: The key of this start; None where a person switched it off (tests).
    key: str | None = None


def loopback(host: str) -> bool:
    """Whether the address can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Guard:
    """The gates, around an application."""

    def __init__(self, app: ASGIApp, gate: Gate) -> None:
        self.app, self.gate = app, gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        dressed = _dressed(send)
        refused = self._refused(scope["method"], headers)
        if refused is not None:
            await PlainTextResponse(refused[1], refused[0])(scope, receive, dressed)
            return
        asked = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
        if not self._known(headers):
            given = next((v for k, v in asked if k == "key"), "")
            if scope["method"] == "GET" and self._is_key(given):
                await self._let_in(scope, receive, dressed, asked)
                return
            await PlainTextResponse(
                "This desk belongs to somebody. Open it by the address that `stemma desk` printed; it holds the key of this start.\n", 403
            )(scope, receive, dressed)
            return
        most = _limit(headers)
        if int(headers.get("content-length", "0")) > most:
            most = -1  # refused before anything of it is read
        try:
            await self.app(scope, _limited(receive, most), dressed)
        except TooLargeError:  # whoever is inside has no page for it
            await PlainTextResponse(TOO_LARGE, 413)(scope, receive, dressed)

    def _refused(self, method: str, headers: Headers) -> tuple[int, str] | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or not self._ours(hosts[0]):
            return 421, "This desk does not answer to that name.\n"
        if method not in _SAFE and not self._same_origin(headers, hosts[0]):
            return 403, "A page from elsewhere tried to write here; nothing was changed.\n"
        length = headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()) or len(length) > 15:
            return 413, TOO_LARGE
        return None

    def _ours(self, host: str) -> bool:
        name, colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        if not colon:
            name, port = host, "80" if self.gate.port is not None else ""
        if name.lower() not in self.gate.hosts:
            return False
        return self.gate.port is None or port == str(self.gate.port)

    @staticmethod
    def _same_origin(headers: Headers, host: str) -> bool:
        site = headers.get("sec-fetch-site")
        if site is not None:
            return site in ("same-origin", "none")
        origin = headers.get("origin")
        if origin is None:
            return True  # no browser sends a cross-site write without one of the two
        try:
            parts = urlsplit(origin)
        except ValueError:
            return False
        return parts.scheme in ("http", "https") and parts.netloc == host

    def _known(self, headers: Headers) -> bool:
        if self.gate.key is None:
            return True
        bearer = headers.get("authorization", "")
        if bearer.startswith("Bearer "):
            return self._is_key(bearer[7:])
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(headers.get("cookie", ""))
        except Exception:  # a cookie that cannot be read is none
            return False
        return COOKIE in jar and self._is_key(jar[COOKIE].value)

    def _is_key(self, given: str) -> bool:
        return self.gate.key is not None and hmac.compare_digest(given.encode("utf-8", "replace"), self.gate.key.encode())

    async def _let_in(self, scope: Scope, receive: Receive, send: Send, asked: Sequence[tuple[str, str]]) -> None:
        """The key goes from the address, where it would be seen over a shoulder, into a cookie."""
        rest = urlencode([(k, v) for k, v in asked if k != "key"])
        path = "/" + scope["path"].lstrip("/")
        answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
        answer.set_cookie(COOKIE, self.gate.key or "", httponly=True, samesite="strict", path="/")
        await answer(scope, receive, send)


def _limit(headers: Headers) -> int:
    return LARGEST_UPLOAD if headers.get("content-type", "").startswith("multipart/form-data") else LARGEST_BODY


class TooLargeError(Exception):
    """A body went on longer than it may."""


def _limited(receive: Receive, most: int) -> Receive:
    """Counts the body while it is read: a length in the header is only a promise."""
    seen = 0

    async def limited() -> Message:
        nonlocal seen
        if most < 0:
            raise TooLargeError
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > most:
                raise TooLargeError
        return message

    return limited


def _dressed(send: Send) -> Send:
    """Adds the headers of every answer; those that the answer sets itself stay."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = list(message.get("headers", ()))
            have = {name.lower() for name, _ in headers}
            message = {**message, "headers": [*headers, *((n, v) for n, v in ALWAYS if n not in have)]}
        await send(message)

    return dressed
