"""Two propositions side by side, and how common their words are among all that are at hand."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from stemma.align import intervals
from stemma.align.stated import Proposition

#: Propositions thought of beside those at hand, none of which has the word: in two short reports a word that both have is not for that a common one.
#: On the five stories 1, 20 and 60 give the same pairs.
_BESIDES = 30


class Corpus:
    """How common each word and name is among the propositions of a story: rare ones tell more."""

    def __init__(self, propositions: Sequence[Proposition], aliases: dict[str, str] | None = None) -> None:
        different = {(p.words, p.names) for p in propositions}  # told twice in the same words is told once: a copy changes no weight
        self._total = max(1, len(different))
        self._in_propositions = Counter(w for words, names in different for w in words | names)
        #: Name to the one name of the voice that bears it.
        self.aliases = aliases or {}
        self._sums: dict[frozenset[str], float] = {}
        self._named: dict[frozenset[str], frozenset[str]] = {}

    def weight(self, word: str) -> float:
        """Inverse document frequency over propositions, smoothed."""
        return math.log((self._total + _BESIDES) / (self._in_propositions.get(word, 0) + 0.5))

    def sum(self, words: Collection[str]) -> float:
        """The weight of all of them, added in a fixed order."""
        words = frozenset(words)
        if words not in self._sums:
            self._sums[words] = sum(self.weight(w) for w in sorted(words))
        return self._sums[words]

    def named(self, names: Collection[str]) -> frozenset[str]:
        """The names, each by its voice's one name."""
        names = frozenset(names)
        if names not in self._named:
            self._named[names] = frozenset(self.aliases.get(n, n) for n in names)
        return self._named[names]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two propositions held side by side."""

    a: Proposition
    b: Proposition
    corpus: Corpus
    #: How the two numbers stand; None where one has none.
    numbers: intervals.Standing | None


def held(a: Proposition, b: Proposition, corpus: Corpus) -> Pair:
    """The two side by side, in an order that does not depend on the asker."""
    if b.key < a.key:
        a, b = b, a
    numbers = intervals.compare(a.mention.quantity, b.mention.quantity) if a.mention and b.mention else None
    return Pair(a=a, b=b, corpus=corpus, numbers=numbers)
