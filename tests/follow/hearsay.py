"""Ledgers of reports that quote one speaker, made by hand."""

from __future__ import annotations

from stemma.model import Attribution, Descent, Ledger, Report, Span, Story, Voice, Zone, content_id

SPEAKER = Voice(id="v-brandt", name="Ada Brandt", kind="person")


def report(text: str, *, published: str | None = None, outlet: str = "Post", path: str = "a.txt") -> Report:
    """A report that is all body."""
    zones = (Zone(kind="body", start=0, end=len(text)),) if text else ()
    return Report(
        id=content_id("r", text, published, outlet, path), path=path, text=text, zones=zones, outlet=outlet, published=published, language="en"
    )


def quoting(words: str, *, before: str = "The town waited.", published: str | None = None, outlet: str = "Post", path: str = "a.txt") -> Report:
    """A report with one quotation, given to the speaker behind it."""
    return report(f"{before} “{words}” Ada Brandt said on Friday. Snow fell.", published=published, outlet=outlet, path=path)


def ledger(*reports: Report, descent: tuple[Descent, ...] = ()) -> Ledger:
    """One story; every quotation is the speaker's."""
    attributions = []
    for one in reports:
        at = 0
        while (start := one.text.find("“", at)) >= 0:
            end = one.text.find("”", start)
            span = Span(start + 1, end if end > 0 else len(one.text))
            attributions.append(
                Attribution(id=content_id("a", one.id, start), report=one.id, form="direct", source=None, cue=None, content=(span,), voice=SPEAKER.id)
            )
            at = span.end + 1
    story = Story(id="s", title="Flood in Lorn", reports=tuple(r.id for r in reports))
    return Ledger(reports=reports, stories=(story,), attributions=tuple(attributions), voices=(SPEAKER,), descent=descent)
