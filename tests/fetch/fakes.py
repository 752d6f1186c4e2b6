"""A clock that is turned by hand, and a network that only writes down where it was led."""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpcore2

from stemma.fetch.guard.backend import Network

#: 2025-06-17T12:00:00Z
NOON = 1_750_161_600.0


@dataclass
class FakeClock:
    """Time passes only by sleeping; `stop_after` sleeps (of more than nothing) the run is asked to stop."""

    time: float = NOON
    slept: list[float] = field(default_factory=list)
    stopped: bool = False
    stop_at: float | None = None

    def now(self) -> float:
        return self.time

    def ticks(self) -> float:
        return self.time - NOON

    def sleep(self, seconds: float) -> bool:
        if seconds > 0:
            self.slept.append(seconds)
            self.time += seconds
        return self.stopped or (self.stop_at is not None and self.time >= self.stop_at)


class Stream(httpcore2.NetworkStream):
    """A connection that answers one request by its path; a robots.txt is not there unless `answer` says so."""

    def __init__(self, answer: Callable[[str], bytes]) -> None:
        self._answer = answer
        self._left: bytes | None = None
        self.sent = b""
        self.closed = False

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        if self._left is None:
            self._left = self._answer(self.sent.split(b" ")[1].decode("ascii"))
        piece, self._left = self._left[:max_bytes], self._left[max_bytes:]
        return piece

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.sent += buffer

    def close(self) -> None:
        self.closed = True

    def start_tls(self, ssl_context: object, server_hostname: str | None = None, timeout: float | None = None) -> Stream:
        return self

    def get_extra_info(self, info: str) -> object:
        return None


def ok(body: bytes = b"<p>A page.</p>", status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP answer as bytes."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Content-Type: text/html"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + body


def pages(address: str, path: str) -> bytes:
    """A page at every path but robots.txt."""
    return ok(status="404 Not Found") if path == "/robots.txt" else ok()


@dataclass
class Written:
    """A network that resolves by a table or function, connects nowhere, and writes down what it was asked."""

    names: dict[str, Sequence[str]] | Callable[[str], Sequence[str]] = field(default_factory=dict)
    answers: Callable[[str, str], bytes] = pages
    looked_up: list[str] = field(default_factory=list)
    connected: list[tuple[str, int]] = field(default_factory=list)
    streams: list[Stream] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.looked_up.append(host)
        found = self.names(host) if callable(self.names) else self.names.get(host)
        if found is None:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return found

    def dial(self, address: str, port: int, seconds: float) -> Stream:
        self.connected.append((address, port))
        self.streams.append(Stream(lambda path: self.answers(address, path)))
        return self.streams[-1]

    @property
    def network(self) -> Network:
        return Network(resolve=self.resolve, dial=self.dial)
