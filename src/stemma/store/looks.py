"""What people have looked at: kept in a small file of its own beside the store, `<store>.looks`.

Not in the store: a look is neither evidence nor an act, and reading must not wait for whoever writes, nor keep others from writing (one process
may), nor make every reader believe that the library has changed. Not in the browser: the desk restarts on another port or in another browser, and
works without script. The file may be thrown away at any time; then nothing counts as seen. A backup leaves it out, for what somebody looked at is
nobody else's business. Looks are kept by the name under which people correct.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

#: Looks that are less than this apart are one visit.
VISIT = dt.timedelta(minutes=30)
_TABLE = """
    CREATE TABLE IF NOT EXISTS looks (
        who TEXT NOT NULL, story TEXT NOT NULL, before TEXT, last TEXT NOT NULL, counts TEXT NOT NULL, PRIMARY KEY (who, story)
    ) STRICT, WITHOUT ROWID
"""
_FIND = "SELECT story, before, last, counts FROM looks WHERE who = ?1 AND (?2 IS NULL OR story IN (SELECT value FROM json_each (?2)))"
_PUT = "INSERT OR REPLACE INTO looks (who, story, before, last, counts) VALUES (?, ?, ?, ?, ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """When somebody last looked at a story, and what it counted then."""

    #: When the visit before the latest one ended (UTC, ISO); None where there was none.
    before: str | None
    #: The latest look.
    last: str
    #: Reports, claims, conflicts: whatever the list of stories counts.
    counts: Mapping[str, int]


class Looks:
    """The looks of everybody at one store; threads may share it."""

    def __init__(self, store: Path) -> None:
        self.path = store.with_name(store.name + ".looks")
        #: Why nothing could be kept or found, in words; "" where all is well.
        self.trouble = ""
        self._lock = threading.Lock()

    def of(self, who: str, stories: Iterable[str] | None = None) -> dict[str, Look]:
        """The looks of a person at these stories, or at all; none where the file cannot be read."""
        if not self.path.exists():
            return {}
        among = None if stories is None else json.dumps(list(stories))
        rows = self._ask(lambda db: db.execute(_FIND, (who, among)).fetchall())
        return {str(story): Look(before=before, last=last, counts=json.loads(counts)) for story, before, last, counts in rows or ()}

    def note(self, who: str, story: str, when: dt.datetime, counts: Mapping[str, int]) -> None:
        """Somebody looks at a story now. A look soon after another goes on with the same visit."""
        known = self.of(who, [story]).get(story)
        before = known.before if known else None
        if known and when - dt.datetime.fromisoformat(known.last) > VISIT:
            before = known.last
        row = (who, story, before, when.strftime("%Y-%m-%dT%H:%M:%SZ"), json.dumps(dict(counts)))
        self._ask(lambda db: db.execute(_PUT, row).fetchall())

    def _ask(self, work: Callable[[apsw.Connection], list[Any]]) -> list[Any] | None:
        """Does it with the file, made where it is missing; None, and `trouble`, where that cannot be."""
        with self._lock:
            try:
                if not self.path.exists():
                    os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
                with contextlib.closing(apsw.Connection(str(self.path), flags=apsw.SQLITE_OPEN_READWRITE)) as db:
                    db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 1)
                    db.config(apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0)
                    db.set_busy_timeout(500)
                    db.execute("PRAGMA synchronous = OFF; PRAGMA mmap_size = 0")  # a lost look costs nothing
                    db.execute(_TABLE)
                    found = work(db)
            except (OSError, apsw.Error) as error:
                self.trouble = f"What you have looked at cannot be kept in {self.path.name} ({error}). Removing that file loses nothing else."
                return None
            self.trouble = ""
            return found
