"""Scores of each layer against gold annotation. Every function gives plain numbers by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from stemma.lang.annotator.spans import RoleSpans

Triple = tuple[int, int, str]


def f1(right: int, predicted: int, gold: int) -> float:
    """Harmonic mean of precision and recall; 0 where nothing is right."""
    return 2 * right / (predicted + gold) if right else 0.0


def bio_spans(tags: Sequence[str]) -> list[Triple]:
    """(begin, end, kind) of BIO tags; a stray ``I-`` begins a span."""
    out: list[Triple] = []
    for at, tag in enumerate(tags):
        if tag in {"O", ""}:
            continue
        if tag[0] == "I" and out and out[-1][1] == at and out[-1][2] == tag[2:]:
            out[-1] = (out[-1][0], at + 1, out[-1][2])
        else:
            out.append((at, at + 1, tag[2:]))
    return out


def span_f1(pairs: Iterable[tuple[Sequence[Triple], Sequence[Triple]]]) -> dict[str, float]:
    """Exact span F1 over (predicted, gold) span lists: micro and by kind."""
    counts: Counter[tuple[str, str]] = Counter()
    for predicted, gold in pairs:
        for name, spans in (("predicted", predicted), ("gold", gold), ("right", set(predicted) & set(gold))):
            for span in spans:
                counts[name, span[2]] += 1
                counts[name, "all"] += 1
    kinds = sorted({kind for _, kind in counts})
    return {k: f1(counts["right", k], counts["predicted", k], counts["gold", k]) for k in kinds}


def overlap(a: Sequence[tuple[int, int]], b: Sequence[tuple[int, int]]) -> bool:
    """Whether any two spans share a word."""
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def agree(p: RoleSpans, g: RoleSpans, *, source: bool) -> bool:
    """Cue and content overlap, and with ``source`` the sources do too or both are absent."""
    if not overlap([p.cue], [g.cue]) or not overlap(p.content, g.content):
        return False
    if not source:
        return True
    if p.source is None or g.source is None:
        return p.source is None and g.source is None
    return overlap([p.source], [g.source])


def matched(predicted: Sequence[RoleSpans], gold: Sequence[RoleSpans], *, source: bool) -> int:
    """Size of the largest one-to-one matching of predicted with gold attributions that agree."""
    edges = [[j for j, g in enumerate(gold) if agree(p, g, source=source)] for p in predicted]
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in edges[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    return sum(place(i, set()) for i in range(len(predicted)))


def attribution_scores(pairs: Sequence[tuple[Sequence[RoleSpans], Sequence[RoleSpans]]]) -> dict[str, float]:
    """F1 of whole attributions over (predicted, gold) of each text, and of the words of each role."""
    predicted, gold = sum(len(p) for p, _ in pairs), sum(len(g) for _, g in pairs)
    out = {
        "cue+content": f1(sum(matched(p, g, source=False) for p, g in pairs), predicted, gold),
        "cue+content+source": f1(sum(matched(p, g, source=True) for p, g in pairs), predicted, gold),
    }
    for role in ("source", "cue", "content"):
        sets = [({w for r in p for w in words(r, role)}, {w for r in g for w in words(r, role)}) for p, g in pairs]
        out[role + " words"] = f1(sum(len(p & g) for p, g in sets), sum(len(p) for p, _ in sets), sum(len(g) for _, g in sets))
    return out


def words(r: RoleSpans, role: str) -> Iterable[int]:
    """Word numbers of one role of an attribution."""
    spans = {"source": [r.source] if r.source else [], "cue": [r.cue], "content": list(r.content)}[role]
    return [w for begin, end in spans for w in range(begin, end)]
