"""The fetcher: a page for a URL, politely, through the guard.

One fetcher serves one run (a command, a watch): it holds the robots.txt files, the pauses of the hosts and nothing else. It may be shared by
threads; a host is asked one thing at a time. Redirects are followed by hand, five at most; each hop is judged as if it were given by
the user: its address, its robots.txt, its pause. A page on the open internet never leads into a private net, whatever was allowed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.fetch.answers import Clock, Fetched, NotModified, stamp
from stemma.fetch.errors import SAVE_IT, FetchError
from stemma.fetch.guard.links import Link, checked, joined
from stemma.fetch.manners import PAUSE, Manners
from stemma.fetch.robots import LARGEST as LARGEST_ROBOTS
from stemma.fetch.robots import Robots
from stemma.model import Trouble

if TYPE_CHECKING:
    from stemma.fetch.guard.backend import Network
    from stemma.fetch.wire import Answer, Limit, Wire

MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much a run may ask of the net, and of the user's patience."""

    #: Bytes of a page, unpacked.
    largest: int = 20_000_000
    #: Seconds for one request, from looking up its name to its last byte.
    seconds: float = 30.0
    #: Seconds that a request waits for its host's pause.
    patience: float = 60.0
    #: Times that a page is asked for when the failure may pass.
    tries: int = 3


class Fetcher:
    """Fetches pages. `allow_private` opens this machine and private nets, and other ports; `downgrade` lets https lead to http."""

    def __init__(
        self,
        *,
        clock: Clock,
        allow_private: bool = False,
        downgrade: bool = False,
        limits: Limits | None = None,
        network: Network | None = None,
    ) -> None:
        self._clock = clock
        self._allow_private = allow_private
        self._downgrade = downgrade
        self._limits = limits or Limits()
        self._network = network
        self._manners = Manners(clock, patience=self._limits.patience)
        self._robots = Robots(self._robots_file, clock.ticks)
        self._wire: Wire | None = None

    def page(
        self, url: str, *, etag: str | None = None, modified: str | None = None, largest: int | None = None, outside: bool = False
    ) -> Fetched | NotModified | Trouble:
        """The page at `url`, or the word that it is as it was when `etag` and `modified` were given out, or why it cannot be had.

        `outside` says that the URL comes from a page or feed of the open internet: then it may not lead into a private net.
        Waits for the host's pause, up to the patience of the limits. Never raises for what a server does.
        """
        try:
            return self.fetch(url, etag=etag, modified=modified, largest=largest, outside=outside)
        except FetchError as error:
            return error.trouble(url)

    def fetch(
        self, url: str, *, etag: str | None = None, modified: str | None = None, largest: int | None = None, outside: bool = False
    ) -> Fetched | NotModified:
        """The same, for those inside `fetch` who ask why: FetchError in place of a trouble."""
        private = self._allow_private and not outside
        link = checked(url, allow_private=private)
        return self._tried(url, link, _conditions(etag, modified), largest or self._limits.largest, private)

    def wait(self, url: str) -> float:
        """Seconds until the host of `url` may be asked again; 0 when the URL cannot be fetched at all."""
        try:
            return self._manners.wait(checked(url, allow_private=self._allow_private).site)
        except FetchError:
            return 0.0

    def _tried(self, url: str, link: Link, conditions: list[tuple[str, str]], largest: int, private: bool) -> Fetched | NotModified:
        """The page, asked for again while the failure may pass and the host's rest is not too long."""
        first: FetchError | None = None
        for _ in range(self._limits.tries):
            try:
                return self._page(url, link, conditions, largest, private)
            except FetchError as error:
                if error.code == "resting" and first is not None:
                    raise first from error
                if not error.passing or error.code == "resting":
                    raise
                first = error
        assert first is not None
        raise first

    def _page(self, url: str, link: Link, conditions: list[tuple[str, str]], largest: int, private: bool) -> Fetched | NotModified:
        from stemma.fetch.statuses import READ, failure
        from stemma.fetch.wire import KEPT, Limit

        link, answer, moved = self._followed(link, conditions, Limit(size=largest), private, self._robots)
        now = self._clock.now()
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        if answer.status == 304 and conditions:
            return NotModified(url=url, final_url=link.url, etag=etag, modified=modified, fetched=stamp(now), public=answer.public)
        if answer.status not in READ:
            raise failure(answer, now=now)
        if not answer.body.strip():
            raise FetchError("empty-page", "came empty", SAVE_IT)
        return Fetched(
            url=url,
            final_url=link.url,
            status=answer.status,
            media=answer.headers.get("content-type", "application/octet-stream"),
            data=answer.body,
            etag=etag,
            modified=modified,
            fetched=stamp(now),
            moved=moved,
            public=answer.public,
            headers=tuple((name, answer.headers[name]) for name in KEPT if name in answer.headers),
        )

    def _followed(
        self, link: Link, conditions: list[tuple[str, str]], limit: Limit, private: bool, robots: Robots | None
    ) -> tuple[Link, Answer, bool]:
        """Where the redirects end, what is there, and whether all of them were lasting ones (and there were any)."""
        from stemma.fetch.statuses import LASTING, REDIRECTS

        lasting: list[bool] = []
        while True:
            answer = self._asked(link, conditions, limit, private, robots)
            location = answer.headers.get("location")
            if answer.status not in REDIRECTS or location is None:
                return link, answer, bool(lasting) and all(lasting)
            if len(lasting) == MOST_REDIRECTS:
                raise FetchError("too-many-redirects", f"redirects more than {MOST_REDIRECTS} times", SAVE_IT)
            private = private and not answer.public
            following = joined(link, location, allow_private=private)
            if link.scheme == "https" and following.scheme == "http" and not self._downgrade:
                hint = "Anybody on the way could change what http brings. Save the page in a browser if you trust it."
                raise FetchError("downgrade", f"leads from https to plain http ({following.url[:200]})", hint)
            lasting.append(answer.status in LASTING)
            link = following

    def _asked(self, link: Link, conditions: list[tuple[str, str]], limit: Limit, private: bool, robots: Robots | None) -> Answer:
        """One request in its turn; the host's failures are noted."""
        from stemma.fetch.statuses import failure

        pause = robots.allow(link, private=private) if robots is not None else PAUSE
        with self._manners.turn(link.site, pause=pause):
            try:
                answer = self._sent().ask(link, seconds=self._limits.seconds, limit=limit, allow_private=private, conditions=conditions)
            except FetchError as error:
                if error.passing:
                    self._manners.failed(link.site, error.retry_after)
                raise
            if answer.status == 429 or answer.status >= 500:
                self._manners.failed(link.site, failure(answer, now=self._clock.now()).retry_after)
            else:
                self._manners.answered(link.site)
        return answer

    def _robots_file(self, link: Link, private: bool) -> tuple[int, bytes]:
        """The status and body of a robots.txt; redirects are followed, without asking for leave."""
        from stemma.fetch.wire import Limit

        _, answer, _ = self._followed(link, [], Limit(size=LARGEST_ROBOTS, beyond="cut"), private, None)
        return answer.status, answer.body

    def _sent(self) -> Wire:
        if self._wire is None:
            from stemma.fetch.wire import Wire

            self._wire = Wire(network=self._network)
        return self._wire


def _conditions(etag: str | None, modified: str | None) -> list[tuple[str, str]]:
    """The headers that ask for the page only if it has changed; what a server could not have sent is left out."""
    given = (("If-None-Match", (etag or "").strip()), ("If-Modified-Since", (modified or "").strip()))
    return [(name, value) for name, value in given if value and len(value) <= 1_000 and value.isascii() and value.isprintable()]
