"""Recall on planted copies and what was drawn between reports that share nothing but standing lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set

from bench.passim.corpus import KINDS, Corpus

Pair = frozenset[str]


def lines(name: str, pairs: Set[Pair], made: Corpus) -> Iterator[str]:
    """Recall by kind, recall through third reports, precision."""
    planted, found, joined = Counter(k for *_, k in made.planted), Counter[str](), Counter[str]()
    group = _components(pairs)
    for child, parent, kind in made.planted:
        found[kind] += frozenset((child, parent)) in pairs
        joined[kind] += child in group and group[child] == group.get(parent)
    false = sum(not made.related(*pair) for pair in pairs)
    total = sum(planted.values())
    yield f"{name}: recall {sum(found.values()) / total:.3f} of {total} planted pairs, {sum(joined.values()) / total:.3f} through third reports too"
    yield f"  {len(pairs)} pairs drawn, {false} between reports that share standing lines only; precision {1 - false / max(1, len(pairs)):.3f}"
    yield "  " + ", ".join(f"{kind} {found[kind] / max(1, planted[kind]):.2f}" for kind in KINDS)


def _components(pairs: Set[Pair]) -> dict[str, str]:
    """Report -> the first report of those that pairs join it to."""
    first: dict[str, str] = {}

    def find(item: str) -> str:
        while first.setdefault(item, item) != item:
            first[item] = first[first[item]]
            item = first[item]
        return item

    for pair in pairs:
        a, b = sorted(map(find, pair))
        first[b] = a
    return {item: find(item) for item in list(first)}
