"""Pairs of words that cannot both be said of one thing: `opposites.yml`, loaded once."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def _poles() -> dict[str, frozenset[tuple[int, int]]]:
    """For each lemma the (row, side) on which it stands."""
    raw = yaml.safe_load((files("stemma.lang.en") / "opposites.yml").read_text("utf-8"))
    found: dict[str, set[tuple[int, int]]] = {}
    for row, sides in enumerate(raw):
        for side, lemmas in enumerate(sides):
            for lemma in lemmas:
                found.setdefault(str(lemma), set()).add((row, side))
    return {lemma: frozenset(places) for lemma, places in found.items()}


def opposite(a: str, b: str) -> bool:
    """Whether two lemmas stand on the two sides of one row; "rose" and "fell" do, "rose" and "won" do not."""
    return any((row, 1 - side) in _poles().get(b, ()) for row, side in _poles().get(a, ()))
