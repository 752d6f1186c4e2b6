"""robots.txt as RFC 9309 reads it: no file is leave, a server in trouble is a no for now.

One file an origin is kept for a day. It is asked under our own name; no file is obeyed that is meant for somebody else, and none is worked around.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.fetch.errors import LATER, SAVE_IT, FetchError
from stemma.fetch.guard.links import Link

if TYPE_CHECKING:
    from protego import Protego

#: The name by which robots.txt files know us.
TOKEN = "stemma"
#: RFC 9309 asks to read at least 500 kB; what comes after is not obeyed, as there.
LARGEST = 512_000
KEPT_FOR = 86_400.0
MOST_KEPT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one robots.txt says."""

    parsed: Protego | None
    #: In ticks.
    read: float

    @property
    def pause(self) -> float:
        """Seconds between two requests that it asks for."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(TOKEN)
        return max(self.parsed.crawl_delay(TOKEN) or 0.0, rate.seconds / rate.requests if rate is not None else 0.0)


class Robots:
    """The robots.txt files of this run; `ask` fetches one: its status and the first `LARGEST` bytes of its body."""

    def __init__(self, ask: Callable[[Link, bool], tuple[int, bytes]], ticks: Callable[[], float]) -> None:
        self._ask = ask
        self._ticks = ticks
        self._kept: OrderedDict[tuple[str, str, int, bool], Rules] = OrderedDict()

    def allow(self, link: Link, *, private: bool) -> float:
        """The pause between requests that the host asks for; FetchError when the page is not ours to fetch.

        `private` says whether the host may lie in a private net.
        """
        rules = self._rules(link, private)
        if rules.parsed is not None and not rules.parsed.can_fetch(link.url, TOKEN):
            raise FetchError("robots", f"was not fetched: the robots.txt of {link.host} keeps programs from it", SAVE_IT)
        return rules.pause

    def _rules(self, link: Link, private: bool) -> Rules:
        key = (link.scheme, link.host, link.port, private)
        rules = self._kept.get(key)
        if rules is None or self._ticks() - rules.read > KEPT_FOR:
            rules = self._kept[key] = self._read(link, private)
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return rules

    def _read(self, link: Link, private: bool) -> Rules:
        address = Link(scheme=link.scheme, host=link.host, port=link.port, target="/robots.txt")
        status, body = self._ask(address, private)
        if status == 429 or status >= 500:
            statement = f"was not fetched: {link.host} could not say just now whether programs may (robots.txt answers {status})"
            raise FetchError("robots-unreachable", statement, LATER, passing=True)
        return Rules(parsed=_parsed(body) if status in (200, 203) else None, read=self._ticks())


def _parsed(body: bytes) -> Protego:
    from protego import Protego

    return Protego.parse(body.decode("utf-8-sig", "replace"))
