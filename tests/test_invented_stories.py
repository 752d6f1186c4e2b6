"""The layers of the ledger on stories that were made up for it and annotated before anything was run on them, against pinned floors."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest
from bench.alignment import PAIRS, ledger_of, scorer

from stemma.lang import annotator

pytestmark = pytest.mark.shared
STORIES = Path(__file__).parent / "stories"
FLOORS = tomllib.loads((Path(__file__).parent / "floors" / "invented.toml").read_text(encoding="utf-8"))
#: Layer -> the scorer's tallies that are its share.
RATES = {
    "tellings found": ("tell_hit", "tell_g"),
    "quantity right": ("qty_ok", "qty_g"),
    "certainty right": ("cert_ok", "cert_g"),
    "origin right where one is named": ("orig_named_ok", "orig_named_g"),
    "whole chain right": ("chain_ok", "chain_g"),
    "times resolved": ("time_value", "time_g"),
    "named wire found": ("wire_ok", "wire_g"),
}


@pytest.fixture(scope="module")
def tallies(shared: Path) -> dict[str, dict[str, float]]:
    """Per story, its layers."""
    module, pipeline = scorer(shared / "stories"), annotator.load(threads=1)
    out = {}
    for name in FLOORS:
        tally: Counter[str] = Counter()
        module.score_story(str(STORIES / name), ledger_of(STORIES / name, pipeline, pipeline.roles), tally, None)
        out[name] = {layer: tally[right] / max(1, tally[of]) for layer, (right, of) in RATES.items()}
        out[name]["attribution: with source"] = 2 * tally["att_full"] / max(1, tally["att_p"] + tally["att_g"])
        for layer, key in PAIRS.items():
            out[name][layer] = module.prf(tally[f"{key}_tp"], tally[f"{key}_p"], tally[f"{key}_g"])["F1"]
        out[name]["text kept as given"] = 1 - tally["text_changed"] / tally["reports"]
    return out


@pytest.mark.parametrize(("story", "layer"), [(s, layer) for s, layers in FLOORS.items() for layer in layers])
def test_floor(tallies: dict[str, dict[str, float]], story: str, layer: str) -> None:
    figure = tallies[story][layer]
    assert figure >= FLOORS[story][layer], f"{story}, {layer}: {figure:.3f} is below its floor"
