"""How many planted damages `verify` finds: bytes of the file turned over, values changed and rows taken away by way of SQL.

python -m bench.damages [--count 1000] [--seed 1]

Each damage is planted alone in a fresh copy of a small store. The changes by SQL are the hard kind: made through the layer that writes the
sums of pages, with the triggers taken away and put back, so that only what a row says about itself and its table can show them. Every
table is touched, those of the full-text indexes too. A copy that cannot even be opened counts as found.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import apsw

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.store.making import furnished

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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        outcome, missed = run(Path(folder), given.count, seed=given.seed)
    for kind, n in sorted(outcome.items()):
        print(f"{kind:<16} {n:>5}")
    print(f"{time.perf_counter() - start:.1f} s")
    for what in missed:
        print(f"missed: {what}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
