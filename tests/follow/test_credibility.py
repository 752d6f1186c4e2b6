"""Credibility is derived, step by step, from what was counted; reliability is a person's word and moves nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.follow.credibility import RULES, credibility
from stemma.follow.reliability import graded
from stemma.model import Certainty, Claim, Ledger, Relation, Report, Voice
from tests.weigh.made import claim, telling

ORIGINS = ("Port Ministry", "Halcyon Line", "Seamen's Union", "Fire Brigade")


def counted(origins: int, *, id: str = "one", certainty: Certainty = "asserted") -> Claim:
    tellings = [telling(f"report-{n}", name) for n, name in enumerate(ORIGINS[:origins])] or [telling("report-0")]
    return replace(claim(*tellings, id=id), independent_origins=origins, certainty=certainty)


def grade(one: Claim, *others: Claim, kind: str = "conflicts") -> int:
    relations = tuple(Relation(source=o.id, target=one.id, kind=kind) for o in others)  # type: ignore[arg-type]
    return credibility(Ledger(claims=(one, *others), relations=relations))["one"].grade


@pytest.mark.parametrize(("origins", "expected"), [(0, 6), (1, 3), (2, 2), (3, 1), (4, 1)])
def test_where_it_starts(origins: int, expected: int) -> None:
    assert grade(counted(origins)) == expected


@pytest.mark.parametrize(("certainty", "expected"), [("asserted", 3), ("hedged", 4), ("pledged", 3), ("denied", 3), ("unknown", 6)])
def test_what_the_words_do(certainty: Certainty, expected: int) -> None:
    assert grade(counted(1, certainty=certainty)) == expected


@pytest.mark.parametrize(("theirs", "expected"), [(0, 4), (1, 4), (2, 5)])
def test_what_stands_against_it(theirs: int, expected: int) -> None:
    assert grade(counted(1), counted(theirs, id="two")) == expected
    assert grade(counted(1), counted(theirs, id="two"), kind="denies") == expected
    assert grade(counted(1), counted(theirs, id="two"), kind="updates") == 3


def test_who_denies_is_not_lowered_by_its_own_denial() -> None:
    one, other = counted(1), counted(1, id="two")
    found = credibility(Ledger(claims=(one, other), relations=(Relation(source="one", target="two", kind="denies"),)))
    assert (found["one"].grade, found["two"].grade) == (3, 4)


def test_the_claim_that_stands_against_it_is_quoted() -> None:
    other = replace(counted(2, id="two"), statement="The bridge stands.")
    found = credibility(Ledger(claims=(counted(1), other), relations=(Relation(source="two", target="one", kind="denies"),)))["one"]
    assert found.grounds[-1].sentence == (
        "Another claim denies it (“The bridge stands.”), on more independent origins than it has: two steps down, to 5."
    )


def test_a_relation_to_a_claim_that_is_not_here_is_a_conflict_all_the_same() -> None:
    found = credibility(Ledger(claims=(counted(1),), relations=(Relation(source="gone", target="one", kind="conflicts"),)))
    assert found["one"].grade == 4


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4), st.sampled_from(["asserted", "hedged", "pledged", "denied", "unknown"]), st.integers(0, 4), st.booleans())
def test_laws(origins: int, certainty: Certainty, theirs: int, contested: bool) -> None:
    """A hedge and a conflict never help, an origin never harms, every step is a ground that `stemma explain` knows."""
    other = (counted(theirs, id="two"),) if contested else ()
    one = counted(origins, certainty=certainty)
    found = credibility(Ledger(claims=(one, *other), relations=tuple(Relation(source="two", target="one", kind="conflicts") for _ in other)))["one"]
    assert {g.rule for g in found.grounds} <= {r.name for r in RULES}
    assert all(g.sentence.endswith(".") for g in found.grounds)
    assert grade(counted(origins, certainty="hedged"), *other) >= grade(counted(origins), *other)
    assert grade(one, *other) >= grade(one)
    if origins:
        assert grade(counted(origins + 1, certainty=certainty), *other) <= found.grade
    last = found.grounds[-1 if found.grade == 6 else 0].sentence
    assert ("6" in last) == (found.grade == 6)


VOICES = (Voice(id="v-1", name="Northwire", kind="agency", aliases=("NW",)), Voice(id="v-2", name="Ada Brandt", kind="person"))
REPORTS = (
    Report(id="r-1", path="a.txt", text="", zones=(), outlet="The Harbour Post"),
    Report(id="r-2", path="b.txt", text="", zones=(), outlet=None),
)


def test_letters_are_laid_on_voices_and_outlets_by_whole_name() -> None:
    found = graded(Ledger(voices=VOICES, reports=REPORTS), {"nw": "C", "harbour post": "B", "Brandt": "A", "...": "E"})
    assert found.voices == {"v-1": "C"}
    assert found.reports == {"r-1": "B"}
    assert found.unmet == ("Brandt", "...")


def test_reliability_moves_no_credibility() -> None:
    from stemma.tell.origins.accounts import accounts

    ledger = Ledger(claims=(counted(1),), voices=VOICES)
    before = credibility(ledger)
    accounts(ledger, credibility=before, voices={"v-1": "E"})
    assert credibility(ledger) == before
