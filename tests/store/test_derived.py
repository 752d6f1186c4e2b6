"""Groups, ledgers, acts and feeds: stored and found again, replaced whole, and never more than was put."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemma.errors import StoreError
from stemma.store import ClaimRow, Feed, Stale, Store, StoryRow, VoiceRow
from tests.store.making import furnished, many


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


def test_feeds_are_polled_when_they_are_due(store: Store) -> None:
    feeds = [Feed(url=f"https://{n}.example", due=due, failures=2, note="n", etag="e") for n, due in enumerate((None, "2026-01-01", "2026-02-01"))]
    for feed in feeds:
        store.put_feed(feed)
    store.put_feed(Feed(url="https://1.example", due="2026-01-15"))
    assert [f.url for f in store.feeds()] == [f.url for f in feeds]
    assert [f.url for f in store.feeds(due="2026-01-20")] == ["https://0.example", "https://1.example"]
    assert store.feeds()[2] == feeds[2]
    assert (store.forget_feed("https://0.example"), store.forget_feed("https://0.example")) == (True, False)
    store.drop_derived()
    assert len(store.feeds()) == 2
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
