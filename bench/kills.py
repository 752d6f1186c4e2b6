"""Kills an importing process at random moments: is the store sound, is everything there that was acknowledged, does a second run complete it?

python -m bench.kills [--count 500] [--reports 200] [--seed 1]

A child adds reports in batches, groups them, stores ledgers and notes acts, and says each batch after the call has returned. It is killed
(kill -9) at a moment drawn from the length of a whole run. Then the store is opened and checked, the acknowledged are looked for, the
import is run again to its end, and what is in the store is compared, byte for byte, with an uninterrupted run's.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.store.making import SEEN, many
from tests.store.processes import child

from stemma.store import ClaimRow, Incoming, Store, StoryRow

BATCH = 7


def imported(path: Path, reports: Sequence[Incoming], say: Callable[[str], None]) -> None:
    """The import: adding, grouping, a ledger for each group, acts. Says the ids of what is stored for good."""
    with Store.open(path, write=True) as store:
        for at in range(0, len(reports), BATCH):
            batch = reports[at : at + BATCH]
            with store.transaction():
                store.add(batch, version="1")
                story = f"s-{at}"
                store.put_stories([StoryRow(id=story, reports=tuple(one.report.id for one in batch))])
                store.put_ledger(story, "k", batch[0].raw.text.encode(), claims=[ClaimRow(id=f"c-{at}", statement=batch[0].raw.text[:60])])
            say("\n".join(one.report.id for one in batch))
            store.append([{"id": f"a-{at}", "time": SEEN, "who": "Ada", "undoes": None}])
            say(f"a-{at}")


def exported(store: Store) -> str:
    """Everything that the store says, in an order of its own making, as a digest."""
    said = [
        [[report, msgspec.to_builtins(store.raw(report)), store.speaking().count(report), store.story_of(report)] for report in store.ids()],
        [[s.path for s in store.sightings(report)] for report in store.ids()],
        sorted(act["id"] for act in store.acts()),
        [[story.id, sorted(story.reports)] for story in store.stories()],
        [hit.id for hit in store.search("river bridge*", limit=1000).hits],
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def run(folder: Path, count: int, *, reports: int, seed: int) -> Counter[str]:
    """How many kills left what behind; "sound" is the only good end."""
    chance = random.Random(seed)
    batch = many(reports, seed=seed)
    lengths = []
    for name in ("first", "second", "whole"):  # the quickest: the first one also warms up
        start = time.perf_counter()
        imported(folder / name, batch, lambda line: None)
        lengths.append(time.perf_counter() - start)
    length = min(lengths)
    with Store.open(folder / "whole", write=False) as store:
        wanted = exported(store)
    outcome: Counter[str] = Counter()
    for n in range(count):
        path = folder / f"{n}.stemma"
        acknowledged = _killed(path, batch, chance.uniform(0, length * 1.1))
        chance.shuffle(shuffled := list(batch))
        outcome[_told(path, batch if n % 2 else shuffled, acknowledged, wanted if n % 2 else None)] += 1
        outcome["acknowledged before the kill"] += len(acknowledged)
        for left in folder.glob(f"{n}.stemma*"):
            left.unlink()
        if (n + 1) % 10 == 0:
            print(f"{n + 1} kills: {dict(outcome)}", file=sys.stderr, flush=True)
    return outcome


def _killed(path: Path, batch: Sequence[Incoming], after: float) -> set[str]:
    with child(lambda say: imported(path, batch, say)) as (pid, heard):
        time.sleep(after)
        os.kill(pid, 9)
        said = set()
        while line := heard():
            said.add(line)
    return said


def _told(path: Path, again: Sequence[Incoming], acknowledged: set[str], wanted: str | None) -> str:
    """Checks what the kill has left, completes it, and compares."""
    if path.exists():
        with Store.open(path, write=True) as store:
            if store.verify().damages:
                return "damaged"
            if not acknowledged <= set(store.ids()) | {act["id"] for act in store.acts()}:
                return "acknowledged reports lost"
    elif acknowledged:
        return "store lost"
    imported(path, again, lambda line: None)
    with Store.open(path, write=True) as store:
        if store.verify().damages:
            return "damaged after the second run"
        if wanted is None:  # another order in the second run groups otherwise: only the evidence must be the same
            return "sound" if store.ids() == sorted({one.report.id for one in again}) else "not completed"
        return "sound" if exported(store) == wanted else "another export"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--reports", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        outcome = run(Path(folder), given.count, reports=given.reports, seed=given.seed)
    for end, n in sorted(outcome.items()):
        print(f"{end:<30} {n:>7}")
    print(f"{time.perf_counter() - start:.1f} s")
    sys.exit(0 if outcome["sound"] == given.count else 1)


if __name__ == "__main__":
    main()
