"""Words near each other in WordNet (Fellbaum 1998): derived from one another, of one set, of like sets; of things also of the set right above.

Used where two whole statements are compared, beside the tables of our own: those know what newspapers put for one another, WordNet knows the rest of
the language a little. Only senses count that somebody met in running text or that come first
(`resources/build_related.py`). Limits: a thing stands for what is right
above it ("craft" for "vessel", and "bomb" for "grenade"), though no person and no doing does; what fits in some sense may not be meant.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class _Table:
    derived: dict[str, frozenset[str]]
    sets: dict[str, frozenset[int]]
    #: For each set those above or beside it.
    near: dict[int, frozenset[int]]


@cache
def _table() -> _Table:
    """The table, read at first use."""
    derived: dict[str, frozenset[str]] = {}
    sets: dict[str, set[int]] = {}
    near: dict[int, frozenset[int]] = {}
    number = 0
    for line in files("stemma.lang.en").joinpath("related.txt").read_text("utf-8").splitlines():
        kind, _, rest = line.partition(" ")
        if kind == "f":
            word, *others = rest.split()
            derived[word] = frozenset(others)
        elif kind == "s":
            words, _, above = rest.partition(">")
            for word in words.split():
                sets.setdefault(word, set()).add(number)
            near[number] = frozenset(map(int, above.split()))
            number += 1
    return _Table(derived, {word: frozenset(found) for word, found in sets.items()}, near)


@lru_cache(maxsize=1 << 16)
def related(a: str, b: str) -> bool:
    """Whether one lemma can stand for the other somewhere. No sign that it does so here."""
    table = _table()
    x, y = ({word, *table.derived.get(word, ())} for word in (a, b))
    if a in y or b in x:
        return True
    mine, its = ({n for word in words for n in table.sets.get(word, ())} for words in (x, y))
    return bool(mine & its or mine & _beside(its) or its & _beside(mine))


def _beside(sets: set[int]) -> set[int]:
    return {m for n in sets for m in _table().near[n]}
