"""Dependency trees from arc scores, sentence by sentence.

Each word takes its best head; only where that gives no tree with one root are the arcs chosen anew, by the algorithm
of Chu and Liu (1965) and Edmonds (1967) for the best spanning tree, once for each likely root.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

#: Roots tried where the best arcs are no tree.
_ROOTS = 3


def heads(arcs: Floats, sentences: Sequence[tuple[int, int]]) -> Ints:
    """Head of each word, -1 for roots.

    ``arcs`` is (W, 1 + W), column 0 the root; sentences are half-open and cover all words. Heads lie in the sentence.
    """
    words = len(arcs)
    out = np.empty(words, dtype=np.int64)
    for begin, end in sentences:
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
