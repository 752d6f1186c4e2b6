"""Whether two tellings say the same closely enough for their origins to vouch for each other.

Theory of operation. Alignment brings together what probably states one claim; a wrong place in a claim costs little there. Here it costs most: two
origins that speak of two things would make a claim look corroborated. So origins count as two only if some telling of the one and some telling of the
other share enough of their words, those that few claims of the story hold weighing more, and do not differ in their figures. Errs towards fewer
origins: the same fact in wholly other words counts once.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Sequence

from stemma.lang.en.stemming import stem
from stemma.lang.reading import Reading
from stemma.lang.terms import tells
from stemma.lang.words import fold, raw_words
from stemma.model import Claim, Quantity, Span, Telling

#: Weighted part of the shorter wording that the other must hold; less where both give the same figure. By eye on what was called corroborated in the
#: development stories (.3 to .6 tried).
_ALIKE, _ALIKE_FIGURE = 0.4, 0.2


class Wording:
    """The words of all tellings, weighed within their story."""

    def __init__(self, claims: Sequence[Claim], readings: Sequence[Reading]) -> None:
        self._texts = {r.report.id: r.report.text for r in readings}
        self._words: dict[tuple[str, tuple[Span, ...]], frozenset[str]] = {}
        self._weights: dict[tuple[str, frozenset[str]], float] = {}
        self._held: dict[str, Counter[str]] = {}
        self._claims: Counter[str] = Counter()
        for claim in claims:
            self._claims[claim.story] += 1
            held = self._held.setdefault(claim.story, Counter())
            held.update(set().union(*(self.words(t) for t in claim.tellings)))

    def words(self, telling: Telling) -> frozenset[str]:
        """The stems of the telling's words that tell something; none where the report's text is not at hand."""
        key = (telling.report, telling.spans)
        if key not in self._words:
            self._words[key] = self._stems(telling)
        return self._words[key]

    def of(self, telling: Telling) -> Hashable:
        """All of the telling that agreement asks for."""
        quantity = telling.quantity
        return self.words(telling), None if quantity is None else (quantity.low, quantity.high, quantity.unit)

    def _stems(self, telling: Telling) -> frozenset[str]:
        text = self._texts.get(telling.report)
        if text is None:
            return frozenset()
        said = " ".join(s.of(text) for s in telling.spans)
        return frozenset(stem(w) for w in map(fold, raw_words(said)) if tells(w))

    def agree(self, story: str, a: Telling, b: Telling) -> bool:
        """Whether the two may vouch for each other; they may where there are no words to compare."""
        if a.quantity is not None and b.quantity is not None and _apart(a.quantity, b.quantity):
            return False
        x, y = self.words(a), self.words(b)
        if not x or not y:
            return True
        weight = min(self._weight(story, x), self._weight(story, y))
        shared = self._weight(story, x & y)
        same_figure = a.quantity is not None and b.quantity is not None
        return shared >= (_ALIKE_FIGURE if same_figure else _ALIKE) * weight

    def _weight(self, story: str, words: frozenset[str]) -> float:
        if (story, words) not in self._weights:
            self._weights[story, words] = self._weighed(story, words)
        return self._weights[story, words]

    def _weighed(self, story: str, words: frozenset[str]) -> float:
        held, size = self._held.get(story, Counter()), self._claims[story]
        return round(sum(math.log((size + 1) / max(1, held[w])) for w in sorted(words)), 6)


def _apart(a: Quantity, b: Quantity) -> bool:
    """Whether no number is in both."""
    low = max(-math.inf if q.low is None else q.low for q in (a, b))
    high = min(math.inf if q.high is None else q.high for q in (a, b))
    return low > high or (a.unit is not None and b.unit is not None and a.unit != b.unit)
