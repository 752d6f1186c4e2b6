"""The scores by which the annotator is judged, and the half-knowledge of names it learns from."""

from __future__ import annotations

from training.annotator.scores import attribution_scores, bio_spans, matched, span_f1
from training.annotator.silver import half_names, swap
from training.annotator.units import SOME_NAME, TIME_OR_NONE, Unit, pack

from stemma.lang.annotator.spans import RoleSpans


def test_each_gold_attribution_is_found_once() -> None:
    gold = [RoleSpans((0, 1), (1, 2), ((2, 6),))]
    halves = [RoleSpans((0, 1), (1, 2), ((2, 4),)), RoleSpans((0, 1), (1, 2), ((4, 6),))]
    assert matched(halves, gold, source=True) == 1
    assert attribution_scores([(halves, gold)])["cue+content+source"] == 2 / 3


def test_a_missing_source_is_no_agreement() -> None:
    gold = [RoleSpans((0, 1), (1, 2), ((2, 6),)), RoleSpans(None, (8, 9), ((9, 10),))]
    found = [RoleSpans(None, (1, 2), ((2, 6),)), RoleSpans(None, (8, 9), ((9, 10),))]
    assert matched(found, gold, source=False) == 2
    assert matched(found, gold, source=True) == 1


def test_names_count_only_whole() -> None:
    gold = bio_spans(["B-PER", "I-PER", "O", "B-LOC"])
    assert span_f1([([(0, 2, "PER"), (3, 4, "ORG")], gold)])["all"] == 0.5


def test_proper_nouns_are_names_of_some_kind() -> None:
    unit = Unit(
        words=["President", "Zorb", "met", "Iraqis", "in", "France", "in", "May"],
        upos=["PROPN", "PROPN", "VERB", "PROPN", "ADP", "PROPN", "ADP", "PROPN"],
    )
    tags = half_names(unit, {"france"}, {"iraqi", "iraqis"}, {}, set())
    assert tags == ["O", SOME_NAME, "O", "O", "", "B-LOC", "", TIME_OR_NONE]


def test_swapped_names_keep_their_kind() -> None:
    import random

    unit = Unit(words=["Ann", "left", "Rome"], names=["B-PER", "O", "B-LOC"])
    other = swap(unit, {"PER": [["Bob", "Hill"]]}, random.Random(1), 1.0)
    assert other.words == ["Bob", "Hill", "left", "Rome"]
    assert other.names == ["B-PER", "I-PER", "O", "B-LOC"]


def test_packs_keep_documents_apart() -> None:
    units = [Unit(words=["a"] * 50, document=d) for d in "xxxyy"]
    assert [len(p) for p in pack(units, words=120)] == [2, 1, 2]
