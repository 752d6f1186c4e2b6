"""What the stages gave for stories that lie open, kept in memory so that a correction shows at once.

A correction leaves most of what a story's reading went through as it was: the words of the reports always, who says what in most cases. The annotator
takes half of the time of a reading, the comparison of all tellings a third. So each stage's last answer is kept with what it was asked, and given
again where it is asked the very same: equal values, not a guess at what an act may touch. A stage is a function of its inputs, so the ledger is,
byte for byte, the one that a fresh reading gives. Nothing of it is stored: annotations of one report are 200 kB, and are made again in 40 ms.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")
#: Answers that are kept: of reports (some 200 kB each) and of the stages over a whole story (a tenth of its reports').
_REPORTS, _STAGES = 200, 24


class Memory:
    """Answers of stages, the last asked for kept longest; threads may share it."""

    def __init__(self, *, reports: int = _REPORTS, stages: int = _STAGES) -> None:
        self._most = {"report": reports, "stage": stages}
        self._kept: dict[str, OrderedDict[Hashable, tuple[tuple[object, ...], Any]]] = {"report": OrderedDict(), "stage": OrderedDict()}
        self._lock = threading.Lock()

    def of(self, story: frozenset[str]) -> Callable[..., Any]:
        """What `pipeline.read_together` takes as `once`, for a story of these reports."""

        def once(stage: str, make: Callable[..., T], /, *inputs: object, report: str | None = None) -> T:
            kind, key = ("stage", (stage, story)) if report is None else ("report", (stage, report))
            return self._once(kind, key, make, inputs)

        return once

    def _once(self, kind: str, key: Hashable, make: Callable[..., T], inputs: tuple[object, ...]) -> T:
        with self._lock:
            found = self._kept[kind].get(key)
            if found is not None:
                self._kept[kind].move_to_end(key)
        if found is not None and found[0] == inputs:
            given: T = found[1]
            return given
        made = make(*inputs)
        with self._lock:
            kept = self._kept[kind]
            kept[key] = (inputs, made)
            kept.move_to_end(key)
            while len(kept) > self._most[kind]:
                kept.popitem(last=False)
        return made
