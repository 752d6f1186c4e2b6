"""Floors of quantities on development data beside the checkout, pinned with the digest of the data."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from bench import quantities as bench
from stemma.lang.en.quantities import find

_FLOORS = tomllib.loads((Path(__file__).parents[2] / "floors" / "quantities.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def annotator() -> Any:
    from stemma.lang import annotator as shipped

    return shipped.load()


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["annotator", "blank"])
def test_newsquant(shared: Path, kind: str, request: pytest.FixtureRequest) -> None:
    floors = _FLOORS["newsquant_dev"]
    data = (shared / "data/quantities/newsquant_dev.jsonl").read_bytes()
    assert hashlib.sha256(data).hexdigest() == floors["sha256"]
    rows = [json.loads(line) for line in data.decode("utf-8").splitlines()]
    nlp = request.getfixturevalue("annotator") if kind == "annotator" else bench.pipeline(blank=True)
    scores = bench.score(rows, list(nlp.pipe([r["text"] for r in rows])))
    assert scores.bound.f1 >= floors[kind]["value_and_bound"]
    assert scores.unit.f1 >= floors[kind]["value_and_unit"]


@pytest.mark.shared
def test_figures_of_the_stories(shared: Path, annotator: Any) -> None:
    """Of the gold figures whose words hold a number, the share for which a quantity with the right interval touches the quote."""
    close = _scorer(shared).close
    right = total = 0
    for folder in sorted(p.parent for p in (shared / "stories").glob("*/gold.json")):
        gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
        texts = {k: json.loads((folder / "reports" / f"{v}.json").read_text(encoding="utf-8"))["text"] for k, v in gold["reports"].items()}
        found = dict(zip(texts, map(find, annotator.pipe(texts.values())), strict=True))
        for claim, support in ((c, s) for c in gold["claims"] if c["quantity"] for s in c["support"]):
            near = [m.quantity for m in found[support["report"]] if m.span.start < support["end"] and support["start"] < m.span.end]
            if near:
                total += 1
                right += any(close({"low": q.low, "high": q.high}, claim["quantity"]) for q in near)
    assert total >= _FLOORS["stories"]["touched"]
    assert right / total >= _FLOORS["stories"]["right"]


def _scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_stories", shared / "tools" / "score_stories.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_SEEDS = [
    ("1,000 North Korean sappers", 1000, 1000, "person"),
    ("5,000 military construction workers", 5000, 5000, "person"),
    ("thousands of military personnel", 2000, 9999, "person"),
    ("over 6,000 North Korean soldiers", 6000, None, "person"),
    ("more than 11,000 troops", 11000, None, "person"),
    ("an additional 3,000 troops", 3000, 3000, "person"),
    ("millions of artillery shells", 2e6, 9999999, "shell"),
    ("at least 100 ballistic missiles", 100, None, "missile"),
]


@pytest.mark.shared
def test_seeds(shared: Path, annotator: Any) -> None:
    found: dict[str, Any] = {}
    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found |= {m.span.of(text): m for m in find(annotator(text) if callable(annotator) else next(iter(annotator.pipe([text]))))}
    for words, low, high, unit in _SEEDS:
        assert words in found, sorted(found)
        q = found[words].quantity
        assert (q.low, q.high, q.unit) == (low, high, unit)
    assert found["an additional 3,000 troops"].additional
    assert found["over 6,000 North Korean soldiers"].quantity.low_open
