"""Floors of grouping on real reports: what was measured when the constants were chosen, in one go and report by report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bench.grouping import Labelled, arriving, bcubed, ecb, events, ours, retold

PILES: dict[str, tuple[Callable[[Path], Labelled], float]] = {
    "look-alikes of ECB+ 1-35": (ecb, 0.93),
    "events.jsonl": (events, 0.96),
    "development stories": (retold, 0.999),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", PILES)
def test_grouping_holds_its_floor(shared: Path, name: str) -> None:
    load, floor = PILES[name]
    pile = load(shared)
    found = ours([r for r, _ in pile])
    assert bcubed([g for _, g in pile], [found[r.report.id] for r, _ in pile])[2] >= floor


@pytest.mark.shared
def test_arriving_one_by_one_gives_the_stories_of_all_at_once(shared: Path) -> None:
    readings = [r for r, _ in retold(shared)]
    found, once = arriving(readings, seed=1), ours(readings)
    assert {frozenset(r for r in found if found[r] == n) for n in found.values()} == {
        frozenset(r for r in once if once[r] == n) for n in once.values()
    }
