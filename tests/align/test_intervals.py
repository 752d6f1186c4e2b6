"""Numbers beside numbers: one row a pair, grouped by how they stand."""

from __future__ import annotations

import pytest

from stemma.align.intervals import compare, said
from stemma.model import Quantity

EXACT = {n: Quantity(low=n, high=n, unit="person") for n in (2, 40, 143, 183, 1000, 1002, 6000)}
OVER_1000 = Quantity(low=1000, high=None, low_open=True, unit="person")
AT_LEAST_1000 = Quantity(low=1000, high=None, unit="person")
UP_TO_300 = Quantity(low=None, high=300, unit="person")
ABOUT_40 = Quantity(low=36, high=44, unit="person", approximate=True)
NEARLY_200 = Quantity(low=180, high=200, unit="person", approximate=True)
ABOUT_200 = Quantity(low=180, high=220, unit="person", approximate=True)
FEET = Quantity(low=130, high=300, unit="foot")
METRES = Quantity(low=40, high=90, unit="metre")
WIDER_FEET = Quantity(low=130, high=330, unit="foot")
PERCENT = Quantity(low=40, high=40, unit="percent")
DOLLARS = Quantity(low=40, high=40, unit="USD")
EUROS = Quantity(low=40, high=40, unit="EUR")
A_DAY = Quantity(low=40, high=40, unit="person", per="day")
EUROS_A_SHARE = Quantity(low=40, high=40, unit="EUR", per="share")
TONS = Quantity(low=84_000, high=84_000, unit="ton")
TONNES = Quantity(low=84_000, high=84_000, unit="tonne")

STANDINGS = {
    "same": [
        (EXACT[40], EXACT[40]),
        (EXACT[40], ABOUT_40),
        (OVER_1000, AT_LEAST_1000),
        (EXACT[1000], OVER_1000),
        (NEARLY_200, ABOUT_200),
        (FEET, METRES),
        (EUROS, EUROS_A_SHARE),
        (TONS, TONNES),
    ],
    "apart": [(EXACT[143], EXACT[183]), (OVER_1000, EXACT[40]), (UP_TO_300, EXACT[6000]), (OVER_1000, UP_TO_300)],
    "within": [(EXACT[1002], OVER_1000), (EXACT[183], NEARLY_200), (EXACT[2], UP_TO_300), (FEET, WIDER_FEET)],
    "around": [(OVER_1000, EXACT[1002]), (AT_LEAST_1000, EXACT[6000])],
    "unlike": [(EXACT[40], PERCENT), (PERCENT, DOLLARS), (DOLLARS, EUROS), (EXACT[40], A_DAY)],
}


@pytest.mark.parametrize(("standing", "a", "b"), [(s, a, b) for s, pairs in STANDINGS.items() for a, b in pairs])
def test_standing(standing: str, a: Quantity, b: Quantity) -> None:
    assert compare(a, b) == standing


@pytest.mark.parametrize(("a", "b"), [pair for pairs in STANDINGS.values() for pair in pairs])
def test_the_other_way_round(a: Quantity, b: Quantity) -> None:
    mirrored = {"within": "around", "around": "within"}
    assert compare(b, a) == mirrored.get(compare(a, b), compare(a, b))


@pytest.mark.parametrize(
    ("quantity", "words"),
    [(OVER_1000, "over 1,000 person"), (AT_LEAST_1000, "at least 1,000 person"), (UP_TO_300, "up to 300 person"), (FEET, "130 to 300 foot")],
)
def test_a_quantity_is_said_in_words(quantity: Quantity, words: str) -> None:
    assert said(quantity) == words
