"""Looks at everything in the store and tells what is not as it was written.

Six looks, each at what the others cannot see: the sums of all pages; SQLite's own check of structure and indexes; each row against its
digest and each table, of ours or behind an index, against its tally; bytes and texts against their SHA-256; references and spans; the
full-text indexes against the rows that they index, word by word. The first finds every changed byte of the file, the third every
value changed by way of SQL.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import apsw

from stemma.errors import StoreError
from stemma.store import acts, derived, evidence, listed, migrate, prepared, sealed, summaries, sums, tallies, watched
from stemma.store.values import Damage, Verified

#: Every sealed table.
TABLES = (
    evidence.BLOBS,
    evidence.REPORTS,
    evidence.SIGHTINGS,
    acts.ACTS,
    prepared.PREPARED,
    derived.STORIES,
    derived.MEMBERS,
    derived.LEDGERS,
    derived.CLAIMS,
    derived.VOICES,
    summaries.SUMMARIES,
    watched.WATCHED,
)

#: Told the text of a report by id (None when there is no such report).
TextOf = Callable[[str], str | None]
#: Looks at a story's ledger: id of the story, its bytes, and the texts; gives what is wrong, in sentences.
LedgerCheck = Callable[[str, bytes, TextOf], Iterable[str]]
#: Looks at the tables of a part.
PartCheck = Callable[[apsw.Connection], Iterable[Damage]]
Looks = Iterator[Damage]


def verify(
    db: apsw.Connection, path: Path, *, ledgers: LedgerCheck | None, extra: Iterable[Callable[[apsw.Connection], Iterable[Damage]]]
) -> Verified:
    """All looks; one that cannot go on says so, and the others are taken all the same."""
    checked: dict[str, int] = {}
    unchecked: list[str] = []
    damages: list[Damage] = []
    looks: list[tuple[str, Callable[[], Iterable[Damage]]]] = [
        ("page", lambda: _pages(db, path, checked)),
        ("schema", lambda: _schema(db, path)),
        ("index", lambda: _structure(db)),
        *((table.name, _rows(db, table, checked)) for table in TABLES),
        ("tally", lambda: _tallies(db)),
        ("blobs", lambda: _blobs(db, checked)),
        ("reference", lambda: _references(db)),
        ("spans", lambda: _spans(db)),
        ("search", lambda: _search(db, unchecked)),
        ("ledgers", lambda: _ledgers(db, ledgers)),
        *(("part", _bound(look, db)) for look in extra),
    ]
    for name, look in looks:
        damages += _taken(name, look)
    return Verified(damages=tuple(dict.fromkeys(damages)), checked=checked, unchecked=tuple(unchecked))


def _bound(look: PartCheck, db: apsw.Connection) -> Callable[[], Iterable[Damage]]:
    return lambda: look(db)


def _taken(name: str, look: Callable[[], Iterable[Damage]]) -> list[Damage]:
    """What a look finds; that it could not be taken to its end is a finding too."""
    found: list[Damage] = []
    try:
        found.extend(look())
    except (apsw.Error, StoreError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        found.append(Damage(where=name, key="", message=f"Could not be read to its end: {error}"))
    return found


def _pages(db: apsw.Connection, path: Path, checked: dict[str, int]) -> Looks:
    """Pages whose sum does not fit, looked at twice by a reader (a writer may be at work on them), and a file of a wrong length."""
    if not db.readonly("main"):
        db.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
    wrong, count = [], 0
    for number, fits in sums.pages(str(path)):
        count += 1
        if not fits:
            wrong.append(number)
    checked["pages"] = count
    if wrong and db.readonly("main"):
        time.sleep(0.05)
        again = {number for number, fits in sums.pages(str(path)) if not fits}
        wrong = [number for number in wrong if number in again]
    for number in wrong:
        yield Damage(where="page", key=str(number + 1), message=f"Bytes {number * sums.PAGE:,} to {(number + 1) * sums.PAGE:,} were changed.")
    size = path.stat().st_size
    if size % sums.PAGE or (not db.readonly("main") and size != sums.PAGE * db.pragma("page_count")):
        yield Damage(where="page", key="", message=f"The file has {size:,} bytes, which is not its length.")


def _schema(db: apsw.Connection, path: Path) -> Looks:
    try:
        migrate.check(db, path)
    except StoreError as error:
        yield Damage(where="schema", key="", message=error.message)
    odd = [name for (name,) in sealed.rows(db, "SELECT name FROM sqlite_schema WHERE type = 'table'") if name.startswith("sqlite_stat")]
    for name in odd:
        yield Damage(where="schema", key=name, message="A table that Stemma does not make.")


def _structure(db: apsw.Connection) -> Looks:
    for (said,) in sealed.rows(db, "PRAGMA integrity_check (100)"):
        if said != "ok":
            yield Damage(where="index", key="", message=str(said))
    for table, number, parent, _ in sealed.rows(db, "PRAGMA foreign_key_check"):
        yield Damage(where="reference", key=f"{table} {number}", message=f"It points at a row of {parent} that is not there.")


def _rows(db: apsw.Connection, table: sealed.Table, checked: dict[str, int]) -> Callable[[], Looks]:
    """Rows that are not what their digest says, and a table that is not what its tally says."""

    def look() -> Looks:
        rows = 0
        for number, *values, seal in db.execute(table.rows):
            rows += 1
            if sealed.digest(table.name, tuple(values)) != seal:
                yield Damage(where=table.name, key=str(number), message="A value of the row was changed.")
        checked[table.name] = rows

    return look


def _tallies(db: apsw.Connection) -> Looks:
    """Tables that do not add up, those behind the full-text indexes and those of parts too."""
    there = list(tallies.tables(db))
    for table in there:
        if tallies.counted(db, table) != tallies.noted(db, table):
            yield Damage(where=table, key="", message="The table does not add up: rows were changed, added or taken away.")
    for (table,) in sealed.rows(db, "SELECT name FROM tally"):
        if table not in there:
            yield Damage(where="tally", key=str(table), message="A table that is not there is counted.")


def _blobs(db: apsw.Connection, checked: dict[str, int]) -> Looks:
    bound = {number for (number,) in sealed.rows(db, "SELECT text FROM reports UNION SELECT original FROM sightings")}
    for number, sha, size, codec, data in db.execute("SELECT n, sha256, size, codec, data FROM blobs"):
        try:
            whole = sealed.unpacked(codec, size, data)
        except StoreError as error:
            yield Damage(where="blobs", key=str(number), message=error.message)
            continue
        if hashlib.sha256(whole).digest() != sha:
            yield Damage(where="blobs", key=str(number), message="The bytes are not those of the SHA-256.")
        if number not in bound:
            yield Damage(where="blobs", key=str(number), message="No report and no sighting has these bytes.")
    checked["texts and originals"] = len(bound - {None})


def _references(db: apsw.Connection) -> Looks:
    """What SQLite's foreign keys cannot say."""
    for number in prepared.misjudged(db):
        yield Damage(where="prepared", key=str(number), message="Which version speaks is not what the reports say.")
    for table, key in listed.miscounted(db):
        yield Damage(where=table, key=key, message="What lists show is not what the stories and voices say.")
    for (report,) in sealed.rows(db, "SELECT id FROM reports AS r WHERE NOT EXISTS (SELECT 1 FROM sightings AS s WHERE s.report = r.n)"):
        yield Damage(where="reports", key=report, message="The report has no sighting.")
    for number, report, body, id_ in db.execute("SELECT p.n, r.id, p.body, r.id FROM prepared AS p JOIN reports AS r ON r.n = p.n"):
        if sealed.decoded(body).get("id") != id_:
            yield Damage(where="prepared", key=str(number), message=f"The prepared form is that of another report than {report}.")
    for (number,) in sealed.rows(db, "SELECT n FROM sightings AS s WHERE (s.original IS NULL) <> (s.media IS NULL)"):
        yield Damage(where="sightings", key=str(number), message="A sighting's bytes and their kind do not go together.")
    for number, sha, body in db.execute("SELECT n, sha256, body FROM sightings"):
        if hashlib.sha256(body).digest() != sha:
            yield Damage(where="sightings", key=str(number), message="What was known of the report is not what its SHA-256 says.")


def _spans(db: apsw.Connection) -> Looks:
    """Zones that do not cover the text in order."""
    sql = "SELECT r.id, p.body, b.codec, b.size, b.data FROM prepared AS p JOIN reports AS r ON r.n = p.n JOIN blobs AS b ON b.n = r.text"
    for report, body, codec, size, data in db.execute(sql):
        length = len(sealed.text_of(sealed.unpacked(codec, size, data)))
        said: dict[str, Any] = sealed.decoded(body)
        at = 0
        for zone in said["zones"]:
            if not at <= zone["start"] <= zone["end"] <= length:
                yield Damage(where="spans", key=report, message=f"A zone lies at [{zone['start']}, {zone['end']}) in a text of {length} characters.")
                break
            at = zone["end"]
        for place in (place for ground in said["grounds"] for place in ground["spans"] if place["report"] == report):
            if not 0 <= place["start"] <= place["end"] <= length:
                yield Damage(where="spans", key=report, message=f"A ground points at [{place['start']}, {place['end']}) of {length} characters.")


def _search(db: apsw.Connection, unchecked: list[str]) -> Looks:
    """Compares each full-text index with what it indexes, word by word; SQLite wants to be able to write for that."""
    if db.readonly("main"):
        unchecked.append("The full-text index was not compared with the texts, for the store was opened for reading only.")
        return
    for name, question in _INTEGRITY:
        try:
            db.execute(question)
        except apsw.Error:
            yield Damage(where="search", key=name, message="The index is not what the texts say.")


_INTEGRITY = (
    ("reports", "INSERT INTO report_text (report_text, rank) VALUES ('integrity-check', 1)"),
    ("claims", "INSERT INTO claim_text (claim_text, rank) VALUES ('integrity-check', 1)"),
    ("voices", "INSERT INTO voice_text (voice_text, rank) VALUES ('integrity-check', 1)"),
)


def _ledgers(db: apsw.Connection, check: LedgerCheck | None) -> Looks:
    """Ledgers that cannot be unpacked, and what `check` finds in them."""

    def text_of(report: str) -> str | None:
        known = sealed.row(db, "SELECT 1 FROM reports WHERE id = ?", (report,))
        return evidence.text_of(db, report) if known else None

    for story, _, data in derived.ledgers(db):
        for message in check(story, data, text_of) if check else ():
            yield Damage(where="ledgers", key=story, message=message)
