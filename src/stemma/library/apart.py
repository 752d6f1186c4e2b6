"""Reading apart: stories are read in a process of their own, so that whoever asks for pages does not take turns with the annotator.

Theory of operation. A ledger follows from its `Job` and nothing else, so it can be made anywhere: the job goes to the child, the packed ledger comes
back. The child keeps the `Memory` of what it read, so that a correction shows as quickly as if it had been read here. It is started at the first
job and anew when it was killed; if it cannot be had, the story is read in this process, slower for everybody and just the same.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING

from stemma.library import codec
from stemma.library.memory import Memory

if TYPE_CHECKING:
    from stemma.library.deriving import Job

#: How much a child stands back behind those who look at pages; seconds between its looks at whether its parent still lives.
_NICE, _LOOKS = 5, 2.0
#: In the child: what it read lately.
_memory = Memory()


class Apart:
    """One child process that reads, shared by all threads and libraries of this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def packed(self, job: Job) -> bytes:
        """The packed ledger of a job."""
        for _ in range(2):
            try:
                return self._started().submit(_read, job).result()
            except BrokenProcessPool:  # killed, or no memory for it
                self.close()
        return _read(job)

    def close(self) -> None:
        """Ends the child; the next job starts another."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        with self._lock:
            if self._pool is None:
                self._pool = children()
            return self._pool


def children() -> ProcessPoolExecutor:
    """A pool of one child process that stands back behind this one, and ends with it."""
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_stand_back, initargs=(os.getpid(),))


def _stand_back(parent: int) -> None:
    os.nice(_NICE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends this process
    threading.Thread(target=_outlive_nobody, args=(parent,), daemon=True).start()


def _outlive_nobody(parent: int) -> None:
    """Ends this process when its parent is gone: a parent that was killed tells nobody."""
    while os.getppid() == parent:
        time.sleep(_LOOKS)
    os._exit(0)


def _read(job: Job) -> bytes:
    from stemma.library.deriving import ledger_of

    return codec.pack(ledger_of(job, memory=_memory))
