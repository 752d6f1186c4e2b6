"""How alike two reports are as wholes, asked pair by pair: the weights of `lang.terms`, kept sparse.

`lang.terms` compares all with all, which costs the square of the reports. Descent asks only for pairs that share runs of words; their cosines come
from sorted rows of (term, weight), many pairs at a time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from stemma.lang.en.stemming import stem
from stemma.lang.terms import BACKGROUND, NAME, expected, tells
from stemma.weigh.leaves import Ints, Leaf, Small, Vocabulary

Floats = npt.NDArray[np.float32]

#: Terms handled at a time, to bound memory.
_STRIPE = 4_000_000


class Likeness:
    """Weighted terms of every leaf."""

    def __init__(self, leaves: Sequence[Leaf], vocabulary: Vocabulary) -> None:
        #: Form number -> term number, -1 for words of the grammar.
        self.terms, self.of_form = _terms(vocabulary)
        counted = [self._counted(leaf) for leaf in leaves]
        self._first = np.concatenate([[0], np.cumsum([len(t) for t, _ in counted])]).astype(np.int64)
        owner = np.repeat(np.arange(len(leaves), dtype=np.int64), np.diff(self._first))
        terms = np.concatenate([np.zeros(0, dtype=np.int32), *(t for t, _ in counted)])
        often = np.concatenate([np.zeros(0, dtype=np.int32), *(n for _, n in counted)])
        held = np.bincount(terms, minlength=len(self.terms))
        #: How rare each term is in the news and in this pile.
        self.rare = self._rarity(held, len(leaves))
        weights = (1 + np.log(often)) * self.rare[terms] * np.where(self._mostly_names(leaves)[terms], NAME, 1.0)
        norms = np.sqrt(np.bincount(owner, weights=weights**2, minlength=len(leaves)))
        self._weights: Floats = (weights / np.where(norms == 0, 1.0, norms)[owner]).astype(np.float32)
        self._terms: Small = terms
        self._keys: Ints = owner * len(self.terms) + terms

    def _counted(self, leaf: Leaf) -> tuple[Small, Small]:
        own = self.of_form[leaf.forms]
        found, often = np.unique(own[own >= 0], return_counts=True)
        return found, often.astype(np.int32)

    def _rarity(self, held: Ints, size: int) -> npt.NDArray[np.float64]:
        usual = np.array([expected(t) for t in self.terms], dtype=np.float64)
        return np.maximum(0.0, np.log((size + BACKGROUND + 1) / (held + usual + 0.5)))

    def _mostly_names(self, leaves: Sequence[Leaf]) -> npt.NDArray[np.bool_]:
        """Which terms the pile mostly writes with a capital."""
        total, named = np.zeros(len(self.terms) + 1, dtype=np.int64), np.zeros(len(self.terms) + 1, dtype=np.int64)
        for leaf in leaves:  # a term of -1 counts in the last place, which is dropped
            own = self.of_form[leaf.forms]
            np.add.at(total, own, 1)
            np.add.at(named, own[leaf.names], 1)
        return (named[:-1] > 0) & (2 * named[:-1] >= total[:-1])

    def of(self, a: Ints, b: Ints) -> Floats:
        """Cosines of pairs of leaves, rounded so that the order of additions cannot show."""
        out = np.zeros(len(a), dtype=np.float32)
        sizes = np.diff(self._first)
        swap = sizes[a] > sizes[b]
        short, long = np.where(swap, b, a), np.where(swap, a, b)
        ends = np.cumsum(sizes[short])
        begin = 0
        while begin < len(a):
            done = int(ends[begin - 1]) if begin else 0
            end = max(begin + 1, int(np.searchsorted(ends, done + _STRIPE)))
            out[begin:end] = self._some(short[begin:end], long[begin:end])
            begin = end
        return np.round(out, 5)

    def _some(self, short: Ints, long: Ints) -> Floats:
        sizes = np.diff(self._first)[short]
        pair = np.repeat(np.arange(len(short)), sizes)
        offset = np.arange(len(pair)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        entry = self._first[short][pair] + offset
        wanted = long[pair] * len(self.terms) + self._terms[entry]
        there = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1) if len(self._keys) else entry
        both = self._keys[there] == wanted
        products = self._weights[entry[both]].astype(np.float64) * self._weights[there[both]]
        return np.bincount(pair[both], weights=products, minlength=len(short)).astype(np.float32)

    def rarity(self) -> dict[str, float]:
        """Term -> how rare it is."""
        return {t: float(r) for t, r in zip(self.terms, self.rare, strict=True) if not math.isnan(r)}


def _terms(vocabulary: Vocabulary) -> tuple[list[str], Small]:
    number: dict[str, int] = {}
    of_form = [number.setdefault(stem(form), len(number)) if tells(form) else -1 for form in vocabulary.forms]
    return list(number), np.array(of_form, dtype=np.int32)
