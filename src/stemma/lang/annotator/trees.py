"""Sentences and dependency trees from arc scores.

Each word takes its best head; only where that gives no tree with one root are the arcs chosen anew, by the algorithm
of Chu and Liu (1965) and Edmonds (1967) for the best spanning tree, once for each likely root.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

#: How much the arcs across a place weigh against a sentence's beginning there, and the least sum. On EWT and GUM dev (weight
#: 0-1.5, least -3-2) sentence starts go from F1 .929 and .976 by the score alone to .935 and .987; flat about here.
_CROSSING, _START = 0.6, -1.5
_CLOSING = frozenset({'"', "”", "’", "'", "''"})
#: Roots tried where the best arcs are no tree.
_ROOTS = 3


def sentences(start: Floats, arcs: Floats, paragraphs: Sequence[int], words: Sequence[str]) -> list[tuple[int, int]]:
    """Half-open sentences of a chunk, from each word's score for beginning one and from the arcs across that place.

    The scores alone cut direct speech from its "he said"; the arcs, which are scored over the whole chunk, know that
    the two belong together. ``arcs`` is (W, 1 + W), column 0 the root. A paragraph always begins a sentence; nothing else
    does after a comma, within quotation marks or without.
    """
    chance = np.exp(arcs - arcs.max(1, keepdims=True))
    chance /= chance.sum(1, keepdims=True)
    mass = np.cumsum(chance[:, 1:], axis=1)
    before = np.pad(mass, ((0, 0), (1, 0)))[:, :-1]  # of word j: how likely its head stands before place i
    after = mass[:, -1:] - before
    place = np.arange(len(arcs))
    crossing = np.where(place[:, None] < place, after, before)
    kept_apart = np.log1p(-np.minimum(crossing, 0.999)).sum(0)
    begins = start + _CROSSING * kept_apart > _START
    begins[[at for at in range(1, len(words)) if _after_comma(words, at)]] = False
    begins[list(paragraphs)] = True
    return list(pairwise([*np.flatnonzero(begins).tolist(), len(arcs)]))


def _after_comma(words: Sequence[str], at: int) -> bool:
    return words[at - 1] == "," or (at > 1 and words[at - 2] == "," and words[at - 1] in _CLOSING)


def heads(arcs: Floats, division: Sequence[tuple[int, int]]) -> Ints:
    """Head of each word, -1 for roots.

    ``arcs`` is (W, 1 + W), column 0 the root; sentences of the ``division`` are half-open and cover all words. Heads lie in the sentence.
    """
    words = len(arcs)
    out = np.empty(words, dtype=np.int64)
    for begin, end in division:
        block = arcs[begin:end, begin + 1 : end + 1].astype(np.float64)
        np.fill_diagonal(block, -np.inf)
        root = arcs[begin:end, 0].astype(np.float64)
        best = _best(block, root)
        if not _is_tree(best):
            best = _spanning(block, root)
        out[begin:end] = np.where(best < 0, -1, best + begin)
    return out


def _best(block: NDArray[np.float64], root: NDArray[np.float64]) -> Ints:
    """Best head of each word on its own, but with one root: the word that gains most by it."""
    if len(root) == 1:
        return np.array([-1])
    best: Ints = block.argmax(1)
    best[int((root - block.max(1)).argmax())] = -1
    return best


def _is_tree(head: Ints) -> bool:
    """Whether every word reaches the root."""
    reach = head.copy()
    for _ in range(max(1, len(head).bit_length())):
        reach = np.where(reach < 0, -1, reach[reach])
    return bool((reach < 0).all())


def _spanning(block: NDArray[np.float64], root: NDArray[np.float64]) -> Ints:
    """The best spanning tree over the likeliest roots."""
    gain = root - block.max(1)
    results: list[tuple[float, int, Ints]] = []
    for at in np.argsort(-gain, kind="stable")[:_ROOTS]:
        head = _edmonds(block, int(at))
        score = root[at] + sum(block[i, h] for i, h in enumerate(head) if i != at)
        results.append((float(score), -int(at), head))
    _, at, head = max(results, key=lambda r: r[:2])
    head[-at] = -1
    return head


def _edmonds(scores: NDArray[np.float64], root: int) -> Ints:
    """Heads of the best tree under ``root``; ``scores[i, j]`` is the worth of j as head of i."""
    n = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -1e18)
    head: Ints = scores.argmax(1)
    head[root] = -1
    loop = _loop(head)
    if loop is None:
        return head
    inside = np.zeros(n, dtype=bool)
    inside[loop] = True
    rest = np.flatnonzero(~inside)
    kept = scores[loop, head[loop]]
    # The loop becomes one word, the last: arcs into it pay for the arc that they break.
    small = np.full((len(rest) + 1, len(rest) + 1), -1e18)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    out_of = scores[np.ix_(rest, loop)]
    small[:-1, -1] = out_of.max(1)
    into = scores[np.ix_(loop, rest)] - kept[:, None]
    small[-1, :-1] = into.max(0)
    inner = _edmonds(small, int(np.flatnonzero(rest == root)[0]))
    for i, word in enumerate(rest):
        if word != root:
            head[word] = loop[int(out_of[i].argmax())] if inner[i] == len(rest) else rest[inner[i]]
    outside = int(inner[-1])
    head[loop[int(into[:, outside].argmax())]] = rest[outside]
    head[root] = -1
    return head


def _loop(head: Ints) -> Ints | None:
    """Some loop of the head function, or None."""
    seen = np.zeros(len(head), dtype=np.int64)
    for start in range(len(head)):
        at, mark = start, start + 1
        while at >= 0 and not seen[at]:
            seen[at] = mark
            at = int(head[at])
        if at >= 0 and seen[at] == mark:
            loop = [at]
            while int(head[loop[-1]]) != at:
                loop.append(int(head[loop[-1]]))
            return np.array(sorted(loop))
    return None
