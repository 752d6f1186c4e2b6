"""Dates as they are stated, in every form; what is none is None, whatever it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stemma.ingest import dates

STATED = {
    "2025-06-17": "2025-06-17",
    "2025-06-17T14:03:00+03:00": "2025-06-17T14:03:00+03:00",
    "Tue, 17 Jun 2025 14:03:00 +0300": "2025-06-17T14:03:00+03:00",
    "Tue, 17 Jun 2025 14:03:00 -0000": "2025-06-17T14:03:00+00:00",
    "17 June 2025": "2025-06-17",
    "20250617": "2025-06-17",
    1750158180: "2025-06-17T11:03:00+00:00",
    1750158180000: "2025-06-17T11:03:00+00:00",
    "Tue, 17 Jun 2025 14:03:00 +99999999999": "2025-06-17",
    "²": None,
    10**400: None,
    float("nan"): None,
    float("inf"): None,
    "9" * 400: None,
    "someday": None,
    "03/04/2025": None,
    True: None,
}


@pytest.mark.parametrize("stated", STATED, ids=lambda s: str(s)[:40])
def test_dates(stated: object) -> None:
    assert dates.iso(stated) == STATED[stated]  # type: ignore[index]


@given(st.one_of(st.text(), st.integers(), st.floats(), st.from_regex(r"[A-Z][a-z]{2}, \d{1,3} [A-Z][a-z]{2} \d{1,5} \d\d:\d\d:\d\d [+-]\d{4,9}")))
def test_whatever_is_stated_nothing_is_raised(stated: object) -> None:
    found = dates.iso(stated)
    assert found is None or found[:1].isdigit()
