"""A telling in a report's own voice takes the origin that all others have, where its report names that origin for something else."""

from __future__ import annotations

import pytest

from stemma.align.leaning import with_leaning
from stemma.align.told import Told
from stemma.model import Attributed, Attribution, Claim, Span, Telling
from tests.align.making import told


def telling(report: str, *chain: str) -> Telling:
    return Telling(report=report, spans=(Span(0, 9),), chain=chain, origin=chain[-1] if chain else None, certainty="asserted", statement="Six sank.")


def attributed(*cited: tuple[str, tuple[str, ...]]) -> Attributed:
    """What the reports cite besides: (report, chain)."""
    made = [
        Attribution(id=f"a{n}", report=report, form="indirect", source=None, cue=Span(20, 24), content=(Span(30, 40),), within=None, voice=chain[-1])
        for n, (report, chain) in enumerate(cited)
    ]
    return Attributed(
        attributions=tuple(made),
        voices=(),
        chains={a.id: chain for a, (_, chain) in zip(made, cited, strict=True)},
        origins={a.id: chain[-1] for a, (_, chain) in zip(made, cited, strict=True)},
        speaks_for={"minister": "ministry"},
    )


def claim(*tellings: Telling, kind: str = "sentence") -> Told:
    members = tuple(told(t.report, "sink six", kind=kind) for t in tellings)
    whole = Claim(id="c", story="s", statement="Six sank.", certainty="asserted", tellings=tellings, quantity=None, when=None, where=None, grounds=())
    return Told(claim=whole, members=members)


def test_a_report_that_names_the_agency_leans_on_whom_the_agency_cites() -> None:
    made = claim(telling("a", "agency", "sailors"), telling("b"))
    (found,) = with_leaning([made], attributed(("b", ("agency",))))
    leaning = next(t for t in found.tellings if t.report == "b")
    assert (leaning.chain, leaning.origin) == (("agency", "sailors"), "sailors")
    assert leaning.grounds[-1].rule == "telling.leaning"


def test_a_report_that_names_the_house_leans_on_its_mouthpiece() -> None:
    made = claim(telling("a", "minister"), telling("b"))
    (found,) = with_leaning([made], attributed(("b", ("ministry",))))
    assert next(t for t in found.tellings if t.report == "b").origin == "minister"


@pytest.mark.parametrize(
    ("made", "cited"),
    [
        (claim(telling("a", "agency", "sailors"), telling("b")), (("b", ("mayor",)),)),
        (claim(telling("a", "sailors"), telling("c", "mayor"), telling("b")), (("b", ("sailors",)),)),
        (claim(telling("a", "sailors"), telling("b"), telling("c")), (("b", ("sailors",)),)),
        (claim(telling("a", "sailors"), telling("b"), kind="counted"), (("b", ("sailors",)),)),
    ],
    ids=["named nowhere in it", "two origins", "most give no source", "told in passing"],
)
def test_own_words_stay_own_words(made: Told, cited: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
    (found,) = with_leaning([made], attributed(*cited))
    assert next(t for t in found.tellings if t.report == "b").origin is None
