"""What comes back from fetching, and the clock that it is dated by."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

#: Seconds for which a host may ask to be left alone: a day.
LONGEST_ASKED = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as it came. Everything but `url` and `fetched` is the server's word."""

    #: As asked for.
    url: str
    #: Where the redirects ended.
    final_url: str
    status: int
    #: Content-Type as sent, e.g. "text/html; charset=windows-1252".
    media: str
    data: bytes = field(repr=False)
    etag: str | None = None
    #: Last-Modified as sent.
    modified: str | None = None
    #: ISO 8601, UTC.
    fetched: str
    #: Whether every redirect on the way was a lasting one (301, 308).
    moved: bool = False
    #: Whether it came from an address on the open internet.
    public: bool = True
    #: Further headers that tell of the page, lower-case names: see `wire.KEPT`.
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """The page is as it was when `etag` or `modified` was given out."""

    url: str
    final_url: str
    etag: str | None = None
    modified: str | None = None
    fetched: str
    public: bool = True


class Clock(Protocol):
    """The time of day, for dates; running seconds, for waiting; and waiting itself."""

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        ...

    def ticks(self) -> float:
        """Seconds that never run backwards."""
        ...

    def sleep(self, seconds: float) -> bool:
        """Waits; True, and at once, when the run is to stop. `sleep(0)` asks just that."""
        ...


#: Seconds of one wait at the most.
_SLICE = 0.5


class SystemClock:
    """The machine's clock; `stop` ends every waiting."""

    def __init__(self, stop: threading.Event | None = None) -> None:
        self._stop = stop if stop is not None else threading.Event()

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        return time.time()

    def ticks(self) -> float:
        """Seconds that never run backwards."""
        return time.monotonic()

    def sleep(self, seconds: float) -> bool:
        """Waits for `seconds` or for the stop.

        In slices: a signal that comes in the moment before the wait begins does not end it, and its handler runs when the slice is over.
        """
        end = time.monotonic() + max(0.0, seconds)
        while not self._stop.wait(min(_SLICE, max(0.0, end - time.monotonic()))):
            if time.monotonic() >= end:
                return False
        return True


def stamp(seconds: float) -> str:
    """ISO 8601 of seconds since 1970."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds_of(iso: str) -> float:
    """Seconds since 1970 of what `stamp` wrote."""
    return datetime.fromisoformat(iso).timestamp()
