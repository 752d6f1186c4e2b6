"""The scores by which the annotator is judged, and the half-knowledge of names it learns from."""

from __future__ import annotations

from pathlib import Path

from training.annotator.scores import attribution_scores, bio_spans, matched, span_f1
from training.annotator.silver import add_states, half_names, hand_kinds, swap
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
    tags = half_names(unit, {"france"}, {"iraqi", "iraqis"}, {}, set(), {})
    assert tags == ["O", SOME_NAME, "O", "O", "", "B-LOC", "", TIME_OR_NONE]


def test_kinds_set_by_hand_win_over_the_tags(tmp_path: Path) -> None:
    (tmp_path / "kinds.txt").write_text("# why\nORG: Zorb & Co | Zorb\nnone: Iraqis\n", encoding="utf-8")
    hand = hand_kinds(tmp_path / "kinds.txt")
    assert hand == {"Zorb & Co": "ORG", "Zorb": "ORG", "Iraqis": "O"}
    unit = Unit(words=["Zorb", "hired", "Iraqis", "near", "Yemen"], upos=["PROPN", "VERB", "PROPN", "ADP", "PROPN"])
    assert half_names(unit, {"yemen"}, set(), {"zorb": "PER"}, set(), hand) == ["B-ORG", "O", "O", "O", "B-LOC"]


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
