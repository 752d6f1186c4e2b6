"""The ingest stage: paths in, raw reports and troubles out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from stemma.errors import UsageError
from stemma.ingest import dates, records
from stemma.ingest.decode import decode
from stemma.ingest.sources import LARGEST_FILE, Source, looks_binary, sniff, sources
from stemma.ingest.worker import Worker
from stemma.model import RawReport, Trouble

#: What reading one source gave.
Taken = tuple[list[RawReport], list[Trouble]]
_Page = Callable[[bytes, str], Taken]


def ingest(
    paths: Sequence[str | Path],
    *,
    stdin: bytes | BinaryIO | None = None,
    outlet: str | None = None,
    published: str | None = None,
    workers: int = 1,
) -> Taken:
    """Reads every report under `paths`: .txt, .md, .html, .htm, .json, .jsonl, folders of them, and "-" for standard input.

    `outlet` and `published` (ISO, or a full date in words) are the person's word and win over what the files say. HTML is parsed in
    `workers` child processes that are killed when they take too long; no process is started when there is no HTML. What cannot be
    read is a trouble, and the others are read. Raises UsageError only when `published` is no date.
    """
    given = _given_date(published)
    found, troubles = sources(paths)
    reports: list[RawReport] = []
    with ExitStack() as stack:
        pool = _Pool(stack, max(1, workers))
        for taken, said in pool.map(found, stdin):
            reports += taken
            troubles += said
    return [_as_given(r, outlet, given) for r in reports], troubles


class _Pool:
    """Workers that are started when the first HTML page comes, and shared by the threads that wait for them."""

    def __init__(self, stack: ExitStack, size: int) -> None:
        self._stack = stack
        self._size = size
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        for _ in range(size):
            self._idle.put(stack.enter_context(Worker()))

    def map(self, found: Sequence[Source], stdin: bytes | BinaryIO | None) -> Iterator[Taken]:
        """What each source gives, in order."""
        if self._size == 1 or len(found) == 1:
            yield from (_taken(source, stdin, self._page) for source in found)
            return
        with ThreadPoolExecutor(self._size) as threads:
            yield from threads.map(lambda source: _taken(source, stdin, self._page), found)

    def _page(self, data: bytes, path: str) -> Taken:
        worker = self._idle.get()
        try:
            return worker.page(data, path)
        finally:
            self._idle.put(worker)


def _taken(source: Source, stdin: bytes | BinaryIO | None, page: _Page) -> Taken:
    """The reports of one source."""
    try:
        if source.kind == "jsonl":
            return records.from_lines(Path(source.file), source.name)
        data = _standard_input(stdin) if source.kind == "stdin" else Path(source.file).read_bytes()
    except PermissionError:
        return [], [_trouble("not-readable", f"{source.name} may not be read: permission is missing.", "Change its permissions.", source.name)]
    except OSError as error:
        return [], [
            _trouble("not-readable", f"{source.name} cannot be read: {error.strerror or error}.", "Check the file and the disk.", source.name)
        ]
    kind = sniff(data) if source.kind == "stdin" else source.kind
    return _of_bytes(data, kind, source.name, page)


def _of_bytes(data: bytes, kind: str, name: str, page: _Page) -> Taken:
    if not data.strip():
        return [], [_trouble("empty-file", f"{name} is empty.", "Leave it out, or save the article again.", name)]
    if len(data) > LARGEST_FILE:
        return [], [too_large(name, len(data))]
    what = looks_binary(data)
    if what is not None:
        return [], [_trouble("binary-file", f"{name} is no text: {what}.", "Save the article as .txt or .html.", name)]
    if kind == "html":
        return page(data, name)
    if kind == "json":
        return records.from_json(data, name)
    if kind == "jsonl":
        return records.from_json_lines(data.splitlines(keepends=True), name)
    text, troubles = decode(data, path=name)
    return records.plain(text, name, troubles)


def _standard_input(stdin: bytes | BinaryIO | None) -> bytes:
    if isinstance(stdin, bytes):
        return stdin
    stream = sys.stdin.buffer if stdin is None else stdin
    return stream.read(LARGEST_FILE + 1)


def too_large(name: str, size: int) -> Trouble:
    """The trouble of a file that is refused for its size."""
    megabytes = size / 1_000_000
    message = f"{name} has {megabytes:.0f} MB; files above {LARGEST_FILE // 1_000_000} MB are no articles and are not read."
    return _trouble("too-large", message, "Cut out the article, or give many reports as .jsonl.", name)


def _trouble(code: str, message: str, hint: str, path: str) -> Trouble:
    return Trouble(code=code, message=message, hint=hint, path=path)


def _given_date(published: str | None) -> str | None:
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
