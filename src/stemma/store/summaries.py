"""What lists show of each story's ledger; opaque here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import apsw

from stemma.store import sealed
from stemma.store.sealed import Table
from stemma.store.values import Json

SUMMARIES = Table(
    name="summaries",
    insert="INSERT INTO summaries (story, body, digest) VALUES (?, ?, ?)",
    rows="SELECT n, story, body, digest FROM summaries",
)


def put(db: apsw.Connection, story: str, body: Json) -> None:
    """Stores the summary of a story's ledger in place of an earlier one."""
    forget(db, story)
    sealed.put(db, SUMMARIES, story, sealed.encoded(dict(body)))


def forget(db: apsw.Connection, story: str) -> None:
    """Forgets the summary of a story."""
    db.execute("DELETE FROM summaries WHERE story = ?", (story,))


def summaries(db: apsw.Connection, stories: Iterable[str] | None = None) -> dict[str, dict[str, Any]]:
    """Story -> summary: of those named, or of all."""
    if stories is None:
        return {story: sealed.decoded(body) for story, body in sealed.rows(db, "SELECT story, body FROM summaries")}
    found = (sealed.row(db, "SELECT story, body FROM summaries WHERE story = ?", (story,)) for story in stories)
    return {row[0]: sealed.decoded(row[1]) for row in found if row is not None}


def drop(db: apsw.Connection) -> None:
    """Drops all of them."""
    db.execute("DELETE FROM summaries")
