"""Quality floors on development data: pinned figures, with the digest of the data they were pinned on."""

from __future__ import annotations

import hashlib
import json
import tomllib
from pathlib import Path

import pytest
from training.annotator.measure import attributing, naming, parsing
from training.annotator.names import read_uner
from training.annotator.treebank import read_treebank

from stemma.lang.annotator import Annotator

FLOORS = tomllib.loads((Path(__file__).parents[2] / "floors" / "annotator.toml").read_text())


def scores(annotator: Annotator, layer: str, path: Path, limit: int) -> dict[str, float]:
    """All figures of one layer on the first ``limit`` sentences or articles of its data."""
    if layer == "trees":
        return parsing(annotator.network, read_treebank(path)[:limit])
    if layer == "names":
        return naming(annotator.network, read_uner(path)[:limit], ["PER", "ORG", "LOC"])
    return attributing(lambda texts: [(d, d._.attributions) for d in annotator.pipe(texts)], path, limit)


@pytest.mark.shared
@pytest.mark.parametrize("layer", sorted(FLOORS))
def test_floor(annotator: Annotator, shared: Path, layer: str) -> None:
    floor = FLOORS[layer]
    path = shared / "data" / floor["data"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == floor["sha256"], "other data than the floor was pinned on"
    found = scores(annotator, layer, path, floor["limit"])
    low = {name: (round(found[name], 4), least) for name, least in floor["least"].items() if found[name] < least}
    assert not low, json.dumps(found)
