"""The distorted-claim suite is well formed, its scorer counts right, and Stemma holds its floors on a fixed part of it."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from bench.distortions.scoring import MisreadError, read_answers, rows, table
from bench.distortions.suite import CLASSES, PARAPHRASE, SPLITS, Pair, faults, load

ROOT = Path(__file__).resolve().parents[2]
PAIRS = load()


def test_the_file_is_well_formed() -> None:
    assert faults(PAIRS) == []


def test_at_least_three_hundred_pairs_evenly_over_the_classes() -> None:
    counts = Counter(p.kind for p in PAIRS)
    assert len(PAIRS) >= 300
    assert {counts[kind] for kind in CLASSES} == {112}
    assert counts[PARAPHRASE] == 336


def test_a_base_lies_whole_in_one_part_and_both_parts_have_every_class() -> None:
    assert Counter(p.split for p in PAIRS) == {"dev": 216, "held-out": 144, "fresh": 144, "opened": 144, "unsealed": 180, "sealed": 180}
    for split in SPLITS:
        assert {p.kind for p in PAIRS if p.split == split} == {*CLASSES, PARAPHRASE}


@pytest.mark.parametrize(
    "change", [{"id": "sport-40-unit-7"}, {"b": "  the CREW of the station Halcyon "}, {"label": "same"}, {"split": "test"}, {"note": " "}]
)
def test_a_fault_is_found(change: dict[str, str]) -> None:
    good = next(p for p in PAIRS if p.kind == "actor")
    good = dataclasses.replace(good, a="The crew of the station Halcyon")
    assert faults([good]) == []
    assert faults([dataclasses.replace(good, **change)])  # type: ignore[arg-type]


def test_a_pair_that_stands_twice_is_found() -> None:
    assert any("twice" in fault for fault in faults([PAIRS[0], PAIRS[0]]))


def answered(pairs: tuple[Pair, ...], answer: str) -> list[str]:
    return [json.dumps({"id": p.id, "answer": answer}) for p in pairs]


def test_saying_same_to_everything_takes_every_distortion_for_the_same() -> None:
    found = rows(PAIRS, read_answers(answered(PAIRS, "same"), PAIRS))
    assert all(r.same == r.pairs for r in found)
    assert "672 of 672 (100.0 in 100)" in table("yes-man", PAIRS, read_answers(answered(PAIRS, "same"), PAIRS))


def test_no_answer_is_cannot_tell() -> None:
    assert all(r.cannot_tell == r.pairs for r in rows(PAIRS, {}))


@pytest.mark.parametrize(
    "line",
    ["same", '{"id": "no-such-pair", "answer": "same"}', json.dumps({"id": PAIRS[0].id, "answer": "maybe"}), '["same"]', '{"answer": "same"}'],
)
def test_a_file_that_cannot_be_read_is_refused(line: str) -> None:
    with pytest.raises(MisreadError):
        read_answers([line], PAIRS)


def test_a_second_answer_is_refused() -> None:
    with pytest.raises(MisreadError, match="second"):
        read_answers(answered((PAIRS[0], PAIRS[0]), "same"), PAIRS)


def test_the_command_scores_answers_from_stdin() -> None:
    lines = "\n".join(answered(tuple(p for p in PAIRS if p.label == "different"), "different"))
    done = subprocess.run([sys.executable, "-m", "bench.distortions", "-"], input=lines, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "0 of 672 (0.0 in 100); recognised as different: 1.000" in done.stdout


def test_the_command_says_what_is_wrong_with_an_answer() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.distortions", "-"], input='{"id": "x"}', capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 1
    assert "line 1" in done.stderr


def test_the_baselines_answer_every_pair() -> None:
    from bench.distortions import baselines

    from stemma.lang import annotator

    few = tuple(p for p in PAIRS if p.split == "dev")[:12]
    for likeness in (baselines.overlap(few), baselines.cosine(few, pipeline=annotator.load())):
        assert all(0.0 < value <= 1.001 for value in likeness.values())
        answers, threshold = baselines.answers(few, likeness)
        assert set(answers) == {p.id for p in few}
        assert any(likeness[p.id] == threshold for p in few)


def test_stemma_holds_its_floors_on_the_dev_part() -> None:
    from bench.distortions import ours

    from stemma.lang import annotator

    floors = tomllib.loads((ROOT / "tests" / "floors" / "distortions.toml").read_text(encoding="utf-8"))
    dev = tuple(p for p in PAIRS if p.split == "dev")
    pipeline = annotator.load()
    found = {r.kind: r for r in rows(dev, ours.answers(dev, pipeline=pipeline, roles=pipeline.roles))}
    taken = {kind: found[kind].same for kind in CLASSES}
    assert all(taken[kind] <= floors["ceilings"][kind] for kind in CLASSES), taken
    seen = sum(found[kind].different for kind in CLASSES) / sum(found[kind].pairs for kind in CLASSES)
    assert seen >= floors["floors"]["distortions recognised as different"]
    assert found[PARAPHRASE].same / found[PARAPHRASE].pairs >= floors["floors"]["paraphrases recognised"]
