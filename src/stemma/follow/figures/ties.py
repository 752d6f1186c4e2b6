"""Series that alignment has tied: a figure that updates another, or disputes it, counts the same thing, whatever noun each report gives it.

"Two bodies were found", "the toll has climbed to five" and "13 miners died" have three nouns and one count. What words tell apart stays
apart: another fate, period, unit or country, another size, a part of a count. Limits: as good as alignment's word; where that ties a series to two
that are apart, it joins neither.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.follow.figures import words
from stemma.follow.figures.keys import Key
from stemma.follow.figures.nodes import Group, Node
from stemma.model import Ground

#: Fates that tell two counts apart; others ("rise", "cost") are said of the number, not of those counted.
_TELLING = words.TOLLS | words.DOINGS
#: Fates that are one: who is brought out is rescued, a body found is of the dead.
_ALIKE = {"release": "rescue", "body": "death"}
#: Marks that make a count another one.
_OTHERS = frozenset({"part", "additional", "change", "threshold", "family", "suspected", "presumed"})

#: Ratio of neighbouring tolls beyond which they are of two scopes (a city and a country); as alignment has it.
APART = 12.0

Ties = frozenset[tuple[str, str]]


def tied(groups: Sequence[Group], counted: Ties) -> list[Group]:
    """The groups, with those joined that a tie holds together and no word holds apart; in their order."""
    holders: dict[str, list[int]] = {}
    for n, group in enumerate(groups):
        for claim in {node.claim for node in group.nodes}:
            holders.setdefault(claim, []).append(n)
    pairs = sorted({(min(a, b), max(a, b)) for x, y in counted for a in holders.get(x, ()) for b in holders.get(y, ()) if a != b})
    pairs = [(a, b) for a, b in pairs if _joinable(groups[a], groups[b])]
    parts = list(range(len(groups)))
    for part in _parts(len(groups), pairs):
        if all(_joinable(groups[a], groups[b]) for a in part for b in part if a < b):
            for n in part:
                parts[n] = part[0]
    return [_joined([groups[n] for n in range(len(groups)) if parts[n] == first]) for first in dict.fromkeys(parts)]


def _joinable(a: Group, b: Group) -> bool:
    """Whether no word of the two holds them apart."""
    x, y = a.key, b.key
    return (
        (x.unit == y.unit or not (x.unit and y.unit))
        and _one_fate(x, y)
        and x.period == y.period
        and x.per == y.per
        and not (x.modifiers | y.modifiers) & _OTHERS
        and not any(m.startswith("from ") for m in x.modifiers ^ y.modifiers)
        and _one_place(a.nodes, b.nodes)
        and _near(a, b)
    )


def _one_fate(x: Key, y: Key) -> bool:
    """Of people the same befell those counted, as far as they are said to be people; of other things no word tells what befell them apart."""
    if x.unit == y.unit == "person":
        return _fate(x.fate) == _fate(y.fate)
    return _fate(x.fate) == _fate(y.fate) or not {x.fate, y.fate} <= _TELLING


def _near(a: Group, b: Group) -> bool:
    """Whether some two of their figures are of one size: beyond that a town's count and a war's were taken for each other."""
    pairs = [(i.value, j.value) for i in a.items for j in b.items if i.value > 0 and j.value > 0]
    return not pairs or min(max(p) / min(p) for p in pairs) <= APART


def _fate(fate: str) -> str:
    return _ALIKE.get(fate, fate)


def _one_place(a: Sequence[Node], b: Sequence[Node]) -> bool:
    here, there = (frozenset().union(*(n.scope.countries for n in nodes)) for nodes in (a, b))
    return not (here and there) or bool(here & there)


def _parts(count: int, pairs: Sequence[tuple[int, int]]) -> list[list[int]]:
    """Connected parts of more than one, each in order."""
    above = list(range(count))

    def root(n: int) -> int:
        while above[n] != n:
            n = above[n]
        return n

    for a, b in pairs:
        low, high = sorted((root(a), root(b)))
        above[high] = low
    found: dict[int, list[int]] = {}
    for n in range(count):
        found.setdefault(root(n), []).append(n)
    return [part for part in found.values() if len(part) > 1]


def _joined(groups: Sequence[Group]) -> Group:
    if len(groups) == 1:
        return groups[0]
    nodes = tuple(n for g in groups for n in g.nodes)
    places = tuple(sorted(i.place for n in nodes for i in n.items))
    why = "Among the claims, one of these figures updates or disputes another, as counts of one thing."
    ground = Ground(rule="figures.tied", sentence=why, spans=places)
    return Group(nodes=nodes, grounds=(*(ground for g in groups for ground in g.grounds), ground))
