"""A report as a witness in a pair: what of it is found in the other, and which of the two took from which.

The direction comes from a credit, the dates, the agency's dateline or containment, in this order. Without any of them it cannot be told: the edge is
then drawn by a fixed rule and says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stemma.model import Ground
from stemma.weigh.leaves import Flags, Leaf
from stemma.weigh.passages import Kept
from stemma.weigh.publications import canonical
from stemma.weigh.wires import Wire


@dataclass(frozen=True, slots=True)
class Witness:
    """One of the two reports of a pair: what of it is found in the other."""

    leaf: Leaf
    #: How many words are its own: neither quoted nor boilerplate.
    own: int
    #: Which words are names or figures.
    facts_at: Flags
    #: Gives the named parents; they cost more than the comparison and are seldom asked for.
    named: Callable[[], Sequence[Wire]]
    kept: list[Kept]

    @property
    def id(self) -> str:
        return self.leaf.report.id

    @property
    def telling(self) -> list[Kept]:
        return [k for k in self.kept if k.telling]

    @property
    def free(self) -> int:
        """Words kept outside quotation marks."""
        return sum(k.free for k in self.telling)

    @property
    def names(self) -> int:
        """Distinct names and figures in those sentences."""
        return len({f for k in self.telling for f in self.leaf.forms[k.first : k.last][self.facts_at[k.first : k.last]].tolist()})

    @property
    def facts(self) -> set[int]:
        """Names and figures of the whole body."""
        return set(self.leaf.forms[self.facts_at].tolist())

    @property
    def share(self) -> float:
        """Part of the body that stands in sentences found in the other."""
        return min(1.0, sum(k.last - k.first for k in self.telling) / max(1, len(self.leaf)))


UNTOLD = Ground(
    rule="descent.direction-untold",
    sentence="Which took from which cannot be told: no date, credit or containment decides; the one more of which is shared is drawn as the child.",
)


def direction(a: Witness, b: Witness) -> tuple[Witness, Witness, Ground | None, float]:
    """(child, parent, why, how sure)."""
    for child, parent in ((a, b), (b, a)):
        credit = _credit(child, parent.leaf.report.outlet or "")
        if credit is not None:
            sentence = f"The child names the parent's outlet, {credit.name}."
            return child, parent, Ground(rule="descent.direction-credit", sentence=sentence, spans=credit.ground.spans), 1.0
    order = _by_date(a, b)
    if order is not None:
        child, parent = order
        first, then = parent.leaf.report.published or "", child.leaf.report.published or ""
        return child, parent, Ground(rule="descent.direction-date", sentence=f"The parent was published first ({first} before {then})."), 0.95
    for child, parent in ((a, b), (b, a)):
        theirs, own = _strongest(parent), _strongest(child)
        if theirs is not None and own is None:
            sentence = f"The parent carries {theirs.name}'s line and the child does not: it stands nearer to the agency."
            return child, parent, Ground(rule="descent.direction-agency", sentence=sentence, spans=theirs.ground.spans), 0.8
    child, parent = (a, b) if (round(a.share, 3), a.id) > (round(b.share, 3), b.id) else (b, a)
    if child.share - parent.share >= 0.25:
        sentence = f"{child.share:.0%} of the child is found in the parent, but only {parent.share:.0%} of the parent in the child."
        return child, parent, Ground(rule="descent.direction-containment", sentence=sentence), 0.7
    return child, parent, None, 0.5


def _credit(child: Witness, outlet: str) -> Wire | None:
    """The child's named parent that is this outlet."""
    known, report = canonical(outlet), child.leaf.report
    name = (known or outlet).casefold()
    if not name or (known is None and not report.credits and name not in report.text.casefold()):
        return None  # a name that nobody knows is found only as it is written
    return next((w for w in child.named() if w.name.casefold() == name), None)


def _by_date(a: Witness, b: Witness) -> tuple[Witness, Witness] | None:
    first, second = a.leaf.report.published, b.leaf.report.published
    if not first or not second:
        return None
    try:
        one, two = dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(second)
    except ValueError:
        return None
    if "T" not in first or "T" not in second or (one.tzinfo is None) != (two.tzinfo is None):
        one, two = dt.datetime.combine(one.date(), dt.time()), dt.datetime.combine(two.date(), dt.time())
    if one == two:
        return None
    return (b, a) if one < two else (a, b)


def _strongest(side: Witness) -> Wire | None:
    """The agency whose text the report says it is."""
    return next((w for w in side.named() if w.kind != "cites"), None)
