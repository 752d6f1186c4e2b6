"""Edges as the ledger has them: which report is the child, what kind of copy it is, and the passages that show it."""

from __future__ import annotations

import math
from dataclasses import replace

from stemma.model import Descent, DescentKind, Ground
from stemma.weigh.passages import Kept
from stemma.weigh.witness import UNTOLD, Witness, direction

#: Mean part of the kept sentences that is kept word for word.
_VERBATIM, _NEAR = 0.9, 0.65
#: Words kept for which an edge is two thirds sure.
_STRENGTH = 40


def strength(free: int) -> float:
    """How sure so many kept words make an edge, 0..1."""
    return 1 - math.exp(-free / _STRENGTH)


def edge_of(a: Witness, b: Witness) -> Descent:
    """The edge between two reports of which one took words over from the other."""
    free = max(a.free, b.free)
    child, parent, why, sure = direction(a, b)
    shown = passages(child, parent)
    said = "" if why is None else why.sentence
    return Descent(
        child=child.id,
        parent=parent.id,
        parent_name=parent.leaf.report.outlet,
        kind=_kind(child if child.kept else parent),
        share=round(child.share, 4),
        confidence=round(strength(free) * sure, 3),
        direction_from=said or None,
        grounds=(*shown, why or UNTOLD),
    )


def _kind(side: Witness) -> DescentKind:
    telling = side.telling or side.kept
    words = sum(k.last - k.first for k in telling)
    mean = sum(k.part * (k.last - k.first) for k in telling) / max(1, words)
    return "verbatim" if mean >= _VERBATIM else "near-verbatim" if mean >= _NEAR else "paraphrase"


def passages(child: Witness, parent: Witness) -> tuple[Ground, ...]:
    """The stretches that descend, each with its place in the child and in the parent."""
    joined: list[list[Kept]] = []
    for kept in child.telling or [_mirrored(k) for k in parent.telling]:
        last = joined[-1][-1] if joined else None
        if last is not None and last.reworded == kept.reworded and last.last == kept.first and 0 <= kept.there_first - last.there_last <= 3:
            joined[-1].append(kept)
        else:
            joined.append([kept])
    out = []
    for run in joined:
        here = child.leaf.place(run[0].first, run[-1].last)
        there = parent.leaf.place(run[0].there_first, run[-1].there_last)
        if run[0].reworded:
            sentence = f"{sum(k.free for k in run)} content words stand in the same order in the other report, with other words between them."
            out.append(Ground(rule="descent.reworded", sentence=sentence, spans=(here, there)))
            continue
        words = sum(k.free + k.quoted for k in run)
        total = sum(k.last - k.first for k in run)
        others = sum(k.quoted for k in run)
        sentence = f"{words} of these {total} words stand in the same order in the other report ({others} of them quoted or boilerplate)."
        out.append(Ground(rule="descent.passage", sentence=sentence, spans=(here, there)))
    return tuple(out)


def _mirrored(kept: Kept) -> Kept:
    """The same match seen from the other body."""
    return replace(kept, first=kept.there_first, last=kept.there_last, there_first=kept.first, there_last=kept.last)


def external(child: str, name: str, kind: DescentKind, share: float, confidence: float, why: str, grounds: tuple[Ground, ...]) -> Descent:
    """Descent from a text that is not among the reports."""
    return Descent(
        child=child,
        parent=None,
        parent_name=name,
        kind=kind,
        share=round(share, 4),
        confidence=confidence,
        direction_from=why,
        grounds=grounds,
    )
