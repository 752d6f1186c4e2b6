"""Lists of stories, outlets and voices: what SQLite gives is what a look at everything gives."""

from __future__ import annotations

import gzip
import random
from collections import Counter
from pathlib import Path

import pytest

from stemma.model.library import Which
from stemma.store import Listing, Store, StoryRow, VoiceRow
from stemma.store.listed import miscounted
from tests.store.making import incoming

FORMS = Path(__file__).parent / "forms"
PLACES = ("Osta", "Lunfors", "Keld", "Wyke")
OUTLETS = ("Osta Gazette", "The Keld Mirror", "Lunførs Tidende", "Wire One")


@pytest.fixture
def store(tmp_path: Path):
    """Stories of one to four reports on twelve days, half of them read."""
    chance = random.Random(4)
    with Store.open(tmp_path / "s", write=True) as made:
        for n in range(40):
            place = PLACES[n % 4]
            days = sorted(f"2025-0{chance.randrange(1, 4)}-{chance.randrange(10, 14)}" for _ in range(1 + n % 4))
            batch = [
                incoming(f"A bridge of {place} fell, report {n} {k}.", path=f"{n}-{k}.txt", outlet=chance.choice(OUTLETS), published=day)
                for k, day in enumerate(days)
            ]
            made.add(batch, version="1")
            ids = tuple(sorted(i.report.id for i in batch))
            made.put_stories([StoryRow(id=f"story-{n:02}", reports=ids, body={"title": f"{place} {n}", "first": days[0], "last": days[-1]})])
            if n % 2:
                voices = [VoiceRow(id=f"v{v}", name=f"Mayor of {PLACES[v]}", aliases=(f"M{n % 3}",)) for v in range(n % 4)]
                made.put_ledger(f"story-{n:02}", "k", b"x", voices=voices, summary={"claims": n, "conflicts": n % 3})
        yield made


def looked_up(store: Store, which: Which) -> list[str]:
    """The same question, answered by looking at everything."""
    entries = {e.id: e for e in store.entries()}
    out = []
    for row in store.stories():
        outlets = {entries[r].outlet or "" for r in row.reports}
        texts = [store.raw(r).text for r in row.reports]
        voices = [v.name for v in store.voices(row.id)]
        if (
            (which.ids is None or row.id in which.ids)
            and (not which.since or row.body["last"] >= which.since)
            and (not which.until or row.body["first"][: len(which.until)] <= which.until)
            and (not which.outlet or any(which.outlet.lower() in o.lower().replace("ø", "o") for o in outlets))
            and (not which.voice or any(which.voice in v for v in voices))
            and (not which.place or any(which.place in t for t in texts))
            and (not which.words or any(all(w in t for w in which.words.split()) for t in texts))
            and (not which.disputed or store.summaries([row.id]).get(row.id, {}).get("conflicts"))
        ):
            out.append(row)
    by_id = sorted(out, key=lambda r: (-len(r.reports), r.id))
    return [r.id for r in sorted(by_id, key=lambda r: r.body["last"], reverse=True)]


@pytest.mark.parametrize(
    "which",
    [
        Which(),
        Which(since="2025-02-11"),
        Which(until="2025-02"),
        Which(since="2025-02", until="2025-02-12"),
        Which(outlet="gazette"),
        Which(outlet="lunfors"),
        Which(voice="Mayor of Osta"),
        Which(place="Keld"),
        Which(words="fell Wyke"),
        Which(disputed=True),
        Which(ids=("story-03", "story-17", "story-99")),
        Which(outlet="wire", place="Osta", since="2025-02", disputed=True),
        Which(place="Nowhere"),
        Which(words='"; DROP TABLE listed --'),
        Which(outlet="!?"),
        Which(since="x'"),
    ],
)
def test_a_filter_is_a_look_at_everything(store: Store, which: Which) -> None:
    wanted = looked_up(store, which) if which.outlet != "!?" else []
    every = store.lists.stories(which)
    assert [s.id for s in every.stories] == wanted
    assert (every.total, every.cut) == (len(wanted), False)
    paged = [s.id for at in range(0, len(wanted) + 7, 7) for s in store.lists.stories(which, most=7, at=at).stories]
    assert paged == wanted
    assert {s.summary is None for s in every.stories if int(s.id[-2:]) % 2 == 0} <= {True}


def test_a_row_shows_what_the_reports_say(store: Store) -> None:
    entries = {e.id: e for e in store.entries()}
    for listed in store.lists.stories(Which()).stories:
        (row,) = store.stories([listed.id])
        outlets = Counter(entries[r].outlet for r in row.reports)
        assert (listed.shown.title, listed.shown.first, listed.shown.last) == (row.body["title"], row.body["first"], row.body["last"])
        assert listed.shown.reports == len(row.reports)
        assert set(listed.shown.outlets) == set(outlets)
        assert [outlets[o] for o in listed.shown.outlets] == sorted(outlets.values(), reverse=True)
    held = Counter(o for row in store.stories() for o in {entries[r].outlet for r in row.reports})
    assert {o.name: o.stories for o in store.lists.outlets(9)} == held


def test_words_found_too_often_are_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stemma.store.listed.FINDS", 5)
    page = store.lists.stories(Which(words="bridge"))
    assert page.cut
    assert 0 < page.total <= 5


def test_a_story_that_loses_a_report_is_listed_without_it(store: Store) -> None:
    one, other = (next(s for s in store.stories() if len(s.reports) == n) for n in (4, 1))
    store.put_stories([StoryRow(id=other.id, reports=(*other.reports, one.reports[0]), body=other.body)])
    counts = {s.id: s.shown.reports for s in store.lists.stories(Which(ids=(one.id, other.id))).stories}
    assert counts == {one.id: 3, other.id: 2}
    assert store.verify().damages == ()


def test_what_people_set_right_is_listed_until_it_is_taken_back(store: Store) -> None:
    told = Listing(title="By hand", first="2030-01-01", last="2030-01-02", reports=1, outlets=("A \ud800 new one",))
    plain = store.lists.stories(Which(ids=("story-05",))).stories[0].shown
    store.lists.relist({"story-05": told, "story-none": told})
    first = store.lists.stories(Which(), most=1).stories[0]
    assert (first.id, first.shown.reports, first.shown.outlets) == ("story-05", 1, ("A ? new one",))
    assert [s.id for s in store.lists.stories(Which(outlet="new one")).stories] == ["story-05"]
    store.lists.relist({"story-05": None})
    assert store.lists.stories(Which(ids=("story-05",))).stories[0].shown == plain
    assert "A ? new one" not in {o.name for o in store.lists.outlets(99)}
    assert store.verify().damages == ()


def test_voices_are_counted_by_stories(store: Store) -> None:
    held: Counter[str] = Counter(name for row in store.stories() for name in {v.name for v in store.voices(row.id)})
    found, total = store.lists.voices(most=99)
    assert {v.name: v.stories for v in found} == held
    assert [v.stories for v in found] == sorted(held.values(), reverse=True)
    assert total == len(held)
    assert {v.name for v in store.lists.voices("may kel", most=99)[0]} == {"Mayor of Keld"}
    assert store.lists.voices("may kel", most=99)[1] == 1
    assert store.lists.voices("m1", most=99)[0], "by another name"
    assert store.lists.voices("?!", most=99) == ([], 0)
    twice = [VoiceRow(id=i, name="Mayor of Keld") for i in ("a", "b")]
    store.put_ledger("story-02", "k", b"x", voices=twice)
    assert next(v for v in store.lists.voices("mayor keld", most=9)[0]).stories == held["Mayor of Keld"] + 1, "two of one name are one story"
    store.forget_ledgers([row.id for row in store.stories()])
    assert store.lists.voices(most=99) == ([], 0)
    assert store.verify().damages == ()


def test_a_story_is_known_by_the_beginning_of_its_id(store: Store) -> None:
    assert store.stories_begun("story-1") == [f"story-1{n}" for n in range(10)] == store.stories_begun("1")
    assert store.stories_begun("story-07") == ["story-07"]
    assert store.stories_begun("zz") == []


def test_counts_that_are_not_so_are_found(store: Store) -> None:
    assert miscounted(store.connection) == []
    for change in (
        "UPDATE outlets SET stories = stories + 1 WHERE n = 1",
        "UPDATE voice_names SET stories = 99 WHERE n = 1",
        "DELETE FROM listed_outlets WHERE story = 2; DELETE FROM listed WHERE n = 2",
    ):
        with store.transaction() as db:
            db.execute(change)
        assert miscounted(store.connection)
    assert {"outlets", "voice_names", "listed"} <= {d.where for d in store.verify().damages}


@pytest.mark.parametrize("form", range(1, 5))
def test_a_store_of_an_earlier_form_gets_its_lists(tmp_path: Path, form: int) -> None:
    (tmp_path / "s").write_bytes(gzip.decompress((FORMS / f"form-{form}.stemma.gz").read_bytes()))
    with Store.open(tmp_path / "s", write=True) as store:
        rows = {row.id: row for row in store.stories()}
        page = store.lists.stories(Which())
        assert {s.id: (s.shown.title, s.shown.reports) for s in page.stories} == {i: (r.body["title"], len(r.reports)) for i, r in rows.items()}
        assert store.lists.unsettled() == sorted(rows), "there are corrections, and nobody has looked at them"
        assert {v.name for v in store.lists.voices(most=99)[0]} == {v.name for i in rows for v in store.voices(i)}
        store.lists.relist(dict.fromkeys(rows))
        assert store.lists.unsettled() == []
        assert store.verify().damages == ()
