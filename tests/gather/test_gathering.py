"""Stories are a function of the set of reports and of what people said: neither order nor batches, comings nor goings show."""

from __future__ import annotations

import datetime as dt
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.gather import Change, Index, Link, Memory, Named, Part, Signature, Wish, Wishes, blocks, grouping, moved, nearest, update
from stemma.model import Story
from stemma.store import Store
from stemma.store.nearby import Nearby, NearbyTables

START = dt.date(2031, 5, 1)


def made(count: int, *, seed: int, topics: int = 4) -> list[Signature]:
    """Reports of a few running topics, with words of the topic, of an episode in it, and of their own."""
    chance = random.Random(seed)
    out = []
    for n in range(count):
        topic, episode = chance.randrange(topics), chance.randrange(4)
        pools = ((f"topic{topic}x{k}" for k in range(14)), (f"episode{topic}y{episode}y{k}" for k in range(10)), (f"word{k}" for k in range(40)))
        words = [w for pool, part in zip(pools, (0.5, 0.5, 0.1), strict=True) for w in pool if chance.random() < part]
        chance.shuffle(words)
        raw = [chance.uniform(1, 3) for _ in words]
        norm = sum(w * w for w in raw) ** 0.5
        weighed = sorted(((int(4096 * w / norm), t) for w, t in zip(raw, words, strict=True)), reverse=True)
        day = None if chance.random() < 0.1 else START + dt.timedelta(days=episode * 40 + chance.randrange(6))
        out.append(
            Signature(
                report=f"report-{seed}-{n}",
                published=None if day is None else day.isoformat(),
                title=f"Report {n}",
                terms=tuple(t for _, t in weighed),
                words=tuple(t.title() for _, t in weighed),
                weights=tuple(w for w, _ in weighed),
                names=tuple(t.startswith("episode") for _, t in weighed),
                places=tuple((k, k + 1) for k in range(len(weighed))),
            )
        )
    return out


class Shelf:
    """The stories of an index as they change."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.stories: dict[str, Story] = {}

    def take(self, change: Change) -> None:
        for gone in change.gone:
            del self.stories[gone]
        self.stories.update({s.id: s for s in change.stories})


def at_once(signatures: list[Signature], wishes: Wishes = Wishes()) -> dict[str, Story]:  # noqa: B008
    return {s.id: s for s in update(Memory(), put=signatures, wishes=wishes).stories}


@pytest.fixture(params=[(128, 16), (9, 3), (5, 2)], ids=["as shipped", "small blocks", "smaller blocks"])
def _bounds(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Few reports fill a block, so that every rung of the ladder is walked."""
    most, links = request.param
    for module in (blocks, grouping):
        monkeypatch.setattr(module, "MOST", most)
    monkeypatch.setattr(nearest, "LINKS", links)


@pytest.mark.usefixtures("_bounds")
@pytest.mark.parametrize("seed", range(6))
def test_neither_order_nor_batches_nor_comings_and_goings_show(seed: int) -> None:
    chance = random.Random(seed)
    signatures = made(70, seed=seed)
    shelf = Shelf(Memory())
    queue = [*signatures]
    chance.shuffle(queue)
    present: list[Signature] = []
    while queue:
        batch, queue = queue[: (size := chance.choice([1, 1, 2, 7]))], queue[size:]
        left = [s for s in present if chance.random() < 0.03]
        shelf.take(update(shelf.index, put=batch, drop=[s.report for s in left]))
        present = [s for s in present if s not in left] + batch
        queue += [s for s in left if chance.random() < 0.7]
    assert shelf.stories == at_once(present)
    assert sorted(r for s in shelf.stories.values() for r in s.reports) == sorted(s.report for s in present)


@pytest.mark.usefixtures("_bounds")
@pytest.mark.parametrize("seed", range(4))
def test_what_people_say_holds_in_any_order_of_reports(seed: int) -> None:
    chance = random.Random(seed)
    signatures = made(40, seed=seed)
    ids = [s.report for s in signatures]
    said: list[Wish] = []
    shelf = Shelf(Memory())
    before = Wishes()
    for step in range(40):
        one, other = chance.sample(ids, 2)
        said.append(chance.choice([Link(one=one, other=other), Part(one=one, other=other), Named(report=one, title=f"Called {step}")]))
        wishes = Wishes(tuple(said))
        shelf.take(update(shelf.index, put=[signatures[step]], wishes=wishes, before=before))
        before = wishes
    assert shelf.stories == at_once(signatures, before)
    home = {r: s.id for s in shelf.stories.values() for r in s.reports}
    for wish in said:
        if wish in before.refused or isinstance(wish, Named):
            continue
        assert (home[wish.one] == home[wish.other]) is isinstance(wish, Link)


def test_the_store_gives_the_stories_that_memory_gives(tmp_path: Path) -> None:
    signatures = made(60, seed=11)
    with Store.open(tmp_path / "a.stemma", write=True, parts=[NearbyTables()]) as store:
        shelf = Shelf(Memory())
        for n in range(0, 60, 4):
            with store.transaction() as db:
                shelf.take(update(Nearby(db), put=signatures[n : n + 4]))
        assert shelf.stories == at_once(signatures)
        assert store.verify().damages == ()
        with store.transaction() as db:
            shelf.take(update(Nearby(db), drop=[s.report for s in signatures[::3]]))
        assert shelf.stories == at_once([s for n, s in enumerate(signatures) if n % 3])
        assert store.verify().damages == ()
        store.drop_derived()
        with store.transaction() as db:
            again = update(Nearby(db), put=signatures)
        assert {s.id: s for s in again.stories} == at_once(signatures)


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM nearby_links WHERE key = (SELECT max(key) FROM nearby_links)",
        "DELETE FROM nearby_signatures WHERE key = (SELECT max(key) FROM nearby_links)",
        "UPDATE nearby_links SET nearest = x'' WHERE key = (SELECT key FROM nearby_links WHERE nearest != x'' LIMIT 1)",
        "DELETE FROM nearby_holders WHERE term = (SELECT max(term) FROM nearby_holders)",
    ],
)
def test_tables_that_do_not_fit_together_are_told(tmp_path: Path, harm: str) -> None:
    with Store.open(tmp_path / "a.stemma", write=True, parts=[NearbyTables()]) as store, store.transaction() as db:
        update(Nearby(db), put=made(20, seed=2))
        assert list(NearbyTables().damages(db)) == []
        db.execute(harm)
        assert list(NearbyTables().damages(db)) != []


def test_a_growing_story_keeps_its_id() -> None:
    signatures = [s for s in made(60, seed=3, topics=1) if s.published]
    early = sorted(signatures, key=lambda s: (s.published, s.report))
    home = {r: s.id for s in at_once(early[:10]).values() for r in s.reports}
    later = {r: s.id for s in at_once(early).values() for r in s.reports}
    assert later[early[0].report] == home[early[0].report]


def test_a_report_put_again_changes_nothing() -> None:
    signatures = made(30, seed=5)
    shelf = Shelf(Memory())
    shelf.take(update(shelf.index, put=signatures))
    once = dict(shelf.stories)
    shelf.take(update(shelf.index, put=signatures[:7]))
    assert shelf.stories == once


def test_too_many_copies_for_a_table_are_one_story_and_people_part_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (blocks, grouping):
        monkeypatch.setattr(module, "MOST", 5)
    one = made(1, seed=1)[0]
    copies = [Signature(**{**_fields(one), "report": f"copy-{n}"}) for n in range(20)]
    (story,) = at_once(copies).values()
    assert len(story.reports) == 20
    assert "story.copies" in {g.rule for g in story.grounds}
    torn = at_once(copies, Wishes((Part(one="copy-3", other="copy-4"),)))
    assert sorted(len(s.reports) for s in torn.values()) == [1, 19]


def _fields(signature: Signature) -> dict[str, object]:
    names = ("report", "published", "title", "terms", "words", "weights", "names", "places", "named_days")
    return {name: getattr(signature, name) for name in names}


@pytest.fixture
def pair() -> tuple[list[Signature], set[frozenset[str]]]:
    signatures = made(40, seed=9, topics=2)
    return signatures, {frozenset(s.reports) for s in at_once(signatures).values()}


def test_joining_parting_moving_and_naming(pair: tuple[list[Signature], set[frozenset[str]]]) -> None:
    signatures, plain = pair
    first, second = sorted(plain, key=lambda s: (-len(s), sorted(s)))[:2]
    a, b, c = min(first), min(second), max(first)
    assert c != a
    homes = {frozenset(s.reports) for s in at_once(signatures, Wishes((Link(one=a, other=b),))).values()}
    assert any({a, b} <= home for home in homes)
    homes = {frozenset(s.reports) for s in at_once(signatures, Wishes((Part(one=a, other=c),))).values()}
    assert not any({a, c} <= home for home in homes)
    wishes = Wishes(moved(c, out_of=a, into=b))
    homes = {frozenset(s.reports) for s in at_once(signatures, wishes).values()}
    assert any({b, c} <= home and a not in home for home in homes)
    titled = at_once(signatures, Wishes((Named(report=a, title="First"), Named(report=c, title="Last"))))
    assert next(s.title for s in titled.values() if a in s.reports) == "Last"


def test_the_later_wish_holds_and_the_earlier_is_told() -> None:
    said = (Link(one="a", other="b"), Link(one="b", other="c"), Part(one="c", other="a"))
    wishes = Wishes(said)
    assert wishes.apart("a", "c")
    assert wishes.refused == (said[0],)
    assert Wishes((said[2], said[0], said[1])).refused == (said[2],)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_wishes_that_hold_never_contradict(said: list[tuple[bool, str, str]]) -> None:
    wishes = Wishes(tuple(Link(one=a, other=b) if link else Part(one=a, other=b) for link, a, b in said))
    from stemma.gather.signature import key_of

    for a in "abcdef":
        for b in "abcdef":
            together = a == b or key_of(b) in wishes.together.get(key_of(a), ())
            assert not (together and wishes.apart(a, b))
