"""What stands against two reports telling the same: for each check pairs that it holds apart, and pairs in other words that nothing does."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from stemma.align.accounting import alone, unaccounted
from stemma.align.sameness import CHECKS, standing_against, words_accounted
from stemma.align.slots import Slot
from stemma.align.whole_texts import Text, text
from stemma.attribute import attribute
from stemma.lang import annotator
from stemma.model import RawReport
from stemma.read import read

FILE: dict[str, list[list[str]]] = yaml.safe_load(Path(__file__).with_name("sameness.yml").read_text(encoding="utf-8"))
CASES = [(check, a, b) for check, pairs in FILE.items() for a, b in pairs]


@pytest.fixture(scope="module")
def made() -> list[tuple[Text, Text]]:
    """The two texts of each case, in order."""
    raws = [
        RawReport(path=f"{n}{side}.txt", text=words, outlet=f"The Tarnau {side}", published="2031-05-14", published_from="given")
        for n, (_, *both) in enumerate(CASES)
        for side, words in zip("ab", both, strict=True)
    ]
    readings, _ = read(raws, pipeline=annotator.load())
    said = attribute(readings)
    by_path = {r.report.path: text(r, said) for r in readings}
    return [(by_path[f"{n}a.txt"], by_path[f"{n}b.txt"]) for n in range(len(CASES))]


@pytest.mark.parametrize("n", range(len(CASES)), ids=[f"{check}: {b}" for check, _, b in CASES])
def test_what_stands_against_it(n: int, made: list[tuple[Text, Text]]) -> None:
    check, (a, b) = CASES[n][0], made[n]
    found = {name for name, holds in CHECKS.items() if holds(a, b) is not None}
    assert (check in found) if check != "none" else not found


@pytest.mark.parametrize("n", range(len(CASES)))
def test_whichever_is_asked_first(n: int, made: list[tuple[Text, Text]]) -> None:
    a, b = made[n]
    assert set(standing_against(a, b)) == set(standing_against(b, a))
    assert words_accounted(a, b) == words_accounted(b, a)


@pytest.mark.parametrize("n", range(len(CASES)))
def test_nothing_stands_against_a_copy(n: int, made: list[tuple[Text, Text]]) -> None:
    for own in made[n]:
        assert not standing_against(own, own)
        assert words_accounted(own, own) == 1.0


WORDS = st.lists(st.sampled_from(["ferry", "bishop", "quarry", "lantern", "orchard", "violin"]), min_size=1, max_size=5, unique=True)


def row(words: list[str]) -> tuple[Slot, ...]:
    return tuple(Slot(sense=w, lemma=w, form=w, kind="noun", part="done-to", of="find") for w in words)


@given(WORDS, WORDS)
def test_only_words_on_both_sides_are_a_contrast(a: list[str], b: list[str]) -> None:
    x, y = row(a), row(b)
    assert {s.lemma for s in alone(x, y)} == set(a) - set(b)
    assert (unaccounted(x, y) is not None) == bool(set(a) - set(b) and set(b) - set(a))
