"""Groups, ledgers, acts and what is watched: stored and found again, replaced whole, and never more than was put."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemma.errors import StoreError
from stemma.store import ClaimRow, Stale, Store, StoryRow, VoiceRow
from tests.store.making import furnished, incoming, many


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "s.stemma", write=True) as open_store:
        open_store.add(many(8), version="1")
        yield open_store


def test_a_report_is_in_one_group_at_most(store: Store) -> None:
    a, b, c, d = store.ids()[:4]
    store.put_stories([StoryRow(id="s1", reports=(a, b), body={"title": "One"}), StoryRow(id="s2", reports=(c, d))])
    assert store.stories() == [StoryRow(id="s1", reports=(a, b), body={"title": "One"}), StoryRow(id="s2", reports=(c, d))]
    store.put_stories([StoryRow(id="s3", reports=(b, c))], gone=["s2"])
    assert store.stories() == [StoryRow(id="s1", reports=(a,), body={"title": "One"}), StoryRow(id="s3", reports=(b, c))]
    assert store.stories(["s3", "s9"]) == [StoryRow(id="s3", reports=(b, c))]
    assert [store.story_of(r) for r in (a, b, c, d, "r-0")] == ["s1", "s3", "s3", None, None]
    with pytest.raises(StoreError, match="not there"):
        store.put_stories([StoryRow(id="s4", reports=("r-0",))])
    assert [s.id for s in store.stories()] == ["s1", "s3"]
    assert store.verify().damages == ()


def test_a_ledger_is_replaced_with_its_rows(store: Store) -> None:
    claims = [ClaimRow(id="c2", statement="Two bridges fell", body={"n": 2}), ClaimRow(id="c1", statement="One bridge stands")]
    voices = [VoiceRow(id="v1", name="Ada Löf", aliases=("the mayor", "Löf"), body={"kind": "person"})]
    store.put_ledger("s1", "k1", b"ledger" * 50, claims=claims, voices=voices)
    store.put_ledger("s2", "k1", b"", claims=claims[:1])
    assert store.ledger("s1") == ("k1", b"ledger" * 50)
    assert store.ledger("s2") == ("k1", b"")
    assert (store.claims("s1"), store.voices("s1")) == (claims, voices)
    assert store.stories_with(claim="c2") == ["s1", "s2"]
    assert store.stories_with(voice="v1") == ["s1"]
    assert store.stale({"s1": "k2", "s3": "k1"}) == Stale(missing=("s3",), outdated=("s1",), orphaned=("s2",))
    store.put_ledger("s1", "k2", b"other", claims=[ClaimRow(id="c3", statement="Three stand")])
    assert [h.id for h in store.search("bridge*").hits if h.kind == "claim"] == ["c2"]
    assert [h.id for h in store.search("stand").hits if h.kind == "claim"] == ["c3"]
    store.forget_ledgers(["s1", "s9"])
    assert (store.ledger("s1"), store.claims("s1"), store.voices("s1")) == (None, [], [])
    assert store.verify().damages == ()


def test_acts_are_noted_once_and_in_order(store: Store) -> None:
    one, two = {"id": "1", "time": "t", "who": "Ada", "undoes": None, "note": "\ud800"}, {"id": "2", "time": "t", "who": "Bo", "undoes": "1"}
    assert store.append([two, one, two]) == 2
    assert store.append([one]) == 0
    assert store.acts() == [two, one]
    with pytest.raises(StoreError) as told:
        store.append([{"id": "3", "time": "t", "who": "x"}, {**one, "note": "else"}])
    assert told.value.code == "act-clash"
    assert store.acts() == [two, one]
    for wrong in ({}, {"id": "", "time": "t", "who": "w"}, {"id": "4", "time": "t", "who": "w", "undoes": 3}):
        with pytest.raises(StoreError) as told:
            store.append([wrong])
        assert told.value.code == "act-form"


def test_what_is_watched_comes_back_when_it_is_due(store: Store) -> None:
    states = {f"https://{n}.example": {"url": f"https://{n}.example", "failures": n} for n in range(3)}
    for (url, state), due in zip(states.items(), (None, "2026-01-01", "2026-02-01"), strict=True):
        store.watch("feed", url, due, state)
    store.watch("page", "https://1.example", "2026-01-02", {"page": 1})
    store.watch("feed", "https://1.example", "2026-01-15", {**states["https://1.example"], "failures": 9})
    assert [s["failures"] for s in store.watched("feed")] == [0, 9, 2]
    assert store.watched("feed", "https://2.example") == [states["https://2.example"]]
    assert store.watched("page", "https://2.example") == []
    assert [s["failures"] for s in store.watched_due("feed", "2026-03", 9)] == [9, 2]
    assert [s["failures"] for s in store.watched_due("feed", "2026-03", 1)] == [9]
    assert store.watched_due("feed", "2026-01-14", 9) == []
    assert (store.unwatch("feed", "https://0.example"), store.unwatch("feed", "https://0.example")) == (True, False)
    store.drop_derived()
    assert (len(store.watched("feed")), len(store.watched("page"))) == (2, 1)
    assert store.verify().damages == ()


def test_what_waits_to_be_grouped_is_known(store: Store) -> None:
    speaks = store.speaking()
    assert store.ungrouped() == (speaks, [])
    store.put_stories([StoryRow(id="s1", reports=tuple(speaks[:3]))])
    assert store.ungrouped() == (speaks[3:], [])
    old = store.raw(speaks[0])
    newer = incoming("A newer text", path=old.path, url=old.url, outlet=old.outlet, updated="2030-01-01")
    store.add([newer], version="1")
    assert store.ungrouped() == (sorted([newer.report.id, *speaks[3:]]), [speaks[0]])
    store.put_prepared([store.report(speaks[1])], version="2")  # prepared anew: in its group still
    assert store.ungrouped() == (sorted([newer.report.id, *speaks[3:]]), [speaks[0]])
    store.put_stories([], gone=["s1"])
    assert store.ungrouped() == (store.speaking(), [])
    assert store.verify().damages == ()


def test_summaries_go_with_their_ledgers(store: Store) -> None:
    store.put_ledger("s1", "k1", b"x", summary={"title": "One"})
    store.put_ledger("s2", "k2", b"x")
    assert store.summaries() == {"s1": {"title": "One"}, "s2": {}}
    assert store.summaries(["s1", "s3"]) == {"s1": {"title": "One"}}
    assert (store.ledger_key("s2"), store.ledger_key("s3")) == ("k2", None)
    store.put_ledger("s1", "k3", b"y", summary={"title": "Two"})
    store.forget_ledgers(["s2"])
    assert store.summaries() == {"s1": {"title": "Two"}}
    store.drop_derived()
    assert store.summaries() == {}
    assert store.verify().damages == ()


def test_dropping_what_is_derived_leaves_evidence_and_acts(tmp_path: Path) -> None:
    furnished(tmp_path / "s")
    with Store.open(tmp_path / "s", write=True) as store:
        ids, acts = store.ids(), store.acts()
        store.drop_derived()
        assert (store.ids(), store.acts(), store.stories(), store.ledger("s-1"), store.entries()) == (ids, acts, [], None, [])
        assert store.raw(ids[0]).text
        assert not store.search("river bridges mayor").hits
        assert store.verify().damages == ()
