"""Laws of quantities that hold whatever the words are, and the promise that hostile text costs linear time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.lang.en.quantities import find
from stemma.lang.en.quantities.atoms import cut
from stemma.model import QuantityMention

_NLP = spacy.blank("en")
_NLP.max_length = 2_000_000
_SOUP = """about over at least up to nearly between and or 3 1,200 4.5 $ % million thousand dozens of tens a half third two-thirds soldiers killed
2024 May - – to from per day km m one in ( ) , . more than additional bn €7 minus 5pm 12-strong year-old the its"""
_WORDS = st.sampled_from([*_SOUP.split(), "\n", ""])


def _found(text: str) -> tuple[QuantityMention, ...]:
    return find(_NLP(text))


@given(st.lists(_WORDS, max_size=30))
@settings(max_examples=300, deadline=None)
def test_mentions_are_well_formed(words: list[str]) -> None:
    text = " ".join(words)
    for m in _found(text):
        q = m.quantity
        assert m.span.end <= len(text)
        assert m.span.covers(m.number), (m.span.of(text), m.number.of(text))
        assert q.low is not None or q.high is not None
        assert q.low is None or q.high is None or q.low <= q.high
        assert m.grounds
        assert not (q.low_open and q.low is None)
        assert not (q.high_open and q.high is None)


@given(st.text(max_size=80))
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_it(text: str) -> None:
    _found(text)


@given(st.integers(min_value=1, max_value=999_999_999))
@settings(max_examples=100, deadline=None)
def test_bounds_are_ordered_as_they_are_meant(n: int) -> None:
    text = f"{n:,} villages"
    plain = _found(text)[0].quantity
    assert (plain.low, plain.high) == (n, n)
    over, least, most, about, nearly = (_found(f"{w} {text}")[0].quantity for w in ("over", "at least", "up to", "about", "nearly"))
    assert (over.low, over.low_open, over.high) == (n, True, None)
    assert (least.low, least.low_open, least.high) == (n, False, None)
    assert (most.low, most.high) == (None, n)
    assert about.low is not None
    assert about.high is not None
    assert about.low <= n <= about.high
    assert about.approximate
    assert nearly.low is not None
    assert nearly.low <= n
    assert nearly.high == n


@given(st.integers(min_value=0, max_value=40))
@settings(max_examples=20, deadline=None)
def test_words_before_move_the_offsets_and_nothing_else(n: int) -> None:
    text = "nearly 200 tankers, 4% of them rusty"
    plain, moved = _found(text), _found("x " * n + text)
    assert [m.quantity for m in plain] == [m.quantity for m in moved]
    assert [m.span.start + 2 * n for m in plain] == [m.span.start for m in moved]


_HOSTILE = {
    "comma groups": "11," * 33_000,
    "thousands groups": "111," * 25_000,
    "one long number": "1" * 100_000,
    "hyphens": "1-" * 50_000,
    "scales": "thousand " * 11_000,
    "between": "between 1 and " * 7_000,
    "tens of": "tens of " * 12_000,
    "half a": "half a " * 14_000,
    "dots": "1." * 50_000,
    "letters": "a" * 100_000,
    "apostrophes": "a'" * 50_000,
    "bounds": "at least more than " * 5_000,
    "brackets": "$5 (" * 20_000,
    "of the": "3 of the " * 11_000,
    "spaces": " " * 100_000 + "5",
}


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE)
def test_cutting_hostile_text_is_linear(text: str) -> None:
    small, large = (min(_seconds(cut, text[:n]) for _ in range(3)) for n in (10_000, 100_000))
    assert large < 30 * small + 0.05, (small, large)


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE)
def test_finding_in_hostile_text_is_linear(text: str) -> None:
    small, large = (min(_seconds(find, _tokens(text[:n])) for _ in range(3)) for n in (2_000, 20_000))
    assert large < 30 * small + 0.05, (small, large)


def _seconds(work: Callable[[Any], object], given: Any) -> float:
    start = time.process_time()
    work(given)
    return time.process_time() - start


def _tokens(text: str) -> Any:
    """One token a word: the tokenizer's own time on such text is not what is measured."""
    words = text.split(" ")
    return spacy.tokens.Doc(_NLP.vocab, words=[w or " " for w in words[:-1]] + [words[-1] or "."], spaces=[True] * (len(words) - 1) + [False])


def test_a_currency_named_once_in_a_sentence_goes_for_the_sum_it_is_held_against() -> None:
    told = {
        "The offer is worth 9.2 billion euros, or about $10 billion, up from 8.4 billion.": (8.4e9, "EUR"),
        "It now expects savings of £520 million, against the 450 million named in May.": (4.5e8, "GBP"),
        "The fund grew to 3 million euros. From 2 million it had been cut to one.": (2e6, None),
    }
    for text, (value, unit) in told.items():
        found = [m.quantity for m in _found(text)]
        assert [q.unit for q in found if q.low == value] == [unit]
