"""How cost grows with the reports of one story: retold, shuffled and noised copies of examples/quake, stage by stage.

python bench/scale.py [--reports 10 100 1000] [--seed 7]

Each made report takes one of the examples, drops a third of its paragraphs, shuffles the rest, swaps words for others of their meaning, changes
a number in one report of eight, and moves the day. What is printed are seconds of processor time of each stage, the stage's share of reading
(the annotator's own pass over the same words), and the exponent of its growth from one size to the next: 1 is linear.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import random
import re
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from stemma.align import align
from stemma.attribute import attribute
from stemma.gather import stories
from stemma.ingest import ingest
from stemma.lang import annotator
from stemma.model import RawReport, Story
from stemma.read import read
from stemma.weigh import descent, weigh

EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "quake"
#: Words and others of their meaning, both ways.
SWAPS = (
    ("people", "persons"),
    ("killed", "dead"),
    ("powerful", "strong"),
    ("country", "nation"),
    ("said", "stated"),
    ("aid", "help"),
    ("officials", "authorities"),
    ("many", "numerous"),
    ("buildings", "structures"),
    ("struck", "hit"),
    ("injured", "hurt"),
    ("rescuers", "rescue workers"),
    ("quake", "earthquake"),
    ("rise", "climb"),
    ("near", "close to"),
)


def retellings(count: int, *, seed: int) -> list[RawReport]:
    """That many reports made from the examples; the same for the same seed."""
    bases, _ = ingest([str(EXAMPLES)])
    chance = random.Random(seed)
    return [_retold(bases[n % len(bases)], n, chance) for n in range(count)]


def _retold(base: RawReport, n: int, chance: random.Random) -> RawReport:
    paragraphs = [p for p in base.text.split("\n\n") if len(p.split()) > 8]
    kept = [p for p in paragraphs if chance.random() > 0.33] or paragraphs[:1]
    chance.shuffle(kept)
    words = {a: b for pair in SWAPS for a, b in (pair, pair[::-1]) if " " not in a and chance.random() < 0.3}
    text = re.sub(r"[a-z]+", lambda m: words.get(m[0], m[0]), "\n\n".join(kept))
    if chance.random() < 0.125:
        text = re.sub(r"\b\d{2,}\b", lambda m: str(int(m[0]) + chance.randint(1, 9)), text, count=1)
    day = dt.date(2025, 3, 29) + dt.timedelta(days=chance.randint(0, 6))
    row = {
        "url": f"https://outlet-{n}.example/{n}",
        "outlet": f"Outlet {n}",
        "title": f"Earthquake report {n}",
        "published": day.isoformat(),
        "text": text,
    }
    raws, _ = ingest(["-"], stdin=json.dumps(row).encode())
    return raws[0]


def timed(seconds: dict[str, float], name: str, do: Callable[[], Any]) -> Any:
    """The value of `do`, its seconds of processor time kept under `name`."""
    began = time.process_time()
    value = do()
    seconds[name] = time.process_time() - began
    return value


def measure(raws: Sequence[RawReport], pipeline: annotator.Annotator) -> tuple[dict[str, float], dict[str, int]]:
    """Seconds of each stage over the reports, and how much came out."""
    spent: dict[str, float] = {}
    readings, _ = timed(spent, "read", lambda: read(raws, pipeline=pipeline))
    readings = sorted(readings, key=lambda r: (r.report.id, r.report.path))
    attributed = timed(spent, "attribute", lambda: attribute(readings, roles=pipeline.roles))
    grouped = timed(spent, "stories", lambda: stories(readings))
    whole = (Story(id="story-1", title="", reports=tuple(r.report.id for r in readings)),)  # whatever the grouping says, one story is the hard case
    claims, relations = timed(spent, "align", lambda: align(readings, attributed, stories=whole))
    edges = timed(spent, "descent", lambda: descent(readings))
    claims = timed(spent, "weigh", lambda: weigh(claims, relations, attributed=attributed, descent=edges, readings=readings))
    told = sum(len(c.tellings) for c in claims)
    return spent, {"stories": len(grouped), "claims": len(claims), "tellings": told, "relations": len(relations), "descent": len(edges)}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    pipeline = annotator.load()
    before: tuple[int, dict[str, float]] | None = None
    print("| reports | stage | s | of reading | growth |\n|---|---|---|---|---|")
    for count in args.reports:
        spent, found = measure(retellings(count, seed=args.seed), pipeline)
        for name, seconds in spent.items():
            growth = f"{math.log(seconds / before[1][name]) / math.log(count / before[0]):.2f}" if before else ""
            print(f"| {count} | {name} | {seconds:.2f} | {seconds / spent['read']:.2f} | {growth} |")
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"| {count} | {', '.join(f'{n} {v}' for n, v in found.items())}; {memory} MB | | | |", flush=True)
        before = count, spent


if __name__ == "__main__":
    main()
