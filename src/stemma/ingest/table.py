"""CSV: rows with text are reports, rows with only an address point to one. Read row by row, in little memory.

Columns are known by their heads, in the words of Stemma, Media Cloud, auto-archiver and common clippings. A file without such a head
is a list of addresses when its rows hold any. A row with more or fewer cells than the head is passed over: its words would land in
the wrong columns, and a wrong outlet is worse than a missing report.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from stemma.ingest import dates
from stemma.ingest.addresses import http
from stemma.ingest.decode import encoding_of
from stemma.ingest.records import LONGEST_LINE, Item, from_fields
from stemma.ingest.taken import Capture, Original, Pointer, Taken, refused

#: For each field of a report the heads of columns that hold it, best first; small letters, words apart by one space.
_HEADS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "article text", "full text", "fulltext", "text content", "story"),
    "url": ("url", "link", "source url", "article url", "address", "permalink", "uri"),
    "outlet": ("outlet", "media name", "publication", "publisher", "source", "newspaper", "site", "source name"),
    "title": ("title", "headline", "upload title", "subject", "article title"),
    "published": ("published", "publish date", "date", "published at", "publication date", "pub date", "upload timestamp", "date published"),
    "byline": ("byline", "author", "authors", "by", "journalist"),
    "updated": ("updated", "modified", "date modified", "updated at"),
    "captured": ("archive timestamp", "archive date", "captured", "capture date"),
}
_SAMPLE = 256 * 1024


def of_stream(stream: BinaryIO, path: str) -> Iterator[Item]:
    """The reports and pointers of a table, named path#n for the n-th row below the head."""
    sample = stream.read(_SAMPLE)
    if not sample.strip():
        yield refused("empty-file", path, f"{path} is empty.", "Leave it out.")
        return
    encoding, said = encoding_of(sample, path=path)
    yield Taken(troubles=tuple(said))
    kept = _Kept(sample, stream, encoding)
    rows = _rows(kept, _delimiter(sample.decode(encoding, "replace")), path)
    first = next(rows, None)
    if not isinstance(first, list):
        yield first or refused("empty-file", path, f"{path} holds no row.", "Leave it out.")
        return
    columns = _columns(first)
    if "text" not in columns and "url" not in columns:
        yield from _without_head(first, rows, path)
        return
    raw, number = kept.cut(), 0
    for row in rows:
        if isinstance(row, Taken):
            yield row
            continue
        raw = kept.cut()
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        name = f"{path}#{number}"
        if len(row) != len(first):
            message = f"{name} has {len(row)} cells, the head has {len(first)}; it is passed over."
            yield refused("ragged-row", name, message, "Put words with commas into quotation marks.")
        else:
            yield _of_row({field: row[at].strip() for field, at in columns.items()}, name, path, raw)
    if number == 0:
        yield refused("empty-file", path, f"{path} has no row below its head.", "Leave it out.")


def _of_row(fields: dict[str, str], name: str, path: str, raw: bytes) -> Taken:
    url = http(fields.get("url"))
    if fields.get("text"):
        taken = from_fields({**fields, "url": url}, name, Original(data=raw, media="text/csv"))
        at = dates.iso(fields.get("captured") or None)
        captures = (Capture(path=name, url=url, at=at),) if at and taken.reports else ()
        return Taken(reports=taken.reports, troubles=taken.troubles, captures=captures)
    if url:
        published = dates.iso(fields.get("published") or None)
        pointer = Pointer(url=url, from_path=path, title=fields.get("title") or None, outlet=fields.get("outlet") or None, published=published)
        return Taken(pointers=(pointer,))
    return refused("no-text", name, f"{name} has neither text nor a web address.", "Fill the column text or url.")


def _without_head(first: list[str], rows: Iterator[list[str] | Taken], path: str) -> Iterator[Item]:
    """A table of bare addresses, with or without words beside them."""
    found = False
    for row in (first, *rows) if any(map(http, first)) else ():
        if isinstance(row, Taken):
            yield row
            continue
        url = next((u for cell in row if (u := http(cell))), None)
        title = next((c for cell in row if (c := cell.strip()) and not http(c) and re.search(r"[^\W\d_]{2}", c)), None)
        if url:
            found = True
            yield Taken(pointers=(Pointer(url=url, from_path=path, title=title and title[:300]),))
    if not found:
        hint = "Name the columns in the first row: url, outlet, title, published, byline, text."
        yield refused("no-columns", path, f"{path} is a table without a column of texts or addresses.", hint)


class _Kept:
    """The lines of a table as text; remembers the words of those that were read since the last cut."""

    def __init__(self, sample: bytes, stream: BinaryIO, encoding: str) -> None:
        whole = io.BufferedReader(_Joined(sample, stream))
        self._text = io.TextIOWrapper(whole, encoding=encoding, errors="replace", newline="")
        self._encoding = encoding
        self._since: list[str] = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(LONGEST_LINE):
            self._size += len(line)
            if self._size > LONGEST_LINE:  # a quotation mark that is never closed
                self._since.clear()
            self._since.append(line)
            yield line.lstrip("\ufeff").replace("\0", "")

    def cut(self) -> bytes:
        """The bytes of the lines since the last cut, without the last line's end."""
        text = "".join(self._since)
        self._since.clear()
        self._size = 0
        return text.rstrip("\r\n").encode(self._encoding, "replace")


class _Joined(io.RawIOBase):
    """What was read of a stream already, and then the rest of it."""

    def __init__(self, sample: bytes, stream: BinaryIO) -> None:
        self._sample = memoryview(sample)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data: bytes | memoryview = self._sample[: len(buffer)]
        self._sample = self._sample[len(data) :]
        data = data or self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _rows(lines: _Kept, delimiter: str, path: str) -> Iterator[list[str] | Taken]:
    """The rows; one that breaks the form of CSV is a trouble, and the next one goes on."""
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(iter(lines), delimiter=delimiter)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield refused(
                "bad-row", path, f"{path}, line {reader.line_num}: no row of CSV ({error}).", "Look for a quotation mark that is not closed."
            )


def _delimiter(sample: str) -> str:
    """What parts the cells: the mark of which the first line has most."""
    line = next((text for text in sample.splitlines() if text.strip()), "")
    return max(",;\t|", key=line.count)


def _columns(head: list[str]) -> dict[str, int]:
    """Where each field stands."""
    names = {" ".join(re.sub(r"[\W_]+", " ", cell).lower().split()): at for at, cell in reversed(list(enumerate(head)))}
    found = {field: next((names[n] for n in heads if n in names), None) for field, heads in _HEADS.items()}
    return {field: at for field, at in found.items() if at is not None}
