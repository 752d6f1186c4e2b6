"""Which reports are near a report: its few strongest links, kept exactly while reports come and go.

Theory of operation. Reports of one event share many of their strongest terms, and mostly come within weeks. So a pair is compared by all the terms
of its signatures if its days are near (or neither has a day), else only by the strongest few of both, so that a sequel a year later is still found.
The sum of products is gathered from lists of who holds a term, hence the cost of one more report is that of its terms' lists. Each report keeps its
`LINKS` nearest; a link stands if either side keeps it. What is near is symmetric, and each one's nearest are a function of the set: a new report
is compared with all, enters the lists where it is strong enough, and pushes out the weakest there.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from stemma.gather.index import ENTRY, EVER, UNDATED, Index, Links, Near
from stemma.gather.likeness import strength, tie, ties
from stemma.gather.signature import UNIT, Signature

#: Links that a report keeps.
LINKS = 16
#: Least likeness of a link, of `UNIT`: somewhat under what makes a story on average (`grouping.ALIKE`).
LEAST = int(0.12 * UNIT)
#: Days within which two reports are compared by all terms.
WINDOW = 60
#: How many of the strongest terms compare reports that are further apart.
_TOP = 12


def entries(signature: Signature) -> Iterator[tuple[int, bytes]]:
    """The signature's terms, and what is kept under each."""
    rows = np.zeros(len(signature.terms), dtype=ENTRY)
    rows["key"], rows["day"], rows["weight"] = signature.key, signature.day or 0, signature.weights
    rows["top"][:_TOP] = 1
    data, size = rows.tobytes(), ENTRY.itemsize
    for n, term in enumerate(signature.term_keys):
        yield term, data[n * size : (n + 1) * size]


def room(links: Links) -> int:
    """How strong a link must at least be to find room among the nearest."""
    return links.nearest[-1][1] if len(links.nearest) == LINKS else 0


def order(of: int, near: Near) -> tuple[int, int]:
    """The order of a report's nearest: the strongest first, ties by the pair."""
    return (-near[1], tie(of, near[0]))


def found(index: Index, signature: Signature) -> list[Near]:
    """All reports that are linked strongly enough to be somebody's nearest, in no order."""
    keys, common, days = _gathered(index, signature)
    if not len(keys):
        return []
    unique, at = np.unique(keys, return_inverse=True)
    sums = np.bincount(at, weights=common).astype(np.int64)  # sums of whole numbers far under 2^53: exact in any order
    day_of = np.zeros(len(unique), dtype=np.int64)
    day_of[at] = days
    gap = np.abs(day_of - signature.day) * (day_of > 0) if signature.day is not None else np.zeros(len(unique), dtype=np.int64)
    strong = strength(sums, gap)
    kept = (strong >= LEAST) & (unique != signature.key)
    return list(zip(unique[kept].tolist(), strong[kept].tolist(), strict=True))


def _gathered(index: Index, signature: Signature) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """One row for each report and each term that counts between it and this one: the report, the product of weights, the report's day."""
    day = signature.day
    close = UNDATED if day is None else (max(1, day - WINDOW), day + WINDOW)
    keys, common, days = [], [], []
    for n, (term, weight) in enumerate(zip(signature.term_keys, signature.weights, strict=True)):
        rows = index.holders(term, EVER if n < _TOP else close)
        counts = (rows["day"] >= close[0]) & (rows["day"] <= close[1])
        if n < _TOP:
            counts |= rows["top"] > 0
        rows = rows[counts]
        keys.append(rows["key"].astype(np.uint64))
        common.append(rows["weight"].astype(np.float64) * weight)
        days.append(rows["day"].astype(np.int64))
    if not keys:
        return np.zeros(0, np.uint64), np.zeros(0), np.zeros(0, np.int64)
    return np.concatenate(keys), np.concatenate(common), np.concatenate(days)


def nearest(of: int, near: list[Near]) -> tuple[Near, ...]:
    """The nearest of those found."""
    if len(near) > LINKS:
        keys, strong = np.array([k for k, _ in near], dtype=np.uint64), np.array([s for _, s in near], dtype=np.int64)
        first = np.lexsort((ties(of, keys), -strong))[:LINKS]
        return tuple((int(keys[i]), int(strong[i])) for i in first)
    return tuple(sorted(near, key=lambda n: order(of, n)))


def open_to(index: Index, near: list[Near]) -> list[Near]:
    """Those of the found in whose lists one so strong may find room; whether it does is up to ties."""
    if not near:
        return []
    bars = index.bars(np.array([key for key, _ in near], dtype=np.uint64))
    return [one for one, bar in zip(near, bars.tolist(), strict=True) if one[1] >= bar]
