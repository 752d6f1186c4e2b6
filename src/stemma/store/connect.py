"""Connections to the file, set up so that nothing in it is trusted, and SQLite's errors in words."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import apsw

from stemma.errors import StoreError
from stemma.store import sealed, sums, words

#: "Stem" in ASCII; in the header of every store.
APPLICATION = 0x5374656D
#: Before it, two connections that write or checkpoint at one moment can damage a WAL file.
OLDEST_SQLITE = (3, 51, 3)
BUSY_MS = 10_000


def check_sqlite(version: str | None = None) -> None:
    """Refuses an SQLite with the WAL-reset bug."""
    found = version or apsw.sqlite_lib_version()
    if tuple(int(part) for part in found.split(".")[:3]) < OLDEST_SQLITE:
        raise StoreError(
            f"SQLite {found} can damage a store when two processes use it.",
            code="store-sqlite-too-old",
            hint="Install apsw 3.51.3 or newer.",
        )


def writing(path: Path, *, vfs: str = "") -> apsw.Connection:
    """The connection of the one writer, over the layer that puts sums on pages. `vfs` is another layer beneath, for tests of faults."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=sums.layer(vfs))
    _guard(db)
    db.execute("PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 33554432")
    return db


def reading(path: Path, *, immutable: bool = False) -> apsw.Connection:
    """A connection that cannot write. `immutable` is for files in folders where nobody may write: no lock, no WAL."""
    if immutable:
        uri = path.absolute().as_uri() + "?immutable=1"
        db = apsw.Connection(uri, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    else:
        db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
    _guard(db)
    db.execute("PRAGMA query_only = ON; PRAGMA cache_size = -16384")
    return db


def _guard(db: apsw.Connection) -> None:
    db.set_busy_timeout(BUSY_MS)
    db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
    db.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
    db.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
    db.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
    db.limit(apsw.SQLITE_LIMIT_ATTACHED, 0)
    db.execute("PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY")
    functions(db)
    db.execute("PRAGMA cell_size_check = ON; PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON")


def functions(db: apsw.Connection) -> None:
    """What the views beneath the full-text tables call; pure, and harmless in any schema."""
    flags = apsw.SQLITE_INNOCUOUS
    db.create_scalar_function("stemma_words", _words, 1, deterministic=True, flags=flags)
    db.create_scalar_function("stemma_text_words", _text_words, 3, deterministic=True, flags=flags)


def _words(*values: apsw.SQLiteValue) -> str:
    return words.words(values[0]) if isinstance(values[0], str) else ""


def _text_words(*values: apsw.SQLiteValue) -> str:
    """The words of a stored text; none where the bytes are damaged, so that the comparison with the index fails and nothing else."""
    codec, size, data = values
    if not (isinstance(codec, str) and isinstance(size, int) and isinstance(data, bytes)):
        return ""
    try:
        return words.words(sealed.text_of(sealed.unpacked(codec, size, data)))
    except StoreError:
        return ""


@contextlib.contextmanager
def in_words(path: Path) -> Iterator[None]:
    """SQLite's errors become `StoreError`s that name the file and what can be done.

    A value of a kind that cannot be is damage, too, where a page of the file does not have its sum; else it is a fault of the program.
    """
    try:
        yield
    except apsw.Error as error:
        raise told(error, path) from error
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as error:
        if _sound(path):
            raise
        raise StoreError(f"The store {path} is damaged ({error}).", code="store-damaged", hint=_VERIFY) from error


def _sound(path: Path) -> bool:
    """Whether every page has its sum, as far as that can be told."""
    try:
        return all(fits for _, fits in sums.pages(str(path)))
    except apsw.Error:
        return True


def told(error: apsw.Error, path: Path) -> StoreError:
    """The error in words."""
    for kind, code, statement, hint in _WORDS:
        if isinstance(error, kind):
            return StoreError(statement.format(path=path, error=error), code=code, hint=hint)
    return StoreError(f"The store {path} failed: {error}.", code="store", hint="Run `stemma verify`.")


_VERIFY = "Run `stemma verify` to see what is damaged, and go back to a backup if need be."
_WORDS: tuple[tuple[type[apsw.Error], str, str, str], ...] = (
    (apsw.FullError, "store-full", "The disk is full: nothing more could be written to {path}.", "Make room and run the command again."),
    (apsw.ReadOnlyError, "store-read-only", "The store {path} may not be written to.", "Check the permissions of the file and of its folder."),
    (apsw.CantOpenError, "store-unreadable", "The store {path} cannot be opened.", "Check the permissions of the file and of its folder."),
    (apsw.PermissionsError, "store-unreadable", "The store {path} may not be used.", "Check the permissions of the file and of its folder."),
    (apsw.AuthError, "store-unreadable", "The store {path} may not be used so.", ""),
    (apsw.NotADBError, "store-foreign", "{path} is not a store of Stemma (not even an SQLite file).", "Name another file with --store."),
    (apsw.CorruptError, "store-damaged", "The store {path} is damaged ({error}).", _VERIFY),
    (apsw.FormatError, "store-damaged", "The store {path} is damaged ({error}).", _VERIFY),
    (apsw.BusyError, "store-busy", "The store {path} is busy.", "Another program keeps it locked; try again when it has finished."),
    (apsw.LockedError, "store-busy", "The store {path} is busy.", "Another program keeps it locked; try again when it has finished."),
    (apsw.ProtocolError, "store-busy", "The store {path} is busy.", "Another program keeps it locked; try again when it has finished."),
    (apsw.IOError, "store-io", "Reading or writing {path} failed ({error}).", "Check the disk; what was acknowledged before is kept."),
    (apsw.NoMemError, "store-memory", "There was not enough memory to work on {path}.", "Close other programs and try again."),
    (apsw.TooBigError, "store-too-big", "Something is too big to be kept in {path}.", "Leave out the largest input."),
    (apsw.InterruptError, "store-interrupted", "Work on {path} was stopped before it was done.", "Ask for less at once."),
    (apsw.ConstraintError, "store-constraint", "The store {path} refused a change ({error}).", "Evidence and acts are only ever added to."),
)
