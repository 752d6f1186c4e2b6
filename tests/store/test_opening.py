"""Opening: what is no store, is damaged, locked, old, new or not ours is refused in words, and is left as it was."""

from __future__ import annotations

import gzip
import hashlib
import os
import random
import sqlite3
import stat
import time
from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from stemma.errors import StoreError
from stemma.store import Store, connect, copies, files, migrate, sums
from tests.store.faults import Failing
from tests.store.making import furnished, incoming, many
from tests.store.processes import as_nobody, child

FIXTURES = Path(__file__).parent / "forms"


def _refused(path: Path, code: str, *, write: bool = True) -> StoreError:
    """Opening is refused with that code, and the file, or its absence, is left as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as told:
        Store.open(path, write=write).close()
    assert told.value.code == code
    assert path.name in told.value.message
    assert told.value.message.endswith(".")
    assert (path.read_bytes() if path.is_file() else None) == before
    return told.value


def test_a_store_is_made_on_first_use_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "s.stemma"
    with Store.open(path, write=True) as store:
        store.add(many(3), version="1")
        modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in path.parent.iterdir()}
    assert set(modes.values()) == {0o600}, modes
    assert sorted(p.name for p in path.parent.iterdir()) == ["s.stemma", "s.stemma.lock"]
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA application_id").fetchone() == (connect.APPLICATION,)
    assert db.execute("PRAGMA user_version").fetchone() == (migrate.newest(),)
    db.close()


def test_a_name_that_sqlite_takes_for_another_thing_is_a_file_like_any(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (":memory:", "file:x?mode=memory", "s p a%20ce"):
        for _ in range(2):
            with Store.open(name, write=True) as store:
                store.add([incoming("x")], version="1")
                with Store.open(name, write=False) as reader:
                    assert len(reader.ids()) == 1
        assert (tmp_path / name).is_file()


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    _refused(tmp_path / "none.stemma", "store-missing", write=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("write", [True, False])
def test_what_is_no_store_is_left_alone(tmp_path: Path, write: bool) -> None:
    for name, data in (
        ("empty", b""),
        ("text", b"Dear diary, " * 100),
        ("short", b"SQLite format 3\x00"),
        ("noise", random.Random(1).randbytes(9000)),
    ):
        (tmp_path / name).write_bytes(data)
        _refused(tmp_path / name, "store-foreign", write=write)
    _refused(tmp_path, "store-foreign", write=write)
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()
    assert "another program" in _refused(tmp_path / "other.db", "store-foreign", write=write).message


@pytest.mark.parametrize("write", [True, False])
def test_a_truncated_store_is_told(tmp_path: Path, write: bool) -> None:
    furnished(tmp_path / "s")
    whole = (tmp_path / "s").read_bytes()
    for keep in (len(whole) - 1, len(whole) - 4096, len(whole) // 2, 4096, 100):
        (tmp_path / "s").write_bytes(whole[:keep])
        assert "truncated" in _refused(tmp_path / "s", "store-damaged", write=write).message
    (tmp_path / "s").write_bytes(whole[:50])
    _refused(tmp_path / "s", "store-foreign", write=write)


def test_a_newer_store_is_refused(tmp_path: Path) -> None:
    furnished(tmp_path / "s", 3)
    db = apsw.Connection(str(tmp_path / "s"))
    db.pragma("user_version", migrate.newest() + 1)
    db.close()
    for write in (True, False):
        assert "newer Stemma" in _refused(tmp_path / "s", "store-newer", write=write).message


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER evil AFTER INSERT ON reports BEGIN DELETE FROM acts; END",
        "CREATE VIEW evil AS SELECT 1",
        "DROP TRIGGER acts_remain",
        "CREATE INDEX evil ON acts (body)",
        "CREATE TABLE evil (x)",
        "CREATE VIRTUAL TABLE evil USING fts3 (x)",
        "PRAGMA user_version = 0",
    ],
)
def test_a_file_with_a_schema_that_is_not_ours_is_refused(tmp_path: Path, planted: str) -> None:
    furnished(tmp_path / "s", 3)
    db = apsw.Connection(str(tmp_path / "s"))
    connect.functions(db)
    db.execute(planted)
    db.close()
    for write in (True, False):
        _refused(tmp_path / "s", "store-damaged", write=write)


def test_an_sqlite_that_damages_wal_files_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    connect.check_sqlite("3.51.3")
    connect.check_sqlite("3.54")
    monkeypatch.setattr(apsw, "sqlite_lib_version", lambda: "3.51.2")
    with pytest.raises(StoreError, match=r"SQLite 3\.51\.2"):
        Store.open(tmp_path / "s", write=True)
    assert list(tmp_path.iterdir()) == []


def test_nothing_in_the_file_is_trusted(tmp_path: Path) -> None:
    furnished(tmp_path / "s", 3)
    for write in (True, False):
        with Store.open(tmp_path / "s", write=write) as store:
            db = store.connection
            assert {name: db.pragma(name) for name in ("trusted_schema", "cell_size_check", "mmap_size", "journal_mode")} == {
                "trusted_schema": 0,
                "cell_size_check": 1,
                "mmap_size": 0,
                "journal_mode": "wal",
            }
            assert db.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, -1) == 1
            with pytest.raises(apsw.Error):
                db.execute("DELETE FROM report_text_data")
            with pytest.raises(apsw.Error):
                db.execute("ATTACH ':memory:' AS x")


def test_one_writes_and_many_read(tmp_path: Path) -> None:
    path = tmp_path / "s"
    with Store.open(path, write=True) as store:
        store.add(many(3), version="1")
        told = _refused(path, "store-locked")
        assert f"process {os.getpid()}" in told.message
        with Store.open(path, write=False) as one, Store.open(path, write=False) as two:
            assert one.ids() == two.ids() == store.ids()
            with pytest.raises(StoreError, match="reading only"):
                one.add(many(1))
            with pytest.raises(StoreError) as refused, one.reading() as db:
                db.execute("DELETE FROM watched")
            assert refused.value.code == "store-read-only"
    with Store.open(path, write=True):
        pass
    store.close()


def test_a_lock_of_another_process_is_told_and_ends_with_it(tmp_path: Path) -> None:
    path = tmp_path / "s"

    def hold(say: Callable[[str], None]) -> None:
        with Store.open(path, write=True):
            say("open")
            time.sleep(60)

    with child(hold) as (pid, heard):
        assert heard() == "open"
        assert _refused(path, "store-locked").message == f"Another stemma (process {pid}) is writing to {path}."
    with Store.open(path, write=True) as store:
        assert store.add([incoming("x")], version="1")[0].kind == "new"


def test_a_forked_child_does_not_keep_the_lock(tmp_path: Path) -> None:
    ours, theirs = os.pipe()
    with Store.open(tmp_path / "s", write=True):
        child = os.fork()
        if child == 0:
            os.close(theirs)
            os.read(ours, 1)
            os._exit(0)
    Store.open(tmp_path / "s", write=True).close()
    os.write(theirs, b"x")
    os.close(theirs)
    os.close(ours)
    os.waitpid(child, 0)


def _asked_as_nobody(path: Path) -> list[str]:
    """What writing and reading say to a user that may do nothing special; root may do everything."""

    def ask(say: Callable[[str], None]) -> None:
        as_nobody()
        for write in (True, False):
            try:
                with Store.open(path, write=write) as store:
                    say(f"{len(store.ids())} {len(store.search('river').hits) > 0} {store.verify().damages}")
            except StoreError as error:
                say(error.code)

    for parent in path.resolve().parents[1:4]:
        parent.chmod(0o755)
    with child(ask) as (_, heard):
        return [heard(), heard()]


@pytest.mark.parametrize(
    ("folder", "file", "said"),
    [
        (0o555, 0o444, ["store-read-only", "12 True ()"]),
        (0o555, 0o000, ["store-unreadable", "store-unreadable"]),
        (0o777, 0o444, ["store-read-only", "12 True ()"]),
        (0o000, 0o444, ["store-unreadable", "store-unreadable"]),
    ],
)
def test_read_only_files_and_folders(tmp_path: Path, folder: int, file: int, said: list[str]) -> None:
    place = tmp_path / "place"
    place.mkdir()
    furnished(place / "s", 12)
    (place / "s.lock").unlink()
    before = hashlib.sha256((place / "s").read_bytes()).digest()
    (place / "s").chmod(file)
    place.chmod(folder)
    try:
        assert _asked_as_nobody(place / "s") == said
    finally:
        place.chmod(0o755)
        (place / "s").chmod(0o644)
    assert hashlib.sha256((place / "s").read_bytes()).digest() == before


def test_a_new_store_in_a_read_only_folder(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir(mode=0o555)
    assert _asked_as_nobody(place / "s") == ["store-read-only", "store-missing"]
    assert _asked_as_nobody(place / "deeper" / "s") == ["store-read-only", "store-missing"]
    assert list(place.iterdir()) == []


def test_mutated_files_are_opened_or_refused_and_nothing_else(tmp_path: Path) -> None:
    """The bench does 500 of these."""
    from bench.damages import mutated

    furnished(tmp_path / "s", 8)
    outcome = mutated(tmp_path, tmp_path / "s", 15, seed=3)
    assert sum(outcome.values()) == 15
    assert outcome["crashed"] == 0


# Earlier forms


@pytest.mark.parametrize("form", range(1, migrate.newest() + 1))
@pytest.mark.parametrize("write", [True, False])
def test_a_store_of_every_form_opens_and_is_brought_up_to_date(tmp_path: Path, form: int, write: bool) -> None:
    path = tmp_path / "s"
    path.write_bytes(gzip.decompress((FIXTURES / f"form-{form}.stemma.gz").read_bytes()))
    before = path.read_bytes()
    with Store.open(path, write=write) as store:
        assert migrate.version_of(store.connection) == migrate.newest()
        assert len(store.ids()) == 6
        assert store.raw(store.ids()[0], original=True).original
        assert len(store.acts()) == 5
        assert store.search("bridges").hits
        assert store.verify().damages == ()
    backups = list(tmp_path.glob("*.backup"))
    if form == migrate.newest():
        assert backups == []
        return
    assert [b.name for b in backups] == [f"s.form-{form}.backup"]
    assert stat.S_IMODE(backups[0].stat().st_mode) == 0o600
    db = apsw.Connection(str(backups[0]), flags=apsw.SQLITE_OPEN_READONLY)
    assert migrate.version_of(db) == form
    db.close()
    path.write_bytes(before)  # a second time: the first backup stays
    Store.open(path, write=True).close()
    assert (tmp_path / f"s.form-{form}.backup-2").exists()


def test_an_interrupted_step_leaves_the_old_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s"
    furnished(path, 6)
    now = migrate.newest()
    good = migrate.steps()
    bad = (*good, "CREATE TABLE more (x INTEGER) STRICT; INSERT INTO more VALUES (1); INSERT INTO nowhere VALUES (1); PRAGMA user_version = 99")
    monkeypatch.setattr(migrate, "steps", lambda: bad)
    with pytest.raises(StoreError):
        Store.open(path, write=True)
    monkeypatch.setattr(migrate, "steps", lambda: good)
    with Store.open(path, write=True) as store:
        assert migrate.version_of(store.connection) == now
        assert len(store.ids()) == 6
        assert store.verify().damages == ()


def test_a_step_that_changes_a_table_counts_it_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s"
    furnished(path, 6)
    step = f"ALTER TABLE watched ADD COLUMN more TEXT; UPDATE watched SET due = due; PRAGMA user_version = {migrate.newest() + 1}"
    steps = (*migrate.steps(), step)
    monkeypatch.setattr(migrate, "steps", lambda: steps)
    migrate.expected.cache_clear()
    with Store.open(path, write=True) as store:
        assert store.verify().damages == ()
    migrate.expected.cache_clear()


# Copies


def test_a_backup_is_a_store_and_overwrites_nothing(tmp_path: Path) -> None:
    furnished(tmp_path / "s", 12)
    with Store.open(tmp_path / "s", write=True) as store, store.transaction():
        pass
    with Store.open(tmp_path / "s", write=True) as store:
        store.add([incoming("not yet in the main file")], version="1")
        store.backup(tmp_path / "b")
        with pytest.raises(StoreError) as told:
            store.backup(tmp_path / "b")
        assert told.value.code == "store-exists"
        with pytest.raises(StoreError):
            store.backup(tmp_path / "no" / "b")
        with Store.open(tmp_path / "b", write=True) as copy:
            assert copy.ids() == store.ids()
            assert copy.verify().damages == ()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["b", "b.lock", "s", "s.lock"]
    assert copies.unused(tmp_path / "s", "x").name == "s.x"


def test_no_hard_links_are_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    Store.open(tmp_path / "s", write=True).close()
    files.empty_file(tmp_path / "fresh")
    with pytest.raises(StoreError, match="exists already"):
        files.appear(tmp_path / "fresh", tmp_path / "s")
    with Store.open(tmp_path / "s", write=True) as store:
        assert store.verify().damages == ()


def test_a_disk_that_is_full_at_the_first_use(tmp_path: Path) -> None:
    for at in (1, 3, 9, 30):
        layer = Failing(at=at, error=apsw.FullError)
        with pytest.raises(StoreError) as told:
            Store.open(tmp_path / "s", write=True, vfs=layer.name)
        assert told.value.code == "store-full"
        assert sorted(p.name for p in tmp_path.iterdir()) == ["s.lock"]
    Store.open(tmp_path / "s", write=True).close()


def test_errors_of_sqlite_are_put_into_words(tmp_path: Path) -> None:
    for error, code in ((apsw.MisuseError(""), "store"), (apsw.NoMemError(""), "store-memory"), (apsw.BusyError(""), "store-busy")):
        said = connect.told(error, tmp_path / "s")
        assert said.code == code
        assert str(tmp_path / "s") in said.message
    db = apsw.Connection(":memory:")
    connect.functions(db)
    assert db.execute("SELECT stemma_words (1), stemma_text_words (1, 2, 3)").get == ("", "")


def test_a_lock_file_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "s.lock").mkdir()
    with pytest.raises(StoreError) as told:
        Store.open(tmp_path / "s", write=True)
    assert told.value.code == "store-read-only"
    with pytest.raises(StoreError, match="cannot be looked at"):
        Store.open(tmp_path / ("x" * 300), write=False)


def test_pages_that_were_never_written_have_no_sum(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(bytes(sums.PAGE))
    assert list(sums.pages(str(tmp_path / "f"))) == [(0, True)]
    (tmp_path / "f").write_bytes(bytes(sums.PAGE - 1) + b"\x01")
    assert list(sums.pages(str(tmp_path / "f"))) == [(0, False)]
