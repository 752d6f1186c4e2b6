"""Readings, claims and voices made for tests, without the annotator."""

from __future__ import annotations

import spacy

from stemma.lang.reading import Passage, Reading
from stemma.model import Attributed, Claim, Quantity, Report, Span, Telling, Voice, Zone, content_id

NLP = spacy.blank("en")


def reading(
    text: str,
    *,
    outlet: str | None = None,
    published: str | None = None,
    title: str | None = None,
    credits: tuple[str, ...] = (),
    path: str = "a.txt",
) -> Reading:
    """A report that is all body."""
    report = Report(
        id=content_id("report", text, outlet, published, path),
        path=path,
        text=text,
        zones=(Zone(kind="body", start=0, end=len(text)),) if text else (),
        title=title,
        outlet=outlet,
        published=published,
        credits=credits,
    )
    return Reading(report=report, passages=(Passage(kind="body", start=0, doc=NLP.make_doc(text)),))


def voice(name: str, kind: str = "organisation", *, vague: bool = False, aliases: tuple[str, ...] = ()) -> Voice:
    """A voice whose id is its name."""
    return Voice(id=name, name=name, kind=kind, vague=vague, aliases=aliases)  # type: ignore[arg-type]


def telling(report: str, *chain: str, at: tuple[int, int] = (0, 10), quantity: float | None = None, vague: bool = False) -> Telling:
    """A telling whose origin is the end of its chain."""
    return Telling(
        report=report,
        spans=(Span(*at),),
        chain=chain,
        origin=chain[-1] if chain and not vague else None,
        certainty="asserted",
        quantity=None if quantity is None else Quantity(low=quantity, high=quantity),
    )


def claim(*tellings: Telling, id: str = "claim-1", story: str = "story-1", quantity: float | None = None) -> Claim:
    """A claim with these tellings."""
    return Claim(
        id=id,
        story=story,
        statement="The bridge fell.",
        certainty="asserted",
        tellings=tellings,
        quantity=None if quantity is None else Quantity(low=quantity, high=quantity),
    )


def attributed(*voices: Voice, speaks_for: dict[str, str] | None = None) -> Attributed:
    """Voices without attributions."""
    return Attributed(attributions=(), voices=voices, speaks_for=speaks_for or {})
