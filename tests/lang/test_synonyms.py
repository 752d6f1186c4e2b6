"""Words that can stand for one another in two tellings, and words that cannot; what a verb means with a word that goes with it."""

from __future__ import annotations

import pytest

from stemma.lang import annotator
from stemma.lang.en.idioms import idiom
from stemma.lang.en.synonyms import one_family, synonymous


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("inspection", "inspector"),
        ("president", "presidential"),
        ("expulsion", "expel"),
        ("freeze", "frozen"),
        ("suspect", "suspicion"),
        ("miner", "mine"),
        ("robbery", "heist"),
        ("postpone", "delay"),
        ("rich", "wealthy"),
        ("kg", "kilogram"),
        ("seaman", "seamen"),
        # known to WordNet alone: of one set, right above, derived
        ("clamber", "scramble"),
        ("craft", "vessel"),
        ("murderer", "murder"),
    ],
)
def test_one_word_for_another(a: str, b: str) -> None:
    assert synonymous(a, b)
    assert synonymous(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("employer", "employee"),
        ("worker", "journalist"),
        ("rebel", "army"),
        ("leave", "return"),
        ("national", "world"),
        ("party", "part"),
        ("plane", "plan"),
        ("police", "policy"),
        ("company", "companion"),
        ("winter", "summer"),
        ("mother", "father"),
        ("kilogram", "gram"),
        # the narrower is not the wider, the lesser not the whole
        ("destroy", "damage"),
        ("lawyer", "prosecutor"),
        ("order", "request"),
    ],
)
def test_two_words(a: str, b: str) -> None:
    assert not synonymous(a, b)
    assert not synonymous(b, a)


def test_a_family_needs_a_stem() -> None:
    assert not one_family("cat", "cats")  # the lemma says that
    assert one_family("elect", "electoral")


@pytest.mark.parametrize(
    ("text", "verb", "meaning"),
    [
        ("On Friday the mayor cut the ribbon at the new pier.", "cut", "open"),
        ("The plant was brought back on line in March.", "brought", "restart"),
        ("The striking welders downed tools at noon.", "downed", "strike"),
        ("The baker cut the bread.", "cut", None),
    ],
)
def test_a_verb_and_what_goes_with_it(text: str, verb: str, meaning: str | None) -> None:
    doc = next(iter(annotator.load().pipe([text])))
    found = next((idiom(t) for t in doc if t.text == verb), None)
    assert (found[0] if found else None) == meaning
