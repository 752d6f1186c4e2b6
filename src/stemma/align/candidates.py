"""Which pairs are worth holding side by side: an index, so that the work grows with the text and not with its square.

Two propositions become a candidate pair when they share a figure, or enough rare words and names, or lie near each other by word vectors.
What everybody shares ("people", the story's own name) finds nobody: postings longer than `_CROWD` are left out. Each proposition keeps its
`_NEAREST` best partners by shared words and as many by vectors.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from stemma.align import intervals
from stemma.align.pairs import Corpus
from stemma.align.stated import Proposition

_NEAREST = 16
_CROWD = 200
_VECTOR_FLOOR = 0.45
_BLOCK = 1024


def candidates(propositions: Sequence[Proposition], corpus: Corpus) -> list[tuple[int, int]]:
    """Pairs of indexes, the smaller first, in order."""
    found: set[tuple[int, int]] = set()
    found.update(_by_figure(propositions))
    found.update(_by_words(propositions, corpus))
    found.update(_by_vector(propositions))
    return sorted(found)


def _by_figure(propositions: Sequence[Proposition]) -> set[tuple[int, int]]:
    buckets: dict[tuple[str, int], list[int]] = defaultdict(list)
    for n, p in enumerate(propositions):
        if p.mention is None:
            continue
        figure = intervals.figures(p.mention.quantity)[0]
        if figure is None:
            continue
        step = round(math.log(abs(figure)) * 20) if figure else -(10**6)  # five per cent a step; neighbours meet as well
        for near in (step, step + 1):
            buckets[intervals.kind(p.mention.quantity), near].append(n)
    return {(a, b) for members in buckets.values() if len(members) <= _CROWD for i, a in enumerate(members) for b in members[i + 1 :]}


def _by_words(propositions: Sequence[Proposition], corpus: Corpus) -> set[tuple[int, int]]:
    postings: dict[str, list[int]] = defaultdict(list)
    for n, p in enumerate(propositions):
        for word in sorted(p.words | corpus.named(p.names)):
            postings[word].append(n)
    found: set[tuple[int, int]] = set()
    for n, p in enumerate(propositions):
        scores: dict[int, float] = defaultdict(float)
        for word in sorted(p.words | corpus.named(p.names)):
            members = postings[word]
            if len(members) > _CROWD:
                continue
            weight = corpus.weight(word)
            for m in members:
                if m != n:
                    scores[m] += weight
        best = sorted(scores, key=lambda m: (-scores[m] / (len(propositions[m].words) + 3), m))[:_NEAREST]
        found.update((min(n, m), max(n, m)) for m in best)
    return found


def _by_vector(propositions: Sequence[Proposition]) -> set[tuple[int, int]]:
    rows = [n for n, p in enumerate(propositions) if p.vector is not None]
    if len(rows) < 2:
        return set()
    matrix = np.stack([v for p in propositions if (v := p.vector) is not None])
    found: set[tuple[int, int]] = set()
    keep = min(_NEAREST, len(rows) - 1)
    for start in range(0, len(rows), _BLOCK):
        near = matrix[start : start + _BLOCK] @ matrix.T
        near[np.arange(len(near)), start + np.arange(len(near))] = -1
        best = _best(near, keep)
        for i, partners in enumerate(best):
            a = rows[start + i]
            found.update((min(a, rows[j]), max(a, rows[j])) for j in partners if near[i, j] >= _VECTOR_FLOOR)
    return found


def _best(near: NDArray[np.float32], keep: int) -> NDArray[np.intp]:
    """Columns of the `keep` greatest of each row; of equal ones the first, so that the machine's way of sorting decides nothing."""
    least = np.partition(near, -keep, axis=1)[:, -keep][:, None]
    sure = near > least
    ties = near == least
    room = keep - sure.sum(axis=1, keepdims=True)
    taken = sure | (ties & (np.cumsum(ties, axis=1) <= room))
    return np.nonzero(taken)[1].reshape(len(near), keep)
