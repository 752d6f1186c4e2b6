"""Copies of the whole file: backups, by SQLite's own means, while others read and write."""

from __future__ import annotations

import contextlib
from pathlib import Path

import apsw

from stemma.store import files, sums


def backup(db: apsw.Connection, path: Path, *, vfs: str = "") -> None:
    """A copy of the store at `path`, whole or not at all; a file of that name is not overwritten."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        files.clear(fresh)
        files.empty_file(fresh)
        _copied(db, fresh, vfs)
        files.appear(fresh, path)
    except OSError as error:
        raise files.unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            files.clear(fresh)


def _copied(db: apsw.Connection, fresh: Path, vfs: str) -> None:
    copy = apsw.Connection(str(fresh), flags=apsw.SQLITE_OPEN_READWRITE, vfs=sums.layer(vfs))
    try:
        copy.pragma("synchronous", 0)  # the file gets its name when it is whole and on the disk
        with copy.backup("main", db, "main") as work:
            while not work.done:
                work.step(1024)
        copy.pragma("journal_mode", "wal")
    finally:
        copy.close()


def unused(path: Path, ending: str) -> Path:
    """A name beside `path` that no file has: <name>.<ending>, then with numbers."""
    name = path.with_name(f"{path.name}.{ending}")
    number = 2
    while name.exists():
        name = path.with_name(f"{path.name}.{ending}-{number}")
        number += 1
    return name
