"""The tellings of one claim that count one thing, and groups of them: what grouping joins.

Tellings of a claim were aligned already; here they stay together where their keys agree, and what only the whole tells is settled for each:
that a doing is planned, that a count is of another period.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from stemma.follow.figures import words
from stemma.follow.figures.days import AsOf
from stemma.follow.figures.items import Item
from stemma.follow.figures.keys import Key
from stemma.follow.figures.places import Scope
from stemma.model import Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """Tellings of one claim that count one thing."""

    items: tuple[Item, ...]
    key: Key
    scope: Scope

    @property
    def id(self) -> str:
        return f"{self.items[0].claim.id}:{self.items[0].key}"

    @property
    def claim(self) -> str:
        return self.items[0].claim.id

    @property
    def content(self) -> frozenset[str]:
        return frozenset().union(*(i.content for i in self.items))


def _settled(items: Sequence[Item], key: Key) -> tuple[Item, ...]:
    """The items with what only the whole node tells: a doing that is planned, a count of another period."""
    newer = any(not i.older for i in items)
    out = []
    for item in items:
        status = item.status
        if key.fate in words.DOINGS and not key.period and item.planned and status in {"told", "hedged"}:
            status = "pledged"
        if key.period and status == "pledged":
            status = "told"
        older = item.older and newer
        as_of = AsOf() if (key.period and item.as_of.source == "published") or older else item.as_of
        out.append(replace(item, status=status, as_of=as_of, older=older))
    return tuple(out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One thing counted: its nodes, and why they are one."""

    nodes: tuple[Node, ...]
    grounds: tuple[Ground, ...]

    @property
    def key(self) -> Key:
        """The fullest key of its nodes."""
        return max((n.key for n in self.nodes), key=lambda k: (_fullness(k), order(k)))

    @property
    def items(self) -> tuple[Item, ...]:
        """All tellings, with what the whole group tells of them."""
        return _settled([i for n in self.nodes for i in n.items], self.key)


def nodes_of(items: Sequence[Item]) -> list[Node]:
    """Per claim the tellings that agree; the fullest keys gather the others."""
    by_claim: dict[str, list[Item]] = {}
    for item in sorted(items, key=lambda i: (i.claim.id, i.report.id, i.place)):
        by_claim.setdefault(item.claim.id, []).append(item)
    out = []
    for told in by_claim.values():
        parts: list[list[Item]] = []
        for item in sorted(told, key=lambda i: -_fullness(i.key)):
            home = next((p for p in parts if _agree(p[0].key, item.key) and not _other_count(p, item)), None)
            if home is None:
                parts.append([item])
            else:
                home.append(item)
        for part in parts:
            scope = Scope()
            for item in part:
                scope = scope | item.scope
            out.append(Node(items=tuple(part), key=_merged([i.key for i in part]), scope=scope))
    return sorted(out, key=lambda n: n.id)


def _other_count(part: Sequence[Item], item: Item) -> bool:
    """Whether a toll with another noun and another number is of others: "12 people died", "among them their three sons"."""
    one = part[0]
    other = one.key.head != item.key.head and item.key.fate in words.TOLLS
    return other and all(i.value > 0 and abs(i.value - item.value) > _SAME * max(i.value, item.value) for i in part)


def _fullness(key: Key) -> int:
    return 2 * bool(key.fate) + bool(key.head) + bool(key.modifiers)


#: Share by which two numbers may differ and be one, as reports round.
_SAME = 0.1
_PEOPLE_UNITS = frozenset({"person", "job"})


def _agree(a: Key, b: Key) -> bool:
    """Whether two tellings of one claim may count one thing, as worded."""
    same_unit = a.unit == b.unit or {a.unit, b.unit} <= _PEOPLE_UNITS
    fates = {a.fate, b.fate} - {"", "chance"}
    heads = {a.head, b.head} - {""}
    loose = bool({a.unit, b.unit} & {"percent"}) or {a.unit, b.unit} <= _PEOPLE_UNITS or a.unit not in _PEOPLE_UNITS
    return (
        same_unit
        and (len(fates) < 2 or (a.fate not in words.TOLLS and b.fate not in words.TOLLS and loose))
        and (len(heads) < 2 or ("chance" not in heads and a.fate not in words.TOLLS))
        and all(m in words.SOFT or m == "part" or m.startswith("from ") for m in a.modifiers ^ b.modifiers)
        and a.per == b.per
    )


def _merged(keys: Sequence[Key]) -> Key:
    """What most of them say; of modifiers all."""

    def most(values: Iterable[str]) -> str:
        counts = Counter(v for v in values if v)
        return min(counts, key=lambda v: (v == "chance", -counts[v], v), default="")

    periods = Counter(k.period for k in keys if k.period) or Counter([""])
    parts = sum("part" in k.modifiers for k in keys) * 2 > len(keys)
    return Key(
        unit=most(k.unit for k in keys) if len({k.unit for k in keys}) == 1 else "person",
        head=most(k.head for k in keys),
        fate=most(k.fate for k in keys),
        modifiers=frozenset().union(*(k.modifiers for k in keys)) - (frozenset() if parts else {"part"}),
        period=min(periods, key=lambda p: (-periods[p], p)),
        per=keys[0].per,
    )


def order(key: Key) -> tuple[str, ...]:
    return (key.unit, key.head, key.fate, ",".join(sorted(key.modifiers)), key.period, key.per)
