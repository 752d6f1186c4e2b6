"""Many reports: few pairs are looked at, none that matters is lost, and nobody has to have read them."""

from __future__ import annotations

import random
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.lang.terms import Terms
from stemma.lang.words import body_of
from stemma.model import Descent, Report, Span
from stemma.weigh import descent, search
from stemma.weigh.leaves import leaves_of
from stemma.weigh.likeness import Likeness
from stemma.weigh.passed import Passages
from stemma.weigh.shared import PARTNERS, counted, groups_of, nearest
from tests.weigh.made import reading
from tests.weigh.test_descent import POOL, REWORDED, STATEMENT, WIRE

CHANCE = random.Random(5)
VOCABULARY = ["".join(CHANCE.choices("abcdefghijklmnoprstuvw", k=6)) for _ in range(5000)]


def prose(seed: int, sentences: int = 12) -> str:
    """Sentences of chance words with a name in each: no two seeds share a run."""
    chance = random.Random(seed)
    made = (
        " ".join([*chance.choices(VOCABULARY, k=14), chance.choice(VOCABULARY).capitalize(), *chance.choices(VOCABULARY, k=5)])
        for _ in range(sentences)
    )
    return " ".join(s[0].upper() + s[1:] + "." for s in made)


def report(text: str, path: str, day: int = 1) -> Report:
    return reading(text, path=path, outlet=f"Outlet {path}", published=f"2031-05-{day:02}").report


def pairs(edges: tuple[Descent, ...]) -> set[frozenset[str]]:
    return {frozenset((d.child, d.parent)) for d in edges if d.parent is not None}


# What bodies hold, and the pairs that it makes.

held = st.lists(st.sets(st.integers(0, 30), max_size=12), min_size=1, max_size=14)


@settings(max_examples=60, deadline=None)
@given(held, st.integers(1, 4))
def test_few_holders_give_all_their_pairs(bodies: list[set[int]], least: int) -> None:
    groups = groups_of(lambda n: np.array(sorted(bodies[n]), dtype=np.int64), len(bodies), 100)
    keys, counts = counted(groups, at_least=least)
    wanted = {(a, b): len(bodies[a] & bodies[b]) for b in range(len(bodies)) for a in range(b)}
    assert {(k // len(bodies), k % len(bodies)): n for k, n in zip(keys.tolist(), counts.tolist(), strict=True)} == {
        pair: n for pair, n in wanted.items() if n >= least
    }


def test_many_holders_give_each_a_bounded_number_of_forerunners_and_the_first() -> None:
    size = 400
    groups = groups_of(lambda n: np.arange(5, dtype=np.int64), size, 5 * size)
    keys, counts = counted(groups, at_least=3)
    assert len(keys) < 50 * size
    kept = nearest(keys, counts, size)
    later = np.bincount(kept % size, minlength=size)
    assert later.max() <= PARTNERS
    assert later[1:].min() >= 1
    first = {int(k % size) for k in kept if k // size == 0}
    assert first == set(range(1, size))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([WIRE, REWORDED, STATEMENT, prose(1), prose(2), "", "Fire."]), min_size=2, max_size=6))
def test_likeness_by_pairs_is_likeness_of_all(texts: list[str]) -> None:
    bodies = [body_of(reading(text, path=str(n))) for n, text in enumerate(texts)]
    alike = Terms(bodies).alike()
    likeness = Likeness(*leaves_of(bodies))
    a, b = (np.array(side, dtype=np.int64) for side in zip(*[(i, j) for j in range(len(texts)) for i in range(j)], strict=True))
    assert np.allclose(likeness.of(a, b), alike[a, b], atol=2e-5)


# The search.


def test_reports_that_nobody_read_give_the_edges_of_descent() -> None:
    both = descent(POOL)
    dated = {(d.child, d.parent, d.kind, d.share) for d in both if d.parent is not None and any(g.rule == "descent.passage" for g in d.grounds)}
    assert {(d.child, d.parent, d.kind, d.share) for d in search([r.report for r in POOL])} >= {e for e in dated if e[2] != "paraphrase"}
    assert all(d.parent is not None for d in search([r.report for r in POOL]))


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(12)))
def test_order_changes_nothing_in_a_search(order: list[int]) -> None:
    reports = [report(prose(n % 4) + f" Number {n}.", f"{n}.txt", day=1 + n % 5) for n in range(12)]
    found = search([reports[n] for n in order])
    assert found == search(reports)
    assert {frozenset(p) for p in pairs(found)} == {frozenset((reports[a].id, reports[b].id)) for a in range(12) for b in range(a) if a % 4 == b % 4}


def test_a_text_that_many_carry_has_a_bounded_number_of_edges_and_all_lead_to_the_first() -> None:
    size = 120
    reports = [report(prose(9) + f" {n} people were counted at gate {n}.", f"{n}.txt", day=1 + n // 6) for n in range(size)]
    edges = search(reports)
    assert len(edges) <= PARTNERS * size
    first = min(reports, key=lambda r: (r.published or "", r.id))
    assert {d.child for d in edges if d.parent == first.id} == {r.id for r in reports} - {first.id}


def test_what_a_search_costs_grows_with_the_copies_and_not_with_their_pairs() -> None:
    def pile(size: int) -> float:
        reports = [report(prose(3, 6) + " " + prose(100 + n, 2), f"{n}.txt") for n in range(size)]
        start = time.process_time()
        assert len(search(reports)) >= size - 1
        return time.process_time() - start

    pile(10)
    assert pile(320) < 3.2 * pile(160) + 0.5  # pairs would be four times as many; below a hundred copies each still has more partners with each more


def test_standing_lines_of_unlike_reports_are_no_descent_however_many_bear_them() -> None:
    standing = " The Courier is published six times a week from offices in four towns and is owned by the same trust as the Gazette of Pellworth."
    background = " " + prose(77, 3)
    reports = [report(prose(n) + (background if n % 3 == 0 else "") + standing, f"{n}.txt", day=1 + n % 9) for n in range(60)]
    assert search(reports) == ()


def test_a_copy_among_standing_lines_is_found() -> None:
    standing = " " + prose(78, 3)
    reports = [report(prose(n) + standing, f"{n}.txt") for n in range(30)]
    copy = report(prose(4) + standing + " It rained.", "copy.txt", day=2)
    (edge,) = search([*reports, copy])
    assert (edge.child, edge.parent) == (copy.id, reports[4].id)


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["One."], ["...", '"' * 40, "\n\n"]], ids=str)
def test_bad_input_of_a_search_is_no_error(texts: list[str]) -> None:
    assert search([report(t, f"{n}.txt") for n, t in enumerate(texts)]) == ()


def test_a_missing_date_is_no_error() -> None:
    one, two = (replace(report(prose(1) + f" {n}.", f"{n}.txt"), published=day) for n, day in ((1, None), (2, "2031-05-02")))
    (edge,) = search([one, two])
    assert edge.direction_from is None


# Copied passages by place.

places = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8)


@settings(max_examples=80, deadline=None)
@given(places, st.lists(st.tuples(st.integers(0, 70), st.integers(1, 9)), min_size=1, max_size=3))
def test_passages_are_found_by_place(stretches: list[tuple[int, int]], spans: list[tuple[int, int]]) -> None:
    from stemma.model import Attributed, Ground, Place

    ground = [
        Ground(rule="descent.passage", sentence="n", spans=(Place(report="c", start=a, end=a + n), Place(report="p", start=a, end=a + n)))
        for a, n in stretches
    ]
    edge = Descent(child="c", parent="p", parent_name=None, kind="verbatim", share=1.0, confidence=1.0, direction_from=None, grounds=tuple(ground))
    (kept,) = Passages([edge], Attributed(attributions=(), voices=()))._edges["c"]
    wanted = [Span(a, a + n) for a, n in spans]
    found = sorted((here.start, here.end) for here, _ in kept.over(wanted))
    assert found == sorted((a, a + n) for a, n in stretches if any(Span(a, a + n).overlap(s) for s in wanted))
