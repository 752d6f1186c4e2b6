"""Sources behind others ("..., citing Y"; "X, cited by Y"): each gets the content of the attribution that it stands behind or in front of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from stemma.attribute.found import Found, meet, trimmed
from stemma.attribute.sentences import sentence_end, sentence_start

if TYPE_CHECKING:
    from spacy.tokens import Doc


def filled(doc: Doc, found: list[Found]) -> list[Found]:
    """Those behind another take over its content; what cites without anybody to stand behind ("cut jobs, citing costs") is let go."""
    out = []
    for f in found:
        if f.behind is None and not f.fronts:
            out.append(f)
        elif f.fronts:
            inner = _carried(doc, f, found)
            out.extend([] if inner is None else [replace(f, content=inner.content)])
        elif (front := front_of(doc, f, found)) is not None:
            out.append(replace(f, content=front.content))
    return out


def _carried(doc: Doc, front: Found, found: list[Found]) -> Found | None:
    """Whose words are passed on: in whose source the passing on stands, else whose cue is nearest in the sentence; not its own."""
    others = [g for g in found if g is not front and not g.fronts and not g.alone and g.source is not None]
    within = next((g for g in others if g.source is not None and meet(g.source, front.cue)), None)
    if within is not None:
        return within
    start, end = sentence_start(doc, front.cue[0]), sentence_end(doc, front.cue[0])
    close = [g for g in others if start <= g.cue[0] < end and g.behind is None and not (g.source and front.source and meet(g.source, front.source))]
    return min(close, key=lambda g: abs(g.cue[0] - front.cue[0]), default=None)


def cut_short(doc: Doc, f: Found, found: list[Found]) -> Found:
    """The source without the "cited by" or ", citing" that hangs on it."""
    if f.source is None or f.fronts:
        return f
    passing = [g.cue[0] for g in found if g is not f and (g.fronts or g.behind is not None) and f.source[0] < g.cue[0] < f.source[1]]
    short = trimmed(doc, (f.source[0], min(passing))) if passing else None
    return replace(f, source=short) if short is not None else f


def front_of(doc: Doc, behind: Found, found: Iterable[Found]) -> Found | None:
    """The attribution that cites this source: in whose source the citing stands, else whose cue is nearest before it in the sentence, else after."""
    others = [g for g in found if g is not behind and g.behind is None and not g.fronts and not g.alone and g.source is not None]
    within = [g for g in others if g.source is not None and meet(g.source, behind.cue)]
    if within:
        return within[0]
    start, end = sentence_start(doc, behind.cue[0]), sentence_end(doc, behind.cue[0])
    close = [g for g in others if start <= g.cue[0] < end]
    before = [g for g in close if g.cue[0] < behind.cue[0]]
    return max(before, key=lambda g: g.cue[0]) if before else min(close, key=lambda g: g.cue[0], default=None)
