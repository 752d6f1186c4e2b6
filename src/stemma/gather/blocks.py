"""Blocks: the neighbourhoods that are grouped by themselves, each of bounded size, whatever else the library holds.

Theory of operation. Grouping by average likeness needs every pair, so it is done within blocks that links part from each other. The plain parts
of the graph of links will not do: a long war ties thousands of reports together. So there is a ladder of strengths: a report's block is the part
that it is in by the links of the lowest rung at which that part has at most `MOST` members. Parts at a higher rung lie within those at a lower, so
blocks never overlap, and which block a report is in can be told by walking at most `MOST` reports a rung. A report's link to its very nearest counts
on every rung but the last, so that nobody is left alone only because the neighbourhood is crowded (247 reports of one war in blocks of at most 128:
13 left alone instead of 52). On the last rung (copies of copies) a part is a block at any size. Where links change, only the blocks of their ends,
before and after, can differ.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from stemma.gather.index import BEST, Near
from stemma.gather.nearest import LEAST
from stemma.gather.signature import UNIT

#: Most members of a block but on the last rung.
MOST = 128
RUNGS = (LEAST, *(int(part * UNIT) for part in (0.15, 0.19, 0.24, 0.3, 0.37, 0.45, 0.55, 0.65, 0.8, 0.8)))

#: What of a strength counts: all of it, so that `BEST` reaches every rung.
_WHOLE = -1

#: The neighbours of many reports, with strengths.
Neighbours = Callable[[Collection[int]], dict[int, tuple[Near, ...]]]


class Blocks:
    """The blocks of a graph of links, found from its reports one by one; what is found is remembered."""

    def __init__(self, neighbours: Neighbours) -> None:
        self._neighbours = neighbours
        self._known: dict[int, tuple[Near, ...]] = {}
        self._part: list[dict[int, frozenset[int]]] = [{} for _ in RUNGS]
        self._large: list[set[int]] = [set() for _ in RUNGS]

    def of(self, key: int) -> frozenset[int]:
        """The block of a report."""
        for rung in range(len(RUNGS)):
            part = self._part_of(key, rung)
            if part is not None:
                return part
        raise AssertionError("the last rung has a part for everybody")

    def _part_of(self, start: int, rung: int) -> frozenset[int] | None:
        """The part of the graph by links of that rung, or None if it is too large."""
        if start in self._part[rung]:
            return self._part[rung][start]
        most, worth = (MOST, _WHOLE) if rung < len(RUNGS) - 1 else (None, BEST - 1)
        seen, front = {start}, [start]
        while front:
            if most is not None and (len(seen) > most or not self._large[rung].isdisjoint(seen)):
                self._large[rung] |= seen
                return None
            self._load(front)
            least = RUNGS[rung]
            front = list({other for key in front for other, strong in self._known[key] if strong & worth >= least} - seen)
            seen.update(front)
        part = frozenset(seen)
        self._part[rung].update(dict.fromkeys(part, part))
        return part

    def _load(self, keys: Collection[int]) -> None:
        missing = [key for key in keys if key not in self._known]
        if missing:
            self._known.update(self._neighbours(missing))
