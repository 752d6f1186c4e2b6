"""Average linkage, cut at a height: clusters whose members are on average alike enough."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def clusters(alike: npt.NDArray[np.floating], *, at_least: float) -> list[list[int]]:
    """Groups of rows by average linkage (UPGMA), joined while the mean likeness of two groups is `at_least` so much.

    By chains of nearest neighbours (Murtagh 1983), in time and memory of the square of the rows. Ties go to the lower row, so the result depends on
    the order of rows only where likenesses are equal: give the rows in an order made from content.
    """
    size = len(alike)
    near = alike.astype(np.float64, copy=True)
    np.fill_diagonal(near, -np.inf)
    members: list[list[int]] = [[i] for i in range(size)]
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
            _join(near, members, alive, min(top, best), max(top, best))
        else:
            chain.append(best)
    return sorted(sorted(group) for group in members if group)


def _join(near: npt.NDArray[np.float64], members: list[list[int]], alive: npt.NDArray[np.bool_], keep: int, drop: int) -> None:
    a, b = len(members[keep]), len(members[drop])
    mixed = (near[keep] * a + near[drop] * b) / (a + b)
    near[keep], near[:, keep] = mixed, mixed
    near[keep, keep] = -np.inf
    near[drop], near[:, drop] = -np.inf, -np.inf
    members[keep] = members[keep] + members[drop]
    members[drop] = []
    alive[drop] = False
