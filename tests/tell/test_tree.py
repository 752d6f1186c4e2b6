"""The stemma of a claim: who has it from whom."""

from __future__ import annotations

import dataclasses
from itertools import permutations

import pytest

from stemma.model import Claim, Span, Telling
from stemma.tell.tree import Branch, tree


def claim(*tellings: tuple[str, str, str | None, str]) -> Claim:
    """Each telling as (report, chain, origin or None, copied from or "")."""
    told = tuple(
        Telling(report=r, spans=(Span(0, 1),), chain=tuple(chain.split()), origin=origin, certainty="asserted", copied_from=copied or None)
        for r, chain, origin, copied in tellings
    )
    return Claim(id="c", story="s", statement="S.", certainty="asserted", tellings=told)


def drawn(value: Claim) -> list[str]:
    def lines(branches: tuple[Branch, ...], depth: int) -> list[str]:
        return [line for b in branches for line in (f"{'.' * depth}{b.name}{'*' if b.how else ''}", *lines(b.below, depth + 1))]

    return lines(tree(value, voice=str.upper, report=str), 0)


@pytest.mark.parametrize(
    ("tellings", "lines"),
    [
        ([("r1", "nis", "nis", ""), ("r2", "yonhap nis", "nis", "")], ["NIS", ".r1", ".YONHAP", "..r2"]),
        ([("r1", "", None, ""), ("r2", "", None, "")], ["no source named", ".r1", ".r2"]),
        ([("r1", "a", "a", ""), ("r2", "a", "a", "r1")], ["A", ".r1", "..r2*"]),
        ([("r2", "a", "a", "r1"), ("r1", "a", "a", "r3"), ("r3", "a", "a", "")], ["A", ".r3", "..r1*", "...r2*"]),
        ([("r1", "a", "a", "gone")], ["A", ".r1"]),
        ([("r1", "a", "a", "r2"), ("r2", "b", "b", "r1")], ["A", ".r1", "..r2*"]),
        ([("r1", "zelensky", "intelligence", "")], ["INTELLIGENCE", ".ZELENSKY", "..r1"]),
        ([("r1", "official", None, ""), ("r2", "a", "a", "")], ["OFFICIAL", ".r1", "A", ".r2"]),
    ],
    ids=["relay", "own-voice", "copy", "copy-of-copy", "parent-elsewhere", "circle", "resolved-origin", "vague"],
)
def test_who_has_it_from_whom(tellings: list[tuple[str, str, str | None, str]], lines: list[str]) -> None:
    assert drawn(claim(*tellings)) == lines


def test_every_report_hangs_somewhere_whatever_the_order() -> None:
    tellings = claim(("r1", "a", "a", "r2"), ("r2", "b a", "a", "r3"), ("r3", "", None, ""), ("r4", "a", "a", "r1")).tellings
    for order in permutations(tellings):
        found = drawn(dataclasses.replace(claim(), tellings=order))
        assert sorted(line.strip(".*") for line in found if line.strip(".*").startswith("r")) == ["r1", "r2", "r3", "r4"]
