"""Average linkage, cut at a height: clusters whose members are on average alike enough."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Joined:
    """Two trees joined where their rows are so much alike on average."""

    height: float
    rows: tuple[int, ...]
    one: _Tree
    other: _Tree


_Tree = _Joined | int


def clusters(alike: npt.NDArray[np.floating], *, at_least: float, demand: Callable[[int], float] | None = None) -> list[list[int]]:
    """Groups of rows by average linkage (UPGMA), joined while the mean likeness of two groups is `at_least` so much.

    `demand` may ask more of larger groups: what it says for their size. By chains of nearest neighbours (Murtagh 1983), in time and memory of the
    square of the rows. Ties go to the lower row, so the result depends on the order of rows only where likenesses are equal: give the rows in an
    order made from content.
    """
    size = len(alike)
    near = alike.astype(np.float64, copy=True)
    np.fill_diagonal(near, -np.inf)
    trees: list[_Tree | None] = list(range(size))
    alive = np.ones(size, dtype=bool)
    chain: list[int] = []
    while True:
        if not chain:
            free = np.flatnonzero(alive)
            if len(free) < 2:
                break
            chain = [int(free[0])]
        top = chain[-1]
        best = int(np.argmax(near[top]))
        height = near[top, best]
        if len(chain) > 1 and near[top, chain[-2]] >= height:
            best = chain[-2]
        if height < at_least:
            for row in chain:  # nothing on the chain can be joined any more: likeness only grows along it
                if near[row].max() < at_least:
                    alive[row] = False
                    near[:, row] = near[row, :] = -np.inf
            chain = []
            continue
        if len(chain) > 1 and best == chain[-2]:
            chain = chain[:-2]
            _join(near, trees, alive, min(top, best), max(top, best))
        else:
            chain.append(best)
    return sorted(sorted(rows) for tree in trees if tree is not None for rows in _cut(tree, demand))


def _join(near: Floats, trees: list[_Tree | None], alive: npt.NDArray[np.bool_], keep: int, drop: int) -> None:
    one, other = trees[keep], trees[drop]
    assert one is not None
    assert other is not None
    a, b = len(_rows(one)), len(_rows(other))
    height = float(near[keep, drop])
    mixed = (near[keep] * a + near[drop] * b) / (a + b)
    near[keep], near[:, keep] = mixed, mixed
    near[keep, keep] = -np.inf
    near[drop], near[:, drop] = -np.inf, -np.inf
    trees[keep] = _Joined(height, _rows(one) + _rows(other), one, other)
    trees[drop] = None
    alive[drop] = False


def _rows(tree: _Tree) -> tuple[int, ...]:
    return (tree,) if isinstance(tree, int) else tree.rows


def _cut(tree: _Tree, demand: Callable[[int], float] | None) -> list[tuple[int, ...]]:
    """The largest subtrees that are as much alike as is asked of their size."""
    out, left = [], [tree]
    while left:
        one = left.pop()
        if isinstance(one, _Joined) and demand is not None and one.height < demand(len(one.rows)):
            left += [one.one, one.other]
        else:
            out.append(_rows(one))
    return out
