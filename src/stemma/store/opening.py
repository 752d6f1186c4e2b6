"""How a store is opened: looked at first, locked for writing, made where there is none, brought up to date where it is old."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass, field
from pathlib import Path

import apsw

from stemma.errors import StoreError
from stemma.store import connect, copies, files, migrate
from stemma.store.tallies import Tallies


@dataclass(slots=True, kw_only=True)
class Opened:
    """An open file: its connection, and the lock where it may be written to."""

    path: Path
    db: apsw.Connection
    #: Of the writer; None for a reader.
    tallies: Tallies | None = None
    lock: files.Lock | None = None
    closed: bool = field(default=False)

    def close(self) -> None:
        """Closes the connection and gives the lock back."""
        if not self.closed:
            self.closed = True
            try:
                with connect.in_words(self.path):
                    self.db.close()
            finally:
                if self.lock:
                    self.lock.give_back()


def opened(path: Path, *, write: bool, vfs: str = "") -> Opened:
    """Opens the file for the one writer or for a reader."""
    connect.check_sqlite()
    return _for_writing(path, vfs) if write else _for_reading(path, vfs)


def _for_writing(path: Path, vfs: str) -> Opened:
    if not files.check(path):
        _folder(path)
    elif not os.access(path, os.W_OK):
        raise files.unwritable(path, PermissionError(errno.EACCES, ""))
    lock = files.Lock(path)
    lock.take()
    try:
        with connect.in_words(path):
            if not files.check(path):  # again, now that nobody else may make it
                files.create(path, vfs=vfs)
            db, tallies = _writer(path, vfs)
            return Opened(path=path, db=db, tallies=tallies, lock=lock)
    except BaseException:
        lock.give_back()
        raise


def _folder(path: Path) -> None:
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise files.unwritable(path, error) from error


def _writer(path: Path, vfs: str) -> tuple[apsw.Connection, Tallies]:
    """The writing connection to a file that is ours, whole enough to be read, and up to date."""
    look = connect.reading(path, immutable=files.immutable(path))
    try:
        version = migrate.check(look, path)
    finally:
        look.close()
    db = connect.writing(path, vfs=vfs)
    try:
        tallies = Tallies(db)
        if version < migrate.newest():
            copies.backup(db, copies.unused(path, f"form-{version}.backup"), vfs=vfs)
            migrate.advance(db, tallies)
            migrate.check(db, path)
    except BaseException:
        db.close()
        raise
    return db, tallies


def _for_reading(path: Path, vfs: str) -> Opened:
    if not files.check(path):
        raise StoreError(f"There is no store at {path}.", code="store-missing", hint="`stemma add` makes one, --store names another.")
    with connect.in_words(path):
        db = connect.reading(path, immutable=files.immutable(path))
        try:
            version = migrate.check(db, path)
        except BaseException:
            db.close()
            raise
        if version == migrate.newest():
            return Opened(path=path, db=db)
        db.close()
        _for_writing(path, vfs).close()  # an earlier form: bring it up to date first
        return Opened(path=path, db=connect.reading(path))
