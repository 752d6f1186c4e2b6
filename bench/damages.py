"""How many planted damages `verify` finds: bytes of the file turned over, values changed and rows taken away by way of SQL.

python -m bench.damages [--count 1000] [--mutated 500] [--seed 1]

Each damage is planted alone in a fresh copy of a small store. The changes by SQL are the hard kind: made through the layer that writes the
sums of pages, with the triggers taken away and put back, so that only what a row says about itself and its table can show them. Every
table is touched, those of the full-text indexes too. A copy that cannot even be opened counts as found.

Then hostile files: random damage in many places, opened, searched and read in a process of their own. Such a file must be read or refused
in words; a crash of the process, any other error, and any statement of the file's own that is run, count as failures.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

import apsw

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.store.making import furnished, many

from stemma.errors import StoreError
from stemma.store import Store, connect, sums


def flipped(path: Path, chance: random.Random) -> str:
    """Turns over one to eight bits of one byte of the file, or sets a stretch of up to 64 bytes to noise; says where."""
    size = path.stat().st_size
    at = chance.randrange(size)
    with path.open("r+b") as file:
        file.seek(at)
        length = 1 if chance.random() < 0.8 else chance.randrange(1, 65)
        before = file.read(length)
        after = bytes([before[0] ^ chance.randrange(1, 256)]) + chance.randbytes(len(before) - 1)
        file.seek(at)
        file.write(after)
    return f"{len(before)} byte(s) at {at} (page {at // sums.PAGE + 1})"


def changed(path: Path, chance: random.Random) -> str:
    """Changes one value of one row of any table, or takes a row away, by SQL; says which."""
    db = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READWRITE, vfs=sums.layer())
    try:
        connect.functions(db)
        triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            db.execute(f'DROP TRIGGER "{name}"')
        said = None
        while said is None:
            said = _changed_row(db, chance)
        for _, sql in triggers:
            db.execute(sql)
        return said
    finally:
        db.close()


def _changed_row(db: apsw.Connection, chance: random.Random) -> str | None:
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")]
    table = chance.choice(tables)
    columns = [row[1] for row in db.execute(f'PRAGMA table_info ("{table}")')]
    keys = [row[1] for row in db.execute(f'PRAGMA table_info ("{table}")') if row[5]] or ["rowid"]
    rows = db.execute(f'SELECT {", ".join(keys)}, * FROM "{table}"').fetchall()
    if not rows:
        return None
    row = chance.choice(rows)
    where = " AND ".join(f"{key} = ?" for key in keys)
    key = tuple(row[: len(keys)])
    if chance.random() < 0.1:
        db.execute(f'DELETE FROM "{table}" WHERE {where}', key)
        return f"row {key} of {table} taken away"
    column = chance.choice(columns)
    value = row[len(keys) + columns.index(column)]
    try:
        db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE {where}', (_other(value, chance), *key))
    except (apsw.ConstraintError, apsw.MismatchError):
        return None
    except apsw.SQLError as error:
        if "malformed JSON" not in str(error):  # an index over a value inside refuses what is no JSON
            raise
        return None
    return f"{column} of row {key} of {table}"


def _other(value: Any, chance: random.Random) -> Any:
    """Another value of the same kind, as near as can be."""
    if value is None:
        return chance.choice(["", "x", 1])
    if isinstance(value, int):
        return value + chance.choice([-1, 1, 1000])
    at = chance.randrange(len(value)) if value else 0
    if isinstance(value, bytes):
        return value[:at] + bytes([value[at] ^ chance.randrange(1, 256)]) + value[at + 1 :] if value else b"\x00"
    return value[:at] + ("y" if value[at : at + 1] == "x" else "x") + value[at + 1 :]


def found(path: Path) -> str | None:
    """What the check says of the file; None when it finds nothing."""
    try:
        with Store.open(path, write=True) as store:
            damages = store.verify().damages
    except StoreError as error:
        return error.code
    return damages[0].where if damages else None


def run(folder: Path, count: int, *, seed: int) -> tuple[Counter[str], list[str]]:
    """How many of each kind were found, and which were missed."""
    whole = folder / "whole.stemma"
    furnished(whole, 40, seed=seed)
    assert found(whole) is None, "the store was damaged before anything was planted"
    chance = random.Random(seed)
    outcome: Counter[str] = Counter()
    missed = []
    for n in range(count):
        copy = folder / "copy.stemma"
        shutil.copyfile(whole, copy)
        kind = "bytes" if n % 2 else "values"
        what = (flipped if kind == "bytes" else changed)(copy, chance)
        hit = found(copy)
        outcome[f"{kind} {'found' if hit else 'missed'}"] += 1
        if not hit:
            missed.append(what)
    return outcome, missed


_PLANTED = (
    "CREATE TRIGGER evil_{n} AFTER INSERT ON sightings BEGIN DELETE FROM watched; END",
    "CREATE TRIGGER evil_{n} AFTER UPDATE ON prepared BEGIN DELETE FROM members; END",
    "DROP VIEW report_words; CREATE VIEW report_words (n, title, body, outlet, day) AS SELECT n, evil (body), '', '', '' FROM prepared",
    "CREATE TABLE evil_{n} (x, y GENERATED ALWAYS AS (evil (x)))",
)


def mutated(folder: Path, whole: Path, count: int, *, seed: int) -> Counter[str]:
    """Opens damaged and planted copies in processes of their own; how each ended."""
    chance = random.Random(seed)
    outcome: Counter[str] = Counter()
    for n in range(count):
        copy = folder / "mutated.stemma"
        shutil.copyfile(whole, copy)
        if n % 5 == 0:
            db = apsw.Connection(str(copy))
            connect.functions(db)
            db.create_scalar_function("evil", lambda value: value, 1, deterministic=True)
            db.execute(chance.choice(_PLANTED).format(n=n))
            db.close()
        else:
            for _ in range(chance.choice([1, 10, 100, 1000])):
                flipped(copy, chance)
            if n % 5 == 1:
                with copy.open("r+b") as file:  # the header is sound, so that more of the file is looked at
                    file.write(whole.read_bytes()[:100])
        outcome[_ended(copy)] += 1
        for end in ("-wal", "-shm"):
            copy.with_name(copy.name + end).unlink(missing_ok=True)
    return outcome


def _ended(path: Path) -> str:
    """Opens the file in a child process and uses all of it; "read", the code of a refusal, or "crashed"."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(60)
        status = 1
        try:
            os.close(ours)
            os.write(theirs, _used(path).encode())
            status = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(status)
    os.close(theirs)
    with os.fdopen(ours) as pipe:
        said = pipe.read()
    return said if os.waitpid(child, 0)[1] == 0 else "crashed"


def _used(path: Path) -> str:
    said = "read"
    for write in (False, True):
        try:
            with Store.open(path, write=write) as store:
                evil: list[object] = []
                store.connection.create_scalar_function("evil", evil.append, -1, deterministic=True)
                for use in (
                    lambda: [store.raw(report) for report in store.ids()],
                    lambda: store.entries(),
                    lambda: store.search("river bridge* mayor"),
                    lambda: [store.ledger(story.id) for story in store.stories()],
                    lambda: store.acts(),
                    lambda: store.verify(),
                    lambda: store.add(many(3, seed=9), version="2") if store.writable else None,
                ):
                    try:
                        use()
                    except StoreError as error:
                        said = error.code
                assert not evil, "a statement of the file was run"
        except StoreError as error:
            said = error.code
    return said


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--mutated", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        outcome, missed = run(Path(folder), given.count, seed=given.seed)
        ends = mutated(Path(folder), Path(folder) / "whole.stemma", given.mutated, seed=given.seed)
    for kind, n in sorted(outcome.items()):
        print(f"{kind:<16} {n:>5}")
    print(f"{time.perf_counter() - start:.1f} s")
    for what in missed:
        print(f"missed: {what}")
    print("hostile files: " + ", ".join(f"{end} {n}" for end, n in ends.most_common()))
    sys.exit(1 if missed or ends["crashed"] else 0)


if __name__ == "__main__":
    main()
