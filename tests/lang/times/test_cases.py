"""Times: phrasings grouped by value, phrasings that must stay silent, and the law of the moved publication day."""

from __future__ import annotations

import re
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.lang.en.times import RULES, find
from stemma.model import Timex

CASES: dict[str, Any] = yaml.load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
PUBLISHED = date(2025, 6, 17)
NLP = spacy.blank("en")


def marked(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    """The sentence without its brackets, and where they stood."""
    spans, text = [], ""
    for piece in re.split(r"(\[[^\]]*\])", sentence):
        if piece.startswith("["):
            spans.append((len(text), len(text) + len(piece) - 2))
            piece = piece[1:-1]
        text += piece
    return text, spans


def times(text: str, anchor: date | None = PUBLISHED) -> tuple[Timex, ...]:
    return find(NLP(text), anchor=anchor)


@pytest.mark.parametrize(("value", "sentence"), [(v, s) for v, ss in CASES["resolved"].items() for s in ss])
def test_resolved(value: str, sentence: str) -> None:
    text, spans = marked(sentence)
    for start, end in spans:
        hits = [t for t in times(text) if t.span.start < end and start < t.span.end]
        assert [t.iso for t in hits] == [value]
        assert all(text[t.span.start : t.span.end].strip() for t in hits)


@pytest.mark.parametrize("sentence", CASES["unresolved_without_publication_day"])
def test_unresolved_without_publication_day(sentence: str) -> None:
    text, _ = marked(sentence)
    assert [t.iso for t in times(text, None)] == [None]
    assert times(text, PUBLISHED)[0].iso is not None


@pytest.mark.parametrize("sentence", CASES["silent"])
def test_silent(sentence: str) -> None:
    assert times(sentence) == ()


RELATIVE = [
    "They left on Tuesday.",
    "They left last week.",
    "They left yesterday evening.",
    "They left two weeks ago.",
    "They left last Friday.",
    "It rose in the past 24 hours.",
    "They left between Tuesday and Sunday of last week.",
    "They left overnight.",
]


@given(sentence=st.sampled_from(RELATIVE), anchor=st.dates(date(1990, 1, 1), date(2090, 1, 1)), weeks=st.integers(-300, 300))
@settings(max_examples=60, deadline=None)
def test_moving_the_publication_day_moves_what_is_told_from_it(sentence: str, anchor: date, weeks: int) -> None:
    by = timedelta(weeks=weeks)
    (one,), (two,) = times(sentence, anchor), times(sentence, anchor + by)
    assert one.first
    assert one.last
    assert two.first
    assert two.last
    assert date.fromisoformat(one.first) + by == date.fromisoformat(two.first)
    assert date.fromisoformat(one.last) + by == date.fromisoformat(two.last)


@given(text=st.text(alphabet="0123456789:-/., \n'’()TZadmps", max_size=200), anchor=st.dates())
@settings(max_examples=150, deadline=None)
def test_any_jumble_is_read_and_spans_lie_in_order(text: str, anchor: date) -> None:
    end = 0
    for t in times(text, anchor):
        assert end <= t.span.start < t.span.end <= len(text)
        end = t.span.end
        assert (t.first is None) == (t.last is None)
        assert (t.first or "") <= (t.last or "")


HOSTILE = [
    "1" * 100_000,
    "1," * 50_000,
    "1." * 50_000,
    "a" * 100_000,
    "12:34:" * 16_000,
    "at least " * 11_000,
    "the " * 25_000,
    "Monday, " * 12_000,
    "2024-10-08T" * 9_000,
    "'" * 100_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda t: t[:9])
def test_time_grows_with_length_only(text: str) -> None:
    """Four times the text may take four times as long and little more (no pattern climbs back over what it read)."""
    from stemma.lang.en.times.lexemes import cut
    from stemma.lang.en.times.reduce import atoms, joined

    def cost(piece: str) -> float:
        started = time.process_time()
        lexemes = cut(piece)
        joined(atoms(lexemes), lexemes)
        return time.process_time() - started

    small, large = (min(cost(piece) for _ in range(3)) for piece in (text[: len(text) // 4], text))
    assert large < 12 * small + 0.05


def test_every_ground_names_a_rule() -> None:
    names = {rule.name for rule in RULES}
    for sentences in CASES["resolved"].values():
        for sentence in sentences:
            for t in times(marked(sentence)[0]):
                assert t.grounds[0].rule in names
                assert t.grounds[0].sentence.endswith(".")


def test_examples_of_rules_are_found() -> None:
    for rule in RULES:
        assert rule.explain
        for example in rule.examples:
            assert times(f"It was done {example}."), (rule.name, example)
