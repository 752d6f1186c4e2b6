"""The corpus of planted copies, its scorer, and the clock that both programs stand under."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from bench.passim.clock import cost_of
from bench.passim.corpus import KINDS, Corpus, corpus
from bench.passim.score import lines


@pytest.fixture(scope="module")
def made(shared: Path) -> Corpus:
    return corpus(200, shared=shared, seed=3)


@pytest.mark.shared
def test_every_planted_pair_is_two_reports_of_one_source(made: Corpus) -> None:
    ids = {r.id for r in made.reports}
    assert len(made.reports) == len(ids) == 200
    assert {kind for *_, kind in made.planted} == set(KINDS)
    for child, parent, _ in made.planted:
        assert child != parent
        assert {child, parent} <= ids
        assert made.related(child, parent)


@pytest.mark.shared
def test_the_same_seed_gives_the_same_reports_and_another_others(made: Corpus, shared: Path) -> None:
    assert corpus(200, shared=shared, seed=3) == made
    assert corpus(200, shared=shared, seed=4).reports != made.reports


@pytest.mark.shared
def test_copies_are_edited_as_their_kind_says(made: Corpus) -> None:
    texts = {r.id: r.text.rsplit("\n\n", 1)[0] for r in made.reports}
    of = {kind: [(texts[c], texts[p]) for c, p, k in made.planted if k == kind] for kind in KINDS}
    assert all(child == parent for child, parent in of["verbatim"])
    assert all(len(child) < len(parent) for child, parent in of["cut"])
    assert all(sorted(child.split("\n\n")) == sorted(parent.split("\n\n")) for child, parent in of["reordered"])
    assert all(child != parent and len(child.split()) == len(parent.split()) for child, parent in of["swapped"])
    assert any(child != parent for child, parent in of["respelt"])


@pytest.mark.shared
def test_scores_tell_right_pairs_from_wrong_ones(made: Corpus) -> None:
    right = {frozenset((c, p)) for c, p, _ in made.planted}
    assert "recall 1.000" in next(iter(lines("x", right, made)))
    strangers = [r.id for r in made.reports[-10:]]
    wrong = {frozenset((a, b)) for a in strangers for b in strangers if not made.related(a, b)}
    first, second, _ = lines("x", wrong, made)
    assert "recall 0.000" in first
    assert f"{len(wrong)} between reports that share standing lines only; precision 0.000" in second


def test_the_clock_counts_what_a_command_starts(tmp_path: Path) -> None:
    work = "import time\nuntil = time.process_time() + 0.6\nkeep = bytearray(60 << 20)\nwhile time.process_time() < until: pass"
    start = f"import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', {work!r}]) + 3)"
    cost = cost_of([sys.executable, "-c", start], log=tmp_path / "log")
    assert cost.code == 3
    assert 0.55 < cost.cpu < 6
    assert cost.wall >= 0.5
    assert cost.memory > 60
