"""WACZ, a ZIP of web archives: its WARC members as streams, under limits. Runs in the worker process; nothing is unpacked to the disk."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, cast

from stemma.ingest.inflate import CAP, RATIO

#: A WACZ with more members than this is no archive of a crawl.
MOST_MEMBERS = 10_000
_BLOCK = 1 << 20


def members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo] | str:
    """The WARC files in a WACZ, or what is wrong with it. Archives within it are not gone into."""
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        return f"bomb: it has {len(infos):,} members, more than {MOST_MEMBERS:,}"
    held = [i for i in infos if re.search(r"(?:^|/)archive/[^/]+\.warc(?:\.gz)?$", i.filename)]
    if held:
        return held
    inner = any(i.filename.lower().endswith((".zip", ".wacz")) for i in infos)
    return "no-warc: it holds " + ("archives within the archive" if inner else "no WARC")


@contextmanager
def opened(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[BinaryIO | str]:
    """A member of a WACZ as a stream, or what is wrong with it."""
    if info.flag_bits & 1:
        yield "encrypted: a part of it is locked with a password"
    elif info.compress_type != zipfile.ZIP_STORED and info.file_size > CAP and info.file_size > RATIO * max(1, info.compress_size):
        yield f"bomb: {info.compress_size:,} bytes are to give {info.file_size:,}"
    elif info.compress_type == zipfile.ZIP_STORED and (stored := _stored(archive, info)) is not None:
        yield stored
    else:
        try:
            inner = archive.open(info)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
            yield f"damaged-record: a part of it cannot be opened ({error})"
            return
        with inner:
            yield cast(BinaryIO, inner)


def _stored(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO | None:
    """A member that lies in the archive as it is, read past its checksum: one flipped bit must not cost all other records."""
    file = cast(BinaryIO, archive.fp)
    file.seek(info.header_offset)
    head = file.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        return None
    start = info.header_offset + 30 + int.from_bytes(head[26:28], "little") + int.from_bytes(head[28:30], "little")
    return cast(BinaryIO, io.BufferedReader(Stretch(file, start, info.file_size), _BLOCK))


class Stretch(io.RawIOBase):
    """A stretch of a stream, from a place on, which may be read and is not closed with it."""

    def __init__(self, inner: BinaryIO, base: int, size: int | None = None) -> None:
        self._inner = inner
        self._base = base
        self._end = None if size is None else base + size
        inner.seek(base)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        if whence == io.SEEK_END and self._end is not None:
            return self._inner.seek(self._end + offset) - self._base
        return self._inner.seek(offset + self._base if whence == io.SEEK_SET else offset, whence) - self._base

    def tell(self) -> int:
        return self._inner.tell() - self._base

    def readinto(self, buffer: Any) -> int:
        room = len(buffer) if self._end is None else max(0, min(len(buffer), self._end - self._inner.tell()))
        data = self._inner.read(room)
        buffer[: len(data)] = data
        return len(data)
