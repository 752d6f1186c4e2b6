"""One organisation over many reports: does the Syrian Observatory come out as one origin? `python bench/observatory.py REPORTS.jsonl`

Over all reports whose text has both "Observatory" and "Human Rights". A report counts when something in it has the Observatory as its origin,
or somebody who speaks for it, and nothing whose source names the Observatory, by whichever short form, has any other. One voice of
one name must hold in all reports. `--misses` shows the others. The reports' text lost its commas, which costs some of the misses.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from stemma.attribute import attribute
from stemma.lang.annotator import load
from stemma.model import Attributed, RawReport, Report
from stemma.read import read

WHOLE = "Syrian Observatory for Human Rights"


@dataclass(frozen=True, slots=True)
class Miss:
    """A report in which the Observatory is not one origin."""

    report: Report
    #: Words of sources that name it, with the name of the origin that they got instead.
    others: tuple[tuple[str, str | None], ...]


def misses(reports: Sequence[Report], found: Attributed) -> list[Miss]:
    """The reports in which it is somebody else, or nobody."""
    names = {v.id: v.name for v in found.voices}
    whole = next((v.id for v in found.voices if v.name == WHOLE), None)
    own = {v for v in names if v == whole or (whole is not None and found.speaks_for.get(v) == whole)}
    out = []
    for report in reports:
        here = [a for a in found.attributions if a.report == report.id]
        named = [a for a in here if a.source is not None and "Observatory" in a.source.of(report.text)]
        others = [(a.source.of(report.text), names.get(found.origins[a.id] or "")) for a in named if a.source and found.origins[a.id] not in own]
        if others or not any(found.origins[a.id] in own for a in here):
            out.append(Miss(report, tuple(others)))
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path, nargs="?", default=Path("../shared/data/reports/syria_2011_2015.jsonl"))
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    records = [json.loads(line) for line in args.reports.read_text("utf-8").splitlines() if line.strip()]
    told = {r["id"]: r for r in records if "Observatory" in r["text"] and "Human Rights" in r["text"]}
    raws = [RawReport(path=r["id"], text=r["text"], outlet=r["outlet"], title=r["title"]) for r in told.values()]
    readings, _ = read(raws, pipeline=load())
    missed = misses([r.report for r in readings], attribute(readings))
    print(f"one origin in {len(readings) - len(missed)} of {len(readings)} reports that name it ({1 - len(missed) / max(1, len(readings)):.3f})")
    for miss in missed if args.misses else ():
        print(f"  {miss.report.path}  {miss.report.title}  {list(miss.others)}")


if __name__ == "__main__":
    main()
