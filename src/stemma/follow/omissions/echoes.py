"""Echoes: whether a report that holds no telling of a claim may tell it all the same, in words that alignment did not recognise.

Each word weighs by how few sentences of the story hold it, so that a story's topic words count for little. What is asked is which part of the
claim's weight stands in two neighbouring sentences of the report.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from stemma.follow.shared.texts import Word, sentences, told_zones, words_in
from stemma.model import Claim, Ground, Place, Quantity, QuantityMention, Report, Span, Telling

#: Part of a telling's weight that must stand in two sentences to be an echo. Swept .3 to .8 on the development stories, where the gold says who tells
#: what: at .3 none of 63 "left out" is wrong, at .4 one of 74, at .45 two of 85, at .5 three of 90, and beyond .6 nothing more is gained.
ECHO = 0.4
#: Words that tell something, without which a statement is too thin to be looked for.
_ENOUGH = 3


class Echoes:
    """The sentences of a story's reports, ready to be asked."""

    def __init__(self, reports: Sequence[Report], claims: Sequence[Claim], quantities: Mapping[str, Sequence[QuantityMention]]) -> None:
        self._texts = {r.id: r.text for r in reports}
        self._sentences = {r.id: sentences(r.text, told_zones(r)) for r in reports}
        self._stems = {r.id: [_stems(words_in(r.text, s.start, s.end)) for s in self._sentences[r.id]] for r in reports}
        self._lengths = {r.id: sum(len(words_in(r.text, s.start, s.end)) for s in self._sentences[r.id]) for r in reports}
        counts = Counter(stem for own in self._stems.values() for stems in own for stem in stems)
        total = sum(len(own) for own in self._stems.values())
        self._weight = {stem: math.log((1 + total) / n) for stem, n in counts.items()}
        self._rarest = math.log(1 + total) if total else 1.0
        self._quantities = quantities
        self._tellings = {c.id: list(dict.fromkeys(self._telling(t) for t in sorted(c.tellings, key=_key))) for c in claims}
        self._all = {r: frozenset().union(*own) for r, own in self._stems.items()}

    def length(self, report: str) -> int:
        """Words in headline and body."""
        return self._lengths.get(report, 0)

    def tells_enough(self, claim: Claim) -> bool:
        """Whether some telling has words enough to be looked for elsewhere."""
        return any(len(stems) >= _ENOUGH for stems in self._tellings.get(claim.id, ()))

    def of(self, claim: Claim, report: Report) -> Ground | None:
        """Why the report may tell the claim; None where nothing speaks for it."""
        return self._by_figure(claim, report) or self._by_words(claim, report)

    def _telling(self, telling: Telling) -> frozenset[str]:
        text = self._texts.get(telling.report, "")
        return frozenset(w.stem for s in telling.spans for w in words_in(text, s.start, s.end) if w.tells)

    def _by_words(self, claim: Claim, report: Report) -> Ground | None:
        own, spans = self._stems[report.id], self._sentences[report.id]
        possible = [s for s in self._tellings.get(claim.id, ()) if self._part(s, self._all[report.id]) >= ECHO]
        best, at = 0.0, 0
        for n in range(len(own) if possible else 0):
            near = own[n] | (own[n + 1] if n + 1 < len(own) else frozenset())
            for stems in possible:
                part = self._part(stems, near)
                if part > best:
                    best, at = part, n
        if best < ECHO:
            return None
        place = Place.at(report.id, Span(spans[at].start, spans[min(at + 1, len(spans) - 1)].end))
        sentence = f"No telling was found, but {best:.0%} of the claim's words, weighed by rarity, stand here together."
        return Ground(rule="omission.perhaps", sentence=sentence, spans=(place,))

    def _part(self, stems: frozenset[str], near: frozenset[str]) -> float:
        if len(stems) < _ENOUGH:
            return 0.0
        whole = sum(self._weight.get(s, self._rarest) for s in sorted(stems))
        return sum(self._weight.get(s, self._rarest) for s in sorted(stems & near)) / whole if whole else 0.0

    def _by_figure(self, claim: Claim, report: Report) -> Ground | None:
        wanted = [t.quantity for t in claim.tellings if t.quantity is not None]
        for mention in self._quantities.get(report.id, ()):
            if any(_same(q, mention.quantity) for q in wanted):
                words = mention.span.of(report.text)
                sentence = f"No telling was found, but the report has the claim's figure (“{' '.join(words.split())}”)."
                return Ground(rule="omission.perhaps", sentence=sentence, spans=(Place.at(report.id, mention.span),))
        return None


def _key(telling: Telling) -> tuple[str, tuple[Span, ...]]:
    return telling.report, telling.spans


def _stems(words: Sequence[Word]) -> frozenset[str]:
    return frozenset(w.stem for w in words if w.tells)


def _same(a: Quantity, b: Quantity) -> bool:
    """The same number of the same unit, whatever its bound; numbers up to three are too common to tell anything."""
    values = [next((v for v in (q.low, q.high) if v is not None), None) for q in (a, b)]
    if values[0] is None or values[0] <= 3:
        return False
    return values[0] == values[1] and (a.unit == b.unit or None in (a.unit, b.unit))
