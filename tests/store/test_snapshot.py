"""The copy for other programs: plain, whole, and readable by an old SQLite."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from stemma.errors import StoreError
from stemma.store import Store, snapshots
from tests.store.making import furnished, incoming


def _rows(story: str, data: bytes):
    assert data
    yield "story", {"id": story, "title": f"Title of {story}", "first": "2025-01-01"}
    yield "claim", {"id": "c-1", "story": story, "statement": "Two bridges fell\ud800", "independent_origins": 2, "salience": 0.5}
    yield "claim", {"id": "c-2", "story": story, "statement": "One bridge fell"}
    yield "telling", {"story": story, "claim": "c-1", "report": "r-1", "chain": ["v-1", "v-2"], "start": 3, "end": 9}
    yield "voice", {"id": "v-1", "story": story, "name": "Ada", "aliases": ["the mayor"]}
    yield "origin", {"story": story, "claim": "c-1", "voice": "v-1"}
    yield "relation", {"story": story, "source": "c-1", "target": "c-2", "kind": "updates", "reason": "Later."}


def test_a_copy_has_views_that_any_sqlite_reads(tmp_path: Path) -> None:
    furnished(tmp_path / "s", 12)
    with Store.open(tmp_path / "s", write=True) as store:
        store.add([incoming("NUL \x00 and half \ud800", path="odd\udcff.txt")], version="1")
    for write in (True, False):
        path = tmp_path / f"copy{write}.db"
        with Store.open(tmp_path / "s", write=write) as store:
            store.snapshot(path, _rows)
            ids = store.ids()
        db = sqlite3.connect(path)
        assert dict(db.execute("SELECT name, type FROM sqlite_master WHERE type = 'view'")) == dict.fromkeys(
            ("reports", "stories", "claims", "tellings", "voices", "origins", "relations"), "view"
        )
        assert db.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'").fetchone() == (0,)
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert sorted(row[0] for row in db.execute("SELECT id FROM reports")) == ids
        assert db.execute("SELECT id, title, reports, claims FROM stories WHERE id = 's-1'").fetchone() == ("s-1", "Title of s-1", 3, 2)
        assert db.execute("SELECT statement, independent_origins, tellings FROM claims ORDER BY story, id").fetchone() == ("Two bridges fell?", 2, 1)
        assert db.execute('SELECT statement, chain, start, "end" FROM tellings').fetchone() == ("Two bridges fell?", '["v-1", "v-2"]', 3, 9)
        assert db.execute("SELECT name FROM origins").fetchone() == ("Ada",)
        assert db.execute("SELECT aliases FROM voices").fetchone() == ('["the mayor"]',)
        assert db.execute("SELECT source_statement, kind, target_statement FROM relations").fetchone() == (
            *("Two bridges fell?", "updates", "One bridge fell"),
        )
        assert db.execute("SELECT count(*) FROM claims WHERE n IN (SELECT rowid FROM claim_fts WHERE claim_fts MATCH 'bridges')").fetchone() == (4,)
        assert db.execute("SELECT count(*) FROM reports WHERE n IN (SELECT rowid FROM report_fts WHERE report_fts MATCH 'NUL')").fetchone() == (1,)
        db.close()
        about = json.loads(path.with_name(path.name + ".metadata.json").read_text("utf-8"))["databases"][path.stem]["tables"]
        assert about["report"] == {"hidden": True}
        assert about["claims"]["fts_table"] == "claim_fts"
    assert not list(tmp_path.glob(".*"))


def test_nothing_is_overwritten_and_nothing_half_done_stays(tmp_path: Path) -> None:
    furnished(tmp_path / "s", 4)
    (tmp_path / "a").write_text("mine")
    (tmp_path / "b.metadata.json").write_text("mine")

    def fall(story: str, data: bytes):
        raise StoreError("A ledger cannot be read.", code="store-damaged")
        yield "", {}

    with Store.open(tmp_path / "s", write=False) as store:
        for name in ("a", "b"):
            with pytest.raises(StoreError) as told:
                store.snapshot(tmp_path / name, _rows)
            assert told.value.code == "store-exists"
        with pytest.raises(StoreError, match="cannot be read"):
            store.snapshot(tmp_path / "c", fall)
        with pytest.raises(StoreError) as told:
            store.snapshot(tmp_path / "no" / "c", _rows)
        assert told.value.code == "store-read-only"
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("s")) == ["a", "b.metadata.json"]
    assert (tmp_path / "a").read_text() == (tmp_path / "b.metadata.json").read_text() == "mine"


def test_the_columns_that_a_callback_may_give_are_those_of_the_tables(tmp_path: Path) -> None:
    furnished(tmp_path / "s", 4)
    with Store.open(tmp_path / "s", write=False) as store:
        store.snapshot(tmp_path / "c", lambda story, data: [])
    db = sqlite3.connect(tmp_path / "c")
    for table, columns in snapshots.COLUMNS.items():
        assert tuple(row[1] for row in db.execute(f"PRAGMA table_info ({table})") if row[1] != "n") == columns
    db.close()
