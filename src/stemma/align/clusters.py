"""From likely pairs to claims: agglomeration by average likelihood, under bars that nothing outweighs.

Theory of operation. What is clustered are forms: propositions alike in all that counts are one from the start. Each candidate pair has a
probability of being one claim (features times learnt weights through the logistic function). Starting from single forms, the two clusters with
the highest mean probability over all their cross pairs are joined, as long as the mean is above `JOIN` and no cross pair is barred. Means and
not single links: one good pair does not pull two groups together. Two propositions of one report join only above `RESTATED`: a report that says
nearly the same thing twice usually means two things. All ties are broken by place, so the order in which reports come changes nothing.
"""

from __future__ import annotations

import heapq
import json
import math
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from stemma.align.bars import barred, barred_in_one_report
from stemma.align.candidates import candidates
from stemma.align.features import FEATURES, values
from stemma.align.forms import Form, forms
from stemma.align.pairs import Corpus, Pair, held
from stemma.align.stated import Proposition
from stemma.errors import DamagedError


@cache
def _learnt() -> tuple[float, tuple[float, ...], float, float]:
    """Bias, weights in the order of the features, and the two thresholds."""
    raw: dict[str, Any] = json.loads((files("stemma.align") / "weights.json").read_text("utf-8"))
    weights = raw["weights"]
    if list(weights) != list(FEATURES):
        raise DamagedError(
            "The weights of alignment do not fit its features.", code="weights-do-not-fit", hint="Run training/alignment/learn.py again."
        )
    return float(raw["bias"]), tuple(map(float, weights.values())), float(raw["join"]), float(raw["restated"])


def contributions(a: Proposition, b: Proposition, corpus: Corpus) -> dict[str, float]:
    """What each feature adds to the log odds of a pair."""
    _, weights, _, _ = _learnt()
    return {name: w * v for name, w, v in zip(FEATURES, weights, values(held(a, b, corpus)), strict=True)}


#: Features that look at the figure itself.
_FIGURE = frozenset({"align.same-figure", "align.telling-figure", "align.same-bound"})


def matter(pair: Pair) -> float:
    """Probability that the two would be one claim, had they named the same figure on the same day."""
    bias, weights, _, _ = _learnt()
    z = bias
    for (name, feature), weight in zip(FEATURES.items(), weights, strict=True):
        if name in {"align.same-figure", "align.same-bound"}:
            z += weight if pair.numbers is not None else 0.0
        elif name not in _FIGURE and name != "align.other-day":
            z += weight * feature(pair)
    return 1 / (1 + math.exp(-z)) if z > -30 else 0.0


class Likelihood:
    """Probability that two forms are one claim, computed once a pair; None where they are barred."""

    def __init__(self, told: Sequence[Form], corpus: Corpus) -> None:
        self._told, self._corpus = told, corpus
        self._known: dict[tuple[int, int], float | None] = {}
        self._bias, self._weights, self.join, self.restated = _learnt()

    def __call__(self, i: int, j: int) -> float | None:
        key = (i, j) if i < j else (j, i)
        if key not in self._known:
            self._known[key] = self._compute(*key)
        return self._known[key]

    def _compute(self, i: int, j: int) -> float | None:
        a, b = self._told[i], self._told[j]
        pair = held(a.head, b.head, self._corpus)
        if barred(pair):
            return None
        z = self._bias + sum(w * v for w, v in zip(self._weights, values(pair), strict=True))
        p = 1 / (1 + math.exp(-z)) if z > -30 else 0.0
        both = a.told.keys() & b.told.keys()
        if both and (p < self.restated or any(barred_in_one_report(a.told[r], b.told[r], self._corpus) for r in sorted(both))):
            return None
        return p


def cluster(propositions: Sequence[Proposition], corpus: Corpus) -> list[list[int]]:
    """Groups of indexes that are one claim each, every proposition in exactly one, in order."""
    told = forms(propositions)
    likelihood = Likelihood(told, corpus)
    members: dict[int, list[int]] = {n: [n] for n in range(len(told))}
    beside: dict[int, set[int]] = {n: set() for n in members}
    queue: list[tuple[float, int, int]] = []
    for i, j in candidates([form.head for form in told], corpus):
        p = likelihood(i, j)
        if p is not None and p >= likelihood.join:
            beside[i].add(j)
            beside[j].add(i)
            queue.append((-p, i, j))
    heapq.heapify(queue)
    fresh = len(told)
    while queue:
        _, i, j = heapq.heappop(queue)
        if i not in members or j not in members:
            continue
        members[fresh] = sorted(members.pop(i) + members.pop(j))
        neighbours = (beside.pop(i) | beside.pop(j)) & members.keys()
        beside[fresh] = set()
        for k in sorted(neighbours):
            mean = _mean(members[fresh], members[k], likelihood)
            if mean is not None and mean >= likelihood.join:
                beside[fresh].add(k)
                beside[k].add(fresh)
                heapq.heappush(queue, (-mean, k, fresh))
        fresh += 1
    return sorted(sorted(n for form in group for n in told[form].members) for group in members.values())


def _mean(xs: Sequence[int], ys: Sequence[int], likelihood: Likelihood) -> float | None:
    """Mean probability over all cross pairs; None where one is barred."""
    total = 0.0
    for i in xs:
        for j in ys:
            p = likelihood(i, j)
            if p is None:
                return None
            total += p
    return total / (len(xs) * len(ys))
