"""Reports on one event are one story; look-alike events stay apart."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.gather import RULES, Memory, Part, Signature, Wishes, stories, update
from stemma.gather.grouping import _with_the_lone
from stemma.lang.reading import Reading
from tests.weigh.made import reading

FERRY = (
    "The ferry Halcyon sank off Marrowby on Monday night with 64 passengers on board, the coast guard said. Captain Iona Beck called for help at "
    "9 p.m. Divers searched the strait near Marrowby for the missing.",
    "Rescuers pulled 51 people from the water after the ferry Halcyon went down near Marrowby. Its captain, Iona Beck, had sent a distress call. The "
    "coast guard said 13 passengers were missing in the strait.",
    "Relatives waited in Marrowby harbour for news of the Halcyon, which sank on Monday with 64 passengers. Divers found the ferry's hull in the "
    "strait.",
)
#: The same kind of event elsewhere.
OTHER_FERRY = (
    "A ferry capsized on the Ostrava river near Velin on Monday, and at least nine passengers drowned, said police chief Marko Dren. "
    "The Velin Star had carried wedding guests.",
    "Nine wedding guests drowned when the Velin Star capsized on the Ostrava. Police chief Marko Dren said that the ferry had no licence.",
)
BUDGET = (
    "Parliament in Tarn passed the budget of finance minister Ada Holm after a night of debate. Pensions rise by four percent and fuel taxes by two.",
    "Finance minister Ada Holm won the vote on her budget in Tarn. It raises pensions by four percent, and fuel taxes too.",
)
ALL = tuple(reading(t, path=f"{n}.txt", title=f"Report {n}") for n, t in enumerate((*FERRY, *OTHER_FERRY, *BUDGET)))


def groups(readings: object) -> set[frozenset[str]]:
    return {frozenset(s.reports) for s in stories(readings)}  # type: ignore[arg-type]


def test_look_alike_events_stay_apart() -> None:
    ids = [r.report.id for r in ALL]
    assert groups(ALL) == {frozenset(ids[:3]), frozenset(ids[3:5]), frozenset(ids[5:])}


@pytest.mark.parametrize("pair", [(0, 3), (1, 4), (2, 5), (3, 6)])
def test_two_reports_of_different_events_are_two_stories(pair: tuple[int, int]) -> None:
    assert len(stories([ALL[pair[0]], ALL[pair[1]]])) == 2


@pytest.mark.parametrize("pair", [*itertools.combinations(range(3), 2), (3, 4), (5, 6)])
def test_two_reports_of_one_event_are_one_story(pair: tuple[int, int]) -> None:
    assert len(stories([ALL[pair[0]], ALL[pair[1]]])) == 1


#: An account of the ferry in hardly any of the words of the other reports.
ACCOUNT = (
    "The cook still has his apron on. His hands shake when he talks about that night, the dark corridor, the smell of oil, the ferry that lay on its "
    "side. He sang to keep warm, with a stranger, until a fishing boat came. His brother has not come home. He will never go to sea again, he says, "
    "and closes the window on the strait."
)


@pytest.mark.parametrize(("published", "count"), [("2031-05-07", 1), ("2031-06-20", 2)])
def test_an_account_in_other_words_joins_the_story_of_its_days(published: str, count: int) -> None:
    reports = [reading(t, path=f"{n}.txt", published=f"2031-05-0{2 + n}") for n, t in enumerate(FERRY)]
    assert len(stories([*reports, reading(ACCOUNT, path="account.txt", published=published)])) == count


def test_two_accounts_that_somebody_parted_do_not_meet_in_the_story_that_both_are_like() -> None:
    reports = [reading(t, path=f"{n}.txt", published=f"2031-05-0{2 + n}") for n, t in enumerate(FERRY)]
    accounts = [
        reading(f"{ACCOUNT} {more}", path=f"{n}.txt", published="2031-05-07")
        for n, more in enumerate(("He pours tea and looks for sugar.", "A dog barks; somebody calls from the stairs."))
    ]
    one, other = (a.report.id for a in accounts)
    alike = np.full((5, 5), 0.3)
    alike[3:, :3] = alike[:3, 3:] = 0.12
    for parted, homes in ((0.05, [[0, 1, 2, 3, 4]]), (-1e9, [[0, 1, 2, 3], [4]])):
        alike[3, 4] = alike[4, 3] = parted
        assert _with_the_lone([[0, 1, 2], [3], [4]], alike, [1] * 5) == homes
    signatures = [Signature.of(r.report) for r in (*reports, *accounts)]
    found = update(Memory(), put=signatures, wishes=Wishes((Part(one=one, other=other),))).stories
    assert not any({one, other} <= set(s.reports) for s in found)


def test_a_lone_report_joins_no_story_that_it_shares_nothing_with() -> None:
    reports = [reading(t, path=f"{n}.txt", published=f"2031-05-0{2 + n}") for n, t in enumerate(FERRY)]
    assert len(stories([*reports, reading(BUDGET[0], path="budget.txt", published="2031-05-03")])) == 2


ROBBERY = (
    "Masked men robbed a jeweller's shop in Kessel and fled on motorcycles with gems worth two million crowns, police said. "
    "The owner, {0}, was tied to a chair while the gang broke the show cases with axes.",
    "Police in Kessel looked for the gang that robbed the jeweller {0} of gems worth two million crowns. "
    "The masked men broke the show cases with axes.",
    "The jeweller {0} told police that masked men with axes tied her to a chair and took gems from the show cases in {1}. They fled on motorcycles.",
)
PLACES = (("Orla Brandt", "Lindengasse"), ("Mikael Sorn", "Havnegade"))


def robbed(which: int, *, published: str | None = None) -> list[Reading]:
    """Three reports on one of two robberies in one town, told in the same words but for who and where."""
    person, street = PLACES[which]
    more = ("Brandt had opened the shop on Lindengasse in spring.", "Sorn, a Dane, had moved his shop to Havnegade last year.")[which]
    texts = [f"{t.format(person, street)} {more} {street} was closed." for t in ROBBERY]
    return [reading(t, path=f"{which}-{n}.txt", title=t[:30], published=published) for n, t in enumerate(texts)]


def test_look_alikes_are_parted_by_their_own_names() -> None:
    one, other = robbed(0), robbed(1)
    assert groups([*one, *other]) == {frozenset(r.report.id for r in one), frozenset(r.report.id for r in other)}
    grounds = [g for s in stories([*one, *other]) for g in s.grounds if g.rule == "story.look-alike"]
    assert len(grounds) == 2
    assert all("Brandt" in g.sentence and "Sorn" in g.sentence for g in grounds)


def test_look_alikes_of_one_week_are_parted_where_next_to_nothing_binds_them() -> None:
    assert len(stories([*robbed(0, published="2031-05-01"), *robbed(1, published="2031-05-02")])) == 2


def test_none_and_one() -> None:
    assert stories([]) == ()
    (one,) = stories([ALL[0]])
    assert one.reports == (ALL[0].report.id,)
    assert one.grounds[0].rule == "story.alone"


def test_a_story_has_the_words_of_its_most_central_headline_its_dates_and_grounds() -> None:
    dated = [reading(t, path=f"{n}.txt", title=f"Report {n}", published=f"2031-05-0{n + 1}") for n, t in enumerate(FERRY)]
    (story,) = stories([*dated, reading("", path="empty.txt")])[:1]
    assert story.title in {"Report 0", "Report 1", "Report 2"}
    assert (story.first, story.last) == ("2031-05-01", "2031-05-03")
    assert {g.rule for g in story.grounds} >= {"story.words", "story.names", "story.time"}
    assert "halcyon" in next(g.sentence for g in story.grounds if g.rule == "story.names").lower()
    texts = {r.report.id: r.report.text for r in dated}
    for ground in story.grounds:
        assert all(texts[p.report][p.start : p.end].strip() for p in ground.spans)


def test_every_rule_is_known() -> None:
    assert {g.rule for s in stories(ALL) for g in s.grounds} <= {r.name for r in RULES}


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(len(ALL))))
def test_the_order_of_reports_changes_nothing(order: list[int]) -> None:
    assert stories([ALL[i] for i in order]) == stories(ALL)


def test_every_report_is_in_exactly_one_story() -> None:
    given_ids = sorted(r.report.id for r in ALL)
    assert sorted(i for s in stories([*ALL, ALL[0]]) for i in s.reports) == given_ids


@pytest.mark.shared
def test_the_seeds_are_one_story(shared: Path) -> None:
    seeds = [reading(p.read_text(encoding="utf-8"), path=p.name) for p in sorted((shared / "seeds").glob("*.txt"))]
    assert len(seeds) == 2
    assert len(stories(seeds)) == 1
