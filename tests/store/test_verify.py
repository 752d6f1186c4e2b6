"""The check of everything: it finds what was planted, says where, and finds nothing in a sound store."""

from __future__ import annotations

import hashlib
from pathlib import Path

import apsw
import pytest

from bench import damages
from stemma.store import Damage, Store, connect, sums
from tests.store.making import furnished


def test_planted_damages_are_all_found(tmp_path: Path) -> None:
    """The bench plants 1,000."""
    outcome, missed = damages.run(tmp_path, 60, seed=11)
    assert missed == []
    assert outcome == {"bytes found": 30, "values found": 30}


@pytest.mark.parametrize("write", [True, False])
def test_a_sound_store_has_no_damages(tmp_path: Path, write: bool) -> None:
    furnished(tmp_path / "s")
    with Store.open(tmp_path / "s", write=write) as store:
        said = store.verify()
        assert said.damages == ()
        assert bool(said.unchecked) is not write
        for name in ("pages", "blobs", "reports", "sightings", "acts", "watched", "prepared", "stories", "members", "ledgers", "claims", "voices"):
            assert said.checked[name] > 0, name


def _changed(path: Path, *statements: str) -> set[str]:
    """Where the check finds damage after these statements, made as the store itself would write them."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=sums.layer())
    connect.functions(db)
    triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        db.execute(statement)
    for _, sql in triggers:
        db.execute(sql)
    db.close()
    with Store.open(path, write=True) as store:
        return {damage.where for damage in store.verify().damages}


def test_each_look_finds_what_it_is_for(tmp_path: Path) -> None:
    for n, (statement, where) in enumerate(
        (
            ("DELETE FROM sightings WHERE report = 1", "reports"),
            ("UPDATE prepared SET speaks = 1 - speaks WHERE n = 1", "prepared"),
            ("UPDATE members SET story = 999 WHERE n = 1", "reference"),
            ("DELETE FROM acts WHERE n = 5", "acts"),
            ("UPDATE blobs SET sha256 = zeroblob (32) WHERE n = 1", "blobs"),
            ("UPDATE sightings SET media = NULL WHERE n = 1", "sightings"),
            ("UPDATE report_text_docsize SET sz = x'01020304' WHERE id = 1", "search"),
            ("INSERT INTO claim_text (claim_text) VALUES ('delete-all')", "search"),
            ("INSERT INTO tally (name, rows, total) VALUES ('nothing', 0, zeroblob (16))", "tally"),
            ("UPDATE ledgers SET data = x'00' WHERE n = 1", "ledgers"),
            ("UPDATE prepared SET body = CAST (replace (body, '\"start\":0', '\"start\":99999') AS BLOB)", "spans"),
            ("INSERT INTO blobs (sha256, size, codec, data, digest) VALUES (randomblob (32), 1, 'plain', x'00', x'00')", "blobs"),
        )
    ):
        path = tmp_path / f"{n}"
        furnished(path, 6)
        assert where in _changed(path, statement), statement


def test_ledgers_and_parts_are_looked_into(tmp_path: Path) -> None:
    furnished(tmp_path / "s", 6)

    class Part:
        def added(self, db, reports) -> None: ...

        def dropped(self, db) -> None: ...

        def damages(self, db):
            return [Damage(where="mine", key="1", message="Odd.")]

    def look(story: str, data: bytes, text_of):
        assert text_of("r-0") is None
        return ["A span is out of bounds."] if story == "s-2" else []

    with Store.open(tmp_path / "s", write=True, parts=[Part()]) as store:
        assert store.verify(ledgers=look).damages == (
            Damage(where="ledgers", key="s-2", message="A span is out of bounds."),
            Damage(where="mine", key="1", message="Odd."),
        )

        def fall(*_: object):
            raise ValueError("too odd")

        [damage, _] = store.verify(ledgers=fall).damages
        assert (damage.where, damage.message) == ("ledgers", "Could not be read to its end: too odd")


def test_bytes_added_or_turned_over_are_seen_by_readers_too(tmp_path: Path) -> None:
    furnished(tmp_path / "s", 6)
    whole = (tmp_path / "s").read_bytes()
    with (tmp_path / "s").open("ab") as file:
        file.write(b"x")
    with Store.open(tmp_path / "s", write=False) as store:
        assert [d.where for d in store.verify().damages] == ["page"]
    at = len(whole) - 7  # in the sum itself
    (tmp_path / "s").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    with Store.open(tmp_path / "s", write=False) as store:
        [damage] = store.verify().damages
        assert (damage.where, damage.key) == ("page", str(len(whole) // sums.PAGE))


def test_another_program_that_writes_is_seen(tmp_path: Path) -> None:
    """Another SQLite knows nothing of the sums of pages."""
    furnished(tmp_path / "s", 6)
    before = hashlib.sha256((tmp_path / "s").read_bytes()).digest()
    db = apsw.Connection(str(tmp_path / "s"))
    db.execute("UPDATE watched SET kind = kind || 'x'")
    db.close()
    assert hashlib.sha256((tmp_path / "s").read_bytes()).digest() != before
    with Store.open(tmp_path / "s", write=True) as store:
        assert "page" in {damage.where for damage in store.verify().damages}
