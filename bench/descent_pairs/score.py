"""Scores any method that links two reports against the labelled pairs, and two plain methods to stand beside it.

A pair counts as linked when labelled copy or common-source. Pairs that share no more than one sentence of prose (extent `sentence`) are neither:
they are counted apart, since readers differ over them. A direction counts only where the label gives one.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from bench.descent_pairs.corpus import ecb_reports, labels, syria_reports
from bench.descent_pairs.sample import BANDS
from stemma.lang.reading import Reading
from stemma.lang.words import fold, raw_words
from stemma.model import Descent
from stemma.weigh import descent

Row = Mapping[str, str]
Verdict = Callable[[Row], bool]
#: Runs of words as passim takes them; matches nearer than this many words make one passage.
_RUN, _GAP = 5, 20


def gold(row: Row) -> bool:
    """Whether the label says that prose was taken over."""
    return row["relation"] in ("copy", "common-source")


def scores(rows: Sequence[Row], verdict: Verdict) -> tuple[float, float, float]:
    """Precision, recall and F1 over the clear pairs."""
    clear = [(verdict(r), gold(r)) for r in rows if r["extent"] != "sentence"]
    hit = sum(mine and true for mine, true in clear)
    precision, recall = hit / max(1, sum(m for m, _ in clear)), hit / max(1, sum(g for _, g in clear))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def line(name: str, rows: Sequence[Row], verdict: Verdict) -> str:
    """One row of the table."""
    precision, recall, f1 = scores(rows, verdict)
    unclear = [verdict(r) for r in rows if r["extent"] == "sentence"]
    return f"{name:<34} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}   one sentence only: {sum(unclear)} of {len(unclear)} linked"


class Plain:
    """Two plain methods over the same texts: containment of runs, and the longest passage that runs make when joined, as passim joins them."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self._words = {key: [fold(w) for w in raw_words(r.report.text)] for key, r in readings.items()}
        self._runs = {key: {tuple(w[i : i + _RUN]) for i in range(len(w) - _RUN + 1)} for key, w in self._words.items()}

    def containment(self, row: Row) -> float:
        """Part of the shorter report's runs that stand in the other."""
        a, b = self._runs[row["a"]], self._runs[row["b"]]
        return len(a & b) / max(1, min(len(a), len(b)))

    def passage(self, row: Row) -> int:
        """Words of the longest aligned passage: matching runs in order, with gaps."""
        a, b = self._words[row["a"]], self._words[row["b"]]
        blocks = [m for m in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks() if m.size >= _RUN]
        best = length = 0
        for at, block in enumerate(blocks):
            near = at and block.a - blocks[at - 1].a - blocks[at - 1].size <= _GAP and block.b - blocks[at - 1].b - blocks[at - 1].size <= _GAP
            length = length + block.size if near else block.size
            best = max(best, length)
        return best


def best_threshold(rows: Sequence[Row], measure: Callable[[Row], float]) -> float:
    """The threshold with the best F1 on these pairs."""
    values = {id(r): measure(r) for r in rows}
    return max(sorted(set(values.values())), key=lambda t: scores(rows, lambda r: values[id(r)] >= t)[2])


def linked(edge: Descent) -> Iterator[frozenset[str]]:
    """The pair that an edge ties together: child and parent, or child and the copy through which it is known to descend from an agency."""
    if edge.parent is not None:
        yield frozenset((edge.child, edge.parent))
    else:
        yield from {frozenset(s.report for s in g.spans) for g in edge.grounds if len({s.report for s in g.spans}) == 2}


def _directions(rows: Sequence[Row], edges: Mapping[frozenset[str], Descent]) -> str:
    tally: Counter[str] = Counter()
    for row in rows:
        edge = edges.get(frozenset((row["a"], row["b"])))
        if row["direction"] == "unknown" or edge is None:
            continue
        parent = row["direction"][0]
        tally["untold" if edge.direction_from is None else "right" if edge.parent == row[parent] else "wrong"] += 1
    return f"directions of found edges with a labelled direction: {tally['right']} right, {tally['wrong']} wrong, {tally['untold']} said untold"


def _bands(rows: Sequence[Row], verdict: Verdict) -> Iterator[str]:
    for low, high in itertools.pairwise(BANDS):
        some = [r for r in rows if low <= float(r["overlap"]) < high and r["extent"] != "sentence"]
        if some:
            linked, found = sum(map(gold, some)), sum(gold(r) and verdict(r) for r in some)
            false = sum(verdict(r) and not gold(r) for r in some)
            yield f"  overlap {low:.2f}-{min(high, 1):.2f}  found {found:>2} of {linked:>2} linked, {false} false of {len(some) - linked} unlinked"


def misses(rows: Sequence[Row], verdict: Verdict) -> Iterator[str]:
    """The clear pairs on which the method errs."""
    for row in rows:
        if row["extent"] != "sentence" and verdict(row) != gold(row):
            yield f"  {'false' if verdict(row) else 'missed'} {row['a']} {row['b']} {row['overlap']} {row['extent']}: {row['note']}"


def table(shared: object, split: str, *, show: bool = False) -> Iterator[str]:
    """The whole table for one split; thresholds of the plain methods come from dev."""
    piles = [ecb_reports(shared), syria_reports(shared)]  # type: ignore[arg-type]
    edges = {pair: d for pile in piles for d in descent(list(pile.values())) for pair in linked(d)}
    rows, dev = labels(split), labels("dev")
    plain = Plain({k: r for pile in piles for k, r in pile.items() if any(k in (row["a"], row["b"]) for row in [*rows, *dev])})
    kinds = defaultdict(int, Counter(r["relation"] for r in rows))
    yield f"{split}: {len(rows)} pairs ({', '.join(f'{n} {k}' for k, n in sorted(kinds.items()))})"

    def ours(row: Row) -> bool:
        return frozenset((row["a"], row["b"])) in edges

    yield line("stemma", rows, ours)
    for name, measure in (("5-gram containment", plain.containment), ("longest passage (passim-like)", plain.passage)):
        least = best_threshold(dev, measure)
        yield line(f"{name} >= {least:.3g}", rows, lambda r, m=measure, t=least: m(r) >= t)  # type: ignore[misc]
    yield _directions(rows, edges)
    yield from _bands(rows, ours)
    if show:
        yield from misses(rows, ours)
