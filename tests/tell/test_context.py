"""Quotations: the report's own words, cut but never changed."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stemma.model import Span
from stemma.tell.shared.context import in_context

TEXT = "The mayor spoke first. Gen. Ada Brandt said 70 people were safe. Nobody else spoke.\n\nA second paragraph follows here."


def shown(words: str, text: str = TEXT, reach: int = 160) -> str:
    start = text.index(words)
    return "".join(f"[{p.text}]" if p.marked else p.text for p in in_context(text, [Span(start, start + len(words))], reach=reach))


@pytest.mark.parametrize(
    ("words", "quotation"),
    [
        ("70 people were safe", "Gen. Ada Brandt said [70 people were safe]."),
        ("The mayor", "[The mayor] spoke first."),
        ("Nobody else spoke.", "[Nobody else spoke.]"),
        ("second paragraph", "A [second paragraph] follows here."),
    ],
)
def test_the_sentence_around_the_words(words: str, quotation: str) -> None:
    assert shown(words) == quotation


def test_a_cut_inside_a_sentence_is_marked() -> None:
    text = "a" + " word" * 100 + " HERE" + " word" * 100 + "."
    assert re.fullmatch(r"… (word )+\[HERE\]( word)+ …", shown("HERE", text, reach=30))


def test_white_space_over_the_border_of_two_pieces_is_folded() -> None:
    assert "".join(p.text for p in in_context("A  A", [Span(0, 2)], reach=2)) == "A A"


def test_two_distant_pieces_stay_apart() -> None:
    text = "First " + "x " * 300 + "last."
    pieces = in_context(text, [Span(0, 5), Span(len(text) - 5, len(text) - 1)], reach=20)
    assert [p.text for p in pieces if p.marked] == ["First", "last"]
    assert " … " in "".join(p.text for p in pieces)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="ab. \n“”AB", max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 40)), max_size=4), st.integers(1, 60))
def test_every_piece_stands_in_the_text(text: str, ranges: list[tuple[int, int]], reach: int) -> None:
    pieces = in_context(text, [Span(a, a + n) for a, n in ranges], reach=reach)
    flat = re.sub(r"\s+", " ", text)
    at = 0
    for part in re.split(r"\s*…\s*", "".join(p.text for p in pieces)):
        at = flat.find(part.strip(), at)
        assert at >= 0, part
        at += len(part.strip())
    marked = "".join(p.text for p in pieces if p.marked)
    covered = "".join(c for i, c in enumerate(text) if any(a <= i < a + n for a, n in ranges))
    assert re.sub(r"\W+", "", marked) == re.sub(r"\W+", "", covered)
