"""Names marked by reading in the training part of EWT, which has none of its own (``ewt_names.txt``)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .units import NONE, Unit

MARKS = Path(__file__).with_name("ewt_names.txt")


def mark(units: Sequence[Unit], path: Path = MARKS) -> None:
    """Give every sentence of EWT's training part its names; a sentence that the file does not list has none.

    Raises ValueError where the file was made for another release of the treebank.
    """
    for unit in units:
        unit.names, unit.scheme = [NONE] * len(unit.words), "three"
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        where, *rest = line.split(" ")
        number, words = map(int, where.split("/"))
        unit = units[number - 1] if number <= len(units) else None
        if unit is None or len(unit.words) != words:
            raise ValueError(f"{path.name} was made for another release of EWT: sentence {number} should have {words} words")
        kind = ""
        for item in rest:
            if item.isalpha():
                kind = item
                continue
            first, _, last = item.partition("-")
            begin, end = int(first) - 1, int(last or first)
            unit.names[begin:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - begin - 1)
