"""Stemma's search over a file of reports, as one process: python -m bench.passim.ours REPORTS.jsonl PAIRS.tsv"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from stemma.model import Report, Zone
from stemma.weigh import search


def reports(file: Path) -> Iterator[Report]:
    """The reports as they stand: all text is body, and nothing of it has been read."""
    with file.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            body = Zone(kind="body", start=0, end=len(row["text"]))
            yield Report(id=row["id"], path=row["id"], text=row["text"], zones=(body,), outlet=row["outlet"], published=row["published"])


def main() -> None:
    """Writes child, parent, kind and the part of the child that descends; prints the seconds of processor time of the search."""
    began = time.process_time()
    edges = [d for d in search(reports(Path(sys.argv[1]))) if d.parent is not None]
    seconds = time.process_time() - began
    Path(sys.argv[2]).write_text("".join(f"{d.child}\t{d.parent}\t{d.kind}\t{d.share}\n" for d in edges), encoding="utf-8")
    print(f"{len(edges)} edges, {seconds:.1f} s")


if __name__ == "__main__":
    main()
