"""Pledges and timelines of the reports beside the checkout, read as a user reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from stemma import desk
from stemma.follow.pledges import pledges
from stemma.follow.timeline import timelines
from stemma.model import Ledger

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def seeds(shared: Path) -> Ledger:
    return desk.read(sorted(map(str, (shared / "seeds").glob("*.txt"))), published="2025-06-17")


def test_two_pledges_and_their_round_total_by_one_state_told_by_another(seeds: Ledger) -> None:
    names = {v.id: v.name for v in seeds.voices}
    found: dict[Any, Any] = {p.quantity.low: p for p in pledges(seeds) if p.quantity}
    assert set(found) == {1000, 2000, 5000}
    assert {p.promiser.state for p in found.values()} == {"KP"}
    assert {p.own_word for p in found.values()} == {False}
    assert {names[t.chain[-1]] for p in found.values() for t in p.tellings} == {"Sergei Shoigu"}
    assert set(found[2000].total_of) == {found[1000].id, found[5000].id}
    assert not any(p.quantity and p.quantity.low == 6000 for p in found.values())


def test_the_visit_and_the_treaty_are_dated_once_for_both_reports(seeds: Ledger) -> None:
    (line,) = timelines(seeds)
    both = {(e.moment.first, e.moment.last) for e in line.events if len({t.report for t in e.tellings}) == 2}
    assert {("2025-06-17", "2025-06-17"), ("2024-06-01", "2024-06-30")} <= both


def test_both_dates_that_reports_of_one_story_contradict_are_shown(shared: Path) -> None:
    folder = shared / "stories" / "amazon-layoffs-2025-10" / "reports"
    (line,) = timelines(desk.read(sorted(map(str, folder.glob("*.json")))))
    versions = {frozenset({e.moment.first, *(m.first for m in e.others)}) for e in line.events if e.others}
    assert {frozenset({"2025-10-28", "2025-10-29"}), frozenset({"2025-10-27", "2025-10-28"})} <= versions
