"""Where the nodes and lines of a stemma stand: columns in time from left to right, few crossings, whole numbers.

A layered drawing after Sugiyama (1981): lost ancestors in the first column, dated reports in one column a day (two where one of the day copied
another of it), long lines led through empty places of the columns that they pass, order within a column by the mean place of the neighbours,
swept a few times. Undated reports have a lane of their own below, where the column says nothing of time. Everything is decided by report numbers
and dates, so the same graph gives the same drawing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from stemma.tell.descent.graph import Edge, Stemma

WIDTH, HEIGHT = 184, 46
_COLUMN, _ROW, _PASS = 296, 66, 34
_TOP, _LEFT = 74, 24
#: Room at the right for lines of one column, and for what stands on them.
_BEND = 48
_SWEEPS = 6
_LANE_GAP = 62
#: Below all others: where reports without any line stand.
_LAST = 1e6


@dataclass(frozen=True, slots=True)
class Point:
    """Pixels from the upper left corner."""

    x: int
    y: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An edge with the points it is led through, from the side of the parent to the side of the child."""

    edge: Edge
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The geometry of one graph."""

    #: Upper left corners by node id.
    boxes: dict[str, Point]
    lines: tuple[Line, ...]
    #: (middle of the column, day as ISO).
    days: tuple[tuple[int, str], ...]
    #: Upper edge of the lane of undated reports; None where all have a date.
    lane: int | None
    width: int
    height: int


@dataclass(slots=True)
class _Slot:
    """A node, or a place through which a long line passes."""

    key: str
    column: int
    row: float
    size: int


def layout(graph: Stemma) -> Layout:
    """Places for everything that is drawn."""
    edges = graph.plain()
    columns, days = _columns(graph, edges)
    lane = {w.id for w in graph.witnesses if w.day is None}
    slots, paths = _slots(columns, edges, lane)
    _order(slots, paths, lane)
    centres = _rows(slots, paths, lane)
    bottom = max((centres[k] for k in columns if k not in lane), default=_TOP) + HEIGHT // 2
    lane_top = bottom + _LANE_GAP if lane else None
    if lane_top is not None:
        centres.update(_lane_rows(lane, columns, edges, centres, lane_top))
    boxes = {k: Point(_left(columns[k]), centres[k] - HEIGHT // 2) for k in columns}
    lines = tuple(Line(edge=e, points=_points(e, paths[n], columns, centres, slots)) for n, e in enumerate(edges))
    last = max(columns.values(), default=0)
    bent = any(columns[e.child] == columns[e.parent] == last for e in edges)  # round the outside, with a label
    return Layout(
        boxes=boxes,
        lines=lines,
        days=tuple((_left(c) + WIDTH // 2, day) for c, day in days),
        lane=lane_top,
        width=_left(last) + WIDTH + 2 * _LEFT + (_BEND if bent else 0),
        height=max((p.y for p in boxes.values()), default=_TOP) + HEIGHT,
    )


def _left(column: int) -> int:
    return _LEFT + column * _COLUMN


def _columns(graph: Stemma, edges: tuple[Edge, ...]) -> tuple[dict[str, int], list[tuple[int, str]]]:
    """Node -> column, and the day of each column that has one."""
    first = 1 if graph.ancestors else 0
    out = {a.id: 0 for a in graph.ancestors}
    by_day: dict[str, list[str]] = {}
    for witness in graph.witnesses:
        if witness.day is not None:
            by_day.setdefault(witness.day, []).append(witness.id)
    days, at = [], first
    for day in sorted(by_day):
        depth = _depth(by_day[day], [e for e in edges if e.directed])
        out.update({report: at + depth[report] for report in by_day[day]})
        days.append((at, day))
        at += 1 + max(depth.values())
    undated = [w.id for w in graph.witnesses if w.day is None]
    depth = _depth(undated, edges)
    for report in sorted(undated, key=lambda r: (depth[r], r)):
        before = [out[e.parent] + 1 for e in edges if e.child == report and e.parent in out]
        out[report] = max([*before, first + depth[report]])
    return out, days


def _depth(nodes: list[str], edges: Iterable[Edge]) -> dict[str, int]:
    """How many steps of copying lie between each node and the first of these nodes; circles are cut where they close."""
    inside = set(nodes)
    parents: dict[str, list[str]] = {n: [] for n in nodes}
    for edge in edges:
        if edge.child in inside and edge.parent in inside:
            parents[edge.child].append(edge.parent)
    depth = dict.fromkeys(nodes, 0)
    for _ in nodes:  # the longest path has no more steps than there are nodes; a circle stops growing there
        changed = False
        for node in nodes:
            deeper = max((depth[p] + 1 for p in parents[node]), default=0)
            if deeper > depth[node] and deeper < len(nodes):
                depth[node], changed = deeper, True
        if not changed:
            return depth
    return dict.fromkeys(nodes, 0)


def _slots(columns: Mapping[str, int], edges: tuple[Edge, ...], lane: set[str]) -> tuple[dict[str, _Slot], list[list[str]]]:
    """A slot for each node, and for each line one in every column that it passes; the keys of these by edge."""
    slots = {k: _Slot(k, c, float(n), _ROW) for n, (k, c) in enumerate(columns.items()) if k not in lane}
    paths: list[list[str]] = []
    for n, edge in enumerate(edges):
        a, b = columns[edge.parent], columns[edge.child]
        step = 1 if b > a else -1
        own = [f"pass:{n}:{c}" for c in range(a + step, b, step)] if a != b else []
        for key, c in zip(own, range(a + step, b, step), strict=False):
            slots[key] = _Slot(key, c, float(len(slots)), _PASS)
        paths.append([edge.parent, *own, edge.child])
    return slots, paths


def _neighbours(paths: list[list[str]], slots: Mapping[str, _Slot]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {k: [] for k in slots}
    for path in paths:
        for a, b in pairwise(path):
            if a in slots and b in slots:
                out[a].append(b)
                out[b].append(a)
    return out


def _order(slots: dict[str, _Slot], paths: list[list[str]], lane: set[str]) -> None:
    """Rows within each column by the mean row of the neighbours in the column before, then after, in turn; lines to the lane run lowest."""
    near = _neighbours(paths, slots)
    down = {key for path in paths if path[-1] in lane or path[0] in lane for key in path[1:-1]}
    by_column: dict[int, list[_Slot]] = {}
    for slot in slots.values():
        by_column.setdefault(slot.column, []).append(slot)
    for sweep in range(_SWEEPS):
        step = 1 if sweep % 2 == 0 else -1
        for column in sorted(by_column, reverse=step < 0):
            mean = {}
            for slot in by_column[column]:
                rows = [slots[k].row for k in near[slot.key] if slots[k].column == column - step]
                mean[slot.key] = _mean(rows, slot.row if near[slot.key] else _LAST)
            by_column[column].sort(key=lambda s: (s.key in down, mean[s.key], s.row, s.key))
            for row, slot in enumerate(by_column[column]):
                slot.row = float(row)


def _rows(slots: dict[str, _Slot], paths: list[list[str]], lane: set[str]) -> dict[str, int]:
    """The middle of each slot: in order, apart, and as near to its neighbours as that allows."""
    near = _neighbours(paths, slots)
    by_column: dict[int, list[_Slot]] = {}
    for slot in sorted(slots.values(), key=lambda s: s.row):
        by_column.setdefault(slot.column, []).append(slot)
    centre = {s.key: 0.0 for s in slots.values()}
    for own in by_column.values():
        at = 0.0
        for slot in own:
            centre[slot.key] = at + slot.size / 2
            at += slot.size
    for sweep in range(_SWEEPS):
        for column in sorted(by_column, reverse=sweep % 2 == 1):
            own = by_column[column]
            wanted = [_mean([centre[k] for k in near[s.key]], centre[s.key]) for s in own]
            for slot, y in zip(own, _apart(wanted, [s.size for s in own]), strict=True):
                centre[slot.key] = y
    top = min((centre[s.key] - s.size / 2 for s in slots.values()), default=0.0)
    return {key: round(y - top) + _TOP for key, y in centre.items()}


def _mean(values: list[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _apart(wanted: list[float], sizes: list[int]) -> list[float]:
    """Places in this order, each as near to the wanted one as the sizes allow: pushed down, then the whole moved back by the mean push."""
    out: list[float] = []
    for y, size in zip(wanted, sizes, strict=True):
        least = out[-1] + (sizes[len(out) - 1] + size) / 2 if out else y
        out.append(max(y, least))
    shift = _mean([w - o for w, o in zip(wanted, out, strict=True)], 0.0)
    return [y + shift for y in out]


def _lane_rows(lane: set[str], columns: Mapping[str, int], edges: tuple[Edge, ...], centres: Mapping[str, int], top: int) -> dict[str, int]:
    """Rows of the lane: in each column one below the other, those first whose sources stand highest."""

    def height(report: str) -> tuple[float, str]:
        return _mean([float(centres[e.parent]) for e in edges if e.child == report and e.parent in centres], 1e9), report

    out: dict[str, int] = {}
    used: dict[int, int] = {}
    for report in sorted(lane, key=height):
        column = columns[report]
        out[report] = top + 30 + HEIGHT // 2 + used.get(column, 0) * _ROW
        used[column] = used.get(column, 0) + 1
    return out


def _points(edge: Edge, path: list[str], columns: Mapping[str, int], centres: Mapping[str, int], slots: Mapping[str, _Slot]) -> tuple[Point, ...]:
    """From the parent's side through the passing places to the child's side."""
    a, b = columns[edge.parent], columns[edge.child]
    left, right = (0, WIDTH) if b < a else (WIDTH, 0)
    if a == b:
        left = right = WIDTH
    start, end = Point(_left(a) + left, centres[edge.parent]), Point(_left(b) + right, centres[edge.child])
    middle = []
    for key in path[1:-1]:
        x = _left(slots[key].column)
        ends = (x, x + WIDTH) if b > a else (x + WIDTH, x)
        middle += [Point(ends[0], centres[key]), Point(ends[1], centres[key])]
    return (start, *middle, end)
