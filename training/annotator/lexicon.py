"""Lemmas of the forms that the treebanks know: what has been seen need not be guessed from word pieces."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from .units import Unit

#: Word classes whose lemmas depend on letter case, or that have none worth a table.
_LEFT_OUT = frozenset({"PROPN", "NUM", "SYM", "X", "PUNCT"})


def lexicon(units: Iterable[Unit]) -> bytes:
    """Lines of word class, lower-cased form and lemma, sorted; a form whose lemma is disputed is left to the network."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for unit in units:
        for word, upos, lemma in zip(unit.words, unit.upos, unit.lemmas, strict=True):
            if upos not in _LEFT_OUT and any(c.isalpha() for c in word):
                seen[upos, word.lower()][lemma] += 1
    rows = []
    for (upos, form), lemmas in sorted(seen.items()):
        lemma, count = max(lemmas.items(), key=lambda item: (item[1], item[0]))
        if count * 3 >= sum(lemmas.values()) * 2:
            rows.append(f"{upos}\t{form}\t{lemma}")
    return ("\n".join(rows) + "\n").encode()
