"""What one more report costs in a library of 1,000, 10,000 and 100,000: time to add it, time to search, memory, size on disk.

    python -m bench.library [--shared ../shared] [--reports 1000 10000] [--more 200] [--seed 7] [--keep FILE]
    python -m bench.library --grouping --reports 1000 10000 100000

The reports are made from the retold ones of the development stories: each made event takes one story, gives every name in it another, changes its
numbers, swaps a fifth of its longer words for others, and is told by its outlets on days of its own within three years, each leaving out some
sentences. So a fifth of the library are look-alikes of any report. At each size `--more` further reports are added one by one and timed, in wall
clock and in processor time; "beyond reading" leaves out cutting the text into zones. `--grouping` fills only the grouping's tables, from signatures
whose terms are swapped in the same way: quick enough for 100,000 on a busy machine. `--keep` fills that file and leaves it, for `bench.load`; one
that exists is measured as it is.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import re
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from stemma.gather import Signature, update
from stemma.ingest import Taken
from stemma.library.library import Library
from stemma.library.taking import prepared
from stemma.model import RawReport
from stemma.store import Store
from stemma.store.nearby import Nearby, NearbyTables

START = dt.date(2028, 1, 1)
#: Days over which the events lie, and between the first and the last report of one.
_DAYS, _LASTS = 3 * 365, 4
_WORD = re.compile(r"[A-Za-z][a-z]+|\d+")
#: Part of an event's longer words that are swapped, of a report's sentences that it leaves out; reports that fill the library at a time.
_SWAPPED, _LEFT_OUT, _BATCH = 0.2, 0.25, 250
_SYLLABLES = (
    "ba",
    "dor",
    "el",
    "fi",
    "gan",
    "hu",
    "ik",
    "jo",
    "kes",
    "lum",
    "mar",
    "nov",
    "or",
    "pel",
    "qua",
    "ris",
    "sta",
    "tur",
    "ul",
    "ven",
    "wo",
    "zin",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Seconds of each adding and each search at one size."""

    adding: list[float]
    computing: list[float]
    reading: list[float]
    searching: list[float]


def stories(shared: Path) -> list[list[dict[str, str]]]:
    """The retold reports by story."""
    out: dict[str, list[dict[str, str]]] = defaultdict(list)
    for file in sorted((shared / "stories").glob("*/reports/*.json")):
        out[file.parts[-3]].append(json.loads(file.read_text(encoding="utf-8")))
    return list(out.values())


def reports(bases: Sequence[list[dict[str, str]]], *, seed: int) -> Iterator[RawReport]:
    """Made reports without end, event by event in no order of time; the same for the same seed."""
    chance = random.Random(seed)
    common = sorted({w for story in bases for r in story for w in _WORD.findall(r["text"]) if w.islower() and len(w) > 5})
    number = 0
    while True:
        story = chance.choice(bases)
        day = START + dt.timedelta(days=chance.randrange(_DAYS))
        swaps = _Swaps(chance.random(), common)
        for base in story:
            number += 1
            pieces = re.split(r"(?<=[.!?])(\s+)", base["text"])
            kept = [p for n, p in enumerate(pieces) if n % 2 or n < 4 or chance.random() > _LEFT_OUT]
            published = (day + dt.timedelta(days=chance.randrange(_LASTS))).isoformat()
            url = f"https://outlet{number % 400}.example/{number}"
            title, outlet = swaps(base["title"]), f"Outlet {number % 400}"
            yield RawReport(path=url, url=url, outlet=outlet, title=title, published=published, published_from="given", text=swaps("".join(kept)))


class _Swaps:
    """One event's other names, numbers and words; the same word is always swapped for the same."""

    def __init__(self, seed: float, common: Sequence[str]) -> None:
        self._seed, self._common = seed, common
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        return _WORD.sub(self._swapped, text)

    def _swapped(self, match: re.Match[str]) -> str:
        word = match.group()
        if word not in self._known:
            self._known[word] = self.other(word)
        return self._known[word]

    def other(self, word: str) -> str:
        """What stands for the word in this event."""
        chance = random.Random(f"{self._seed}{word.lower()}")
        if word.isdigit():
            return str(chance.randrange(10 ** (len(word) - 1), 10 ** len(word))) if len(word) > 1 else word
        if word[0].isupper() and len(word) > 3:
            return "".join(chance.choice(_SYLLABLES) for _ in range(3)).title()
        return chance.choice(self._common) if len(word) > 5 and chance.random() < _SWAPPED else word


def signatures(bases: Sequence[list[dict[str, str]]], *, seed: int) -> Iterator[Signature]:
    """Signatures as such reports would have, without the reports."""
    plain = [[Signature.of(prepared(_raw(r), seen=START)[0]) for r in story] for story in bases]
    common = sorted({t for story in plain for s in story for t, name in zip(s.terms, s.names, strict=True) if not name and t.isalpha()})
    chance = random.Random(seed)
    number = 0
    while True:
        story = chance.choice(plain)
        day = START + dt.timedelta(days=chance.randrange(_DAYS))
        swaps = _Swaps(chance.random(), common)
        for base in story:
            number += 1
            kept = [n for n in range(len(base.terms)) if chance.random() > _LEFT_OUT]
            terms: dict[str, int] = {}
            for n in kept:
                terms.setdefault(swaps.other(base.terms[n].title() if base.names[n] else base.terms[n]).lower(), n)
            yield Signature(
                report=f"report-{number}",
                published=(day + dt.timedelta(days=chance.randrange(_LASTS))).isoformat(),
                title=f"Report {number}",
                terms=tuple(terms),
                words=tuple(terms),
                weights=tuple(base.weights[n] for n in terms.values()),
                names=tuple(base.names[n] for n in terms.values()),
                places=tuple(base.places[n] for n in terms.values()),
            )


def _raw(base: dict[str, str]) -> RawReport:
    return RawReport(path=base["id"], text=base["text"], title=base["title"], outlet=base["outlet"], published=base["published"])


def whole(library: Library, made: Iterator[RawReport], *, more: int) -> Figures:
    """Adds reports one by one, and searches for words of theirs."""
    adding, computing, reading, searching, words = [], [], [], [], []
    for raw in islice(made, more):
        began = time.perf_counter()
        prepared(raw, seen=START)
        reading.append(time.perf_counter() - began)
        began, computed = time.perf_counter(), time.process_time()
        library.take(Taken(reports=(raw,)))
        adding.append(time.perf_counter() - began)
        computing.append(time.process_time() - computed)
        found = [w for w in _WORD.findall(raw.text) if len(w) > 5]
        words += [found[0], " ".join(found[2:4])]
    for asked in words[:: max(1, len(words) // 60)]:
        began = time.perf_counter()
        library.search(asked, limit=20)
        searching.append(time.perf_counter() - began)
    return Figures(adding=adding, computing=computing, reading=reading, searching=searching)


def grouping(store: Store, made: Iterator[Signature], *, more: int) -> Figures:
    """Puts signatures into stories one by one."""
    adding, computing = [], []
    for signature in islice(made, more):
        began, computed = time.perf_counter(), time.process_time()
        with store.transaction() as db:
            update(Nearby(db), put=[signature])
        adding.append(time.perf_counter() - began)
        computing.append(time.process_time() - computed)
    return Figures(adding=adding, computing=computing, reading=[0.0] * more, searching=[0.0])


def row(size: int, figures: Figures, path: Path, filled: float) -> str:
    """One line of the table."""
    beyond = [a - r for a, r in zip(figures.adding, figures.reading, strict=True)]
    disk = sum(f.stat().st_size for f in path.parent.glob(path.name + "*")) / 1e6
    return (
        f"{size:>7} | {_p(beyond, 50):>6.1f} {_p(beyond, 95):>6.1f} | {_p(figures.computing, 50):>6.1f} {_p(figures.computing, 95):>6.1f} | "
        f"{_p(figures.searching, 50):>6.1f} {_p(figures.searching, 95):>6.1f} | {_memory():>6.0f} | {disk:>6.0f} | {filled:>7.0f}"
    )


def _p(seconds: Sequence[float], part: int) -> float:
    """A percentile, in milliseconds."""
    return 1000 * (statistics.quantiles(seconds, n=100, method="inclusive")[part - 1] if len(seconds) > 1 else seconds[0])


def _memory() -> float:
    """What the process holds now, in MB."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    raise SystemExit("no VmRSS")


def run(sizes: Sequence[int], fill: Callable[[int], None], measure: Callable[[], Figures], path: Path, *, more: int, there: int = 0) -> None:
    """Fills up to each size, measures there, and prints a line; so many are there already."""
    print(f"{'reports':>7} | beyond reading | processor, all | search          | memory | disk   | filling")
    print(f"{'':>7} |  p50 ms p95 ms |  p50 ms p95 ms |  p50 ms p95 ms  |     MB |     MB |       s", flush=True)
    for size in sizes:
        began = time.perf_counter()
        while there < size:
            fill(min(_BATCH, size - there))
            there += min(_BATCH, size - there)
            if sys.stderr.isatty():
                print(f"\r{there}", end="", file=sys.stderr)
        filled = time.perf_counter() - began
        print(row(size, measure(), path, filled), flush=True)
        there += more


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--reports", type=int, nargs="+", default=[1000, 10000])
    parser.add_argument("--more", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--grouping", action="store_true")
    parser.add_argument("--keep", type=Path, help="a file that does not exist yet")
    given = parser.parse_args()
    bases = stories(given.shared)
    with tempfile.TemporaryDirectory() as folder:
        path = given.keep or Path(folder) / "library.stemma"
        if given.grouping:
            made = signatures(bases, seed=given.seed)
            with Store.open(path, write=True, parts=[NearbyTables()]) as store:

                def put(count: int) -> None:
                    with store.transaction() as db:
                        update(Nearby(db), put=list(islice(made, count)))

                run(given.reports, put, lambda: grouping(store, made, more=given.more), path, more=given.more)
        else:
            raws = reports(bases, seed=given.seed)
            with Library.open(path, write=True, make=True) as library:

                def take(count: int) -> None:
                    library.take(Taken(reports=tuple(islice(raws, count))))

                there = len(library.store.ids())
                for _ in islice(raws, there):  # the same reports would be no new ones
                    pass
                run([there] if there else given.reports, take, lambda: whole(library, raws, more=given.more), path, more=given.more, there=there)


if __name__ == "__main__":
    main()
