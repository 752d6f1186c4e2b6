"""No test of `fetch` has a way out: an audit hook ends every attempt to reach anything but this machine, whatever library makes it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any

import pytest

from stemma.fetch import Fetcher, Limits
from tests.fetch.fakes import FakeClock
from tests.fetch.server import Server, serving
from tests.fetch.watched import World

_closed = False


def _watching(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuses look-ups of names and connections beyond loopback while a test of `fetch` runs."""
    if not _closed:
        return
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        _local(event, arguments[0])
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg") and isinstance(arguments[1], tuple):
        _local(event, arguments[1][0])


def _local(event: str, host: Any) -> None:
    try:
        local = ip_address(host.decode() if isinstance(host, bytes) else str(host)).is_loopback
    except ValueError:
        local = host == "localhost"
    if not local:
        raise PermissionError(f"a test tried {event} with {host!r}")


sys.addaudithook(_watching)


@pytest.fixture(autouse=True)
def no_way_out() -> Iterator[None]:
    """Closes the network for the test."""
    global _closed
    _closed = True
    try:
        yield
    finally:
        _closed = False


@pytest.fixture
def server() -> Iterator[Server]:
    """A web server of this machine."""
    with serving() as one:
        yield one


@pytest.fixture
def clock() -> FakeClock:
    """A clock that only sleeping moves."""
    return FakeClock()


@pytest.fixture
def fetcher(clock: FakeClock) -> Fetcher:
    """A fetcher that may ask this machine, in a hurry."""
    return Fetcher(clock=clock, allow_private=True, limits=Limits(seconds=1.0))


@pytest.fixture
def world(server: Server) -> World:
    """A server with one feed, and a watch of it."""
    return World(server)
