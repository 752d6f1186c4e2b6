"""What another process does is what this one would have done, also after that process was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from stemma.errors import StemmaError
from stemma.library import Apart, Library, codec, shelves
from stemma.library.child import Child
from stemma.library.deriving import Job, ledger_of
from tests.library.conftest import clock


@pytest.fixture
def apart() -> Iterator[Apart]:
    made = Apart()
    yield made
    made.close()


def _job(store: Path) -> Job:
    with Library.open(store, write=False, now=clock) as library:
        (row,) = library.stories()
        return shelves.job_of(library.store, row.id, ())


def _children(of: int) -> list[int]:
    """Processes whose parent it is, without those that only keep count of what is shared."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1]) == of:
                found += [int(entry.name)] if b"spawn_main" in (entry / "cmdline").read_bytes() else []
        except OSError:
            continue  # gone between two looks
    return found


def test_another_process_gives_the_same_ledger_and_is_replaced_when_killed(store: Path, apart: Apart) -> None:
    job = _job(store)
    wanted = codec.pack(ledger_of(job))
    before = set(_children(os.getpid()))
    assert apart.packed(job) == wanted
    (child,) = set(_children(os.getpid())) - before
    os.kill(child, signal.SIGKILL)
    assert apart.packed(job) == wanted
    assert child not in _children(os.getpid())


def test_what_kills_the_child_twice_is_said_and_kills_nobody_else() -> None:
    child = Child()
    with pytest.raises(StemmaError) as raised:
        child(os.abort)
    assert raised.value.code == "work-killed"
    assert child(int, "7") == 7, "the next work has a child again"
    child.close()


def test_whoever_is_late_to_hear_of_a_broken_child_leaves_the_next_one_alone() -> None:
    """Two threads wait for one child that is killed: the second must not end the child that the first has started, nor take its work away."""
    child = Child()
    first = child(os.getpid)
    broken = child._pool
    assert broken is not None
    os.kill(first, signal.SIGKILL)
    second = child(os.getpid)
    child._ended(broken)
    assert child(os.getpid) == second != first
    child.close()


def test_what_the_work_raises_is_raised_here() -> None:
    child = Child()
    with pytest.raises(ValueError, match="invalid literal"):
        child(int, "seven")
    child.close()


def test_it_ends_when_its_parent_was_killed() -> None:
    """A parent that starts a child as the desk does, and is killed with -9."""
    code = "import time; from stemma.library.child import Child; c = Child(); c(int, '1'); print('up', flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"up\n"
        (child,) = _children(parent.pid)
        parent.kill()
    until = time.monotonic() + 30
    while Path(f"/proc/{child}").exists() and time.monotonic() < until:
        time.sleep(0.1)
    assert not Path(f"/proc/{child}").exists()
