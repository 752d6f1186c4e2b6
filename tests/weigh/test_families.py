"""Outlets of one house count once where they name nobody beyond themselves; the laws of counting hold with and without."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.model import Claim, Ledger, Report, Telling, Voice
from stemma.weigh import RULES, weigh
from stemma.weigh.families import family_of, with_families
from tests.weigh.made import attributed, claim, telling, voice

ROOT = Path(__file__).parents[2]
OUTLETS = {"a": "The Wall Street Journal", "b": "New York Post", "c": "The Guardian", "d": "Fox News", "e": "The Marrowby Post", "f": "Le Monde"}
VOICES = (
    *(voice(name, "outlet") for name in OUTLETS.values()),
    voice("two aides (a)", "anonymous"),
    voice("a clerk (b)", "anonymous"),
    voice("a diver (c)", "anonymous"),
    voice("Port Ministry"),
    voice("Seamen's Union"),
    voice("reports", "group", vague=True),
)


def ledger(*tellings: Telling, voices: tuple[Voice, ...] = VOICES) -> Ledger:
    reports = tuple(Report(id=r, path=f"{r}.txt", text="", zones=(), outlet=o) for r, o in OUTLETS.items())
    claims = weigh([claim(*tellings)], [], attributed=attributed(*voices), descent=(), readings=())
    return Ledger(reports=reports, claims=claims, voices=voices)


def counted(*tellings: Telling) -> tuple[Claim, Claim]:
    """Without families, and with them."""
    before = ledger(*tellings)
    return before.claims[0], with_families(before).claims[0]


CASES = [
    ("one owner", 2, 1, (telling("a", "The Wall Street Journal"), telling("b", "New York Post"))),
    ("two houses of one family", 2, 1, (telling("a", "The Wall Street Journal"), telling("d", "Fox News"))),
    ("two owners", 2, 2, (telling("a", "The Wall Street Journal"), telling("c", "The Guardian"))),
    ("unnamed sources of one house", 2, 1, (telling("a", "two aides (a)"), telling("b", "a clerk (b)"))),
    ("unnamed sources of two houses", 2, 2, (telling("a", "two aides (a)"), telling("c", "a diver (c)"))),
    ("somebody with a name, told by one house", 2, 2, (telling("a", "Port Ministry"), telling("b", "Seamen's Union"))),
    ("a house and somebody with a name", 2, 2, (telling("a", "The Wall Street Journal"), telling("b", "Port Ministry"))),
    ("an outlet that no table holds", 2, 2, (telling("e", "The Marrowby Post"), telling("a", "The Wall Street Journal"))),
    (
        "two outlets that name each other, and a third of the house of one",
        2,
        1,
        (
            telling("c", "The Guardian", "The Wall Street Journal"),
            telling("a", "The Wall Street Journal", "The Guardian"),
            telling("b", "New York Post"),
        ),
    ),
    ("own words", 0, 0, (telling("a"), telling("b"))),
]


@pytest.mark.parametrize(("case", "without", "joined", "tellings"), CASES, ids=[c[0] for c in CASES])
def test_counts(case: str, without: int, joined: int, tellings: tuple[Telling, ...]) -> None:
    before, after = counted(*tellings)
    assert (before.independent_origins, after.independent_origins) == (without, joined)
    assert after.standing == ("unattributed", "single-origin", "corroborated")[after.independent_origins]
    assert len(after.origin_groups) == after.independent_origins
    assert {g.rule for g in after.grounds} <= {r.name for r in RULES} | {"claim.salience"}


def test_the_reason_names_both_and_the_house() -> None:
    _, after = counted(telling("a", "The Wall Street Journal"), telling("d", "Fox News"))
    said = [g.sentence for g in after.grounds if g.rule == "origins.one-family"]
    assert len(said) == 1
    assert all(word in said[0] for word in ("The Wall Street Journal", "Fox News", "Murdoch"))
    assert not any("2 independent origins" in g.sentence for g in after.grounds)


def test_own_words_of_one_house_are_one_teller() -> None:
    before, after = counted(telling("a"), telling("b"), telling("c"))
    assert before.independent_origins == after.independent_origins == 0
    assert [g.sentence for g in after.grounds if g.rule == "origins.one-family"] == [
        "New York Post and The Wall Street Journal have one owner (Murdoch): on their own word they are one teller."
    ]


@pytest.mark.parametrize("name", ["The Nation", "ABC News", "Metro", "Post", "", "The", "wall street"])
def test_a_name_that_many_bear_is_no_house(name: str) -> None:
    assert family_of(name) is None


def test_the_shipped_table_is_the_hand_kept_one() -> None:
    done = subprocess.run([sys.executable, str(ROOT / "resources/build_publishers.py"), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


# Laws. The origins of a claim: newsrooms of several houses, their unnamed sources, and somebody with a name.

IDS = [v.id for v in VOICES if not v.vague]
TOLD = st.lists(st.tuples(st.sampled_from(sorted(OUTLETS)), st.lists(st.sampled_from(IDS), max_size=3, unique=True)), min_size=1, max_size=6)


def tellings_of(told: list[tuple[str, list[str]]]) -> list[Telling]:
    return [telling(report, *chain, at=(n * 20, n * 20 + 10)) for n, (report, chain) in enumerate(told)]


@settings(max_examples=120, deadline=None)
@given(TOLD)
def test_families_never_add_an_origin_and_settle(told: list[tuple[str, list[str]]]) -> None:
    before = ledger(*tellings_of(told))
    once = with_families(before)
    assert once.claims[0].independent_origins <= before.claims[0].independent_origins
    assert sorted(o for g in once.claims[0].origin_groups for o in g) == sorted(before.claims[0].origins)
    again = with_families(once).claims[0]
    assert (again.independent_origins, again.origin_groups, again.standing) == (
        once.claims[0].independent_origins,
        once.claims[0].origin_groups,
        once.claims[0].standing,
    )


@settings(max_examples=120, deadline=None)
@given(TOLD, st.data())
def test_with_families_a_longer_chain_or_a_repeated_telling_never_adds_an_origin(told: list[tuple[str, list[str]]], data: st.DataObject) -> None:
    tellings = tellings_of(told)
    number = counted(*tellings)[1].independent_origins
    which = data.draw(st.integers(0, len(tellings) - 1))
    again = replace(tellings[which], spans=telling("x", at=(900, 910)).spans)
    assert counted(*tellings, again)[1].independent_origins <= number
    outlets = set(OUTLETS.values()) if "(" in "".join(tellings[which].chain[-1:]) else set()  # whose unnamed source it is makes another of it
    free = [v for v in IDS if v not in tellings[which].chain and v not in outlets]
    if tellings[which].chain and free:
        longer = replace(tellings[which], chain=(data.draw(st.sampled_from(free)), *tellings[which].chain))
        assert counted(*tellings[:which], longer, *tellings[which + 1 :])[1].independent_origins <= number


def test_a_newsroom_that_turns_out_to_pass_on_another_still_ties_its_house() -> None:
    """Found by the law above: the clerk of two houses, once known to pass on a third's words, was forgotten as what held the two together."""
    said = [telling("a", "The Guardian", "Le Monde"), telling("a", "a clerk (b)"), telling("f", "a clerk (b)"), telling("a", "New York Post")]
    longer = [replace(said[0], chain=("a clerk (b)", *said[0].chain)), *said[1:]]
    assert counted(*longer)[1].independent_origins <= counted(*said)[1].independent_origins


def test_a_circle_of_citing_still_ties_its_house() -> None:
    """Found by the law above: a union that passes on an outlet which passes it on was taken for somebody beyond the outlet's house."""
    union, paper, journal, room = "Seamen's Union", "The Guardian", "The Wall Street Journal", "Fox News"
    chains = [(), ("New York Post",), (paper, room, journal), (journal, room, union), (journal, union, paper)]
    said = [telling("a", *chain, at=(n * 20, n * 20 + 10)) for n, chain in enumerate(chains)]
    longer = [*said[:2], replace(said[2], chain=(union, *chains[2])), *said[3:]]
    assert counted(*said)[1].independent_origins == counted(*longer)[1].independent_origins == 1


@settings(max_examples=60, deadline=None)
@given(TOLD, st.randoms(use_true_random=False))
def test_with_families_the_order_changes_nothing(told: list[tuple[str, list[str]]], chance: object) -> None:
    tellings = tellings_of(told)
    mixed = tellings.copy()
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = counted(*tellings)[1], counted(*mixed)[1]
    assert replace(one, tellings=()) == replace(other, tellings=())
