"""Who holds what: bodies by what they have in common, and the pairs worth a close look, found without looking at all pairs.

Theory of operation. What bodies hold (runs of words, neighbouring content words) is sorted once as numbers; equal numbers stand together and make
groups of holders, the earliest report first. A group that few hold gives all its pairs. One that many hold gives each holder those just before it and
the earliest of all: where a thousand reports carry one text, each is held against its nearest forerunners and the first of them, and not against
all. So cost grows with the words, not with the pairs. All of it is arithmetic on arrays; nothing depends on the order in which reports came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from stemma.weigh.leaves import Flags, Ints

#: Each holder is paired with so many holders before it, and with so many of the earliest: groups of fewer give all their pairs.
_NEAR, _EARLY = 40, 8
#: Numbers sorted at a time, to bound memory.
_AT_ONCE = 30_000_000
#: A body keeps at most so many partners among those before it: half that share most with it, half the earliest that share half as much.
PARTNERS = 16


@dataclass(frozen=True, slots=True)
class Groups:
    """Numbers that two bodies or more hold, with those bodies."""

    value: Ints
    #: The holders of all groups one after the other, in order of time within each; where each group begins, and the end.
    owner: Ints
    first: Ints
    #: How many bodies there are in all.
    bodies: int

    @property
    def sizes(self) -> Ints:
        """How many hold each."""
        return np.diff(self.first)

    def only(self, wanted: Flags) -> Groups:
        """Some of the groups."""
        sizes = self.sizes
        return Groups(self.value[wanted], self.owner[np.repeat(wanted, sizes)], _starts(sizes[wanted]), self.bodies)

    def pairs(self) -> Iterator[tuple[Ints, Ints]]:
        """(numbers of groups, keys of pairs of their holders), some at a time; a key is `earlier * bodies + later`."""
        sizes = self.sizes
        group = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
        place = np.arange(len(self.owner), dtype=np.int64) - self.first[:-1][group]
        at = np.flatnonzero(place >= 1)
        for back in range(1, _NEAR + 1):
            at = at[place[at] >= back]
            if not len(at):
                return
            yield group[at], self.owner[at - back] * self.bodies + self.owner[at]
        for early in range(_EARLY):
            far = at[place[at] > _NEAR + early]
            if not len(far):
                return
            yield group[far], self.owner[self.first[:-1][group[far]] + early] * self.bodies + self.owner[far]


def groups_of(held: Callable[[int], Ints], bodies: int, numbers: int) -> Groups:
    """What two bodies or more hold. `held` gives the distinct numbers of a body, in order of time; `numbers` is about how many there are."""
    parts = 1 + numbers // _AT_ONCE
    found = [_grouped([own[own % parts == part] if parts > 1 else own for own in map(held, range(bodies))]) for part in range(parts)]
    value, owner, sizes = (np.concatenate([f[n] for f in found]) for n in range(3))
    return Groups(value, owner, _starts(sizes), bodies)


def _grouped(own: list[Ints]) -> tuple[Ints, Ints, Ints]:
    """(numbers held by several, their holders, how many each has)."""
    value = np.concatenate([np.zeros(0, dtype=np.int64), *own])
    owner = np.repeat(np.arange(len(own), dtype=np.int64), [len(numbers) for numbers in own])
    order = np.argsort(value, kind="stable")  # stable: holders stay in order of time
    value, owner = value[order], owner[order]
    begins = np.flatnonzero(np.r_[True, value[1:] != value[:-1]]) if len(value) else np.zeros(0, dtype=np.int64)
    sizes = np.diff(np.r_[begins, len(value)])
    several = sizes > 1
    return value[begins[several]], owner[np.repeat(several, sizes)], sizes[several]


def _starts(sizes: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def counted(groups: Groups, *, at_least: int) -> tuple[Ints, Ints]:
    """(keys in order, counts) of the pairs that stand together in enough groups."""
    keys, counts = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for _, some in groups.pairs():
        key, count = np.unique(some, return_counts=True)
        keys.append(key)
        counts.append(count)
    key, back = np.unique(np.concatenate(keys), return_inverse=True)
    count = np.bincount(back, weights=np.concatenate(counts), minlength=len(key)).astype(np.int64)
    return key[count >= at_least], count[count >= at_least]


def found_in(keys: Ints, some: Ints) -> tuple[Ints, Flags]:
    """(places of some keys among sorted keys, which of them are there at all)."""
    at = np.minimum(np.searchsorted(keys, some), max(0, len(keys) - 1))
    return at, keys[at] == some if len(keys) else np.zeros(len(some), dtype=bool)


def nearest(keys: Ints, counts: Ints, bodies: int) -> Ints:
    """The keys of the pairs that stay when each body keeps a bounded number of partners before it."""
    earlier, later = keys // bodies, keys % bodies
    if not len(keys):
        return keys
    most = np.zeros(bodies, dtype=np.int64)
    np.maximum.at(most, later, counts)
    best = _first_of_each(later, np.lexsort((earlier, -counts, later)), PARTNERS // 2)
    rest = ~best & (2 * counts >= most[later])
    order = np.lexsort((earlier, later))
    early = _first_of_each(later, order[rest[order]], PARTNERS - PARTNERS // 2)
    kept = best | early
    few = np.bincount(later, minlength=bodies)[later] <= PARTNERS
    return keys[kept | few]


def _first_of_each(of: Ints, order: Ints, most: int) -> Flags:
    """Which entries are among the first so many of theirs, in this order, which sorts by whose they are."""
    out = np.zeros(len(of), dtype=bool)
    whose = of[order]
    begins = np.flatnonzero(np.r_[True, whose[1:] != whose[:-1]]) if len(whose) else np.zeros(0, dtype=np.int64)
    place = np.arange(len(order)) - np.repeat(begins, np.diff(np.r_[begins, len(order)]))
    out[order[place < most]] = True
    return out
