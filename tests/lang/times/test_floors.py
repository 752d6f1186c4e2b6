"""Times on development data must not fall below what is pinned; the data must be the data that the pins were set on."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path

import pytest
import spacy

from bench import times as bench

pytestmark = pytest.mark.shared
FLOORS = tomllib.loads((Path(__file__).resolve().parents[2] / "floors" / "times.toml").read_text(encoding="utf-8"))
SPECS = [name for name in FLOORS["specifications"] if name != "sha256"]


def digest(paths: list[Path]) -> str:
    total = hashlib.sha256()
    for path in paths:
        total.update(path.read_bytes())
    return total.hexdigest()


def test_stories(shared: Path) -> None:
    floors = FLOORS["stories"]
    assert digest(sorted((shared / "stories").glob("*/gold.json"))) == floors["sha256"]
    rows = list(bench.stories(shared, spacy.blank("en")))
    assert sum(found for _, found, _, _ in rows) / len(rows) >= floors["found"]
    assert sum(right for _, _, right, _ in rows) / len(rows) >= floors["right"]


def test_specifications_are_those_of_the_floors(shared: Path) -> None:
    assert digest([shared / "data/times_numbers/DateTime" / f"{name}.json" for name in SPECS]) == FLOORS["specifications"]["sha256"]


@pytest.mark.parametrize("name", SPECS)
def test_specifications(shared: Path, name: str) -> None:
    rows = [right for right, _ in bench.specs(shared, name)]
    assert sum(rows) / len(rows) >= FLOORS["specifications"][name]


def test_gum(shared: Path) -> None:
    path = shared / "data/treebank/gum_dev.conllu"
    assert digest([path]) == FLOORS["gum_dev"]["sha256"]
    rows = list(bench.gum(path))
    assert sum(found for found, _, _ in rows) / len(rows) >= FLOORS["gum_dev"]["found"]
    assert sum(right for _, right, _ in rows) / len(rows) >= FLOORS["gum_dev"]["right"]
