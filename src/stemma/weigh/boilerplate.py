"""Runs of words that are nobody's: held by reports that tell of different things.

Theory of operation. What unlike reports share word for word is a standing text (an outlet's own lines, a background paragraph, a formula of the
trade), and so is what several middling-like reports of one house share. Only pairs that share several runs are asked how alike they are: what two
reports share once or twice is chance. Runs that many hold are tried first by three pairs of holders, which is enough to put by nearly all of them.
Two bodies that share half of their runs are alike whatever their words weigh: where hundreds carry one text, its words are common, and weigh little.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from stemma.weigh.leaves import Flags, Ints
from stemma.weigh.likeness import Floats, Likeness
from stemma.weigh.shared import Groups, counted, found_in

#: Bodies less alike than this tell of different things; what they share word for word is boilerplate.
_UNLIKE = 0.1
#: What three bodies or more hold is boilerplate of a house (its standing background) when most pairs are less alike than this: copies of one
#: text are at .45 and more, reports of one house on days apart at .2-.35 (Syria reports; .25-.4 tried).
_MOSTLY_UNLIKE = 0.3
#: Part of the shorter body's runs from which two bodies are alike by them alone; a pair tried for fewer runs than this is not asked.
_SHARED, _RUNS = 0.5, 20


def own_runs(groups: Groups, likeness: Likeness, held: Callable[[int], Ints], *, at_least: int) -> tuple[Ints, Ints, Ints]:
    """(keys of pairs that share enough runs which are no boilerplate, how many, boilerplate runs in order); `held` gives the runs of a body."""
    standing = _by_sample(groups, likeness, held)
    rest = groups.only(~standing)
    keys, counts = counted(rest, at_least=at_least)
    alike = likeness.of(keys // groups.bodies, keys % groups.bodies)
    _or_by_runs(alike, keys, counts, groups.bodies, held)
    also = _by_all(rest, keys, alike)
    left = rest.only(~also)
    counts = np.zeros(len(keys), dtype=np.int64)
    for _, some in left.pairs():
        at, there = found_in(keys, some)
        counts += np.bincount(at[there], minlength=len(keys))
    enough = counts >= at_least
    return keys[enough], counts[enough], np.sort(np.concatenate([groups.value[standing], rest.value[also]]))


def _or_by_runs(alike: Floats, keys: Ints, counts: Ints, bodies: int, held: Callable[[int], Ints]) -> None:
    """Raises what unlike pairs that share many runs are alike to the part of the runs that they share."""
    for n in np.flatnonzero((alike < _MOSTLY_UNLIKE) & (counts >= _RUNS)).tolist():
        a, b = held(int(keys[n] // bodies)), held(int(keys[n] % bodies))
        part = len(np.intersect1d(a, b, assume_unique=True)) / min(len(a), len(b))
        if part >= _SHARED:
            alike[n] = max(alike[n], part)


def _by_sample(groups: Groups, likeness: Likeness, held: Callable[[int], Ints]) -> Flags:
    """Groups of which some two of the first, the middle and the last holder are unlike."""
    out = np.zeros(len(groups.value), dtype=bool)
    ends = groups.first[1:] - 1
    middles = (groups.first[:-1] + ends) // 2
    for one, other in ((groups.first[:-1], ends), (groups.first[:-1], middles), (middles, ends)):
        tried = np.flatnonzero(~out & (groups.sizes > 2) & (one != other))
        pairs = groups.owner[one[tried]] * groups.bodies + groups.owner[other[tried]]
        key, back, times = np.unique(pairs, return_inverse=True, return_counts=True)
        alike = likeness.of(key // groups.bodies, key % groups.bodies)
        _or_by_runs(alike, key, times, groups.bodies, held)
        out[tried] = alike[back] < _UNLIKE
    return out


def _by_all(groups: Groups, keys: Ints, alike: Floats) -> Flags:
    """Groups of which some pair is unlike, or of three and more most pairs are; of pairs that share enough to be asked."""
    size = len(groups.value)
    unlike, low, asked = (np.zeros(size, dtype=np.int64) for _ in range(3))
    for group, some in groups.pairs():
        at, there = found_in(keys, some)
        group, near = group[there], alike[at[there]]
        unlike += np.bincount(group[near < _UNLIKE], minlength=size)
        low += np.bincount(group[near < _MOSTLY_UNLIKE], minlength=size)
        asked += np.bincount(group, minlength=size)
    return (unlike > 0) | ((groups.sizes > 2) & (2 * low > asked))
