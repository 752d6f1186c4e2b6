"""A claim together with the propositions it was made of: what relations are found among."""

from __future__ import annotations

from dataclasses import dataclass, field

from stemma.align import intervals
from stemma.align.forms import forms
from stemma.align.pairs import Pair
from stemma.align.stated import Proposition
from stemma.model import Claim, Ground, Place, Relation, RelationKind

#: So many tellings of a claim stand for all, so that what a thousand reports tell costs no million comparisons.
_ENOUGH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim with the propositions it was made of."""

    claim: Claim
    members: tuple[Proposition, ...]
    #: The tellings that are held beside those of other claims: all of a few, of many the first of each form, and not more than `_ENOUGH`.
    compared: tuple[Proposition, ...] = field(init=False)

    def __post_init__(self) -> None:
        few = self.members if len(self.members) <= _ENOUGH else tuple(form.head for form in forms(self.members))[:_ENOUGH]
        object.__setattr__(self, "compared", few)

    @property
    def reports(self) -> frozenset[str]:
        """The reports that tell it."""
        return frozenset(p.report for p in self.members)

    @property
    def origins(self) -> frozenset[str]:
        """Everybody to whom a telling is traced, or for whom they speak."""
        return frozenset(p.said.house for p in self.members if p.said.house)


def related(source: Told, target: Told, kind: RelationKind, rule: str, why: str, pair: Pair) -> Relation:
    """A relation with one ground, which shows the words of both sides (their numbers, where both have one)."""
    numbers = pair.a.mention is not None and pair.b.mention is not None
    places = tuple(Place.at(p.report, p.mention.span if numbers and p.mention else p.spans[0]) for p in (pair.a, pair.b))
    return Relation(source=source.claim.id, target=target.claim.id, kind=kind, grounds=(Ground(rule=rule, sentence=why, spans=places),))


def figure(p: Proposition) -> float:
    """The figure that a proposition names: the upper one of a range, 0 where it names none."""
    return (intervals.figures(p.mention.quantity)[1] or 0.0) if p.mention else 0.0


def ratio(pair: Pair) -> float:
    """How many times the smaller figure the larger one is."""
    x, y = sorted(figure(p) for p in (pair.a, pair.b))
    return y / x if x > 0 else 1e9
