"""Full dates as datelines write them; none where day and month could change places."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.lang.en import written_dates

WRITTEN = {
    "2024-10-18": [
        "18 October 2024", "18th Oct, 2024", "October 18, 2024", "Oct. 18, 2024", "Friday, October 18, 2024", "Fri 18 Oct 2024", "2024-10-18",
        "2024-10-18T10:00:00Z", "18.10.2024", "18/10/2024", "10/18/2024", "the 18th of October 2024", "October 18 2024 1849 UTC+3", "18-10-2024",
    ],
    "2025-05-01": ["May 1, 2025", "1 May 2025", "1st May 2025"],
    "2013-08-08": ["08/08/2013", "8 Aug 2013"],
}  # fmt: skip
NONE = [
    "7/5/2015",
    "07-08-2013",
    "32 May 2025",
    "February 30, 2025",
    "May 2025",
    "2025",
    "18 October",
    "1,234 2025",
    "Jan 202015",
    "may be 2 2025 things",
    "",
]


@pytest.mark.parametrize(("iso", "text"), [(iso, text) for iso, texts in WRITTEN.items() for text in texts])
def test_written(iso: str, text: str) -> None:
    (found,) = written_dates.find(f"It was {text} there.")
    assert found.day.isoformat() == iso
    assert found.agrees


@pytest.mark.parametrize("text", NONE)
def test_none(text: str) -> None:
    assert list(written_dates.find(f"It was {text} there.")) == []


def test_a_weekday_that_is_wrong_is_seen() -> None:
    (found,) = written_dates.find("Monday, October 18, 2024")
    assert not found.agrees


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)))
def test_every_day_is_found_in_every_form(day: dt.date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%a %d %b %Y", "%A, %B %d, %Y", "%Y-%m-%d", "%d.%m.%Y"):
        (found,) = written_dates.find(f"on {day.strftime(form)}, they said")
        assert found.day == day
        assert found.agrees


@pytest.mark.parametrize(
    ("text", "iso", "words"),
    [
        ("By Jo Field 10:22 am Oct 18, 2024", "2024-10-18T10:22", "10:22 am Oct 18, 2024"),
        ("Published: October 28, 2025 00:30:06 IST", "2025-10-28T00:30", "October 28, 2025 00:30:06 IST"),
        ("15:43, March 29, 2025", "2025-03-29T15:43", "15:43, March 29, 2025"),
        ("Oct 28, 2025 12:30 PM", "2025-10-28T12:30", "Oct 28, 2025 12:30 PM"),
        ("17 June 2025 at 9:05 p.m.", "2025-06-17T21:05", "17 June 2025 at 9:05 p.m."),
        ("May 3, 2025 he said", "2025-05-03", "May 3, 2025"),
    ],
)
def test_a_time_of_day_beside_it(text: str, iso: str, words: str) -> None:
    (found,) = written_dates.find(text)
    assert found.iso == iso
    assert text[found.start : found.end] == words
