"""The published pairs of reports: well-formed, without text, and their scorer counts what it says."""

from __future__ import annotations

import json
from pathlib import Path

from bench.descent_pairs.score import best_threshold, scores

ROWS = [json.loads(line) for line in (Path(__file__).parents[2] / "bench/descent_pairs/pairs.jsonl").read_text(encoding="utf-8").splitlines()]


def test_every_pair_is_well_formed_and_holds_no_text() -> None:
    assert len({frozenset((r["a"], r["b"])) for r in ROWS}) == len(ROWS) == 200
    for row in ROWS:
        assert set(row) == {"a", "b", "relation", "direction", "extent", "wire", "overlap", "split", "note"}
        assert row["relation"] in ("copy", "common-source", "independent", "cites")
        assert row["direction"] in ("a->b", "b->a", "unknown")
        assert row["extent"] in ("most", "part", "sentence", "none")
        assert len(row["note"].split()) <= 8


def test_no_topic_is_in_both_splits() -> None:
    topics = {split: {r["a"].split("_")[0] for r in ROWS if r["split"] == split and "_" in r["a"]} for split in ("dev", "test")}
    assert topics["dev"].isdisjoint(topics["test"])


def test_scores_leave_out_pairs_of_one_sentence() -> None:
    rows = [
        {"relation": "copy", "extent": "most", "overlap": "0.9"},
        {"relation": "common-source", "extent": "part", "overlap": "0.1"},
        {"relation": "independent", "extent": "none", "overlap": "0.2"},
        {"relation": "common-source", "extent": "sentence", "overlap": "0.05"},
    ]
    assert scores(rows, lambda r: float(r["overlap"]) >= 0.15)[:2] == (0.5, 0.5)
    assert scores(rows, lambda r: float(r["overlap"]) >= 0.02)[:2] == (2 / 3, 1.0)
    assert best_threshold(rows, lambda r: float(r["overlap"])) <= 0.1
