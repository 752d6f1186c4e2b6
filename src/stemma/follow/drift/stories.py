"""Drift: how words change from one report to the next, in quotations and in what is told of a claim."""

from __future__ import annotations

from stemma.follow.drift.quotations import quotations
from stemma.follow.drift.retelling import retold
from stemma.follow.drift.utterances import drifts, gathered, utterances
from stemma.model import Ledger, Story
from stemma.model.drift import Drift, QuotationDrift

_ORDER = ("negation", "number", "certainty", "name", "spliced", "words", "cut", "order")


def drift(ledger: Ledger) -> tuple[Drift, ...]:
    """For each story with two or more reports what was found; the order of the reports changes nothing."""
    return tuple(_story(ledger, story) for story in ledger.stories if len(set(story.reports)) > 1)


def _story(ledger: Ledger, story: Story) -> Drift:
    voices = {v.id: v for v in ledger.voices}
    reports = sorted((r for r in ledger.reports if r.id in set(story.reports)), key=lambda r: (r.id, r.path))
    said = gathered([q for r in reports for q in quotations(r, ledger.attributions)])
    groups = [[said[n] for n in group] for group in utterances(said, voices)]
    shared = [g for g in groups if len(frozenset().union(*(s.reports for s in g))) > 1]
    found = [drifts(g, voices, ledger.descent) for g in shared]
    return Drift(
        story=story.id,
        quotations=tuple(sorted((d for own in found for d in own), key=_weight)),
        claims=retold(ledger, story),
        shared=len(shared),
        alike=sum(not own for own in found),
    )


def _weight(drift: QuotationDrift) -> tuple[int, int, str]:
    """Changes of meaning first, in the order of their kinds; then those that many reports pass on."""
    return min(_ORDER.index(c.kind) for c in drift.changes), -len(drift.like_first) - len(drift.like_second), drift.id
