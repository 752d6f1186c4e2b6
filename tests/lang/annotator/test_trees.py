"""Arc scores to trees: always a tree with one root and no crossing arcs, and the best one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from stemma.lang.annotator.trees import heads, sentences


def is_tree(head: list[int]) -> bool:
    for at in range(len(head)):
        seen = set()
        while at >= 0 and at not in seen:
            seen.add(at)
            at = head[at]
        if at >= 0:
            return False
    return head.count(-1) == 1


def crosses(head: list[int]) -> bool:
    arcs = [(min(i, h), max(i, h)) for i, h in enumerate(head)]  # the root stands before the first word
    return any(a < c < b < d for a, b in arcs for c, d in arcs)


@pytest.mark.parametrize("seed", range(60))
def test_random_scores_give_the_best_tree(seed: int) -> None:
    chance = np.random.default_rng(seed)
    n = int(chance.integers(1, 6))
    arcs = chance.normal(size=(n, n + 1)).astype(np.float32)
    found = heads(arcs, [(0, n)]).tolist()
    assert is_tree(found)
    assert not crosses(found)
    if not is_tree(greedy(arcs)) or crosses(greedy(arcs)):
        trees = [list(t) for t in itertools.product(range(-1, n), repeat=n) if is_tree(list(t)) and not crosses(list(t))]
        assert found == max(trees, key=lambda t: sum(arcs[i, h + 1] for i, h in enumerate(t)))


def greedy(arcs: np.ndarray) -> list[int]:
    block = arcs[:, 1:].copy()
    np.fill_diagonal(block, -np.inf)
    if len(arcs) == 1:
        return [-1]
    best = block.argmax(1)
    best[int((arcs[:, 0] - block.max(1)).argmax())] = -1
    return best.tolist()


@pytest.mark.parametrize("seed", range(10))
def test_sentences_stay_apart(seed: int) -> None:
    chance = np.random.default_rng(seed)
    arcs = chance.normal(size=(60, 61)).astype(np.float32)
    sentences = [(0, 25), (25, 26), (26, 60)]
    found = heads(arcs, sentences)
    for begin, end in sentences:
        part = [h if h < 0 else h - begin for h in found[begin:end].tolist()]
        assert all(-1 <= h < end - begin for h in part)
        assert is_tree(part)
        assert not crosses(part)


def test_no_sentence_begins_after_a_comma_or_amid_arcs() -> None:
    words = ["“", "Go", ",", "”", "he", "said", ".", "She", "left", "."]
    start = np.array([5, -5, -5, -5, 5, -5, -5, 5, -5, -5], dtype=np.float32)
    apart = np.zeros((10, 11), dtype=np.float32)
    apart[:7, 6] = apart[7:, 9] = 20  # every word hangs on the verb of its sentence
    assert sentences(start, apart, [0], words) == [(0, 7), (7, 10)]
    crossing = np.zeros((10, 11), dtype=np.float32)
    crossing[:, 6] = 20
    assert sentences(start, crossing, [0], words) == [(0, 10)]
    assert sentences(start, crossing, [0, 7], words) == [(0, 7), (7, 10)]
