"""The same thing counted: which tellings of numbers make one series.

Theory of operation. The tellings of one claim stay together where their keys agree (unit, noun, fate, period). Then:
- of tolls, planned cuts, troops sent and chances the key alone is enough; places part them, and a figure of which no place is said joins the one
  place whose figures are of its size; where two would fit, or none, it stays by itself;
- other counts are joined only on evidence: a relation that alignment found between near figures, the same exact figure, or largely the same words.
Different modifiers ("confirmed", "special"), periods, rates and units are never joined. In doubt two series stay two.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stemma.follow.figures import words
from stemma.follow.figures.items import Item
from stemma.follow.figures.keys import Key
from stemma.follow.figures.nodes import Group, Node, nodes_of, order
from stemma.follow.figures.places import Scope
from stemma.follow.figures.ties import APART, tied
from stemma.model import Ground

_SIZE = 3.0  # ratio within which a toll without a place is of the size of those with one
_NEAR = 1.5  # ratio within which alignment's word is taken that two figures are of one thing
_WORDS = 0.5  # share of content words, of the shorter telling, by which two counts of one noun are one thing

#: Relations as pairs of claim ids.
Links = frozenset[tuple[str, str]]


def groups(items: Sequence[Item], links: Links, counted: Links = frozenset()) -> list[Group]:
    """The series of one story's items; the order of items changes nothing.

    `links` are claims that alignment found to refine or update one another, `counted` those of them of which it held the figures to be of one thing.
    """
    nodes = _specified(nodes_of(items))
    strong = _by_key([n for n in nodes if _strong(n.key)], links)
    strong = _by_key(_beside(strong), links)
    weak = _by_evidence([n for n in nodes if not _strong(n.key)], links)
    return tied(_attached(strong, weak, links), counted)


def _by_key(nodes: Sequence[Node], links: Links) -> list[Group]:
    buckets: dict[Key, list[Node]] = {}
    for node in nodes:
        buckets.setdefault(node.key, []).append(node)
    return [g for key in sorted(buckets, key=order) for g in _by_place(buckets[key], links)]


def _beside(groups: Sequence[Group]) -> list[Node]:
    """The nodes again; a toll without a place gets that of a neighbour in its sentence which its size has placed."""
    placed: dict[tuple[str, str], Scope] = {}
    for group in groups:
        where = Scope(countries=frozenset().union(*(n.scope.countries for n in group.nodes)))
        for item in group.items:
            if where and item.key.fate in words.TOLLS:
                placed.setdefault((item.report.id, item.sentence), where)
    out = []
    for node in (n for g in groups for n in g.nodes):
        near = [placed[i.report.id, i.sentence] for i in node.items if (i.report.id, i.sentence) in placed and node.key.fate in words.TOLLS]
        out.append(node if node.scope or not near else Node(items=node.items, key=node.key, scope=near[0]))
    return sorted(out, key=lambda n: n.id)


def _attached(strong: list[Group], weak: list[Group], links: Links) -> list[Group]:
    """A count of which no fate is said joins the one series of its noun that evidence ties it to."""
    out, free = list(strong), []
    for group in weak:
        homes = [n for n, g in enumerate(strong) if any(_evident(a, b, links) for a in g.nodes for b in group.nodes)]
        if len(homes) == 1:
            home = out[homes[0]]
            out[homes[0]] = Group(nodes=(*home.nodes, *group.nodes), grounds=(_joined_ground((*home.nodes, *group.nodes)),))
        else:
            free.append(group)
    return [*out, *free]


def _strong(key: Key) -> bool:
    """Whether what is counted, and what befell it, name one thing in a story."""
    plain = not key.head or key.head in words.NOUNS  # "two members" of one club and "four members" of another are no series
    toll = plain and (key.fate in words.TOLLS or "+" in key.fate)
    people = key.unit == "person" and (toll or key.fate == "cut" or (key.fate == "send" and key.head == "soldier"))
    built = key.head in {"house", "building"} and key.fate in {"destroy", "damage", "collapse"}
    if "part" in key.modifiers:
        return False
    level = key.head == "chance" and not key.modifiers & {"change", "threshold"}
    return people or built or level or key.unit == "magnitude"


def _specified(nodes: list[Node]) -> list[Node]:
    """Chances of which it is not said what of join those of being hit, where the story tells of such."""
    if not any(n.key.head == "chance" and n.key.fate == "hit" for n in nodes):
        return nodes
    return [
        Node(items=n.items, scope=n.scope, key=replace(n.key, fate="hit")) if n.key.head == "chance" and n.key.fate == "chance" else n for n in nodes
    ]


# --- by place -----------------------------------------------------------------------------------------------------------------------------------


def _by_place(nodes: Sequence[Node], links: Links) -> list[Group]:
    """Nodes of one key, parted by where they count."""
    nodes, listed = _listed(nodes)
    placed = _joined([n for n in nodes if n.scope], lambda a, b: a.scope.meets(b.scope) or (_linked(a, b, links) and _one_country(a, b)))
    parts = [list(p) for p in placed]
    free: list[Node] = []
    for node in (n for n in nodes if not n.scope):
        at = _fitting(node, placed, links)
        if at is None:
            free.append(node)
        else:
            parts[at].append(node)
    toll = bool(nodes) and nodes[0].key.unit == "person"
    parts += _joined(free, lambda a, b: True) if not toll else _by_size(free)
    parts += [[n] for n in listed]
    return [Group(nodes=tuple(sorted(p, key=lambda n: n.id)), grounds=(_why(p),)) for p in parts if p]


def _listed(nodes: Sequence[Node]) -> tuple[list[Node], list[Node]]:
    """Tolls that one report alone tells beside two or more others of the same key and origin: a list of events, each a thing of its own."""
    lists: dict[tuple[str, str | None], set[float]] = {}
    for node in nodes:
        for item in node.items:
            if node.key.unit == "person" and item.quantity.low == item.quantity.high and not item.older:
                lists.setdefault((item.report.id, item.telling.origin), set()).add(item.value)
    long = {k for k, values in lists.items() if len(values) > 2}
    alone = [n for n in nodes if len({i.report.id for i in n.items}) == 1 and (n.items[0].report.id, n.items[0].telling.origin) in long]
    return [n for n in nodes if n not in alone], alone


def _one_country(a: Node, b: Node) -> bool:
    return bool(a.scope.countries & b.scope.countries) and not (a.scope.local and b.scope.local)


def _fitting(node: Node, placed: Sequence[Sequence[Node]], links: Links) -> int | None:
    """The part that a node without a place belongs to: the one that alignment links it to, or the only one whose figures are of its size."""
    if not placed:
        return None
    if node.key.unit != "person":  # of chances and magnitudes: what the story is about
        return max(range(len(placed)), key=lambda n: (sum(len(p.items) for p in placed[n]), -n))
    linked = [n for n, part in enumerate(placed) if any(_linked(node, p, links) for p in part)]
    sized = [n for n, part in enumerate(placed) if _of_size(node, part, _SIZE)]
    both = [n for n in linked if _of_size(node, placed[n], APART)]
    return both[0] if len(both) == 1 else sized[0] if len(sized) == 1 else None


def _of_size(node: Node, part: Sequence[Node], ratio: float) -> bool:
    values = [i.value for p in part for i in p.items if i.value > 0 and i.status in {"told", "hedged"}]
    mine = [i.value for i in node.items if i.value > 0]
    return bool(values and mine) and min(values) / ratio <= min(mine) and max(mine) <= max(values) * ratio


def _by_size(nodes: Sequence[Node]) -> list[list[Node]]:
    """Tolls without a place, parted where two neighbours in size are too far apart to be one count."""
    out: list[list[Node]] = []
    top = 0.0
    for node in sorted(nodes, key=lambda n: (min(i.value for i in n.items), n.id)):
        low = min(i.value for i in node.items)
        if out and low <= max(top, 1.0) * APART:
            out[-1].append(node)
        else:
            out.append([node])
        top = max(top, *(i.value for i in node.items))
    return out


def _why(nodes: Sequence[Node]) -> Ground:
    """The ground of a series made by key."""
    claims = {n.claim for n in nodes}
    places = tuple(sorted(i.place for n in nodes for i in n.items))
    if len(claims) < 2:
        return Ground(rule="figures.one-claim", sentence="All these tellings are of one claim.", spans=places)
    where = sorted(frozenset().union(*(n.scope.countries for n in nodes)))
    beside = f" and are told of {' and '.join(where[:3])}" if where else ""
    return Ground(rule="figures.same-count", sentence=f"All count the same thing by their own words{beside}.", spans=places)


# --- by evidence --------------------------------------------------------------------------------------------------------------------------------


def _by_evidence(nodes: Sequence[Node], links: Links) -> list[Group]:
    """Other counts: joined where something speaks for it."""
    alike: dict[tuple[str, ...], list[Node]] = {}
    for node in nodes:  # only these can be one thing, so only these are compared
        alike.setdefault((node.key.unit, node.key.per, node.key.period, ",".join(sorted(node.key.modifiers))), []).append(node)
    parts = [part for kind in sorted(alike) for part in _joined(alike[kind], lambda a, b: _evident(a, b, links))]
    out = []
    for part in parts:
        places = tuple(sorted(i.place for n in part for i in n.items))
        if len({n.claim for n in part}) < 2:
            ground = Ground(rule="figures.one-claim", sentence="All these tellings are of one claim.", spans=places)
        else:
            ground = _joined_ground(part)
        out.append(Group(nodes=tuple(part), grounds=(ground,)))
    return out


def _joined_ground(nodes: Sequence[Node]) -> Ground:
    places = tuple(sorted(i.place for n in nodes for i in n.items))
    return Ground(rule="figures.joined", sentence="They count the same noun, and in near figures, the same figure or the same words.", spans=places)


def _evident(a: Node, b: Node, links: Links) -> bool:
    x, y = a.key, b.key
    alike = (
        x.unit == y.unit
        and x.per == y.per
        and x.period == y.period
        and x.modifiers == y.modifiers
        and x.unit != ""
        and not x.modifiers & {"change", "threshold"}
    )
    if not alike or (a.scope.countries and b.scope.countries and not a.scope.countries & b.scope.countries):
        return False
    if {a.items[0].report.id} == {i.report.id for n in (a, b) for i in n.items} and _ratio(a, b) > 1 and not (a.items[0].older or b.items[0].older):
        return False  # one report hardly tells two figures of one thing without saying so
    if x.unit == "person" and _telling_figure(a, b) and x.fate == y.fate:
        return True
    heads, fates = x.head == y.head, x.fate == y.fate or not (x.fate and y.fate)
    if _telling_figure(a, b) and (heads or not (x.head and y.head)) and fates:
        return True
    if heads and x.head and fates and _one_word(a, b):
        return True
    shared = len(a.content & b.content) / max(1, min(len(a.content), len(b.content)))
    if _linked(a, b, links) and heads and fates and _ratio(a, b) <= _NEAR:
        return True
    named = bool(x.head) or x.unit not in {"person", "percent"}
    near = bool(x.head) or _ratio(a, b) <= _SIZE
    return heads and x.fate == y.fate and named and near and shared >= _WORDS and (a.scope == b.scope or shared >= 0.7)


def _telling_figure(a: Node, b: Node) -> bool:
    """Both name one figure of three digits or more that are no noughts: chance would hardly have it so."""
    values = {i.value for i in a.items} & {i.value for i in b.items}
    return any(len(f"{v:.6g}".replace(".", "").strip("0").split("e")[0]) >= 3 for v in values)


def _one_word(a: Node, b: Node) -> bool:
    """One origin gives the same figure for the same noun."""
    mine = {(i.telling.origin, i.value) for i in a.items if i.telling.origin}
    return any((i.telling.origin, i.value) in mine for i in b.items)


def _ratio(a: Node, b: Node) -> float:
    low, high = sorted((min(i.value for i in a.items), min(i.value for i in b.items)))
    return high / low if low > 0 else float("inf")


def _linked(a: Node, b: Node, links: Links) -> bool:
    return (a.claim, b.claim) in links or (b.claim, a.claim) in links


def _joined(nodes: Sequence[Node], same: object) -> list[list[Node]]:
    """Connected parts of the graph that `same` draws, each sorted, in order of their first node."""
    ordered = sorted(nodes, key=lambda n: n.id)
    above = list(range(len(ordered)))

    def root(n: int) -> int:
        while above[n] != n:
            n = above[n]
        return n

    for i in range(len(ordered)):
        for j in range(i + 1, len(ordered)):
            if root(i) != root(j) and same(ordered[i], ordered[j]):  # type: ignore[operator]
                above[max(root(i), root(j))] = min(root(i), root(j))
    parts: dict[int, list[Node]] = {}
    for n, node in enumerate(ordered):
        parts.setdefault(root(n), []).append(node)
    return list(parts.values())
