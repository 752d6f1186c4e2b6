"""Sentences that were taken over and reworded: most of their telling words stand again, in order, in one sentence of another report.

Theory of operation. Observations: a rewriter swaps small words, synonyms and endings, so that runs of words break, but keeps a sentence's plan:
the same verbs, nouns and adjectives in the same order. Reports that only tell of one event share its names and figures, and these in any order.
Method: each sentence as the stems of its content words, names and figures weighing little; the heaviest common subsequence of two sentences, as a
part of the weight of the child's. Candidates come from an index of neighbouring content words, which small words between do not hide.
Known to fail: active turned into passive; sentences split in two; a formula of the trade that is all content words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from stemma.lang.en.stemming import stem
from stemma.lang.terms import tells
from stemma.weigh.leaves import Flags, Ints, Leaf, Vocabulary
from stemma.weigh.likeness import Likeness
from stemma.weigh.passages import Kept
from stemma.weigh.shared import counted, groups_of, nearest
from stemma.weigh.spelling import one_spelling

#: Weight of a name or a figure beside a word as rare: any report of the event has them.
_FACT = 0.35
#: A sentence of fewer content words than this is like another by chance.
_SHORT = 5
#: Part of a sentence's weight that must stand again in order.
_LIKE = 0.6
#: At most so many sentences of the other body are compared with one.
_PLACES = 3
#: Content words two sentences must share to be compared.
_SHARED = 4
#: Neighbouring content words two bodies must share to be compared (true pairs of bench/descent_pairs share 18 and more).
_NEIGHBOURS = 10
#: From so many reworded sentences, with so many content words kept, a pair is an edge (dev part of bench/descent_pairs: 10-26 words and one to three
#: sentences tried; weights of facts .2, .35 and 1).
_SENTENCES, _WORDS = 2, 18
#: And they must be such a part of the shorter body's content words: long reports of one event have some alike by chance (.05-.15, events.jsonl).
_PART = 0.1


@dataclass(frozen=True, slots=True)
class Sentence:
    """The content words of one sentence that anybody else may not have: no quotation, no boilerplate."""

    #: Word range in the body.
    first: int
    last: int
    #: Stems in order, as numbers, and how much each tells.
    stems: tuple[int, ...]
    weights: tuple[float, ...]


class Rewordings:
    """The sentences of all bodies as content words."""

    def __init__(self, leaves: Sequence[Leaf], vocabulary: Vocabulary, likeness: Likeness, others: Callable[[int], Flags]) -> None:
        """Leaves in order of time; `others` gives the words of one that anybody may have (quotations, boilerplate)."""
        self._words = _Words(vocabulary, likeness)
        self.sentences = [self._words.sentences(leaf, others(n)) for n, leaf in enumerate(leaves)]

    def candidates(self) -> list[tuple[int, int]]:
        """Pairs of bodies that share enough neighbouring content words, the earlier first."""
        size = len(self.sentences)
        groups = groups_of(self._neighbours, size, sum(len(s.stems) for found in self.sentences for s in found))
        keys = nearest(*counted(groups, at_least=_NEIGHBOURS), size)
        return list(zip((keys // size).tolist(), (keys % size).tolist(), strict=True))

    def _neighbours(self, number: int) -> Ints:
        own = {a << 32 | b for s in self.sentences[number] for a, b in zip(s.stems, s.stems[1:], strict=False)}
        return np.array(sorted(own), dtype=np.int64)

    def between(self, child: int, parent: int) -> list[Kept]:
        """The sentences of `child` that stand again in `parent` in other words, each against a sentence of its own, in order."""
        found = [r for s in self.sentences[child] for r in self._against_all(s, self.sentences[parent])]
        taken: set[int] = set()
        mine: dict[int, Kept] = {}
        for kept in sorted(found, key=lambda k: (-k.part, k.first, k.there_first)):
            if kept.first not in mine and kept.there_first not in taken:
                mine[kept.first] = kept
                taken.add(kept.there_first)
        return [mine[first] for first in sorted(mine)]

    def enough(self, a: int, b: int, kept: Sequence[Kept]) -> bool:
        """Whether these reworded sentences of the one or the other speak for descent by themselves."""
        words = sum(k.free for k in kept)
        shorter = min(sum(len(s.stems) for s in self.sentences[n]) for n in (a, b))
        return len(kept) >= _SENTENCES and words >= _WORDS and words >= _PART * shorter

    def _against_all(self, sentence: Sentence, there: Sequence[Sentence]) -> list[Kept]:
        """The sentences of the other body that are most of this one."""
        own = set(sentence.stems)
        shared = [(len(own.intersection(other.stems)), -n) for n, other in enumerate(there)]
        near = sorted((s for s in shared if s[0] >= _SHARED), reverse=True)[:_PLACES]
        return [k for k in (_against(sentence, there[-n]) for _, n in near) if k is not None]


class _Words:
    """What each form says: its stem as a number, and how much that tells."""

    def __init__(self, vocabulary: Vocabulary, likeness: Likeness) -> None:
        rarity = likeness.rarity()
        number: dict[str, int] = {}
        self._stems = [number.setdefault(stem(one_spelling(form)), len(number)) if tells(form) else -1 for form in vocabulary.forms]
        self._rare = [rarity.get(stem(form), 0.0) for form in vocabulary.forms]
        self._figure = vocabulary.figures()

    def sentences(self, leaf: Leaf, others: Flags) -> list[Sentence]:
        """The sentences that are mostly the report's own."""
        out = []
        forms, fact = leaf.forms.tolist(), (leaf.names | self._figure[leaf.forms]).tolist()
        taken = others.tolist()
        for first, last in leaf.sentences:
            if 2 * sum(taken[first:last]) > last - first:
                continue  # what stands around a quotation says who spoke, and anybody has that
            own = [i for i in range(first, last) if not taken[i] and self._stems[forms[i]] >= 0]
            if len(own) >= _SHORT:
                weights = tuple(self._rare[forms[i]] * (_FACT if fact[i] else 1.0) for i in own)
                out.append(Sentence(first, last, tuple(self._stems[forms[i]] for i in own), weights))
        return out


def _against(child: Sentence, parent: Sentence) -> Kept | None:
    """The heaviest common subsequence of two sentences; None if it is too light."""
    whole = sum(child.weights)
    theirs = set(parent.stems)
    if sum(w for s, w in zip(child.stems, child.weights, strict=True) if s in theirs) < _LIKE * whole:
        return None
    before: list[tuple[float, int]] = [(0.0, 0)] * (len(parent.stems) + 1)
    for term, weight in zip(child.stems, child.weights, strict=True):
        row: list[tuple[float, int]] = [(0.0, 0)]
        for j, other in enumerate(parent.stems):
            taken = (before[j][0] + weight, before[j][1] + 1) if term == other else (0.0, 0)
            row.append(max(taken, before[j + 1], row[-1]))
        before = row
    weight, kept = before[-1]
    if not whole or weight < _LIKE * whole:
        return None
    return Kept(child.first, child.last, parent.first, parent.last, kept, 0, 0, round(kept / (child.last - child.first), 4), reworded=True)
