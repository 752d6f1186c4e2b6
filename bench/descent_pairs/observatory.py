"""One much-cited origin: is the Syrian Observatory for Human Rights one voice, and an origin, in the reports that name it as a source?

    python -m bench.descent_pairs.observatory [--shared ../shared]

Two dozen reports, drawn from those in which the name occurs; that each has something from the Observatory was checked by reading the sentences
around the name. Whoever speaks for it (its director) counts as the Observatory. Reads with the shipped annotator, each report once, all in one pile.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from stemma.model import RawReport

_NAME = re.compile(r"\b(?:Syrian )?Observatory(?: for Human Rights)?\b|\bSOHR\b")
_SEED, _MANY = 35, 24


def sample(shared: Path) -> list[RawReport]:
    """The reports; all of them have something from the Observatory."""
    rows = {}
    for line in (shared / "data/reports/syria_2011_2015.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if _NAME.search(row["text"]):
            rows.setdefault(row["id"], row)
    drawn = random.Random(_SEED).sample(sorted(rows), _MANY)
    return [RawReport(path=key, text=rows[key]["text"], outlet=rows[key]["outlet"], title=rows[key]["title"]) for key in drawn]


def table(shared: Path) -> Iterator[str]:
    """What comes out, and the reports where it does not."""
    from stemma.attribute import attribute
    from stemma.lang.annotator import load
    from stemma.read import read

    readings, _ = read(sample(shared), pipeline=load())
    attributed = attribute(readings)
    path = {r.report.id: r.report.path for r in readings}
    ours = {v.id: v.name for v in attributed.voices if any(_NAME.search(name) for name in (v.name, *v.aliases))}
    origins: dict[str, set[str]] = defaultdict(set)
    named: dict[str, set[str]] = defaultdict(set)
    for one in attributed.attributions:
        end = attributed.origins.get(one.id)
        named[one.report] |= {v for v in attributed.chains.get(one.id, ()) if v in ours}
        origins[one.report] |= {v for v in (attributed.speaks_for.get(end or "", end),) if v in ours}
    asked = [r.report.id for r in readings]
    found = [r for r in asked if origins[r]]
    yield f"reports drawn that have something from the Observatory: {len(asked)}"
    yield f"  it stands in a chain:      {sum(bool(named[r]) for r in asked)}  {sum(bool(named[r]) for r in asked) / len(asked):.3f}"
    yield f"  it is an origin:           {len(found)}  {len(found) / len(asked):.3f}"
    yield f"  one origin, and not two:   {sum(len(origins[r]) == 1 for r in asked)}  {sum(len(origins[r]) == 1 for r in asked) / len(asked):.3f}"
    yield f"voices over all reports that bear its name: {', '.join(sorted(ours.values()))}"
    for report in asked:
        if len(origins[report]) > 1:
            yield f"  two or more: {path[report]}: {', '.join(sorted(ours[v] for v in origins[report]))}"
        if not origins[report]:
            yield f"  missed: {path[report]}"


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared")
    for line in table(parser.parse_args().shared):
        print(line, flush=True)


if __name__ == "__main__":
    main()
