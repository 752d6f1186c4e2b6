"""How the polling of feeds stands."""

from __future__ import annotations

from typing import Any

import apsw

from stemma.store import sealed
from stemma.store.sealed import Table
from stemma.store.values import Feed

FEEDS = Table(
    name="feeds",
    insert="INSERT INTO feeds (url, etag, modified, polled, due, failures, note, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    rows="SELECT n, url, etag, modified, polled, due, failures, note, digest FROM feeds",
)


def put(db: apsw.Connection, feed: Feed) -> None:
    """Stores how a feed stands, in place of what was known of it."""
    forget(db, feed.url)
    known = (feed.etag, feed.modified, feed.polled, feed.due)
    sealed.put(db, FEEDS, feed.url, *(sealed.shown(v) for v in known), feed.failures, sealed.shown(feed.note))


def forget(db: apsw.Connection, url: str) -> bool:
    """Follows the feed no more; whether it was followed."""
    db.execute("DELETE FROM feeds WHERE url = ?", (url,))
    return db.changes() > 0


def feeds(db: apsw.Connection, *, due: str | None = None) -> list[Feed]:
    """The feeds by address; only those due at `due` (ISO 8601, UTC) or before, when it is given."""
    rows = db.execute(
        "SELECT url, etag, modified, polled, due, failures, note FROM feeds WHERE ?1 IS NULL OR due IS NULL OR due <= ?1 ORDER BY url", (due,)
    )
    return [_feed(row) for row in rows]


def _feed(row: Any) -> Feed:
    url, etag, modified, polled, due, failures, note = row
    return Feed(url=url, etag=etag, modified=modified, polled=polled, due=due, failures=failures, note=note)
