"""The schema, step by step: one SQL file a step, each in one transaction, and what the file should look like after it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import apsw

from stemma.errors import StoreError
from stemma.store import connect, listed, sums
from stemma.store.tallies import Tallies, tables

_NAME = re.compile(r"(\d{4})-[a-z-]+\.sql")
#: Tables that SQLite makes for a full-text table of ours; plain tables, in words that may differ from one SQLite to the next.
_SHADOW = re.compile(r"(?:report|claim|voice)_text_(?:data|idx|docsize|config|content)")

#: What a step brings that SQL alone does not fill, by the version that it leads to; in the step's own transaction.
_FILLS: dict[int, Callable[[apsw.Connection], None]] = {5: listed.fill}

Schema = frozenset[tuple[str, str, str, str | None]]


@functools.cache
def steps() -> tuple[str, ...]:
    """The SQL of every step, in order; the n-th leads from version n-1 to n."""
    folder = resources.files("stemma.store") / "schema"
    found = sorted((match[1], file) for file in folder.iterdir() if (match := _NAME.fullmatch(file.name)))
    assert [number for number, _ in found] == [f"{n:04}" for n in range(1, len(found) + 1)], "steps are numbered without a gap"
    return tuple(file.read_text("utf-8") for _, file in found)


def newest() -> int:
    """The version that this Stemma writes."""
    return len(steps())


def version_of(db: apsw.Connection) -> int:
    """The version of the file."""
    version = db.pragma("user_version")
    assert isinstance(version, int)
    return version


def advance(db: apsw.Connection, tallies: Tallies, *, to: int | None = None) -> None:
    """Takes every missing step, each whole or not at all."""
    start = version_of(db)
    for version, step in enumerate(steps()[start:to], start + 1):
        db.execute("BEGIN IMMEDIATE")
        try:
            before = _forms(db)
            db.execute(step)
            if version in _FILLS:
                _FILLS[version](db)
            for table, form in _forms(db).items():
                if before.get(table) != form:
                    tallies.recount(table)
            tallies.write()
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def _forms(db: apsw.Connection) -> dict[str, str]:
    """The form of each table that has rows."""
    return {name: db.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (name,)).get for name in tables(db)}


def schema_of(db: apsw.Connection) -> Schema:
    """What the file declares: tables, indexes, views and triggers, but for the tables that hold a full-text index."""
    rows = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema")
    return frozenset(row for row in rows if not (row[0] == "table" and row[1] == row[2] and _SHADOW.fullmatch(row[1])))


@functools.cache
def expected(version: int) -> Schema:
    """What a file of that version declares."""
    db = apsw.Connection(":memory:")
    connect.functions(db)
    advance(db, Tallies(db), to=version)
    return schema_of(db)


def check(db: apsw.Connection, path: Path) -> int:
    """The version of a file that is ours and no newer than we are; anything else is refused, and nothing of it is run."""
    if db.pragma("application_id") != connect.APPLICATION:
        raise StoreError(f"{path} is an SQLite file of another program.", code="store-foreign", hint="Name another file with --store.")
    version = version_of(db)
    if version > newest():
        raise StoreError(
            f"The store {path} was written by a newer Stemma (form {version}; this one knows {newest()}).",
            code="store-newer",
            hint="Upgrade Stemma; the store was left as it is.",
        )
    if version < 1 or schema_of(db) != expected(version):
        raise StoreError(
            f"The store {path} does not look as Stemma makes it (form {version}): tables, views or triggers were changed.",
            code="store-damaged",
            hint="Do not trust this file; go back to a backup.",
        )
    return version


def make(path: Path, *, vfs: str = "", to: int | None = None) -> None:
    """Writes an empty store into `path`, an empty file that exists."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=sums.layer(vfs))
    try:
        connect.functions(db)
        db.pragma("synchronous", 0)  # the file gets its name when it is whole and on the disk
        db.pragma("page_size", sums.PAGE)
        db.reserve_bytes("main", sums.RESERVED)
        db.pragma("application_id", connect.APPLICATION)
        advance(db, Tallies(db), to=to)
        db.pragma("journal_mode", "wal")
    finally:
        db.close()
