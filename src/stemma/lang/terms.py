"""What a report is about, as weighted terms: TF-IDF over body words, with a background of how common words are in the news.

In a pile of two reports every shared word is in all of them, and document frequencies of the pile alone say nothing. So each frequency is the
pile's own plus that of a background (`background.txt`: in which share of 840 news articles a stem occurs, made by `bench/grouping.py` from
PolNeAR's training part). Words written with a capital weigh more: names tell two look-alike events apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from stemma.lang.en.stemming import stem
from stemma.lang.words import Body

Matrix = npt.NDArray[np.float32]

#: How many articles the background counts for beside the pile's own (swept 0, 50, 200, 1000, 3000 on ECB+ 1-35, events.jsonl and the development
#: stories, together with NAME and grouping.ALIKE): less leaves small piles without measure, more drowns what is common in this pile.
BACKGROUND = 1000.0
#: How much more a term weighs that is mostly written as a name (swept 1, 1.5, 2; a set with the above).
NAME = 1.5
#: Words of the grammar and of reporting, which tell nothing of the event.
_GRAMMAR = """
the a an of to in for on at by with from and or but as is are was were be been being has have had it its he she his her him them they their
that this these those who which what when where will would could can may might said say not no
"""
_EMPTY = frozenset(_GRAMMAR.split())
#: Rarity of a term that no background article, or fewer than four, holds: as if one or two did (6 and 7.5 act alike in grouping).
_UNSEEN = 6.0
#: Columns handled at a time, to bound memory.
_STRIPE = 4096


@lru_cache(maxsize=1)
def _background() -> tuple[dict[str, int], int]:
    """Stem -> number of background articles that hold it, and the number of articles."""
    lines = resources.files("stemma.lang.en").joinpath("background.txt").read_text(encoding="utf-8").splitlines()
    rows = [line for line in lines if line and not line.startswith("#")]
    table = {}
    for row in rows[1:]:
        count, stems = row.split(" ", 1)
        table.update(dict.fromkeys(stems.split(" "), int(count)))
    return table, int(rows[0])


def tells(word: str) -> bool:
    """Whether a folded word is more than grammar."""
    return len(word) > 1 and word not in _EMPTY


def counted(body: Body) -> tuple[Counter[str], Counter[str]]:
    """How often each term stands in the body, and how often as a name."""
    terms: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for word in body.words:
        if not tells(word.form):
            continue
        term = stem(word.form)
        terms[term] += 1
        if word.name:
            names[term] += 1
    return terms, names


@lru_cache(maxsize=65536)
def rarity(term: str) -> float:
    """How rare a term is in the news, whatever the pile: the logarithm of one in how many articles holds it."""
    table, size = _background()
    return math.log((size + 1) / (table[term] + 0.5)) if term in table else _UNSEEN


@lru_cache(maxsize=65536)
def expected(term: str) -> float:
    """In how many of `BACKGROUND` articles the term stands."""
    table, size = _background()
    return BACKGROUND * (table.get(term, 0) + 0.5) / (size + 1)


class Terms:
    """The weighted terms of every body, and how alike bodies are by them."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        counts = [counted(body) for body in bodies]
        frequency = Counter(term for terms, _ in counts for term in terms)
        #: How rare each term is in the news and in this pile.
        self.rare = {t: max(0.0, math.log((len(bodies) + BACKGROUND + 1) / (n + expected(t) + 0.5))) for t, n in frequency.items()}
        as_names = Counter[str]()
        for _, names in counts:
            as_names.update(names)
        total = Counter[str]()
        for terms, _ in counts:
            total.update(terms)
        #: Terms that the pile mostly writes with a capital.
        self.names = {t for t, n in as_names.items() if n >= 0.5 * total[t]}
        self.weights: list[dict[str, float]] = []
        for terms, _ in counts:
            raw = {t: (1 + math.log(n)) * self.rare[t] * (NAME if t in self.names else 1.0) for t, n in terms.items()}
            norm = math.sqrt(sum(raw[t] ** 2 for t in sorted(raw))) or 1.0
            self.weights.append({t: w / norm for t, w in raw.items()})
        self._shared = {t: i for i, t in enumerate(sorted(t for t, n in frequency.items() if n > 1))}

    def alike(self) -> Matrix:
        """Cosine of every two bodies, rounded so that the order of additions cannot show."""
        size, columns = len(self.weights), len(self._shared)
        out = np.zeros((size, size), dtype=np.float32)
        for begin in range(0, columns, _STRIPE):
            stripe = np.zeros((size, min(_STRIPE, columns - begin)), dtype=np.float32)
            for row, weights in enumerate(self.weights):
                for term, weight in weights.items():
                    column = self._shared.get(term, -1) - begin
                    if 0 <= column < stripe.shape[1]:
                        stripe[row, column] = weight
            out += stripe @ stripe.T
        return np.round(out, 5)

    def common(self, rows: Sequence[int], *, top: int) -> list[str]:
        """The terms that bind these bodies together, strongest first."""
        score: Counter[str] = Counter()
        for row in rows:
            for term, weight in self.weights[row].items():
                score[term] += weight  # type: ignore[assignment]
        held = {t: sum(t in self.weights[r] for r in rows) for t in score}
        kept = [t for t in score if held[t] * 2 > len(rows) or len(rows) == 1]
        return sorted(kept, key=lambda t: (-round(score[t], 5), t))[:top]
