"""Which reports are the same report, and which of them speaks: told by the set of reports, not by their order."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from stemma.store import Added, Store
from stemma.store.prepared import moment
from tests.store.making import incoming, many

URL = "https://www.a.example/story?utm_source=x"
SAME = "http://a.example/story/#top"


def test_another_text_of_one_url_is_a_further_version(tmp_path: Path) -> None:
    old = incoming("Five died", url=URL, outlet="A", published="2025-01-01T10:00:00+02:00")
    new = incoming("Seven died", url=SAME, outlet="A", published="2025-01-01T10:00:00+02:00", updated="2025-01-01T09:00:00Z")
    with Store.open(tmp_path / "s", write=True) as store:
        assert store.add([old, new], version="1") == [
            Added(report=old.report.id, kind="new"),
            Added(report=new.report.id, kind="version", of=old.report.id),
        ]
        assert store.versions(old.report.id) == store.versions(new.report.id) == [old.report.id, new.report.id]
        assert store.speaking() == [new.report.id]
        assert {e.id: e.spoken_by for e in store.entries()} == {old.report.id: new.report.id, new.report.id: new.report.id}
        assert [h.id for h in store.search("died").hits] == [new.report.id]
        assert {h.id for h in store.search("died", versions=True).hits} == {old.report.id, new.report.id}


def test_the_same_text_under_one_url_is_seen_again_whatever_its_metadata(tmp_path: Path) -> None:
    one, two = incoming("Five died", url=URL, title="A"), incoming("Five died", url=SAME, title="B")
    with Store.open(tmp_path / "s", write=True) as store:
        assert [a.kind for a in store.add([one, two], version="1")] == ["new", "seen"]
        assert len(store.speaking()) == 1
        assert len(store.ids()) == 2  # what the second said of itself is kept


def test_one_text_of_one_outlet_at_two_addresses_speaks_once(tmp_path: Path) -> None:
    one, two = incoming("Five died", url="https://a.example/1", outlet="The A"), incoming("Five died", url="https://a.example/2", outlet="the a")
    other = incoming("Five died", url="https://b.example/1", outlet="B")
    with Store.open(tmp_path / "s", write=True) as store:
        said = store.add([one, two, other], version="1")
        assert [(a.kind, a.of) for a in said] == [("new", None), ("seen", one.report.id), ("new", None)]
        assert store.speaking() == sorted([min(one.report.id, two.report.id), other.report.id])


def test_a_notice_at_many_addresses_binds_nothing_together(tmp_path: Path) -> None:
    stubs = [incoming("Subscribe to read on", url=f"https://a.example/{n}", published="2025-01-01") for n in range(3)]
    full = [incoming(f"Report {n}", url=f"https://a.example/{n}", published="2025-01-02") for n in range(3)]
    with Store.open(tmp_path / "s", write=True) as store:
        store.add(stubs, version="1")
        assert len(store.speaking()) == 1
        assert {a.kind for a in store.add(full, version="1")} == {"version"}
        assert store.speaking() == sorted(one.report.id for one in full)


def test_a_front_page_or_no_address_is_no_work(tmp_path: Path) -> None:
    batch = [incoming(text, url=url) for text in ("x", "y") for url in ("https://a.example/", "not an address")]
    with Store.open(tmp_path / "s", write=True) as store:
        assert {a.kind for a in store.add(batch, version="1")} == {"new"}
        assert len(store.speaking()) == 4


@pytest.mark.parametrize("seed", range(4))
def test_order_and_batches_change_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    batch = many(24, seed=seed) + [incoming("Twin", url=f"https://t.example/{n}", outlet="T", updated=f"2025-01-0{1 + n % 3}") for n in range(4)]
    said = set()
    for n in range(3):
        chance.shuffle(batch)
        with Store.open(tmp_path / f"{n}", write=True) as store:
            for at in range(0, len(batch), 5):
                store.add(batch[at : at + 5], version="1")
            said.add((tuple(store.speaking()), tuple(store.entries()), tuple(tuple(store.versions(i)) for i in store.ids())))
            assert store.verify().damages == ()
    assert len(said) == 1


def test_moments_sort_as_time_does() -> None:
    assert moment("2025-01-01T10:00:00+02:00") < moment("2025-01-01T09:00:00Z") == moment("2025-01-01T09:00:00")
    assert moment("2025-01-01") < moment("2025-01-01T00:00:01") < moment("2025-02") < moment("2026")
    assert [moment(odd) for odd in (None, "", "yesterday", "9 May", "2025x", "0001-01-01T00:00:00+14:00")] == [""] * 6
