"""Sentences and dependency trees from arc scores.

Each word takes its best head; where that gives no tree with one root, or arcs that cross, the best tree without crossing arcs is
sought, by the algorithm of Eisner (1996). English crosses hardly ever: on EWT and GUM dev, trees that may cross are .001 LAS worse.
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
        if not are_trees(best) or _crosses(best):
            best = _projective(block, root)
        out[begin:end] = np.where(best < 0, -1, best + begin)
    return out


def _best(block: NDArray[np.float64], root: NDArray[np.float64]) -> Ints:
    """Best head of each word on its own, but with one root: the word that gains most by it."""
    if len(root) == 1:
        return np.array([-1])
    best: Ints = block.argmax(1)
    best[int((root - block.max(1)).argmax())] = -1
    return best


def are_trees(head: Ints) -> bool:
    """Whether every word reaches a root."""
    reach = head.copy()
    for _ in range(max(1, len(head).bit_length())):
        reach = np.where(reach < 0, -1, reach[reach])
    return bool((reach < 0).all())


def _crosses(head: Ints) -> bool:
    """Whether two arcs cross; that of the root comes from before the first word."""
    words = np.arange(len(head))
    low, high = np.minimum(words, head), np.maximum(words, head)
    return bool(((low[:, None] < low) & (low < high[:, None]) & (high[:, None] < high)).any())


def _projective(block: NDArray[np.float64], root: NDArray[np.float64]) -> Ints:
    """The best tree without crossing arcs; ``block[i, j]`` is the worth of j as head of i, ``root[i]`` that of i as root.

    Spans grow from short to long, all of one length at a time. A whole span has its head at one end, an open one is an arc from end to end.
    """
    n = len(root)
    block = np.where(np.isfinite(block), block, -1e9)
    whole_left, whole_right = (np.where(np.eye(n, dtype=bool), 0.0, -1e9) for _ in range(2))  # head last; head first
    open_left, open_right = np.full((n, n), -1e9), np.full((n, n), -1e9)
    split_open, split_left, split_right = (np.zeros((n, n), dtype=np.int64) for _ in range(3))
    for size in range(1, n):
        first = np.arange(n - size)
        last, row, cut = first + size, np.arange(n - size), first[:, None] + np.arange(size)
        worth = whole_right[first[:, None], cut] + whole_left[cut + 1, last[:, None]]
        best = worth.argmax(1)
        split_open[first, last] = first + best
        open_right[first, last] = worth[row, best] + block[last, first]
        open_left[first, last] = worth[row, best] + block[first, last]
        worth = whole_left[first[:, None], cut] + open_left[cut, last[:, None]]
        best = worth.argmax(1)
        split_left[first, last], whole_left[first, last] = first + best, worth[row, best]
        worth = open_right[first[:, None], cut + 1] + whole_right[cut + 1, last[:, None]]
        best = worth.argmax(1)
        split_right[first, last], whole_right[first, last] = first + best + 1, worth[row, best]
    top = int((whole_left[0] + whole_right[:, -1] + root).argmax())
    head = np.full(n, -1, dtype=np.int64)
    agenda = [("whole left", 0, top), ("whole right", top, n - 1)]
    while agenda:
        kind, first_word, last_word = agenda.pop()
        if first_word == last_word:
            continue
        place = first_word, last_word
        if kind == "whole left":
            at = int(split_left[place])
            agenda += [("whole left", first_word, at), ("open left", at, last_word)]
        elif kind == "whole right":
            at = int(split_right[place])
            agenda += [("open right", first_word, at), ("whole right", at, last_word)]
        else:
            at = int(split_open[place])
            head[first_word if kind == "open left" else last_word] = last_word if kind == "open left" else first_word
            agenda += [("whole right", first_word, at), ("whole left", at + 1, last_word)]
    return head
