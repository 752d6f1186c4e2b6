"""Sixteen readers and one writer on one store, each a process of its own, for minutes: does anybody ever meet a lock, and how long does reading take?

    python -m bench.soak STORE [--seconds 600] [--readers 16] [--pause 0.25] [--derive 200] [--work FILE] [--seed 7] [--shared ../shared]

STORE is what `python -m bench.library --reports 10000 --keep STORE` leaves. It is copied (to --work, which is used again when it is there) and the
newest stories are read beforehand. Readers open the library for reading, as the commands do, and ask without end for searches, lists of stories,
stories, their claims, voices and reports; between two questions each waits `--pause` seconds on average. The writer adds a made report, corrects
a claim or takes that back, and reads the stories that this touches anew; then it waits `--rest` seconds on average. Beside them `stemma add` (which
must be told who is writing) and `stemma search` (which must answer) are run as a person would run them.

A story that was just corrected and is being read anew has no ledger for a moment: a reader who asks for it then asks again, and how long that took
is told apart. Everything else that fails is an error and is shown.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from multiprocessing.synchronize import Event
from pathlib import Path
from queue import Empty
from threading import Thread
from typing import TypeVar

from bench import library as made
from bench.load import Story, prepared
from stemma.correct import make
from stemma.errors import UsageError
from stemma.ingest import Taken
from stemma.library import Library
from stemma.library.deriving import Job
from stemma.library.memory import Memory
from stemma.library.readers import Here
from stemma.model.library import Which

T = TypeVar("T")
#: Milliseconds at the 95th percentile of reads; seconds between two commands of a person.
BAR, _COMMANDS_EVERY = 150, 10.0
_AGAIN = "[asked again while a story was read anew]"


@dataclass(slots=True)
class Seen:
    """What one process measured: seconds by kind, what failed, and its largest memory in MB."""

    who: str
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    memory: int = 0

    def timed(self, kind: str, ask: Callable[[], T]) -> T:
        """Asks and notes how long the answer took."""
        began = time.perf_counter()
        answer = ask()
        self.seconds[kind].append(time.perf_counter() - began)
        return answer


class BeingReadError(Exception):
    """A story has no ledger at this moment."""


class _Waits:
    """A reader that reads no story itself: the writer does, at this moment."""

    def packed(self, job: Job) -> bytes:
        raise BeingReadError(job.story.id)


def questions(library: Library, stories: Sequence[Story], words: Sequence[str], chance: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    """What one reader asks, without end."""
    while True:
        story, word, other = chance.choice(stories), chance.choice(words), chance.choice(words)
        yield "search", partial(library.search, chance.choice((word, f"{word} {other}")), limit=20)
        yield "stories", partial(library.listed, Which(), at=chance.choice((0, 50, 100, 1000)), most=50)
        yield "stories, filtered", partial(library.listed, Which(words=word), most=50)
        yield "story", partial(library.story, story.id)
        yield "claims of five stories", partial(_claims, library, chance.sample(list(stories), 5))
        yield "report", partial(library.kept, chance.choice(story.reports))
        if story.voices:
            yield "voice", partial(library.heard, chance.choice(story.voices), most=20)


def _claims(library: Library, stories: Sequence[Story]) -> list[object]:
    return [library.story(s.id).claims for s in stories]


def reader(
    number: int, path: Path, stories: Sequence[Story], words: Sequence[str], given: argparse.Namespace, go: Event, out: multiprocessing.Queue[Seen]
) -> None:
    """One reader's process."""
    chance, seen = random.Random(given.seed + number), Seen(f"reader {number}")
    with Library.open(path, write=False, reader=_Waits()) as library:
        asking = questions(library, stories, words, chance)
        go.wait()
        until = time.perf_counter() + given.seconds
        while time.perf_counter() < until:
            _asked(seen, *next(asking))
            time.sleep(given.pause * 2 * chance.random())
    seen.memory = _peak()
    out.put(seen)


def _asked(seen: Seen, kind: str, ask: Callable[[], object]) -> None:
    """Asks, again and again while the story is being read anew."""
    began = time.perf_counter()
    for again in range(10_000):
        try:
            seen.timed(kind, ask)
        except BeingReadError:
            time.sleep(0.02)
            continue
        except UsageError as error:  # it may have become part of another story, or its voice be called otherwise: told as such
            if error.code not in ("no-such-story", "no-such-voice"):
                seen.errors.append(f"{kind}: {error!r}")
        except Exception as error:  # whatever it is, a reader must not meet it
            seen.errors.append(f"{kind}: {error!r}")
        if again:
            seen.seconds[_AGAIN].append(time.perf_counter() - began)
        return
    seen.errors.append(f"{kind}: was being read anew for ever")


def writer(path: Path, stories: Sequence[Story], given: argparse.Namespace, go: Event, out: multiprocessing.Queue[Seen]) -> None:
    """The writer's process: reports and corrections, one after the other."""
    chance, seen = random.Random(given.seed), Seen("writer")
    raws = islice(made.reports(made.stories(given.shared), seed=given.seed + 1), given.skip, None)
    done: list[str] = []
    with Library.open(path, write=True, reader=Here(Memory())) as library:
        library.store.forget_ledgers([stories[0].id])
        library.story(stories[0].id)  # whatever is loaded at the first reading is loaded before
        go.wait()
        until = time.perf_counter() + given.seconds
        while time.perf_counter() < until:
            try:
                added = seen.timed("add a report", partial(library.take, Taken(reports=(next(raws),))))
                seen.timed("[read what the report touched]", partial(library.derive, added.stories))
                touched = seen.timed("correct or undo", partial(_corrected, library, chance.choice(stories), done))
                seen.timed("[read what the correction touched]", partial(library.derive, touched))
                time.sleep(given.rest * 2 * chance.random())
            except UsageError as error:  # the story has become part of another one, by a report of its own
                if error.code != "no-such-story":
                    seen.errors.append(f"writing: {error!r}")
            except Exception as error:  # whatever it is, the writer must not meet it
                seen.errors.append(f"writing: {error!r}")
    seen.memory = _peak()
    out.put(seen)


def _corrected(library: Library, story: Story, done: list[str]) -> tuple[str, ...]:
    """Confirms a claim, or takes back what was last said."""
    by = make.By(who="Ana Field", time=f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime())}.{time.time_ns() % 10**6:06}Z", note="")
    if len(done) > 3:
        return library.act(*make.undo(library.acts(), done.pop(0), who=by["who"], time=by["time"]))
    ledger = library.story(story.id)
    act = make.confirm_claim(ledger, ledger.claims[0].id, **by)
    done.append(act.id)
    return library.act(act)


def commands(path: Path, folder: Path, word: str, until: float) -> Seen:
    """`stemma add` and `stemma search` as a person runs them meanwhile."""
    seen = Seen("commands")
    file = folder / "note.txt"
    file.write_text("A short note of a thing that happened in a far town on Monday, the mayor said.\n", encoding="utf-8")
    while time.perf_counter() < until:
        for kind, words in (("[stemma search]", ["search", word]), ("[stemma add, told who writes]", ["add", str(file)])):
            command = [sys.executable, "-c", "from stemma.cli import main; main()", *words, "--store", str(path)]
            began = time.perf_counter()
            ran = subprocess.run(command, capture_output=True, text=True)
            seen.seconds[kind].append(time.perf_counter() - began)
            told = ran.stdout + ran.stderr
            refused = ran.returncode != 0 and "is writing to" in told
            if (refused if words[0] == "search" else not refused) or "database is locked" in told or "Traceback" in told:
                seen.errors.append(f"{kind} ended with {ran.returncode}: {told[-300:]}")
        time.sleep(max(0.0, min(_COMMANDS_EVERY, until - time.perf_counter())))
    return seen


def _peak() -> int:
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return int(found[1]) // 1024 if found else 0


def table(every: Sequence[Seen], wal: int) -> None:
    """Prints what was measured. In [brackets]: what the bar does not speak of."""
    print("| what | how often | p50 ms | p95 ms | longest |\n|---|---|---|---|---|")
    kinds: dict[str, list[float]] = defaultdict(list)
    reads: list[float] = []
    for seen in every:
        for kind, seconds in seen.seconds.items():
            kinds[kind] += seconds
            reads += seconds if seen.who.startswith("reader") and not kind.startswith("[") else []
    for kind, seconds in [*sorted(kinds.items()), (f"**every read** (bar {BAR})", reads)]:
        p50, p95 = (1000 * statistics.quantiles([*seconds, seconds[0]], n=100, method="inclusive")[p] for p in (49, 94))
        print(f"| {kind} | {len(seconds):,} | {p50:.0f} | {p95:.0f} | {1000 * max(seconds):.0f} |")
    readers = [s.memory for s in every if s.who.startswith("reader")]
    errors = [f"{s.who}: {e}" for s in every for e in s.errors]
    mine = next(s.memory for s in every if s.who == "writer")
    print(f"peak memory: writer {mine} MB, largest reader {max(readers)} MB; largest WAL {wal / 1e6:.0f} MB")
    print(f"errors: {len(errors)}, of them about locks: {sum('lock' in e.lower() or 'busy' in e.lower() for e in errors)}", *errors[:10], sep="\n")


def _watched(path: Path, processes: Sequence[multiprocessing.process.BaseProcess], out: multiprocessing.Queue[Seen]) -> tuple[list[Seen], int]:
    """Waits for what every process has to say; with the largest size of the WAL file meanwhile."""
    said: list[Seen] = []
    largest, file = 0, path.with_name(path.name + "-wal")
    while len(said) < len(processes):
        largest = max(largest, file.stat().st_size if file.exists() else 0)
        try:
            said.append(out.get(timeout=1))
        except Empty:
            if not any(p.is_alive() for p in processes):
                raise SystemExit(f"{len(processes) - len(said)} processes ended without a word") from None
    return said, largest


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--readers", type=int, default=16)
    parser.add_argument("--pause", type=float, default=0.25)
    parser.add_argument("--rest", type=float, default=1.0, help="seconds on average that the writer waits after a report and a correction")
    parser.add_argument("--derive", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--skip", type=int, default=0, help="made reports that the copy has already, from an earlier run")
    parser.add_argument("--work", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = given.work or Path(folder) / "soak.stemma"
        stories, words = prepared(given.store, work, given.derive)
        context = multiprocessing.get_context("spawn")
        go, out = context.Event(), context.Queue()
        processes = [context.Process(target=reader, args=(n + 1, work, stories, words, given, go, out)) for n in range(given.readers)]
        processes.append(context.Process(target=writer, args=(work, stories, given, go, out)))
        for process in processes:
            process.start()
        time.sleep(10)  # all have opened it, and the writer has loaded what reads
        go.set()
        told: list[Seen] = []
        person = Thread(target=lambda: told.append(commands(work, Path(folder), words[0], time.perf_counter() + given.seconds - 5)))
        person.start()
        said, wal = _watched(work, processes, out)
        person.join()
        table([*said, *told], wal)


if __name__ == "__main__":
    main()
