"""What may meet in one claim and what may not, on propositions made by hand."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.align.claims import claim
from stemma.align.clusters import cluster
from stemma.align.pairs import Corpus
from stemma.align.relations import relations
from stemma.align.stated import Proposition
from stemma.align.told import Told
from stemma.align.voices import Said
from stemma.model import Quantity
from tests.align.making import number, told

OVER_1000 = Quantity(low=1000, high=None, low_open=True, unit="person")


def groups(*propositions: Proposition) -> list[set[str]]:
    """The clusters, each as the set of its reports; filler makes rare words rare."""
    filler = [told(f"z{n}", f"harbour{n} crane{n} strike{n} union{n} port{n}", names=f"port {n}") for n in range(30)]
    everything = sorted([*propositions, *filler], key=lambda p: p.key)
    found = cluster(everything, Corpus(everything))
    return [{everything[n].report for n in group} for group in found if not everything[group[0]].report.startswith("z")]


def one_claim(a: Proposition, b: Proposition) -> bool:
    return {a.report, b.report} in groups(a, b)


MEET = {
    "the same words": (
        told("a", "bury landslide village slope", names="osta", quantity=number(143), counted="people death"),
        told("b", "bury landslide village slope", names="osta", quantity=number(143), counted="people death"),
    ),
    "killed and dead, exact and about": (
        told("a", "kill landslide people village", names="osta", quantity=number(140), counted="people kill"),
        told(
            "b",
            "die landslide people village",
            names="osta",
            quantity=Quantity(low=126, high=154, unit="person", approximate=True),
            counted="people die",
        ),
    ),
    "no number, other word for the doing": (
        told("a", "reject mayor offer tram depot", names="osta,ilva", subject="osta"),
        told("b", "dismiss mayor offer tram depot", names="osta,ilva", subject="osta"),
    ),
}

NEVER = {
    "dead and missing": (
        told("a", "die landslide people village", names="osta", quantity=number(143), counted="people dead"),
        told("b", "vanish landslide people village", names="osta", quantity=number(143), counted="people missing"),
    ),
    "workers and casualties": (
        told("a", "send worker bridge repair north", names="osta", quantity=number(6000), counted="worker"),
        told("b", "kill soldier battle north", names="osta", quantity=number(6000), counted="soldier kill"),
    ),
    "over 1,000 and 1,002": (
        told("a", "kill landslide people village", names="osta", quantity=OVER_1000, counted="people kill"),
        told("b", "kill landslide people village", names="osta", quantity=number(1002), counted="people kill"),
    ),
    "the same share of two things": (
        told("a", "lose voter trust poll", names="osta", quantity=number(40, unit="percent"), counted="voter"),
        told("b", "sell flat winter tax", names="osta", quantity=number(40, unit="percent"), counted="flat"),
    ),
    "percent and people": (
        told("a", "lose voter trust poll", names="osta", quantity=number(40, unit="percent"), counted="voter"),
        told("b", "lose voter trust poll", names="osta", quantity=number(40), counted="voter"),
    ),
    "done and not done": (
        told("a", "close council bridge traffic", names="osta"),
        told("b", "close council bridge traffic", names="osta", negated=True),
    ),
}


@pytest.mark.parametrize("case", sorted(MEET))
def test_meet(case: str) -> None:
    assert one_claim(*MEET[case])


@pytest.mark.parametrize("case", sorted(NEVER))
def test_never_meet(case: str) -> None:
    assert not one_claim(*NEVER[case])


def test_two_pledges_are_not_their_sum() -> None:
    sappers = told("a", "send sapper mine clear", names="ilva", quantity=number(1000), counted="sapper")
    builders = told("a", "send worker repair house", at=80, names="ilva", quantity=number(5000), counted="worker")
    total = told("b", "send worker", names="ilva", quantity=number(6000), counted="worker")
    assert sorted(map(sorted, groups(sappers, builders, total))) == [["a"], ["a"], ["b"]]


POOL = [p for pair in [*MEET.values(), *NEVER.values()] for p in pair]


def distinct(chosen: list[int]) -> list[Proposition]:
    """The chosen ones, each in a report and place of its own."""
    import dataclasses

    return [dataclasses.replace(POOL[n], report=f"r{i % 4}", spans=(type(POOL[n].spans[0])(i * 500, i * 500 + 40),)) for i, n in enumerate(chosen)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, len(POOL) - 1), min_size=2, max_size=10), st.randoms(use_true_random=False))
def test_the_order_of_propositions_changes_nothing(chosen: list[int], chance: random.Random) -> None:
    def ids(order: list[Proposition]) -> list[str]:
        ordered = sorted(order, key=lambda p: p.key)
        corpus = Corpus(ordered)
        return sorted(claim([ordered[n] for n in g], story="s", corpus=corpus).id for g in cluster(ordered, corpus))

    propositions = distinct(chosen)
    shuffled = propositions[:]
    chance.shuffle(shuffled)
    assert ids(propositions) == ids(shuffled)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, len(POOL) - 1), min_size=2, max_size=10))
def test_a_copy_of_a_report_pulls_no_claims_together_or_apart(chosen: list[int]) -> None:
    import dataclasses

    first = sorted(distinct(chosen), key=lambda p: p.key)
    both = first + [dataclasses.replace(p, report="s0") for p in first if p.report == "r0"]
    alone = {frozenset(first[n].key for n in g) for g in cluster(first, Corpus(first))}
    together = [{both[n].key for n in g} for g in cluster(both, Corpus(both))]
    assert {frozenset(k for k in g if k[0] != "s0") for g in together} == alone
    assert all({k[1:] for k in g if k[0] == "r0"} == {k[1:] for k in g if k[0] == "s0"} for g in together)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, len(POOL) - 1), min_size=2, max_size=12))
def test_no_claim_holds_two_figures(chosen: list[int]) -> None:
    propositions = sorted(distinct(chosen), key=lambda p: p.key)
    for group in cluster(propositions, Corpus(propositions)):
        figures = {propositions[n].mention.quantity.low for n in group if propositions[n].mention}  # type: ignore[union-attr]
        exact = {f for f in figures if f not in {126, None}}
        assert len(exact) <= 1


def related(a: Proposition, b: Proposition) -> set[tuple[str, str, str]]:
    corpus = Corpus([a, b])
    claims = [Told(claim=claim([p], story="s", corpus=corpus), members=(p,)) for p in (a, b)]
    names = {claims[0].claim.id: "a", claims[1].claim.id: "b"}
    return {(names[r.source], r.kind, names[r.target]) for r in relations(claims, corpus)}


def toll(
    report: str, quantity: Quantity, *, day: str = "2031-03-04", counted: str = "people kill", origin: str | None = None, **more: object
) -> Proposition:
    said = Said(origin=origin, house=origin)
    return told(report, "kill landslide people village", names="osta", quantity=quantity, counted=counted, published=day, said=said, **more)


def test_a_later_figure_updates() -> None:
    assert related(toll("a", number(31)), toll("b", number(45), day="2031-03-06")) == {("b", "updates", "a")}


def test_a_toll_may_fall() -> None:
    assert related(toll("a", number(45)), toll("b", number(31), day="2031-03-06")) == {("b", "updates", "a")}


def test_two_origins_on_one_day_conflict() -> None:
    assert {k for _, k, _ in related(toll("a", number(31), origin="ministry"), toll("b", number(45), origin="union"))} == {"conflicts"}


def test_one_origin_on_one_day_updates_its_toll() -> None:
    assert related(toll("a", number(31), origin="ministry"), toll("b", number(45), origin="ministry")) == {("b", "updates", "a")}


def test_a_report_without_a_day_updates_nothing() -> None:
    assert not related(toll("a", number(31), day=""), toll("b", number(45)))


def test_tolls_of_two_places_have_nothing_to_do_with_each_other() -> None:
    here, there = frozenset({"osta"}), frozenset({"ilva"})
    assert not related(toll("a", number(31), places=here), toll("b", number(45), day="2031-03-06", places=there))


def test_the_exact_figure_refines_the_bound() -> None:
    assert related(toll("a", OVER_1000), toll("b", number(1002))) == {("b", "refines", "a")}


def test_dead_and_missing_have_nothing_to_do_with_each_other() -> None:
    assert not related(toll("a", number(31)), toll("b", number(45), counted="people missing"))


def test_yes_and_no_conflict() -> None:
    assert {k for _, k, _ in related(*NEVER["done and not done"])} == {"conflicts"}
