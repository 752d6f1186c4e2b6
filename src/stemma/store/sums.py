"""A sum at the end of every page of the file, so that no changed byte goes unseen.

SQLite keeps the last bytes of each page free on request (`reserve_bytes`). The layer below puts there, whenever a page is written to
the main file, eight bytes of BLAKE2b over the rest of the page and its number. Reading takes no notice; `pages` goes over the
file and tells which do not fit. `PRAGMA integrity_check` sees only what breaks the structure, our digests only what is in rows:
the sums see the rest (indexes, full-text pages, free space). SQLite's own cksumvfs is built alike.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import apsw

RESERVED = 8
PAGE = 4096
#: SQLite never writes the page that holds its lock bytes.
_LOCK_PAGE = 0x40000000 // PAGE


def sum_of(page: bytes | memoryview, number: int) -> bytes:
    """The sum of a page without its reserved end; pages are numbered from 0."""
    return hashlib.blake2b(page, digest_size=RESERVED, salt=number.to_bytes(8, "big")).digest()


class _File(apsw.VFSFile):
    """A file of SQLite; pages of a main file get their sum on the way down."""

    def __init__(self, base: str, name: str | apsw.URIFilename | None, flags: list[int]) -> None:
        super().__init__(base, name, flags)
        self._main = bool(flags[0] & apsw.SQLITE_OPEN_MAIN_DB)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802 (SQLite's name)
        if self._main and len(data) == PAGE and offset % PAGE == 0:
            page = bytes(data)[:-RESERVED]
            data = page + sum_of(page, offset // PAGE)
        super().xWrite(data, offset)


class _Layer(apsw.VFS):
    """The layer: as the one below, but for what is written to main files."""

    def __init__(self, name: str, base: str) -> None:
        super().__init__(name, base)
        self._base = base

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        return _File(self._base, name, flags)


_LAYERS: dict[str, tuple[str, _Layer]] = {}


def layer(base: str = "") -> str:
    """The name of the layer over `base` (the machine's own when empty); made at the first asking, kept for good."""
    if base not in _LAYERS:
        name = f"stemma-sums-{base}" if base else "stemma-sums"
        _LAYERS[base] = (name, _Layer(name, base))
    return _LAYERS[base][0]


def raw(path: str) -> apsw.VFSFile:
    """The file, opened for looking through SQLite's own layer: closing it must not drop the locks of this process's connections."""
    return apsw.VFSFile("", path, [apsw.SQLITE_OPEN_MAIN_DB | apsw.SQLITE_OPEN_READONLY, 0])


def pages(path: str) -> Iterator[tuple[int, bool]]:
    """Each page's number and whether its sum fits. A page of nothing but zeros was set free before it was ever written: it fits."""
    file = raw(path)
    try:
        for number in range(file.xFileSize() // PAGE):
            page = file.xRead(PAGE, number * PAGE)
            fits = number == _LOCK_PAGE or page[-RESERVED:] == sum_of(page[:-RESERVED], number) or not any(page)
            yield number, fits
    finally:
        file.xClose()
