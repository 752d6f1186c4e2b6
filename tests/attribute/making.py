"""Readings made from plain text, without the stages before: one body zone, one passage, the shipped annotator."""

from __future__ import annotations

from functools import cache

from stemma.lang.annotator import Annotator, load
from stemma.lang.en import called
from stemma.lang.fold import fold
from stemma.lang.reading import Passage, Reading
from stemma.model import Attributed, Attribution, Report, Zone, content_id


@cache
def annotator() -> Annotator:
    """The shipped annotator, loaded once."""
    return load(threads=1)


def reading(text: str, *, outlet: str | None = None, published: str = "2025-03-05", headline: bool = False) -> Reading:
    """A report whose text is all body, or all headline."""
    kind = "headline" if headline else "body"
    report = Report(
        id=content_id("rep", text, outlet),
        path=f"{outlet or 'plain'}.txt",
        text=text,
        zones=(Zone(kind=kind, start=0, end=len(text)),),
        outlet=outlet,
        published=published,
    )
    doc = annotator()(fold(text))
    called.relabel([doc])
    return Reading(report=report, passages=(Passage(kind=kind, start=0, doc=doc),))


def telling(attributed: Attributed, text: str, words: str) -> Attribution | None:
    """The attribution whose content holds the words, with the longest chain."""
    at = text.index(words)
    end = at + len(words)
    holding = [a for a in attributed.attributions if sum(max(0, min(end, s.end) - max(at, s.start)) for s in a.content) * 2 >= len(words)]
    return max(holding, key=lambda a: len(attributed.chains[a.id]), default=None)


def name_of(attributed: Attributed, voice: str | None) -> str | None:
    """The name of a voice."""
    return next((v.name for v in attributed.voices if v.id == voice), None)
