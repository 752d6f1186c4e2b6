"""Salience: how much a claim matters to its story, as a table of named features with weights.

A headline is what its newsroom held to be the news: a claim that says what headlines say comes before one that stands in the tenth paragraph.
A figure that a later one has replaced still counts, for a little less. Limits: headlines are matched by their words and numbers, not by their sense.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.lang.reading import Reading
from stemma.lang.words import fold, raw_words
from stemma.model import Claim, Ground, Quantity

#: What each feature weighs; they add up to 1. Chosen by what the first dozen claims of nine stories should hold: notes/2026-11-22-first-dozen.md.
_WEIGHTS = {"told by many": 0.55, "in headlines": 0.1, "early": 0.15, "numbered": 0.15, "disputed": 0.05}
#: What is left of the salience of a claim that another one updates.
_SUPERSEDED = 0.9
#: Share of a headline's words that a claim must have to say what it says; letters of a word that counts.
_HEADLINE, _LETTERS = 0.5, 4
#: Units of time: "for two years" is seldom what a story is about.
_TIMES = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"})


class Measure:
    """The salience of claims within their stories."""

    def __init__(
        self, claims: Sequence[Claim], *, readings: Sequence[Reading], disputed: frozenset[str], superseded: frozenset[str] = frozenset()
    ) -> None:
        """`disputed` and `superseded` are ids of claims: those that a relation sets against another, and those that another one updates."""
        self._disputed, self._superseded = disputed, superseded
        self._headlines = {r.report.id: words for r in readings if r.report.title and (words := _telling_words(r.report.title))}
        self._reports: dict[str, int] = {}
        told: dict[str, set[str]] = {}
        for claim in claims:
            told.setdefault(claim.story, set()).update(t.report for t in claim.tellings)
        self._titled = {story: [self._headlines[r] for r in sorted(reports) if r in self._headlines] for story, reports in told.items()}
        self._reports = {story: len(reports) for story, reports in told.items()}
        self._bodies: dict[str, tuple[int, int]] = {}
        for reading in readings:
            zones = reading.report.zones_of("body")
            self._bodies[reading.report.id] = (zones[0].start, zones[-1].end) if zones else (0, len(reading.report.text))

    def of(self, claim: Claim) -> tuple[float, Ground]:
        """0..1, and the features that made it."""
        features = {
            "told by many": self._many(claim),
            "in headlines": self._in_headlines(claim),
            "early": self._early(claim),
            "numbered": _numbered(claim.quantity),
            "disputed": 1.0 if claim.id in self._disputed else 0.0,
        }
        factor = _SUPERSEDED if claim.id in self._superseded else 1.0
        salience = round(factor * sum(_WEIGHTS[name] * value for name, value in features.items()), 4)
        said = ", ".join(f"{name} {value:.2f} × {_WEIGHTS[name]:.2f}" for name, value in features.items())
        said = said if factor == 1.0 else f"{said}; times {factor} because a later claim updates it"
        return salience, Ground(rule="claim.salience", sentence=f"Salience {salience:.2f}: {said}.")

    def _many(self, claim: Claim) -> float:
        """The share of the story's reports that tell it; nothing where the story has one report only."""
        all_of_them = self._reports.get(claim.story, 0)
        own = len({t.report for t in claim.tellings})
        return own / all_of_them if all_of_them > 1 else 0.0

    def _in_headlines(self, claim: Claim) -> float:
        """The share of the story's headlines that say it, twice over: half of them saying it is all that can be asked."""
        titles = self._titled.get(claim.story, [])
        words = _telling_words(claim.statement).union(*(_telling_words(t.statement) for t in claim.tellings))
        said = sum(len(title & words) >= _HEADLINE * len(title) for title in titles)
        return min(1.0, 2 * said / len(titles)) if titles else 0.0

    def _early(self, claim: Claim) -> float:
        """How near the top the reports tell it: 1 at the first word, 0 at the last, the mean over reports."""
        tops: dict[str, float] = {}
        for telling in claim.tellings:
            start, end = self._bodies.get(telling.report, (0, 0))
            at = min((s.start for s in telling.spans), default=end)
            place = min(1.0, max(0.0, (at - start) / (end - start))) if end > start else 1.0
            tops[telling.report] = min(tops.get(telling.report, 1.0), place)
        return round(1 - sum(tops[r] for r in sorted(tops)) / len(tops), 6) if tops else 0.0


def _telling_words(text: str) -> frozenset[str]:
    """The words of a text that say something, and its numbers."""
    return frozenset(fold(w) for w in raw_words(text) if len(w) >= _LETTERS or w.isdigit())


def _numbered(quantity: Quantity | None) -> float:
    """1 for a figure, half for a length of time or a vague number ("dozens"), 0 for none."""
    if quantity is None:
        return 0.0
    low, high = quantity.low, quantity.high
    vague = quantity.approximate and low is not None and high is not None and high > 2 * low
    return 0.5 if vague or quantity.unit in _TIMES else 1.0
