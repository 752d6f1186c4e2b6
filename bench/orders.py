"""The same files in three orders, read by one, two and four processes: is what the store says of them the same, byte for byte?

    python -m bench.orders [--files 500] [--seed 5] [--shared ../shared]

The files are made from the retold reports as in `bench.library`. Each store is filled and all of its stories are read for real; the canonical export
(reports, versions, stories, ledgers, acts; sorted lines) is compared by its digest.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

from bench import library as made
from stemma.library import Library

WORKERS = (1, 2, 4)


def files(folder: Path, count: int, *, shared: Path, seed: int) -> list[Path]:
    """The reports as JSON files."""
    out = []
    for n, raw in enumerate(islice(made.reports(made.stories(shared), seed=seed), count)):
        fields = {"url": raw.url, "outlet": raw.outlet, "title": raw.title, "published": raw.published, "text": raw.text}
        out.append(folder / f"{n:04d}.json")
        out[-1].write_text(json.dumps(fields), encoding="utf-8")
    return out


def digest(path: Path, named: list[Path], *, workers: int) -> tuple[str, int]:
    """The digest of the canonical export of a fresh store with these files, and how many stories it has."""
    with Library.open(path, write=True, make=True) as library:
        library.add([str(p) for p in named], workers=workers)
        read = library.derive(workers=workers)
        said = hashlib.sha256()
        for line in library.canonical():
            said.update(line)
        return said.hexdigest(), len(read)


def main() -> None:
    """Prints a line for each store; the exit code says whether all are one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=500)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    given = parser.parse_args()
    found = set()
    with tempfile.TemporaryDirectory() as folder:
        (here := Path(folder) / "files").mkdir()
        named = files(here, given.files, shared=given.shared, seed=given.seed)
        for workers in WORKERS:
            began = time.perf_counter()
            said, stories = digest(Path(folder) / f"{workers}.stemma", named, workers=workers)
            found.add(said)
            print(f"{len(named)} files, {stories} stories, {workers} workers: {said[:16]} in {time.perf_counter() - began:.0f} s", flush=True)
            named = random.Random(workers).sample(named, len(named))
    sys.exit(0 if len(found) == 1 else 1)


if __name__ == "__main__":
    main()
