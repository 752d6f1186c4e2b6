"""What a report says in its own voice takes the origin that the same report names for the same figure, and nothing else does."""

from __future__ import annotations

import pytest

from stemma.model import Claim, Quantity, Span, Telling
from stemma.weigh.repeats import with_repeats
from tests.weigh.made import claim, reading

#: The lead, the sentence with its source; whether the lead takes that source, and the quantities: (low, high) of either and the unit.
CASES = [
    ("More than 400 people dead in the flood.", (400, None), "It counted 402 dead", (402, 402), "person", True),
    ("More than 400 people dead in the flood.", (400, None), "It counted 402 missing", (402, 402), "person", False),
    ("More than 400 people dead in the flood.", (400, None), "It counted 900 dead", (900, 900), "person", False),
    ("More than six people dead in the flood.", (6, None), "It counted 6 dead", (6, 6), "person", False),
    ("The lake stood at 21.4 metres on Monday.", (21.4, 21.4), "the lake stood at 21.4 metres", (21.4, 21.4), "metre", True),
    ("The lake stood at 21.4 metres on Monday.", (21.4, 21.4), "the tower has 21.4 metres", (21.4, 21.4), "metre", False),
    ("The lake stood at 20 metres on Monday.", (20, 20), "the lake stood at 20 metres", (20, 20), "metre", False),
]


def _claims(lead: str, own: tuple[float, float | None], body: str, theirs: tuple[float, float | None], unit: str) -> tuple[tuple[Claim, ...], object]:
    text = f"{lead} {body}, the ministry said."
    told = reading(text)

    def telling(part: str, figure: tuple[float, float | None], *chain: str) -> Telling:
        at = text.index(part)
        quantity = Quantity(low=figure[0], high=figure[1], low_open=figure[1] is None, unit=unit)
        return Telling(
            report=told.report.id,
            spans=(Span(at, at + len(part)),),
            chain=chain,
            origin=chain[-1] if chain else None,
            certainty="asserted",
            quantity=quantity,
        )

    return (claim(telling(lead, own), id="claim-1"), claim(telling(body, theirs, "Ministry"), id="claim-2")), told


@pytest.mark.parametrize(("lead", "own", "body", "theirs", "unit", "same"), CASES)
def test_a_lead_and_its_source(
    lead: str, own: tuple[float, float | None], body: str, theirs: tuple[float, float | None], unit: str, same: bool
) -> None:
    claims, told = _claims(lead, own, body, theirs, unit)
    found = with_repeats(claims, [told])  # type: ignore[list-item]
    assert (found[0].tellings[0].origin == "Ministry") is same
    assert any(g.rule == "telling.own-voice-repeats" for g in found[0].tellings[0].grounds) is same
    assert found[1] == claims[1]
    assert with_repeats(found, [told]) == found  # type: ignore[list-item]
