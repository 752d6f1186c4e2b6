"""Figures: what is one thing counted (case file), which figure stands, and the laws of the trade."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.follow.figures import RULES, figures
from stemma.follow.figures.measures import converted
from stemma.follow.figures.places import countries, local
from stemma.follow.figures.series import bound
from stemma.model import Ledger, Quantity
from stemma.model.figures import Figure, FigureSeries
from stemma.tell.figures.words import STATUS, value
from tests.follow.figures_making import ledger

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "figures.yml").read_text("utf-8"))


def shown(series: FigureSeries, *, days: bool) -> str:
    """A series as the case file writes it."""

    def one(n: int, figure: Figure) -> str:
        text = value(figure.quantity)
        status = STATUS[figure.status] or ("superseded" if figure.older else "")
        text = f"{text} {status}" if status and figure.status != "hedged" else text
        text = f"*{text}*" if series.reading and series.reading.figure == n else text
        return f"{text} ({figure.last})" if days else text

    return f"{series.label}: {', '.join(one(n, f) for n, f in enumerate(series.figures))}"


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_case(case: dict[str, Any]) -> None:
    found = figures(ledger(case["reports"], case.get("relations", ())))
    days = any("(2025" in s for s in case["series"])
    assert sorted(shown(s, days=days) for s in found) == sorted(case["series"])


@pytest.mark.parametrize("case", CASES, ids=[c["name"] for c in CASES])
def test_the_order_of_reports_changes_nothing(case: dict[str, Any]) -> None:
    one = ledger(case["reports"], case.get("relations", ()))
    other = ledger(case["reports"][::-1], case.get("relations", ()))
    assert figures(one) == figures(dataclasses.replace(other, claims=other.claims[::-1]))


def every() -> list[Ledger]:
    return [ledger(case["reports"], case.get("relations", ())) for case in CASES]


def test_every_number_told_is_in_one_series_and_no_more() -> None:
    for case, made in zip(CASES, every(), strict=True):
        if case["name"] == "an age is no count":
            continue
        told = sorted((t.report, c.id) for c in made.claims for t in c.tellings)
        found = sorted((p.report, c) for s in figures(made) for f in s.figures for c in f.claims for p in f.places)
        assert set(told) <= set(found)
        assert sum(len(f.places) for s in figures(made) for f in s.figures) == len(told)


def test_each_ground_names_a_rule_that_is_explained() -> None:
    known = {r.name for r in RULES}
    for made in every():
        for s in figures(made):
            grounds = [*s.grounds, *(g for f in s.figures for g in f.grounds), *(s.reading.grounds if s.reading else ())]
            assert {g.rule for g in grounds} <= known
            assert all(g.sentence.endswith(".") for g in grounds)
            assert s.reading or any(g.rule == "figures.none-stands" for g in s.grounds)


TOLL = {"outlet": "Post", "published": "2025-05-01", "origin": "the ministry", "text": "In Chile «31 people#a|person|people» were killed."}


def test_a_copy_adds_a_report_and_no_figure_of_a_new_origin() -> None:
    copy = {**TOLL, "outlet": "Echo", "published": "2025-05-04", "copied_from": "Post", "text": f"{TOLL['text']} More follows."}
    (alone,) = figures(ledger([TOLL]))
    (both,) = figures(ledger([TOLL, copy]))
    assert len(both.figures) == len(alone.figures) == 1
    assert both.figures[0].origin == alone.figures[0].origin == "the ministry"
    assert len(both.figures[0].reports) == 2
    assert (both.figures[0].first, both.figures[0].last) == ("2025-05-01", "2025-05-01")


def test_a_telling_without_a_source_is_told_beside_the_origin_and_is_none() -> None:
    bare = {**TOLL, "outlet": "Echo", "origin": None, "text": "In Chile «31 people#a|person|people» were killed, sadly."}
    (series,) = figures(ledger([TOLL, bare]))
    (figure,) = series.figures
    assert (len(figure.reports), len(figure.unsourced)) == (1, 1)


def test_the_reading_is_always_a_figure_that_is_told() -> None:
    for made in every():
        for s in figures(made):
            if s.reading is not None:
                stands = s.figures[s.reading.figure]
                assert stands.status != "denied"
                assert not stands.superseded
                low, high = stands.quantity.low, stands.quantity.high
                assert s.reading.low is None or (low is not None and s.reading.low <= low)
                assert s.reading.high is None or (high is not None and s.reading.high >= high)


def test_a_hedge_never_makes_a_forecast_of_what_is_reported() -> None:
    (series,) = figures(ledger([{**TOLL, "certainty": "hedged"}]))
    assert series.figures[0].status == "hedged"


NUMBERS = st.integers(min_value=2, max_value=5_000)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.tuples(NUMBERS, st.integers(min_value=1, max_value=28), st.sampled_from(["the ministry", "the police", None])), min_size=1, max_size=6
    )
)
def test_whatever_is_told_of_one_place_the_latest_stands(told: list[tuple[int, int, str | None]]) -> None:
    reports = [
        {
            "outlet": f"Outlet {n}",
            "published": f"2025-05-{day:02d}",
            "origin": origin,
            "text": f"In Chile «{number} people|person|people» were killed.",
        }
        for n, (number, day, origin) in enumerate(told)
    ]
    (series,) = figures(ledger(reports))
    first = {number: min(day for n, day, _ in told if n == number) for number, _, _ in told}  # a figure is no later for being told again
    latest = {number for number, day in first.items() if day == max(first.values())}
    if series.reading is not None:
        assert series.figures[series.reading.figure].quantity.low in latest
    else:
        assert len(latest) > 1
    backwards = figures(ledger(reports[::-1]))
    assert backwards == (series,)


def test_a_number_that_is_not_in_its_report_is_no_crash() -> None:
    made = ledger([TOLL])
    (series,) = figures(dataclasses.replace(made, quantities={}, times={}))
    assert series.label == "people killed, Chile"


def test_nothing_told_nothing_found() -> None:
    assert figures(Ledger()) == ()


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        (Quantity(low=5, high=5), "exact"),
        (Quantity(low=5, high=None), "at least"),
        (Quantity(low=None, high=5), "at most"),
        (Quantity(low=4.5, high=5.5, approximate=True), "about"),
        (Quantity(low=2, high=5), "range"),
    ],
)
def test_bound(q: Quantity, expected: str) -> None:
    assert bound(q) == expected


def test_measures_convert_within_their_kind_only() -> None:
    metres = Quantity(low=9.0, high=9.0, unit="m")
    assert converted(metres, "foot") == Quantity(low=29.5, high=29.5, unit="foot", approximate=True)
    assert converted(metres, "kg") == metres
    assert converted(Quantity(low=1.0, high=1.0, unit="EUR"), "USD").unit == "EUR"


def test_places() -> None:
    assert countries("In neighbouring Thailand and the U.S., Burmese officials told us") == {"Thailand", "United States", "Myanmar"}
    assert countries("a turkey, he told us") == frozenset()
    assert local("died in Kerr County on Monday, in Texas and in March") == {"kerr county", "texas"}
    assert local("in Asia and in Chile") == frozenset()
