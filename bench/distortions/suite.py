"""The pairs as they are published, and what must hold of them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

#: What is changed in a distortion, in the order of the tables.
CLASSES = ("number", "unit", "actor", "polarity", "date", "certainty")
PARAPHRASE = "paraphrase"
#: The parts, in the order in which they were written.
SPLITS = ("dev", "held-out", "fresh", "opened", "unsealed", "sealed")
#: The day on which both texts of every pair were published (a Wednesday): weekdays and datelines count from it.
PUBLISHED = "2031-05-14"
_FILE = Path(__file__).with_name("pairs.jsonl")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts; `label` says whether a reader may take them for tellings of one claim."""

    id: str
    #: Pairs of one base have the text `a` in common; a base lies whole in one part of the split.
    base: str
    topic: str
    #: All parts but "sealed" may be looked at and tuned on (those after "dev" since their figures were published).
    split: str
    kind: str
    label: Literal["same", "different"]
    a: str
    b: str
    #: What was changed, in words.
    note: str


def load(path: Path = _FILE) -> tuple[Pair, ...]:
    """All pairs in the order of the file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return tuple(Pair(kind=row.pop("class"), **row) for row in rows)


def faults(pairs: Sequence[Pair]) -> list[str]:
    """What is wrong with the suite, in words; nothing where it is well formed."""
    found = [f"{what} stands twice" for what, n in Counter(p.id for p in pairs).items() if n > 1]
    found += [f"the texts of {a!r} and {b!r} stand twice" for (a, b), n in Counter((p.a, p.b) for p in pairs).items() if n > 1]
    for p in pairs:
        if p.a.casefold().split() == p.b.casefold().split():
            found.append(f"{p.id}: both sides are one text")
        if p.kind not in (*CLASSES, PARAPHRASE) or p.label != ("same" if p.kind == PARAPHRASE else "different"):
            found.append(f"{p.id}: class {p.kind} with label {p.label}")
        if p.split not in SPLITS or not p.note.strip() or not p.id.startswith(f"{p.base}-{p.kind}-"):
            found.append(f"{p.id}: split, note or id")
    for base in sorted({p.base for p in pairs}):
        if len({(p.split, p.topic, p.a) for p in pairs if p.base == base}) > 1:
            found.append(f"{base}: not one base")
    return found
