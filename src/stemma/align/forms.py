"""Propositions that look alike in everything alignment looks at: compared once, however many reports carry them.

A story that a thousand outlets retell holds few different wordings. Holding forms side by side instead of propositions makes the work grow with
what is said and not with how often, and a copy of a report cannot pull claims together or apart.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from stemma.align.stated import Proposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One wording of one thing, with every proposition of that form: at most one a report."""

    #: The first by place; stands for all.
    head: Proposition
    #: Indexes of the propositions, in order of place.
    members: tuple[int, ...]
    #: Report to its proposition.
    told: dict[str, Proposition]


def forms(propositions: Sequence[Proposition]) -> list[Form]:
    """All forms in order of their first places; every proposition is in exactly one."""
    order = sorted(range(len(propositions)), key=lambda n: propositions[n].key)
    groups: dict[Hashable, list[int]] = {}
    often: dict[Hashable, int] = {}
    for n in order:
        p = propositions[n]
        look = _look(p)
        said_before = often[p.report, look] = often.get((p.report, look), -1) + 1
        groups.setdefault((look, said_before), []).append(n)
    return [Form(head=propositions[g[0]], members=tuple(g), told={propositions[n].report: propositions[n] for n in g}) for g in groups.values()]


def _look(p: Proposition) -> Hashable:
    """All that the features and bars look at, but for the report, the place in it, and the word vectors."""
    when = (p.when.iso, p.when.first, p.when.last) if p.when else None
    quantity = p.mention.quantity if p.mention else None
    plain = (p.kind, p.predicate, p.words, p.names, p.subject, p.negated, quantity, p.counted, when, p.certainty, p.said.house, p.places, p.where)
    return (*plain, p.slots, p.days, p.against, p.mood, p.modals, p.figures, p.of_speaker)
