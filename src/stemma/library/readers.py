"""Who reads a story: this process, with what it still knows of the last reading, or a process beside it.

A ledger follows from its `Job` and nothing else, so that it does not show who read it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from stemma.library import codec
from stemma.library.child import Child
from stemma.library.memory import Memory

if TYPE_CHECKING:
    from stemma.library.deriving import Job


class Reader(Protocol):
    """Whoever makes the packed ledger of a job."""

    def packed(self, job: Job) -> bytes:
        """The ledger, packed."""


class Here:
    """Reads in this process; with a memory, only what is asked otherwise than last time."""

    def __init__(self, memory: Memory | None = None) -> None:
        self._memory = memory

    def packed(self, job: Job) -> bytes:
        """The ledger, packed."""
        from stemma.library import deriving

        return codec.pack(deriving.ledger_of(job, memory=self._memory))


class Apart:
    """Reads in a process of its own, which keeps in memory what it read; several libraries may share one."""

    def __init__(self) -> None:
        self._child = Child()

    def packed(self, job: Job) -> bytes:
        """The ledger, packed."""
        return self._child(_read, job)

    def close(self) -> None:
        """Ends the process; the next job starts another."""
        self._child.close()


#: In the child: it reads as the process does that asks it.
_here = Here(Memory())


def _read(job: Job) -> bytes:
    return _here.packed(job)
