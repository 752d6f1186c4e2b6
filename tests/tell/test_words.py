"""Values in plain words."""

from __future__ import annotations

import pytest

from stemma.model import Quantity, When
from stemma.tell.shared import words

Q = Quantity
FIGURES = [
    (Q(low=1000, high=1000, unit="person", what="sappers"), "1,000 sappers"),
    (Q(low=6000, high=None, low_open=True, unit="person", what="soldiers killed or wounded"), "over 6,000 soldiers killed or wounded"),
    (Q(low=70, high=None, unit="person"), "at least 70 people"),
    (Q(low=None, high=100, unit="missile", what="missiles"), "up to 100 missiles"),
    (Q(low=None, high=100, high_open=True), "under 100"),
    (Q(low=45, high=55, approximate=True, unit="km"), "about 50 km"),
    (Q(low=180, high=200, approximate=True, unit="person", what="people"), "nearly 200 people"),
    (Q(low=2000, high=9999, approximate=True, unit="person", what="military personnel"), "thousands of military personnel"),
    (Q(low=2000, high=12000, unit="person", what="North Koreans"), "2,000 to 12,000 North Koreans"),
    (Q(low=3.1, high=3.1, unit="percent"), "3.1%"),
    (Q(low=2, high=3, unit="percent"), "2% to 3%"),
    (Q(low=1.5e9, high=1.5e9, unit="USD"), "$1.5 billion"),
    (Q(low=None, high=60, unit="USD", what="a barrel"), "up to $60"),
    (Q(low=1_280_000, high=1_280_000, unit="person", what="active troops"), "1.28 million active troops"),
    (Q(low=300, high=300, unit="barrel", per="day"), "300 barrels a day"),
    (Q(low=1, high=1, unit="brigade", what="brigade"), "1 brigade"),
    (Q(low=3000, high=None, low_open=True, unit="person", what="death toll"), "death toll of over 3,000"),
    (Q(low=7.7, high=7.7, unit="magnitude"), "magnitude 7.7"),
    (Q(low=300, high=300, unit="foot"), "300 feet"),
    (Q(low=2, high=2, unit="century"), "2 centuries"),
    (Q(low=None, high=None, unit="km"), ""),
]


@pytest.mark.parametrize(("quantity", "text"), FIGURES, ids=[t or "nothing" for _, t in FIGURES])
def test_figure(quantity: Quantity, text: str) -> None:
    assert words.figure(quantity) == text


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("2024-10-17", "2024-10-19", "17 to 19 October 2024"),
        ("2024-10-17T08:00:00Z", "2024-10-17", "17 October 2024"),
        ("2024-09-30", "2024-10-02", "30 September to 2 October 2024"),
        ("2024-12-31", "2025-01-01", "31 December 2024 to 1 January 2025"),
        ("2024-10", "2024-10-02", "October 2024 to 2 October 2024"),
        (None, "2024-10-02", "until 2 October 2024"),
        ("2024-10-02", None, "from 2 October 2024"),
        (None, None, ""),
    ],
)
def test_days(first: str | None, last: str | None, text: str) -> None:
    assert words.days(first, last) == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [("2025-06-01", "2025-06-30", "June 2025"), ("2024-01-01", "2024-12-31", "2024"), ("2024-10-08", "2024-10-13", "8 to 13 October 2024")],
)
def test_when(start: str, end: str, text: str) -> None:
    assert words.when(When(start=start, end=end)) == text


@pytest.mark.parametrize("odd", ["yesterday", "2024-99", "<b>", "2024-10-17x"])
def test_an_odd_date_stays_as_it_is(odd: str) -> None:
    assert words.day(odd) == odd


def test_no_word_gives_a_verdict() -> None:
    shown = [*words.CERTAINTY.values(), *words.STANDING.values(), *words.RELATION.values(), *words.RELATION_BACK.values(), *words.DESCENT.values()]
    assert not {"true", "false", "fake", "confirmed", "verified"} & {w for phrase in shown for w in phrase.split()}
