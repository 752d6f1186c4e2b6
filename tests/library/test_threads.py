"""Many threads, each with its own library, in a process that has read nothing yet."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_THREADS = """
import sys, threading
from stemma.library import Library
sys.setswitchinterval(1e-6)
gate, seen, errors = threading.Barrier(12), [], []
def read():
    try:
        with Library.open(sys.argv[1], write=False) as library:
            gate.wait()
            (row,) = library.stories()
            ledger = library.story(row.id)
            kept = [library.kept(r.id) for r in ledger.reports]
            seen.append((len(ledger.claims), len(kept), len(library.acts())))
    except Exception as error:
        errors.append(repr(error))
threads = [threading.Thread(target=read) for _ in range(12)]
for t in threads: t.start()
for t in threads: t.join()
print(len(set(seen)), len(seen), errors)
"""
_LEARNT = """
import dataclasses, typing
import stemma.library, stemma.correct
from stemma.model import Ledger, RawReport, Report, Story
from stemma.model import acts
wanted = {Ledger, RawReport, Report, Story, acts.ReportRef, *typing.get_args(acts.Subject)} - {acts.Unread}
print(sorted(t.__name__ for t in wanted if dataclasses.is_dataclass(t) and "__msgspec_cache__" not in vars(t)))
"""


def _ran(code: str, *args: str) -> str:
    done = subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, (done.returncode, done.stderr)  # a crash of the interpreter is a negative number
    return done.stdout.strip()


def test_threads_that_begin_at_one_moment_read_alike(store: Path) -> None:
    for _ in range(3):
        assert _ran(_THREADS, str(store)) == "1 12 []"


def test_what_threads_share_is_learnt_when_it_is_imported() -> None:
    assert _ran(_LEARNT) == "[]"
