"""The store: one SQLite file that holds reports, their bytes, what was found in them, and what people corrected.

Evidence (bytes, texts, sightings) and acts are only ever added to; everything else is derived and may be dropped. One process writes
at a time, any number read. What a method has returned from is in the file and outlives a kill of the process; what people did
(`append`) outlives a power cut too. A store object belongs to one thread and to the process that opened it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import apsw

from stemma.errors import StoreError
from stemma.model import RawReport, Report
from stemma.store import acts, connect, copies, derived, evidence, opening, prepared, search, snapshots, summaries, watched
from stemma.store import verify as verifying
from stemma.store.lists import Lists
from stemma.store.part import Part
from stemma.store.values import (
    Added,
    ClaimRow,
    Entry,
    Found,
    HitKind,
    Incoming,
    Json,
    Sighting,
    Stale,
    StoryRow,
    Verified,
    VoiceRow,
)

_FLUSH = """
    INSERT INTO report_text (report_text) VALUES ('flush');
    INSERT INTO claim_text (claim_text) VALUES ('flush');
    INSERT INTO voice_text (voice_text) VALUES ('flush');
"""


class Store:
    """An open store; `Store.open` makes one."""

    def __init__(self, opened: opening.Opened, parts: Sequence[Part]) -> None:
        self.path: Path = opened.path
        #: Whether this process is the one that may write.
        self.writable: bool = opened.lock is not None
        self._opened = opened
        self._parts = tuple(parts)
        self._depth = 0
        #: Lists of stories, outlets and voices.
        self.lists = Lists(self)

    @classmethod
    def open(cls, path: str | Path, *, write: bool, parts: Sequence[Part] = (), vfs: str = "") -> Store:
        """Opens the store at `path`; `write` makes it where there is none, and takes the lock.

        A store of an earlier form is brought up to date, after a backup beside it. `vfs` names an SQLite layer beneath (tests of faults).
        Raises `StoreError` with code store-missing, -foreign, -newer, -locked, -damaged, -read-only, -unreadable, -full.
        """
        return cls(opening.opened(Path(path).absolute(), write=write, vfs=vfs), parts)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file and lets others write. Closing twice does no harm."""
        self._opened.close()

    # Transactions

    @property
    def connection(self) -> apsw.Connection:
        """The SQLite connection, for parts that keep tables of their own; use it inside `reading` or `transaction`."""
        return self._opened.db

    @contextlib.contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """The connection, with SQLite's errors told in words; a reader sees one state of the store throughout, whatever is written meanwhile."""
        db = self._opened.db
        with connect.in_words(self.path), contextlib.nullcontext() if self.writable else db:
            yield db

    @contextlib.contextmanager
    def transaction(self, *, durable: bool = False) -> Iterator[apsw.Connection]:
        """All or nothing: what is done inside is in the file when the block is left, or none of it is. Inside another one, a part of that.

        `durable` waits until the disk has it (acts of people); without it a power cut, not a kill, may take the last transactions.
        """
        db, tallies = self._opened.db, self._opened.tallies
        if tallies is None:
            raise StoreError(f"The store {self.path} was opened for reading only.", code="store-read-only")
        with connect.in_words(self.path):
            if self._depth:
                kept = tallies.kept()
                try:
                    with db:
                        yield db
                except BaseException:
                    tallies.back_to(kept)
                    raise
                return
            db.pragma("synchronous", 2 if durable else 1)
            db.execute("BEGIN IMMEDIATE")
            self._depth, before = 1, db.total_changes()
            try:
                yield db
                if db.total_changes() != before:
                    db.execute(_FLUSH)  # full-text tables write at the commit otherwise, after the tallies
                tallies.write()
                db.execute("COMMIT")
            except BaseException:
                tallies.back_to({})
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    # Evidence

    def add(self, batch: Sequence[Incoming], *, version: str = "") -> list[Added]:
        """Stores reports, or the sightings of such as are known, in one transaction; what became of each, in order.

        `version` is the version key of `Incoming.report`, the prepared form. Adding again what is there changes nothing.
        """
        with self.transaction() as db:
            out = evidence.add(db, batch, version=version)
            fresh = {one.report: incoming.report for one, incoming in zip(out, batch, strict=True) if one.of != one.report}
            for part in self._parts:
                part.added(db, list(fresh.values()))
        return out

    def ids(self) -> list[str]:
        """Ids of all reports, versions and twins too, sorted."""
        with self.reading() as db:
            return list(evidence.ids(db))

    def raw(self, report: str, *, original: bool = False) -> RawReport:
        """The report exactly as it was taken in; with its bytes when asked for."""
        with self.reading() as db:
            return evidence.raw_report(db, report, original=original)

    def sightings(self, report: str) -> list[Sighting]:
        """Where and when the report was seen, by time."""
        with self.reading() as db:
            return evidence.sightings(db, report)

    def first_seen(self, report: str) -> str:
        """When the report was seen first."""
        with self.reading() as db:
            return evidence.first_seen(db, report)

    def original(self, sha256: str) -> bytes:
        """The original bytes of that SHA-256 (hex), checked against it."""
        with self.reading() as db:
            return evidence.original(db, sha256)

    # Prepared forms (derived)

    def put_prepared(self, reports: Sequence[Report], *, version: str) -> None:
        """Stores the prepared forms of reports that are there, in place of earlier ones."""
        with self.transaction() as db:
            for report in reports:
                evidence.prepare(db, report, version=version)
            for part in self._parts:
                part.added(db, reports)

    def unprepared(self, version: str) -> list[str]:
        """Ids of the reports that have no prepared form of this version, sorted."""
        with self.reading() as db:
            return prepared.lacking(db, version)

    def report(self, report: str) -> Report:
        """The report as it was prepared."""
        with self.reading() as db:
            return prepared.report(db, report, text=evidence.text_of(db, report))

    def speaking(self) -> list[str]:
        """Ids of the reports that speak in stories, sorted: of versions the newest, of twins (one text, one outlet) one."""
        with self.reading() as db:
            return prepared.speaking(db)

    def versions(self, report: str) -> list[str]:
        """Ids of all versions of the report, oldest first, itself among them."""
        with self.reading() as db:
            return prepared.versions(db, report)

    def ungrouped(self) -> tuple[list[str], list[str]]:
        """Ids of the reports that speak and are in no group, and of those that are in one and no longer speak; both sorted."""
        with self.reading() as db:
            return prepared.ungrouped(db)

    def entries(self, reports: Iterable[str] | None = None) -> list[Entry]:
        """What lists show of these reports, or of all."""
        with self.reading() as db:
            return list(prepared.entries(db, reports))

    # Groups and ledgers (derived)

    def put_stories(self, rows: Sequence[StoryRow], *, gone: Iterable[str] = ()) -> None:
        """Stores groups in place of those of the same ids, and forgets those that are gone."""
        with self.transaction() as db:
            derived.put_stories(db, rows, gone=gone)

    def stories(self, ids: Iterable[str] | None = None) -> list[StoryRow]:
        """The groups: those named, or all, by id."""
        with self.reading() as db:
            return derived.stories(db, ids)

    def stories_begun(self, beginning: str) -> list[str]:
        """Ids of the stories whose id begins so, with or without the word "story" before it."""
        with self.reading() as db:
            return derived.stories_begun(db, beginning)

    def story_of(self, report: str) -> str | None:
        """Id of the group that the report is in."""
        with self.reading() as db:
            return derived.story_of(db, report)

    def put_ledger(
        self,
        story: str,
        key: str,
        data: bytes,
        *,
        claims: Iterable[ClaimRow] = (),
        voices: Iterable[VoiceRow] = (),
        summary: Json | None = None,
    ) -> None:
        """Stores a story's ledger, opaque bytes made from what `key` stands for, with the rows by which it is found and what lists show of it."""
        with self.transaction() as db:
            derived.put_ledger(db, story, key, data, claims, voices)
            summaries.put(db, story, summary or {})

    def ledger_key(self, story: str) -> str | None:
        """The key under which the story's ledger is stored."""
        with self.reading() as db:
            found: str | None = db.execute("SELECT key FROM ledgers WHERE story = ?", (story,)).get
            return found

    def ledger_mark(self, story: str) -> bytes | None:
        """The digest of the row that holds the story's ledger: the same for as long as the store holds that very ledger; None where it holds none."""
        with self.reading() as db:
            found: bytes | None = db.execute("SELECT digest FROM ledgers WHERE story = ?", (story,)).get
            return found

    def summaries(self, stories: Iterable[str] | None = None) -> dict[str, dict[str, Any]]:
        """Story -> what lists show of its ledger; of those named, or of all that have one."""
        with self.reading() as db:
            return summaries.summaries(db, stories)

    def ledger(self, story: str) -> tuple[str, bytes] | None:
        """Key and bytes of the story's ledger."""
        with self.reading() as db:
            return derived.ledger(db, story)

    def forget_ledgers(self, stories: Iterable[str]) -> None:
        """Forgets the ledgers of stories that are no more."""
        with self.transaction() as db:
            for story in stories:
                derived.forget_ledger(db, story)
                summaries.forget(db, story)

    def stale(self, keys: Mapping[str, str]) -> Stale:
        """Which ledgers must be made again when each story's is wanted under the given key."""
        with self.reading() as db:
            return derived.stale(db, keys)

    def claims(self, story: str) -> list[ClaimRow]:
        """The claims of a story, as they were put."""
        with self.reading() as db:
            return derived.claims(db, story)

    def voices(self, story: str) -> list[VoiceRow]:
        """The voices of a story, as they were put."""
        with self.reading() as db:
            return derived.voices(db, story)

    def stories_with(self, *, claim: str | None = None, voice: str | None = None) -> list[str]:
        """Stories in whose ledger a claim or a voice of that id stands."""
        with self.reading() as db:
            return derived.stories_with(db, claim=claim, voice=voice)

    def drop_derived(self) -> None:
        """Drops all that is derived; evidence, acts and what is watched stay. `unprepared` then gives every report."""
        with self.transaction() as db:
            derived.drop(db)
            summaries.drop(db)
            for part in self._parts:
                part.dropped(db)

    def search(self, question: str, *, kinds: Sequence[HitKind] = search.KINDS, limit: int = 20, offset: int = 0, versions: bool = False) -> Found:
        """What the words find: reports (by title and text), claims (by statement), voices (by name); best first within each kind.

        All words must occur; "in quotes" side by side; word* begins so; outlet:NAME, from:DATE, to:DATE narrow it to reports. `versions`
        finds earlier versions and twins of reports too. Raises `StoreError` search-too-long after a second.
        """
        with self.reading() as db:
            return search.search(db, question, kinds=kinds, limit=limit, offset=offset, versions=versions)

    def stories_naming(self, name: str) -> list[str]:
        """Every story in whose ledger a voice stands that has these words, side by side, in a name."""
        with self.reading() as db:
            return derived.stories_naming(db, name)

    # Acts, and what is watched

    def append(self, noted: Iterable[Json]) -> int:
        """Notes acts of people ({"id", "time", "who", "undoes", ...}), lastingly; such as are in the log are passed over. How many were new."""
        with self.transaction(durable=True) as db:
            return acts.append(db, noted)

    def acts(self) -> list[dict[str, Any]]:
        """The log, in the order in which it was noted."""
        with self.reading() as db:
            return acts.acts(db)

    def watch(self, kind: str, url: str, due: str | None, body: Json) -> None:
        """Stores how a feed or page stands that is looked at again and again, in place of what was known of it."""
        with self.transaction() as db:
            watched.put(db, kind, url, due, body)

    def unwatch(self, kind: str, url: str) -> bool:
        """Looks at it no more; whether it was looked at."""
        with self.transaction() as db:
            return watched.forget(db, kind, url)

    def watched(self, kind: str, url: str | None = None) -> list[dict[str, Any]]:
        """The states of a kind by address, or the one of an address."""
        with self.reading() as db:
            if url is None:
                return watched.states(db, kind)
            found = watched.state(db, kind, url)
            return [] if found is None else [found]

    def watched_due(self, kind: str, until: str, most: int) -> list[dict[str, Any]]:
        """The states of a kind that are due by `until` (compared as text), earliest first, by address where equal."""
        with self.reading() as db:
            return watched.due(db, kind, until, most)

    # Checks and copies

    def verify(self, *, ledgers: verifying.LedgerCheck | None = None) -> Verified:
        """Looks at everything and tells what is not as it was written; `ledgers` looks into the ledgers, whose form is not known here.

        Opened for reading it cannot compare the full-text index (told in `unchecked`).
        """
        with self.reading() as db:
            return verifying.verify(db, self.path, ledgers=ledgers, extra=[part.damages for part in self._parts])

    def backup(self, path: str | Path) -> None:
        """A copy of the store as it is now, while others read and write; whole or not at all, and never over another file."""
        with self.reading() as db:
            copies.backup(db, Path(path))

    def snapshot(self, path: str | Path, rows: snapshots.Rows) -> None:
        """A copy for other programs (Datasette): plain tables and views, no WAL, no triggers, and <path>.metadata.json beside it.

        `rows` turns a story's id and ledger into plain rows: (table, row) with the tables and columns of `snapshots.COLUMNS`.
        """
        with self.reading() as db:
            snapshots.snapshot(db, Path(path), rows)
