"""Adding in the background: one job at a time, each with what it is doing and what came of it."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from stemma.errors import StemmaError
from stemma.library import Library
from stemma.model.library import Adding

#: Finished jobs that are remembered.
_REMEMBERED = 50
#: Given a library that may write and a word for progress, does the work.
Work = Callable[[Library, Callable[[str, int | None], None]], Adding]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """How one adding stands."""

    id: str
    running: bool = True
    doing: str = "Waiting for the library."
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

    def begin(self, work: Work) -> str:
        """Begins a job in a thread of its own; its id."""
        id_ = secrets.token_hex(8)
        with self._lock:
            for old in [k for k, j in self._jobs.items() if not j.running][: max(0, len(self._jobs) - _REMEMBERED)]:
                del self._jobs[old]
            self._jobs[id_] = Job(id=id_)
        threading.Thread(target=self._run, args=(id_, work), daemon=True).start()
        return id_

    def _say(self, id_: str, **said: object) -> None:
        with self._lock:
            self._jobs[id_] = replace(self._jobs[id_], **said)  # type: ignore[arg-type]

    def _run(self, id_: str, work: Work) -> None:
        def progress(doing: str, count: int | None) -> None:
            self._say(id_, doing=f"{doing[:1].upper()}{doing[1:]}{f', {count:,} done' if count else ''}.")

        try:
            with self._writing() as library:  # type: ignore[attr-defined]
                done = work(library, progress)
                rows = {r.id: r.title for r in library.stories(done.stories)}
                stories = tuple((s, rows.get(s, "")) for s in done.stories)
            self._say(id_, running=False, doing="Done.", done=done, stories=stories)
        except StemmaError as error:
            self._say(id_, running=False, doing=f"{error.message} {error.hint}".strip())
        except Exception as error:
            self._say(id_, running=False, doing=f"That failed ({type(error).__name__}); what was taken in before is kept.")
            raise
