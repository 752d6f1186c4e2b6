"""From what a person names to what the store takes: paths and addresses in, reports under the store's own ids out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, BinaryIO

from stemma.ingest import Reader, Taken
from stemma.lang import urls
from stemma.model import RawReport, Report, Trouble, content_id
from stemma.read import prepare

if TYPE_CHECKING:
    from stemma.fetch import Fetcher

#: An address that an input names may name further ones (a feed's page); how far that is followed.
_DEEPEST = 2
#: Addresses of one input that are fetched.
_MOST_ADDRESSES = 10_000


def is_address(named: str) -> bool:
    """Whether a person means something on the net."""
    return named[:7].lower() == "http://" or named[:8].lower() == "https://"


def id_of(raw: RawReport) -> str:
    """The id of a report in a store: by address, metadata and text; the name of the file takes no part, since one report lies about under many."""
    address = (urls.canonical(raw.url) if raw.url else None) or raw.url
    return content_id("r", address, raw.outlet, raw.title, raw.byline, raw.published, raw.updated, raw.text)


def prepared(raw: RawReport, *, seen: dt.date) -> tuple[Report, list[Trouble]]:
    """The report zoned and dated; no date is inferred that lies after the day on which it was seen."""
    return prepare(raw, id=id_of(raw), today=seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A stretch of what was taken in, and what led to it."""

    taken: Taken
    #: The address that was fetched, or the file that named it.
    via: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Address:
    """Something to be fetched."""

    url: str
    #: What named it.
    via: str | None = None
    #: How many inputs led to it.
    depth: int = 0
    #: Named by a page of the open internet: it may not lead into a private net.
    outside: bool = False


class Taking:
    """Takes in paths, addresses, and what inputs point at."""

    def __init__(
        self,
        *,
        fetcher: Callable[[], Fetcher],
        workers: int = 1,
        outlet: str | None = None,
        published: str | None = None,
        progress: Callable[[str], None] = lambda doing: None,
    ) -> None:
        self._reader = Reader(workers=workers)
        self._fetcher, self._made = fetcher, None
        self._outlet, self._published, self._progress = outlet, published, progress
        self._met: set[str] = set()
        self._waiting: list[_Address] = []
        self._left_out = 0

    _made: Fetcher | None

    def __enter__(self) -> Taking:
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.close()

    def run(self, named: Sequence[str], *, stdin: bytes | BinaryIO | None = None) -> Iterator[Met]:
        """Stretch by stretch: files first, in their order, then addresses; their hosts take turns, so that one that is slow holds up no other."""
        paths = [n for n in named if not is_address(n)]
        for address in named:
            if is_address(address):
                self._queue(_Address(url=address))
        if paths:
            for taken in self._reader.stream(paths, stdin=stdin, outlet=self._outlet, published=self._published):
                for pointer in taken.pointers:
                    self._queue(_Address(url=pointer.url, via=pointer.from_path, depth=1))
                yield Met(taken=taken)
        if not self._waiting:
            return
        fetcher = self._made = self._made or self._fetcher()
        from stemma.fetch.turns import Turns

        turns: Turns[_Address] = Turns(fetcher.wait)
        while True:
            for one in self._waiting:
                turns.add(one.url, one)
            self._waiting.clear()
            following = turns.next()
            if following is None:
                break
            yield from self._fetched(fetcher, following)
        if self._left_out:
            message = f"{len(self._met) + self._left_out:,} addresses were named; only the first {_MOST_ADDRESSES:,} were fetched."
            yield Met(taken=Taken(troubles=(Trouble(code="too-many-addresses", message=message, hint="Give the rest in a further call."),)))

    def _queue(self, address: _Address) -> None:
        """Has an address fetched, once."""
        key = urls.canonical(address.url) or address.url
        if key in self._met:
            return
        if len(self._met) >= _MOST_ADDRESSES:
            self._left_out += 1
            return
        self._met.add(key)
        self._waiting.append(address)

    def bytes(self, data: bytes, *, name: str, media: str | None = None, url: str | None = None, fetched: str | None = None) -> Taken:
        """What somebody brought as bytes (an upload, a page that a watch fetched)."""
        taken = self._reader.of_bytes(data, name=name, media=media, url=url, fetched=fetched)
        return replace(taken, reports=tuple(self._as_given(r) for r in taken.reports))

    def _fetched(self, fetcher: Fetcher, address: _Address) -> Iterator[Met]:
        from stemma.fetch import NotModified

        self._progress(f"fetching {address.url}")
        page = fetcher.page(address.url, outside=address.outside)
        if isinstance(page, Trouble):
            yield Met(taken=Taken(troubles=(page,)), via=address.via)
            return
        if isinstance(page, NotModified):
            return  # unchanged since it was given out: nothing was asked so
        taken = self.bytes(page.data, name=page.final_url, media=page.media, url=page.final_url, fetched=page.fetched)
        yield Met(taken=taken, via=address.via)
        if address.depth < _DEEPEST:
            for pointer in taken.pointers:
                self._queue(_Address(url=pointer.url, via=address.url, depth=address.depth + 1, outside=address.outside or page.public))

    def _as_given(self, report: RawReport) -> RawReport:
        if self._outlet is not None:
            report = replace(report, outlet=self._outlet)
        if self._published is not None:
            report = replace(report, published=self._published, published_from="given")
        return report
