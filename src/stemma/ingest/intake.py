"""The ingest stage: paths and bytes in; reports, troubles and pointers out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from stemma.errors import UsageError
from stemma.ingest import dates, kinds, pieces
from stemma.ingest.crew import Crew
from stemma.ingest.finish import Floods, finished
from stemma.ingest.sources import sources
from stemma.ingest.taken import Piece, Taken, joined, trouble
from stemma.model import RawReport, Trouble

#: A large source is given in stretches of about so many reports and so many bytes of originals.
_STRETCH, _STRETCH_BYTES = 64, 8_000_000


def ingest(
    paths: Sequence[str | Path],
    *,
    stdin: bytes | BinaryIO | None = None,
    outlet: str | None = None,
    published: str | None = None,
    workers: int = 1,
) -> tuple[list[RawReport], list[Trouble]]:
    """All reports under `paths` at once; otherwise as `stream`. Addresses that the inputs only name are said, never fetched."""
    taken = joined(stream(paths, stdin=stdin, outlet=outlet, published=published, workers=workers))
    named: dict[str, int] = {}
    for pointer in taken.pointers:
        named[pointer.from_path] = named.get(pointer.from_path, 0) + 1
    said = [
        trouble("not-fetched", path, f"{path} names {count} address{'es' if count > 1 else ''}; reading fetches nothing.", f"stemma add {path}")
        for path, count in named.items()
    ]
    return list(taken.reports), [*taken.troubles, *said]


def stream(
    paths: Sequence[str | Path],
    *,
    stdin: bytes | BinaryIO | None = None,
    outlet: str | None = None,
    published: str | None = None,
    workers: int = 1,
    now: dt.datetime | None = None,
) -> Iterator[Taken]:
    """Reads the reports under `paths`, source by source in the order of the paths (folders sorted), large sources in stretches.

    Files: .txt .md, .html, .json .jsonl (also ninjs and JSON Feed), .csv, .pdf, .eml .mbox, .mhtml, RSS, Atom and OPML, .warc .wacz;
    most also as .gz; folders of them; "-" for standard input. `outlet` and `published` (ISO, or a full date in words) are the person's
    word and win over what the files say. What strangers wrote is parsed in `workers` child processes that are killed when they take
    too long; none is started for text and JSON. Whatever cannot be read is a trouble, and the rest goes on; the order and the
    stretches do not depend on `workers`. Dates after `now` (the clock's unless given) are flagged.
    Raises UsageError only, at once, when `published` is no date.
    """
    reader = Reader(workers=workers, now=now)
    given = given_date(published)

    def run() -> Iterator[Taken]:
        with reader:
            yield from reader.stream(paths, stdin=stdin, outlet=outlet, published=given)

    return run()


def of_bytes(data: bytes, *, name: str, media: str | None = None, url: str | None = None, fetched: str | None = None) -> Taken:
    """What was fetched from `url`: a page, PDF, feed, JSON, mail, by its media type (Content-Type) and how it begins.

    `name` is the path that reports carry; `fetched` (ISO) dates the capture. For many documents, keep one `Reader`.
    """
    with Reader() as reader:
        return reader.of_bytes(data, name=name, media=media, url=url, fetched=fetched)


class Reader:
    """Child processes that parse, started at the first document that needs one and kept until the reader is closed."""

    def __init__(self, *, workers: int = 1, now: dt.datetime | None = None) -> None:
        self._crew = Crew(max(1, workers))
        self._now = now

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child processes."""
        self._crew.close()

    def stream(
        self,
        paths: Sequence[str | Path],
        *,
        stdin: bytes | BinaryIO | None = None,
        outlet: str | None = None,
        published: str | None = None,
    ) -> Iterator[Taken]:
        """As the function `stream`."""
        published = given_date(published)
        found, troubles = sources(paths)
        if troubles:
            yield Taken(troubles=tuple(troubles))
        items = ((n, item) for n, source in enumerate(found) for item in pieces.of_source(source, stdin))
        done = self._crew.in_order(items)
        names = [source.name for source in found]
        for taken in _stretches(((n, finished(t, piece, self._now)) for n, t, piece in done), names):
            yield replace(taken, reports=tuple(_as_given(r, outlet, published) for r in taken.reports))

    def of_bytes(self, data: bytes, *, name: str, media: str | None = None, url: str | None = None, fetched: str | None = None) -> Taken:
        """As the function `of_bytes`."""
        kind = kinds.of_media(media, data)
        if kind is None:
            message = f"{name} is of no kind that can be read ({media or 'no media type is stated'})."
            return Taken(troubles=(trouble("unknown-kind", name, message, "Give the address of the article itself."),))
        facts = Piece(name=name, kind="html", data=b"", media=media or "", url=url, at=fetched)
        items = ((0, item) for item in pieces.of_document(data, kind, name, media=media, url=url, at=fetched))
        done = [finished(taken, piece or facts, self._now) for _, taken, piece in self._crew.in_order(items)]
        return joined(_stretches(((0, t) for t in done), [name]))


def _stretches(parts: Iterable[tuple[int, Taken]], names: Sequence[str]) -> Iterator[Taken]:
    """The parts of each source together, as long as they stay small; floods of one trouble are cut short."""
    held: list[Taken] = []
    reports = size = 0
    source, floods = -1, Floods("")
    for number, part in parts:
        if number != source:
            held += floods.rest()
            if held:
                yield joined(held)
            held, reports, size = [], 0, 0
            source, floods = number, Floods(names[number])
        held.append(floods.thinned(part))
        reports += len(part.reports) + len(part.pointers)
        size += sum(len(r.original.data) for r in part.reports if r.original)
        if reports >= _STRETCH or size >= _STRETCH_BYTES:
            yield joined(held)
            held, reports, size = [], 0, 0
    held += floods.rest()
    if held:
        yield joined(held)


def given_date(published: str | None) -> str | None:
    """The date that a person gave, as ISO 8601. Raises UsageError when it is none."""
    if published is None:
        return None
    value = dates.iso(published)
    if value is None:
        raise UsageError(f"{published!r} is no date.", code="bad-date", hint="Write --published 2025-06-17.")
    return value


def _as_given(report: RawReport, outlet: str | None, published: str | None) -> RawReport:
    if outlet is not None:
        report = replace(report, outlet=outlet)
    if published is not None:
        report = replace(report, published=published, published_from="given")
    return report
