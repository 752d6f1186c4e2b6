"""A copy of the store for other programs: plain tables and views that Datasette and any SQLite open.

It is not the live file: that one is in WAL mode, and an old SQLite that wrote to it could damage it. What is in a ledger is told by a
callback as plain rows, for the store does not know the ledgers' form. Bytes of originals stay behind; their SHA-256 is there.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import apsw

from stemma.errors import StoreError
from stemma.store import derived, evidence, files, prepared, sealed
from stemma.store.sealed import Value

#: Given a story's id and its ledger; gives (table, row). Tables: story, claim, telling, voice, origin, relation.
Rows = Callable[[str, bytes], Iterable[tuple[str, Mapping[str, Any]]]]

_INSERT = {
    "report": "INSERT INTO report VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "story": "INSERT INTO story VALUES (?, ?, ?, ?)",
    "claim": "INSERT INTO claim VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "telling": "INSERT INTO telling VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    "voice": "INSERT INTO voice VALUES (?, ?, ?, ?, ?)",
    "origin": "INSERT INTO origin VALUES (?, ?, ?)",
    "relation": "INSERT INTO relation VALUES (?, ?, ?, ?, ?)",
}
#: The columns of a row of each table that `Rows` may give; what a row lacks is null.
COLUMNS: dict[str, tuple[str, ...]] = {
    "story": ("id", "title", "first", "last"),
    "claim": (
        *("id", "story", "statement", "certainty", "standing", "independent_origins", "unattributed", "salience"),
        *("low", "high", "unit", "what", "first_day", "last_day", "place"),
    ),
    "telling": ("story", "claim", "report", "quote", "start", "end", "chain", "origin", "certainty", "copied_from"),
    "voice": ("id", "story", "name", "kind", "aliases"),
    "origin": ("story", "claim", "voice"),
    "relation": ("story", "source", "target", "kind", "reason"),
}
_ABOUT = {
    "title": "Stemma",
    "description": "Reports, claims, voices and origins, as Stemma found them. Reports are evidence; everything else is judged and may be wrong.",
}
#: Views that Datasette searches by a full-text table of the tables beneath.
_SEARCHED = {"reports": {"fts_table": "report_fts", "fts_pk": "n"}, "claims": {"fts_table": "claim_fts", "fts_pk": "n"}}
_LANGUAGE = "SELECT json_extract (p.body, '$.language') FROM prepared AS p JOIN reports AS r ON r.n = p.n WHERE r.id = ?"


def snapshot(db: apsw.Connection, path: Path, rows: Rows) -> None:
    """Writes the copy and its metadata.json; neither is written over another file."""
    about = path.with_name(path.name + ".metadata.json")
    if about.exists():
        raise StoreError(f"{about} exists already.", code="store-exists", hint="Name another file; this one was left as it is.")
    fresh = path.with_name(f".{path.name}.new")
    try:
        files.clear(fresh)
        files.empty_file(fresh)
        _written(db, fresh, rows)
        files.appear(fresh, path)
        files.empty_file(about)
        about.write_text(json.dumps(_metadata(path.stem), indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise files.unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            files.clear(fresh)


def _written(db: apsw.Connection, fresh: Path, rows: Rows) -> None:
    copy = apsw.Connection(str(fresh), flags=apsw.SQLITE_OPEN_READWRITE)
    try:
        copy.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")  # it has its name only when it is whole
        with db, copy:
            copy.execute(_schema())
            for report in list(evidence.ids(db)):
                copy.execute(_INSERT["report"], _report(db, report))
            for story, _, data in derived.ledgers(db):
                for table, row in rows(story, data):
                    copy.execute(_INSERT[table], tuple(_value(row.get(name)) for name in COLUMNS[table]))
            copy.execute("INSERT INTO report_fts (report_fts) VALUES ('rebuild'); INSERT INTO claim_fts (claim_fts) VALUES ('rebuild')")
        copy.execute("PRAGMA journal_mode = DELETE; VACUUM")
    finally:
        copy.close()


def _schema() -> str:
    from importlib import resources

    return (resources.files("stemma.store") / "schema" / "snapshot.sql").read_text("utf-8")


def _report(db: apsw.Connection, report: str) -> tuple[Value, ...]:
    raw = evidence.raw_report(db, report)
    entry = next(prepared.entries(db, [report]), None)
    language = sealed.row(db, _LANGUAGE, (report,))
    seen = evidence.sightings(db, report)
    first = entry or raw
    values = (report, derived.story_of(db, report), first.title, first.outlet, first.published, raw.updated, raw.url, language and language[0])
    spoken = entry.spoken_by if entry else None
    return tuple(_value(v) for v in (*values, spoken, len(seen), next((s.original for s in seen if s.original), None), raw.text))


def _value(value: Any) -> Value:
    """A value as a column; lists are written as JSON."""
    if isinstance(value, str):
        return sealed.shown(value)
    if value is None or isinstance(value, int | float):
        return value
    return json.dumps(value, ensure_ascii=True)


def _metadata(name: str) -> dict[str, Any]:
    """What Datasette shows beside the views; the tables beneath them are hidden."""
    hidden: dict[str, dict[str, Any]] = {table: {"hidden": True} for table in _INSERT}
    return {**_ABOUT, "databases": {name: {"tables": {**hidden, **_SEARCHED}}}}
