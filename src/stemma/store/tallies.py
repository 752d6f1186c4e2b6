"""How many rows each table has and what they add up to, kept in the file: so that a row taken away, added or changed by others shows.

SQLite tells of every row that it is about to change, those behind the full-text tables and those of parts too (the pre-update hook). The
digests of rows that come are added, those of rows that go are taken away, modulo 2^128, and the sums are written with the transaction.
`counted` reads a table and adds up again. Against somebody who means harm this is no guard: the sums are in the same file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import apsw

from stemma.errors import StoreError
from stemma.store import sealed

_MODULUS = 1 << 128
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_WRITE = "INSERT INTO tally (name, rows, total) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET rows = excluded.rows, total = excluded.total"

Sum = tuple[int, int]


class Tallies:
    """What has changed on a connection since the last `write`."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._changes: dict[str, Sum] = {}
        db.preupdate_hook(self._seen, id="tallies")

    def _seen(self, change: Any) -> None:
        if change.table_name == "tally" or change.table_name.startswith("sqlite_"):
            return
        rows, total = self._changes.get(change.table_name, (0, 0))
        if change.old is not None:
            rows, total = rows - 1, total - _worth(change.table_name, change.old)
        if change.new is not None:
            rows, total = rows + 1, total + _worth(change.table_name, change.new)
        self._changes[change.table_name] = rows, total

    def kept(self) -> dict[str, Sum]:
        """The changes so far, to be gone back to when a part of the transaction is undone."""
        return dict(self._changes)

    def back_to(self, changes: dict[str, Sum]) -> None:
        """Forgets what came after `changes`."""
        self._changes = dict(changes)

    def write(self) -> None:
        """Writes the sums into the file, as part of the running transaction; what SQLite changes while they are written is counted too."""
        while self._changes:
            changes, self._changes = self._changes, {}
            for name, (rows, total) in sorted(changes.items()):
                before = noted(self._db, name)
                self._db.execute(_WRITE, (name, before[0] + rows, ((before[1] + total) % _MODULUS).to_bytes(16, "big")))

    def recount(self, table: str) -> None:
        """Notes a table anew from what is in it: for one whose form a step of the schema has just changed."""
        self._changes.pop(table, None)
        rows, total = counted(self._db, table)
        self._db.execute(_WRITE, (table, rows, total.to_bytes(16, "big")))


def _worth(table: str, values: tuple[Any, ...]) -> int:
    return int.from_bytes(sealed.digest(table, values), "big")


def noted(db: apsw.Connection, table: str) -> Sum:
    """How many rows the table was left with, and what they added up to."""
    found = sealed.row(db, "SELECT rows, total FROM tally WHERE name = ?", (table,))
    return (found[0], int.from_bytes(found[1], "big")) if found else (0, 0)


def counted(db: apsw.Connection, table: str) -> Sum:
    """How many rows the table has now, and what they add up to."""
    rows = total = 0
    for values in db.execute(_all_of(table)):
        rows += 1
        total = (total + _worth(table, values)) % _MODULUS
    return rows, total


def _all_of(table: str) -> str:
    """The question for all rows of a table. A name cannot be a parameter: only plain ones are let through."""
    if not _NAME.fullmatch(table):
        raise StoreError(f"{table!r} is not the name of a table of Stemma.", code="store-damaged", hint="Do not trust this file.")
    return 'SELECT * FROM "' + table + '"'


def tables(db: apsw.Connection) -> Iterator[str]:
    """Every table that has rows of its own, but for the tally."""
    for name, root in sealed.rows(db, "SELECT name, rootpage FROM sqlite_schema WHERE type = 'table' ORDER BY name"):
        if root and name != "tally" and not name.startswith("sqlite_"):
            yield name
