"""Look-alike events: a group that falls into two by who and where, though the kind of event is one.

Theory of operation. Observations: two events of one kind (two arrests of players of one club, two cables cut) share so many words that average
linkage at any one height either joins them or breaks other stories up. But once the words that all of the group share are set aside, the likeness
that is left falls into two blocks. Method: weigh the terms again within the group, halve it where that likeness is weakest (the second eigenvector
of the normalised likeness, Shi and Malik 2000), and part the halves if almost nothing binds them and each has names of its own. Reports of the same
days hold a story together: its second day has other names than its first. Known to fail: halves of fewer than three reports, which are left
together.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stemma.lang.terms import Matrix, Terms

Floats = npt.NDArray[np.float64]

#: Least reports of a half.
_SIDE = 3
#: Likeness across the halves against within them: by the group's own terms, and by the pile's; the mean likeness across; and how many names of their
#: own the halves have together. Swept as a set (.25-.35, .6-.7, .25-.35, 4-6) on ECB+ topics 1-35, events.jsonl and the development stories, with and
#: without their dates.
_LOCAL, _GLOBAL, _ACROSS, _NAMES = 0.35, 0.7, 0.3, 4
#: Days between two reports of the halves at which they are of the same time, and the likeness to be kept under for parting them all the same.
_SAME_DAYS, _LOCAL_SAME_DAYS = 7, 0.05
#: Parts of a half, and of the other, that hold a name of its own.
_OWN, _THEIRS = 0.5, 0.15


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a group, and the names that part it from the rest."""

    rows: list[int]
    own: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def parted(rows: list[int], terms: Terms, alike: Matrix, days: Sequence[Sequence[int]]) -> list[Part]:
    """The group in parts; one part if nothing parts it. `days` gives for each report the days that it is of, as ordinals."""
    if len(rows) < 2 * _SIDE:
        return [Part(rows)]
    local = _local(rows, terms)
    half = _halves(local)
    one = [r for r, side in zip(rows, half, strict=True) if side]
    other = [r for r, side in zip(rows, half, strict=True) if not side]
    if min(len(one), len(other)) < _SIDE:
        return [Part(rows)]
    bound = _across(local, half)
    own, others = _own_names(one, other, terms), _own_names(other, one, terms)
    pile = alike[np.ix_(rows, rows)].astype(np.float64)
    if _same_days(one, other, days):
        apart = bound <= _LOCAL_SAME_DAYS
    else:
        mean = float(pile[np.ix_(half, ~half)].mean())
        apart = bound <= _LOCAL and _across(pile, half) <= _GLOBAL and mean <= _ACROSS and len(own) + len(others) >= _NAMES
    if not apart:
        return [Part(rows)]
    out: list[Part] = []
    for side, names, theirs in ((one, own, others), (other, others, own)):
        parts = parted(side, terms, alike, days)
        out.extend([Part(side, names, theirs)] if len(parts) == 1 else parts)
    return out


def _local(rows: list[int], terms: Terms) -> Floats:
    """Likeness by what the group does not share: the weights again, less the more of the group hold the term."""
    held = Counter(t for r in rows for t in terms.weights[r])
    column = {t: i for i, t in enumerate(sorted(t for t, n in held.items() if n > 1))}
    table = np.zeros((len(rows), len(column)))
    for i, row in enumerate(rows):
        again = {t: w * math.log((len(rows) + 1) / held[t]) for t, w in terms.weights[row].items()}
        norm = math.sqrt(sum(again[t] ** 2 for t in sorted(again))) or 1.0
        for term, weight in again.items():
            if term in column:
                table[i, column[term]] = weight / norm
    return np.asarray(np.round(table @ table.T, 6))


def _halves(likeness: Floats) -> npt.NDArray[np.bool_]:
    """The cut that severs the least likeness for the sizes of its sides."""
    links = likeness.copy()
    np.fill_diagonal(links, 0)
    degree = np.sqrt(links.sum(axis=1) + 1e-9)
    _, vectors = np.linalg.eigh(links / degree[:, None] / degree[None, :])
    cut = np.asarray(np.round(vectors[:, -2] / degree, 6) >= 0)
    return cut if cut[0] else ~cut


def _across(likeness: Floats, half: npt.NDArray[np.bool_]) -> float:
    """Mean likeness between the halves over the (geometric) mean of that within them."""
    within = [_mean_within(likeness[np.ix_(side, side)]) for side in (half, ~half)]
    between = float(likeness[np.ix_(half, ~half)].mean())
    return round(between / math.sqrt(max(within[0] * within[1], 1e-9)), 6)


def _mean_within(block: Floats) -> float:
    size = len(block)
    return float((block.sum() - np.trace(block)) / (size * (size - 1))) if size > 1 else 0.0


def _own_names(side: list[int], rest: list[int], terms: Terms) -> tuple[str, ...]:
    """Names that half of one side and next to none of the other hold."""

    def part(term: str, rows: list[int]) -> float:
        return sum(term in terms.weights[r] for r in rows) / len(rows)

    return tuple(t for t in terms.common(side, top=60) if t in terms.names and part(t, side) >= _OWN and part(t, rest) <= _THEIRS)


def _same_days(one: list[int], other: list[int], days: Sequence[Sequence[int]]) -> bool:
    return any(abs(a - b) <= _SAME_DAYS for x in one for y in other for a in days[x] for b in days[y])
