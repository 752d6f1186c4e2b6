"""Adding in the background: one job at a time, each with what it is doing and what came of it."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Protocol

from stemma.errors import StemmaError
from stemma.library import Library
from stemma.model.library import Adding

#: Finished jobs that are remembered.
_REMEMBERED = 50
#: Given a library that may write and somebody who hears of it (what is being done; what came of one input), does the work.
Work = Callable[[Library, "Hears"], Adding]


class Hears(Protocol):
    """Hears how an adding goes on."""

    def doing(self, what: str, count: int | None) -> None:
        """What is being done, and how many are done."""

    def did(self, done: Adding) -> None:
        """What came of one more file, text or address; it is in the store."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How one adding stands."""

    id: str
    running: bool = True
    doing: str = "Waiting for the library."
    #: Files, texts and addresses that are done, and how many there are.
    taken: int = 0
    total: int = 0
    failed: bool = False
    done: Adding = field(default_factory=Adding)
    stories: tuple[tuple[str, str], ...] = ()


class Jobs:
    """The addings of this desk."""

    def __init__(self, writing: Callable[[], object]) -> None:
        self._writing = writing
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def get(self, id_: str) -> Job | None:
        """One of them."""
        return self._jobs.get(id_)

    def begin(self, work: Work, *, total: int) -> str:
        """Begins a job over so many inputs in a thread of its own; its id."""
        id_ = secrets.token_hex(8)
        with self._lock:
            for old in [k for k, j in self._jobs.items() if not j.running][: max(0, len(self._jobs) - _REMEMBERED)]:
                del self._jobs[old]
            self._jobs[id_] = Job(id=id_, total=total)
        threading.Thread(target=self._run, args=(id_, work), daemon=True).start()
        return id_

    def _say(self, id_: str, **said: object) -> None:
        with self._lock:
            self._jobs[id_] = replace(self._jobs[id_], **said)  # type: ignore[arg-type]

    def _run(self, id_: str, work: Work) -> None:
        try:
            with self._writing() as library:  # type: ignore[attr-defined]
                done = work(library, _Told(self, id_))
                rows = {r.id: r.title for r in library.stories(done.stories)}
                stories = tuple((s, rows.get(s, "")) for s in done.stories)
            self._say(id_, running=False, doing="Done.", done=done, stories=stories)
        except StemmaError as error:
            self._say(id_, running=False, failed=True, doing=f"{error.message} {error.hint}".strip())
        except Exception as error:
            self._say(id_, running=False, failed=True, doing=f"That failed ({type(error).__name__}); what was taken in before is kept.")
            raise

    def more(self, id_: str, done: Adding) -> None:
        """One more input of a job is done."""
        with self._lock:
            job = self._jobs[id_]
            before = job.done
            so_far = Adding(reports=(*before.reports, *done.reports), stories=before.stories, troubles=(*before.troubles, *done.troubles))
            self._jobs[id_] = replace(job, taken=min(job.total, job.taken + 1), done=so_far)


class _Told:
    """Tells a job how its work goes on."""

    def __init__(self, jobs: Jobs, id_: str) -> None:
        self._jobs, self._id = jobs, id_

    def doing(self, what: str, count: int | None) -> None:
        self._jobs._say(self._id, doing=f"{what[:1].upper()}{what[1:]}{f', {count:,} done' if count else ''}.")

    def did(self, done: Adding) -> None:
        self._jobs.more(self._id, done)
