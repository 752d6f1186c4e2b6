"""The scores by which the annotator is judged, and the marked names it learns from."""

from __future__ import annotations

from pathlib import Path

import pytest
from training.annotator.marked import mark
from training.annotator.scores import attribution_scores, bio_spans, matched, span_f1
from training.annotator.silver import add_states, swap
from training.annotator.units import Unit, pack

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


def test_marked_names_come_to_their_words(tmp_path: Path) -> None:
    (tmp_path / "marks.txt").write_text("# why\n2/4 PER 1 LOC 3-4\n", encoding="utf-8")
    units = [Unit(words=["It", "rains"]), Unit(words=["Zorb", "left", "New", "York"])]
    mark(units, tmp_path / "marks.txt")
    assert [u.names for u in units] == [["O", "O"], ["B-PER", "O", "B-LOC", "I-LOC"]]
    with pytest.raises(ValueError, match="another release"):
        mark(units[:1], tmp_path / "marks.txt")


def test_a_state_after_a_town_is_a_name_of_its_own() -> None:
    import random

    unit = Unit(words=["Ann", "left", "Rome", "."], names=["B-PER", "O", "B-LOC", "O"])
    seen = {tuple(zip(u.words, u.names, strict=True)) for n in range(20) for u in [add_states(unit, [["New", "York"]], random.Random(n), 1.0)]}
    bare = (("Ann", "B-PER"), ("left", "O"), ("Rome", "B-LOC"), ("New", "B-LOC"), ("York", "I-LOC"), (".", "O"))
    assert seen == {bare, (*bare[:3], (",", "O"), *bare[3:])}
    assert add_states(unit, [["New", "York"]], random.Random(1), 0.0) is unit


def test_swapped_names_keep_their_kind() -> None:
    import random

    unit = Unit(words=["Ann", "left", "Rome"], names=["B-PER", "O", "B-LOC"])
    other = swap(unit, {"PER": [["Bob", "Hill"]]}, random.Random(1), 1.0)
    assert other.words == ["Bob", "Hill", "left", "Rome"]
    assert other.names == ["B-PER", "I-PER", "O", "B-LOC"]


def test_packs_keep_documents_apart() -> None:
    units = [Unit(words=["a"] * 50, document=d) for d in "xxxyy"]
    assert [len(p) for p in pack(units, words=120)] == [2, 1, 2]
