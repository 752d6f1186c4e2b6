"""Certainty by cases and by law."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stemma.lang.en import certainty

CASES = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))
LEVELS = st.sampled_from(certainty.CARE)


@pytest.fixture(scope="module")
def annotator() -> Any:
    from stemma.lang import annotator

    return annotator.load()


@pytest.mark.parametrize(("wanted", "sentence"), [(k, s) for k, group in CASES.items() for s in group])
def test_case(annotator: Any, wanted: str, sentence: str) -> None:
    found, grounds = certainty.of(list(annotator(sentence)))
    assert found == wanted, [(t.text, t.pos_, t.dep_, t.head.text) for t in annotator(sentence)]
    assert bool(grounds) == (wanted != "asserted")
    assert {g.rule for g in grounds} <= {r.name for r in certainty.RULES}


def test_no_words_are_asserted() -> None:
    assert certainty.of([]) == ("asserted", ())


@given(st.lists(LEVELS, max_size=6))
def test_a_hedge_never_raises_certainty(levels: list[Any]) -> None:
    before, after = certainty.through(levels), certainty.through([*levels, "hedged"])
    assert certainty.CARE.index(after) <= certainty.CARE.index(before)
    assert after not in ("asserted", "pledged")


@given(st.lists(LEVELS, max_size=6))
def test_the_order_of_voices_changes_nothing(levels: list[Any]) -> None:
    assert certainty.through(levels) == certainty.through(levels[::-1])
