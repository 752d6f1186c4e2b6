"""Evidence goes in once, comes out exactly, and is never changed."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.errors import StoreError
from stemma.model import Original, RawReport, Report, Zone
from stemma.store import Incoming, Store
from tests.store.making import incoming, many

LATER = "2026-02-02T00:00:00Z"


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "s.stemma", write=True) as open_store:
        yield open_store


def test_a_report_comes_back_exactly(store: Store) -> None:
    one = incoming("Höhe: 3\u200b m\r\n", url="https://a.example/1?x=2", outlet="A", title="T", published="2025-01-01", byline="B", data=b"\x00\xff")
    raw = replace(one.raw, credits=("R", "S"), marked=(Zone(kind="caption", start=0, end=2),), extracted_by="fallback", published_from="metadata")
    store.add([replace(one, raw=raw)], version="1")
    assert store.raw(one.report.id) == raw
    assert store.raw(one.report.id).original is None
    back = store.raw(one.report.id, original=True).original
    assert back == raw.original
    assert back is not None
    assert store.original(back.sha256) == b"\x00\xff"
    assert store.report(one.report.id) == one.report


_TEXT = st.text(st.characters(codec=None), max_size=40)  # half characters and NULs too
_MAYBE = st.none() | _TEXT


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=_TEXT, path=_TEXT, url=_MAYBE, outlet=_MAYBE, title=_MAYBE, published=_MAYBE, updated=_MAYBE, data=st.none() | st.binary(max_size=99))
def test_whatever_was_taken_in_comes_back(store: Store, text, path, url, outlet, title, published, updated, data) -> None:
    one = incoming(text, path=path, url=url, outlet=outlet, title=title, published=published, updated=updated, data=data)
    store.add([one], version="1")
    assert one.raw.path in {s.path for s in store.sightings(one.report.id)}
    back = store.raw(one.report.id, original=True)
    assert replace(back, path=path, updated=updated) == one.raw
    assert back.original is None or back.original.data == data or len(store.sightings(one.report.id)) > 1


def test_adding_again_changes_nothing(store: Store) -> None:
    batch = many(20)
    store.add(batch, version="1")
    before = store.connection.total_changes()
    again = store.add([replace(one, seen=LATER) for one in batch], version="1")
    assert {(a.kind, a.sighting) for a in again} == {("seen", False)}
    assert [a.of for a in again] == [one.report.id for one in batch]
    assert store.connection.total_changes() == before


def test_the_same_report_from_another_place_is_a_second_sighting(store: Store) -> None:
    first, second = incoming("One text", path="x/a.txt", data=b"One text"), incoming("One text", path="y/a.txt", data=b"<p>One text", seen=LATER)
    assert first.report.id == second.report.id
    [a], [b] = store.add([first], version="1"), store.add([second], version="1")
    assert (a.kind, b.kind, b.of, b.sighting) == ("new", "seen", first.report.id, True)
    places = store.sightings(first.report.id)
    assert [(s.path, s.seen) for s in places] == [("x/a.txt", first.seen), ("y/a.txt", LATER)]
    assert [store.original(s.original) for s in places if s.original] == [b"One text", b"<p>One text"]
    assert store.ids() == [first.report.id]


def test_equal_bytes_are_stored_once(store: Store) -> None:
    """The text of a plain file and its bytes are the same bytes."""
    store.add([incoming("Plain", data=b"Plain"), incoming("Plain", path="b.txt", data=b"Plain")], version="1")
    assert store.connection.execute("SELECT count(*) FROM blobs").get == 1


def test_what_speaks_for_a_report_seen_twice_does_not_depend_on_order(tmp_path: Path) -> None:
    seen = [
        incoming("T", path=path, url="https://a.example/1", updated=updated)
        for path, updated in (("b", None), ("a", None), ("c", "2025-01-02"), ("d", "2025-01-01"))
    ]
    said = set()
    for n in range(8):
        random.Random(n).shuffle(seen)
        with Store.open(tmp_path / f"{n}", write=True) as store:
            for one in seen:
                store.add([one], version="1")
            said.add((store.raw(seen[0].report.id).path, store.report(seen[0].report.id).path))
    assert said == {("c", "c")}


def test_evidence_and_acts_cannot_be_changed_or_removed(store: Store) -> None:
    store.add(many(3), version="1")
    store.append([{"id": "a", "time": "t", "who": "w"}])
    for statement in (
        "UPDATE blobs SET size = 1",
        "DELETE FROM blobs",
        "UPDATE reports SET id = 'x'",
        "DELETE FROM reports",
        "UPDATE sightings SET seen = ''",
        "DELETE FROM sightings",
        "UPDATE acts SET body = x'00'",
        "DELETE FROM acts",
        "INSERT OR REPLACE INTO acts (n, id, body, digest) VALUES (1, 'a', x'00', x'00')",
    ):
        with pytest.raises(StoreError) as told, store.transaction() as db:
            db.execute(statement)
        assert told.value.code == "store-constraint", statement
    assert store.verify().damages == ()


def test_two_texts_of_one_id_are_told(store: Store) -> None:
    one, other = incoming("A"), incoming("B")
    store.add([one], version="1")
    with pytest.raises(StoreError, match="Two texts") as told:
        store.add([incoming("C"), replace(other, report=replace(other.report, id=one.report.id))], version="1")
    assert told.value.code == "store-clash"
    assert store.ids() == [one.report.id]  # the batch goes in whole or not at all


def test_what_is_not_there_is_told(store: Store) -> None:
    for ask in (lambda: store.raw("r-0"), lambda: store.original("00" * 32), lambda: store.sightings("r-0")):
        with pytest.raises(StoreError) as told:
            ask()
        assert told.value.code == "store-unknown"


def test_prepared_forms_are_made_anew(store: Store) -> None:
    batch = many(6)
    store.add(batch, version="1")
    ids = store.ids()
    assert store.unprepared("1") == []
    assert store.unprepared("2") == ids
    before = [store.report(i) for i in ids], store.speaking(), store.search("river").hits
    store.put_prepared([replace(store.report(i), language="xx") for i in ids], version="2")
    assert store.unprepared("2") == []
    assert {store.report(i).language for i in ids} == {"xx"}
    store.drop_derived()
    assert (store.speaking(), store.unprepared("2"), store.search("river").hits, store.stories()) == ([], ids, (), [])
    with pytest.raises(StoreError, match="not prepared"):
        store.report(ids[0])
    store.put_prepared([one.report for one in batch], version="1")
    assert ([store.report(i) for i in ids], store.speaking(), store.search("river").hits) == before
    assert store.verify().damages == ()


def test_parts_are_told_in_the_same_transaction(tmp_path: Path) -> None:
    told: list[str] = []

    class Listening:
        def added(self, db: apsw.Connection, reports: list[Report]) -> None:
            assert db.in_transaction
            told.extend(r.id for r in reports)
            if any(r.text == "bad" for r in reports):
                raise RuntimeError("no")

        def dropped(self, db: apsw.Connection) -> None:
            told.append("dropped")

        def damages(self, db: apsw.Connection):
            return ()

    with Store.open(tmp_path / "s", write=True, parts=[Listening()]) as store:
        good = incoming("good")
        store.add([good], version="1")
        store.add([good], version="1")
        with pytest.raises(RuntimeError):
            store.add([incoming("bad")], version="1")
        assert store.ids() == [good.report.id]
        store.drop_derived()
        assert store.verify().damages == ()
    assert told == [good.report.id, incoming("bad").report.id, "dropped"]


def _added_then_failed(store: Store, one: Incoming) -> None:
    with store.transaction():
        store.add([one], version="1")
        store.raw("r-0")


def test_a_transaction_inside_another_is_undone_alone(store: Store) -> None:
    one, two = incoming("one"), incoming("two")
    with store.transaction():
        store.add([one], version="1")
        with pytest.raises(StoreError):
            _added_then_failed(store, two)
    assert store.ids() == [one.report.id]
    assert store.verify().damages == ()


def test_damaged_rows_are_told_when_they_are_read(store: Store) -> None:
    one = incoming("A text that is long enough to be packed, packed, packed, packed", data=b"x")
    store.add([one], version="1")
    with store.transaction() as db:
        db.execute("DROP TRIGGER blobs_stay; DROP TRIGGER sightings_remain; DROP TRIGGER blobs_remain")
        db.execute("UPDATE blobs SET data = x'ffff' WHERE codec = 'zlib'")
    with pytest.raises(StoreError, match="unpacked"):
        store.raw(one.report.id)
    for damage in ("UPDATE blobs SET codec = 'plain', data = zeroblob (size)", "UPDATE blobs SET data = x'ff', size = 1, codec = 'plain'"):
        with store.transaction() as db:
            db.execute(damage)
        with pytest.raises(StoreError) as told:
            store.report(one.report.id)
        assert told.value.code == "store-damaged"
    with store.transaction() as db:
        db.execute("UPDATE prepared SET body = x'7b'")
        db.execute("DELETE FROM sightings")
    assert len(store.verify().damages) > 5


def test_missing_rows_are_told_when_they_are_asked_for(store: Store) -> None:
    one = incoming("A text", data=b"x")
    store.add([one], version="1")
    db = store.connection
    db.execute("PRAGMA foreign_keys = OFF; DROP TRIGGER sightings_remain; DROP TRIGGER blobs_remain; DROP TRIGGER reports_remain")
    for damage in ("DELETE FROM sightings", "DELETE FROM blobs", "DELETE FROM reports"):
        with store.transaction():
            db.execute(damage)
        if "sightings" in damage:
            with pytest.raises(StoreError, match="no sighting"):
                store.raw(one.report.id)
        if "blobs" in damage:
            with pytest.raises(StoreError, match="bytes are missing"):
                store.report(one.report.id)
            with pytest.raises(StoreError, match="is missing"):
                store.search("text")
        if "reports" in damage:
            with pytest.raises(StoreError, match="No report has the id"):
                store.report(one.report.id)


def test_a_report_needs_no_bytes(store: Store) -> None:
    raw = RawReport(path="-", text="x")
    store.add([Incoming(raw=raw, report=Report(id="r-1", path="-", text="x", zones=()), seen=LATER, via="https://a.example/feed")])
    [place] = store.sightings("r-1")
    assert (place.original, place.media, place.via) == (None, None, "https://a.example/feed")
    assert store.raw("r-1", original=True).original is None
    assert Original(data=b"x").sha256 not in {place.original}


def test_a_fault_of_the_program_is_not_called_damage(store: Store) -> None:
    with pytest.raises(ValueError, match="mine"), store.reading():
        raise ValueError("mine")
