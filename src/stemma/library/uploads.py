"""What a person pastes, as a report."""

from __future__ import annotations

from stemma.ingest import Taken
from stemma.ingest.dates import iso
from stemma.model import Original, RawReport, Trouble


def pasted(text: str, *, outlet: str | None = None, title: str | None = None, published: str | None = None, url: str | None = None) -> Taken:
    """The text as one report with the person's word on it; a date that is none is told and left out."""
    day = iso(published) if published else None
    troubles = (
        (Trouble(code="bad-date", message=f"{published!r} is no date; it was left out.", hint="Write 2025-06-17."),) if published and not day else ()
    )
    raw = RawReport(
        path="pasted text",
        text=text,
        url=url,
        outlet=outlet,
        title=title,
        published=day,
        published_from="given" if day else None,
        original=Original(data=text.encode("utf-8", "surrogatepass"), media="text/plain; charset=utf-8"),
    )
    return Taken(reports=(raw,), troubles=troubles)
