"""How feeds and pages stand that are looked at again and again. What a state means is not known here."""

from __future__ import annotations

from typing import Any

import apsw

from stemma.store import sealed
from stemma.store.sealed import Table
from stemma.store.values import Json

WATCHED = Table(
    name="watched",
    insert="INSERT INTO watched (kind, url, due, body, digest) VALUES (?, ?, ?, ?, ?)",
    rows="SELECT n, kind, url, due, body, digest FROM watched",
)


def put(db: apsw.Connection, kind: str, url: str, due: str | None, body: Json) -> None:
    """Stores a state in place of the one that this thing had."""
    forget(db, kind, url)
    sealed.put(db, WATCHED, kind, sealed.shown(url) or "", sealed.shown(due), sealed.encoded(dict(body)))


def forget(db: apsw.Connection, kind: str, url: str) -> bool:
    """Looks at it no more; whether it was looked at."""
    db.execute("DELETE FROM watched WHERE kind = ? AND url = ?", (kind, url))
    return db.changes() > 0


def state(db: apsw.Connection, kind: str, url: str) -> dict[str, Any] | None:
    """The state of one thing."""
    found = sealed.row(db, "SELECT body FROM watched WHERE kind = ? AND url = ?", (kind, url))
    return None if found is None else sealed.decoded(found[0])


def states(db: apsw.Connection, kind: str) -> list[dict[str, Any]]:
    """All states of a kind, by address."""
    return [sealed.decoded(row[0]) for row in sealed.rows(db, "SELECT body FROM watched WHERE kind = ? ORDER BY url", (kind,))]


def due(db: apsw.Connection, kind: str, until: str, most: int) -> list[dict[str, Any]]:
    """Those due by `until`, earliest first, by address where equal."""
    sql = "SELECT body FROM watched WHERE kind = ? AND due <= ? ORDER BY due, url LIMIT ?"
    return [sealed.decoded(row[0]) for row in sealed.rows(db, sql, (kind, until, most))]
