"""Manners: one request at a time to a host, a pause between two, and longer pauses for a host that is in trouble.

The pause is a second, or what the host's robots.txt asks for. After a failure it doubles from five seconds up to an hour, and is never shorter
than what the host itself asked for (Retry-After). A share of it hangs on the host's name, so that many hosts that failed together are not all
asked again together; no dice are thrown.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from stemma.fetch.answers import LONGEST_ASKED, Clock
from stemma.fetch.errors import FetchError

PAUSE = 1.0
FIRST_BACK_OFF = 5.0
LONGEST_BACK_OFF = 3_600.0
#: Hosts that are remembered; the ones that are free again are forgotten beyond that.
MOST_SITES = 2_000


class _Site:
    __slots__ = ("failures", "free", "turn")

    def __init__(self) -> None:
        self.turn = threading.Lock()
        #: When it may be asked again, in ticks.
        self.free = 0.0
        self.failures = 0


class Manners:
    """Who may be asked when."""

    def __init__(self, clock: Clock, *, patience: float) -> None:
        self._clock = clock
        #: Seconds that a request waits for its host; a longer wait is told instead.
        self._patience = patience
        self._sites: dict[str, _Site] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, site: str, *, pause: float = PAUSE) -> Iterator[None]:
        """Waits for the host to be free, and keeps it until the request within is done. FetchError when that takes too long, or the run stops."""
        known = self._site(site)
        with known.turn:
            wait = known.free - self._clock.ticks()
            if wait > self._patience:
                raise resting(site, wait)
            if self._clock.sleep(wait if wait > 0 else 0):
                raise FetchError("stopped", "was not fetched: the run was stopped", "Start it again.")
            try:
                yield
            finally:
                known.free = max(known.free, self._clock.ticks() + max(PAUSE, pause))

    def failed(self, site: str, asked: float | None = None) -> None:
        """Notes a failure of the host; it rests for longer each time, and for as long as it asked."""
        known = self._site(site)
        rest = min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** min(known.failures, 20))
        rest = max(rest * (1 + share(site) / 4), min(asked or 0.0, LONGEST_ASKED))
        known.failures += 1
        known.free = max(known.free, self._clock.ticks() + rest)

    def answered(self, site: str) -> None:
        """Notes that the host is well."""
        self._site(site).failures = 0

    def wait(self, site: str) -> float:
        """Seconds until the host is free."""
        known = self._sites.get(site)
        return 0.0 if known is None else max(0.0, known.free - self._clock.ticks())

    def _site(self, site: str) -> _Site:
        with self._lock:
            known = self._sites.get(site)
            if known is None:
                self._forget()
                known = self._sites[site] = _Site()
            return known

    def _forget(self) -> None:
        if len(self._sites) < MOST_SITES:
            return
        now = self._clock.ticks()
        for name in [n for n, s in self._sites.items() if s.free <= now and not s.turn.locked()]:
            del self._sites[name]


def resting(site: str, wait: float) -> FetchError:
    """The host is to be left alone for now."""
    statement = f"was not fetched: {site} is to be left alone for {spoken(wait)}"
    return FetchError("resting", statement, "Run the same command again then.", passing=True, retry_after=wait)


def spoken(seconds: float) -> str:
    """A stretch of time in words."""
    for size, name in ((3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = round(seconds / size)
            return f"{count} {name}" if count == 1 else f"{count} {name}s"
    count = max(1, round(seconds))
    return f"{count} second" if count == 1 else f"{count} seconds"


def share(name: str) -> float:
    """A number from 0 to 1 that hangs on the name alone."""
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()[:4], "big") / 2**32
