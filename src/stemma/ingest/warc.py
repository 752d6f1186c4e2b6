"""Web archives, record by record: the pages, PDFs and texts in a WARC or WACZ. Runs in the worker process.

fastwarc reads the records; where one is damaged it cannot go on by itself, so the next record is looked for behind the damage and
reading goes on there. Each record that is begun is announced, so that whoever reads this process knows where to go on when a record
killed it. Nothing of the archive is unpacked to the disk, and no name in it is used as a path.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, BinaryIO
from urllib.parse import urlsplit

from stemma.ingest import wacz
from stemma.ingest.http_body import UnknownEncodingError, decoded
from stemma.ingest.inflate import BombError, CutOffError
from stemma.ingest.wacz import Stretch

#: Bytes that the body of a page and of a PDF may have.
_LARGEST = {"text/html": 20_000_000, "application/xhtml+xml": 20_000_000, "text/plain": 20_000_000, "application/pdf": 50_000_000}
_HEAD = 64 * 1024
#: Files that sites offer to machines.
_NO_REPORT = re.compile(r"/(?:robots|ads|app-ads|security|humans|llms(?:-full)?)\.txt$", re.IGNORECASE)
_BLOCK = 1 << 20
_SHORT = "damaged-record: its length is not the one that is stated"
#: A pattern that only a record which swallowed the next one has.
_SWALLOWED = re.compile(rb"\r?\n\r?\nWARC/[01]\.\d\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something in an archive: a record begun, a document, a revisit, or a trouble (with what was wrong, in words)."""

    what: str
    #: The member of a WACZ and the place in it: where to go on from.
    member: int
    at: int
    url: str = ""
    date: str = ""
    media: str = ""
    digest: str = ""
    wrong: str = ""
    body: bytes = b""


def found(file: str, kind: str, member: int, start: int) -> Iterator[Found]:
    """All that an archive holds from a place on. Raises OSError and zipfile.BadZipFile where the file as a whole is unreadable."""
    if kind == "warc":
        with open(file, "rb") as stream:
            yield from _records(stream, 0, start)
        return
    with zipfile.ZipFile(file) as archive:
        held = wacz.members(archive)
        if isinstance(held, str):
            yield Found(what="trouble", member=0, at=0, wrong=held)
            return
        for number, info in enumerate(held):
            if number < member:
                continue
            with wacz.opened(archive, info) as stream_or_wrong:
                if isinstance(stream_or_wrong, str):
                    yield Found(what="trouble", member=number, at=0, wrong=stream_or_wrong)
                else:
                    yield from _records(stream_or_wrong, number, start if number == member else 0)


def _records(stream: BinaryIO, member: int, start: int) -> Iterator[Found]:
    """The records of one WARC; after damage those behind it."""
    from fastwarc.warc import ArchiveIterator

    at: int | None = start if start == 0 else _behind(stream, start)
    while at is not None:
        base = last = at
        wrong = None
        try:
            records = ArchiveIterator(Stretch(stream, at), parse_http=False, auto_decode="none", fsspec_args=False, max_header_len=_HEAD)
            for record in records:
                last = base + record.stream_pos
                yield Found(what="begun", member=member, at=last)
                item = _of_record(record, member, last)
                if item is None:
                    if record.reader.consume() < record.content_length:
                        wrong = _SHORT
                        break
                    continue
                if item.wrong.startswith("damaged-record"):
                    wrong = item.wrong
                    break
                yield item
        except (OSError, ValueError, zlib.error, zipfile.BadZipFile, EOFError) as error:
            wrong = f"damaged-record: {' '.join(str(error).split())[:120] or type(error).__name__}"
        if wrong is None:
            return
        at = _behind(stream, last + 1)
        gap = "nothing behind it can be read" if at is None else "reading went on behind it"
        yield Found(what="trouble", member=member, at=last, wrong=f"{wrong}; {gap}")


def _of_record(record: Any, member: int, at: int) -> Found | None:
    """The document in a record; None where it holds none that could be a report."""
    headers = record.headers
    kind = (headers.get("WARC-Type") or "").lower()
    url, date = headers.get("WARC-Target-URI") or "", headers.get("WARC-Date") or ""
    url = url.strip("<>")[:4000]
    digest = headers.get("WARC-Payload-Digest") or ""
    if kind == "revisit":
        return Found(what="revisit", member=member, at=at, url=url, date=date, digest=digest)
    if kind not in ("response", "resource") or not url.startswith(("http://", "https://")) or _NO_REPORT.search(_path(url)):
        return None
    if kind == "resource":
        media, transfer, content, stated = headers.get("Content-Type") or "", "", "", None
    else:
        record.parse_http(auto_decode="none", max_header_len=_HEAD, quirks_mode=True)
        http = record.http_headers
        if http is None or http.status_code != 200:
            return None
        media, transfer, content = http.get("Content-Type") or "", http.get("Transfer-Encoding") or "", http.get("Content-Encoding") or ""
        stated = http.get("Content-Length")
    limit = _LARGEST.get(media.partition(";")[0].strip().lower())
    if limit is None:
        return None
    return _document(
        record, Found(what="document", member=member, at=at, url=url, date=date, media=media, digest=digest), limit, transfer, content, stated
    )


def _document(record: Any, facts: Found, limit: int, transfer: str, content: str, stated: str | None) -> Found:
    """The body of a record, if it is whole."""
    body = record.reader.read(limit + 1)
    short = stated is not None and stated.isdigit() and not transfer and len(body) < min(int(stated), limit)
    if short or len(body) < min(record.content_length, limit) or _SWALLOWED.search(body):
        return _but(facts, _SHORT)
    if len(body) > limit:
        return _but(facts, f"too-large: it has more than {limit // 1_000_000} MB")
    try:
        whole = decoded(body, transfer=transfer, content=content, cap=limit)
    except BombError as error:
        return _but(facts, f"bomb: {error}")
    except CutOffError as error:
        return _but(facts, f"unreadable-body: {error}")
    except UnknownEncodingError as error:
        return _but(facts, f"unreadable-body: it is packed as {str(error)[:40]!r}")
    return _but(facts, "", body=whole)


def _but(facts: Found, wrong: str, body: bytes = b"") -> Found:
    return replace(facts, what="trouble" if wrong else "document", wrong=wrong, body=body)


def _path(url: str) -> str:
    """The path of an address; "" where it is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _behind(stream: BinaryIO, start: int) -> int | None:
    """As `_next_record`; None too where the file itself cannot be read on (a WACZ whose checksum is wrong)."""
    try:
        return _next_record(stream, start)
    except (OSError, zipfile.BadZipFile, EOFError, zlib.error):
        return None


def _next_record(stream: BinaryIO, start: int) -> int | None:
    """The place of the first record at or behind `start`: bare, or the first of a gzip member."""
    at = start
    tail = b""
    while True:
        stream.seek(at)
        block = tail + stream.read(_BLOCK)
        if len(block) <= len(tail):
            return None
        base = at - len(tail)
        for match in re.finditer(rb"\x1f\x8b\x08|WARC/[01]\.\d\r\n", block):
            place = base + match.start()
            if match[0].startswith(b"W") or _opens_a_record(stream, place):
                return place
        at = base + len(block)
        tail = block[-16:]


def _opens_a_record(stream: BinaryIO, place: int) -> bool:
    stream.seek(place)
    try:
        return zlib.decompressobj(31).decompress(stream.read(4096), 16).startswith(b"WARC/")
    except zlib.error:
        return False
