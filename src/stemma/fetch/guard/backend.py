"""The one place where Stemma connects to anything: resolves a name once, judges every answer, and connects to a judged address.

A name with one answer inside and one outside is refused whole: that is how rebinding begins. The address is not looked up a second time
between judging and connecting, so the answer cannot change in between. The clock of an exchange runs through everything: the look-up,
the connection, and each read and write, so that a server which sends one byte a second gets no further than one which sends none.
"""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from queue import Empty, SimpleQueue
from typing import Any

import httpcore2

from stemma.fetch.errors import LATER, FetchError
from stemma.fetch.guard.addresses import barred, nature

#: Addresses of one name that are tried, one after the other.
MOST_ADDRESSES = 4
#: Seconds for one of them.
TO_CONNECT = 10.0

Resolve = Callable[[str, int], Sequence[str]]
Dial = Callable[[str, int, float], httpcore2.NetworkStream]


def resolved(host: str, port: int) -> Sequence[str]:
    """All addresses of `host`, by the system's resolver, each once, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def dialled(address: str, port: int, seconds: float) -> httpcore2.NetworkStream:
    """A connection to an IP address."""
    return httpcore2.SyncBackend().connect_tcp(address, port, timeout=seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What names are resolved and connections are made with; tests give their own."""

    resolve: Resolve = resolved
    dial: Dial = dialled


class Guarded(httpcore2.NetworkBackend):
    """The network backend of one exchange: it ends when `seconds` are over."""

    def __init__(self, network: Network, *, seconds: float, allow_private: bool = False) -> None:
        self._network = network
        self._until = time.monotonic() + seconds
        self._allow_private = allow_private
        #: Whether the address that was connected to lies on the open internet; None before that.
        self.public: bool | None = None

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connects to the first of the judged addresses of `host` that answers."""
        addresses = self._judged(host, port)
        refused: Exception | None = None
        for address in addresses[:MOST_ADDRESSES]:
            try:
                stream = self._network.dial(address, port, min(TO_CONNECT, self._left()))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                refused = refused or error
                continue
            self.public = nature(address) is None
            return Timed(stream, self._until)
        raise refused or httpcore2.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None
    ) -> httpcore2.NetworkStream:
        """Never: nothing that Stemma fetches lies behind a socket of this machine."""
        raise FetchError("blocked-address", "is not fetched: it lies on this machine", "Give the file itself.")

    def _judged(self, host: str, port: int) -> Sequence[str]:
        """The addresses of `host`, when every one of them may be connected to."""
        addresses = self._addresses(host, port)
        for address in addresses:
            words = barred(address, allow_private=self._allow_private)
            if words is not None:
                statement = f"is not fetched: {host} leads to {address}, {words}"
                raise FetchError("blocked-address", statement, "Give --allow-private if it is a server of your own.")
        return addresses

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """What `host` resolves to. The system's resolver knows no time limit, so it is waited for from outside."""
        try:
            return [str(ip_address(host))]
        except ValueError:
            pass  # a name
        answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

        def ask() -> None:
            try:
                answers.put(self._network.resolve(host, port))
            except (OSError, UnicodeError) as error:
                answers.put(error)

        threading.Thread(target=ask, daemon=True, name="stemma-resolver").start()
        try:
            answer = answers.get(timeout=self._left())
        except Empty as error:
            raise FetchError("timed-out", f"cannot be fetched: the name {host} was not found in time", LATER, passing=True) from error
        if isinstance(answer, Exception):
            hint = "Check the address and the connection to the internet."
            passing = getattr(answer, "errno", None) != socket.EAI_NONAME
            raise FetchError("no-such-host", f"cannot be fetched: no host {host} is known", hint, passing=passing) from answer
        return answer

    def _left(self) -> float:
        return _left(self._until)


class Timed(httpcore2.NetworkStream):
    """A stream that ends with its exchange, whatever the other side does."""

    def __init__(self, stream: httpcore2.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to `max_bytes`."""
        return self._stream.read(max_bytes, timeout=_left(self._until))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends the whole buffer."""
        self._stream.write(buffer, timeout=_left(self._until))

    def close(self) -> None:
        """Closes the connection."""
        self._stream.close()

    def start_tls(self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None) -> httpcore2.NetworkStream:
        """The same stream, encrypted; it is closed when that fails."""
        try:
            seconds = _left(self._until)
        except httpcore2.ReadTimeout:
            self.close()
            raise
        return Timed(self._stream.start_tls(ssl_context, server_hostname, timeout=seconds), self._until)

    def get_extra_info(self, info: str) -> Any:
        """What the stream knows of itself."""
        return self._stream.get_extra_info(info)


def _left(until: float) -> float:
    """Seconds that are left, at least a moment; ReadTimeout when none are."""
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore2.ReadTimeout("the time for this page is over")
    return left
