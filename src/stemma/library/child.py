"""One process beside this one that works, so that whoever is answered here does not take turns with the work.

Theory of operation. Python lets one thread at a time compute; a page that asks SQLite fifty times waits fifty times for whoever does. Work
that follows from its inputs alone can be done anywhere: the inputs go to the child, what comes of them comes back. The child is started at the
first work, with a lower priority, and anew when it was killed; what kills it twice is not tried here, where everybody would die of it. It ends
with its parent, also when nobody could tell it.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from stemma.errors import StemmaError

P = ParamSpec("P")
T = TypeVar("T")
#: How much a child stands back behind its parent; seconds between its looks at whether that still lives.
_NICE, _LOOKS = 5, 2.0


class Child:
    """A child process shared by all threads; it does one thing after the other."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def __call__(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What `work`, a function of a module, makes of these; what it raises is raised here. Raises `StemmaError` where it kills the child twice."""
        for _ in range(2):
            pool = self._started()
            try:
                return pool.submit(work, *args, **kwargs).result()
            except BrokenProcessPool:  # somebody killed it, or the machine had no memory for it
                self._ended(pool)
        raise StemmaError(
            "The process that does this was ended twice.", code="work-killed", hint="The machine may be short of memory: try again later."
        )

    def close(self) -> None:
        """Ends the child; the next work starts another."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _ended(self, pool: ProcessPoolExecutor) -> None:
        """Lets a broken pool go; another thread may have started the next one already, with work in it."""
        with self._lock:
            if self._pool is pool:
                self._pool = None
        pool.shutdown(wait=False, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_stand_back, initargs=(os.getpid(),))
            return self._pool


def _stand_back(parent: int) -> None:
    os.nice(_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    threading.Thread(target=_outlive_nobody, args=(parent,), daemon=True).start()


def _outlive_nobody(parent: int) -> None:
    """Ends this process when its parent is gone: a parent that was killed tells nobody."""
    while os.getppid() == parent:
        time.sleep(_LOOKS)
    os._exit(0)
