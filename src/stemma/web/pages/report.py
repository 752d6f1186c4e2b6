"""One report: its text with zones, who says what, numbers and times; where it was met; its versions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from stemma.library import Library
from stemma.model import Ledger, Original, Report, Span
from stemma.model.library import Kept
from stemma.tell.view import outlet_of
from stemma.web.opened import opened
from stemma.web.pages.byhand import by_hand
from stemma.web.pages.page import Asked, Page, says

#: Bytes of an original that are shown, and that are looked at to tell whether it is text.
_SHOWN, _LOOKED = 60_000, 4_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of the report that are marked alike."""

    text: str
    #: Of "source", "cue", "content", "quantity", "time".
    marks: tuple[str, ...] = ()
    #: What is to be said of them: the voice, the number as an interval, the day.
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ZoneShown:
    """One zone."""

    kind: str
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The bytes that a report came from, as words."""

    #: None where they are no text.
    text: str | None
    size: int
    #: Whether it goes on.
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPage:
    """One report."""

    kept: Kept = says("The report, where it was met, the digest of its bytes, its versions.")
    zones: tuple[ZoneShown, ...] = says("The text, zone by zone, in stretches that are marked alike.")
    claims: tuple[tuple[str, str], ...] = says("Id and statement of the claims that it tells.")
    shown: Report = says("The report as people set it right: outlet, title, date.")
    by_hand: tuple[str, ...] = says("What a person set of the report: who, what, when.")
    others: tuple[tuple[str, str], ...] = says("Id and name of the other reports of its story.")
    story_title: str = says("Title of its story; empty where it is in none.")
    original: Beside | None = says("The original beside the text, where the address asks for it; null else.")
    before: str | None = says("Id of the report before it in the story.")
    after: str | None = says("Id of the report after it.")


def _context(library: Library, asked: Asked) -> ReportPage:
    kept = library.kept(asked.path["report"])
    ledger = opened(library, kept.story).ledger if kept.story else Ledger()
    report = next((r for r in ledger.reports if r.id == kept.report.id), kept.report)
    order = [r.id for r in ledger.reports]
    at = order.index(report.id) if report.id in order else -1
    return ReportPage(
        kept=kept,
        zones=tuple(zones_of(ledger, report)),
        claims=tuple((c.id, c.statement) for c in ledger.claims if any(t.report == report.id for t in c.tellings)),
        shown=report,
        by_hand=by_hand(report.grounds),
        others=tuple((r.id, f"{outlet_of(r)}: {r.title or 'untitled'}") for r in ledger.reports if r.id != report.id),
        story_title=ledger.stories[0].title if ledger.stories else "",
        original=_beside(library.original(report.id)) if asked.query.get("original") == "1" and kept.sha256 else None,
        before=order[at - 1] if at > 0 else None,
        after=order[at + 1] if 0 <= at < len(order) - 1 else None,
    )


def _beside(original: Original | None) -> Beside | None:
    """What came, shown and never obeyed: mark-up stays mark-up to be read."""
    if original is None:
        return None
    data = original.data
    if b"\x00" in data[:_LOOKED] or data.startswith((b"%PDF", b"PK", b"\x1f\x8b")):
        return Beside(text=None, size=len(data), cut=False)
    return Beside(text=data[:_SHOWN].decode("utf-8", "replace"), size=len(data), cut=len(data) > _SHOWN)


def zones_of(ledger: Ledger, report: Report) -> Iterable[ZoneShown]:
    """The text in zones, each in stretches between the borders of what is marked."""
    marks = list(_marks(ledger, report))
    for zone in report.zones:
        inside = [(s, kind, note) for s, kind, note in marks if s.start < zone.end and zone.start < s.end]
        borders = sorted({zone.start, zone.end, *(min(max(b, zone.start), zone.end) for s, _, _ in inside for b in (s.start, s.end))})
        stretches = []
        for a, b in pairwise(borders):
            over = [(kind, note) for s, kind, note in inside if s.start <= a and b <= s.end]
            stretches.append(
                Stretch(text=report.text[a:b], marks=tuple(dict.fromkeys(k for k, _ in over)), note="; ".join(dict.fromkeys(n for _, n in over if n)))
            )
        yield ZoneShown(kind=zone.kind, stretches=tuple(stretches))


def _marks(ledger: Ledger, report: Report) -> Iterable[tuple[Span, str, str]]:
    from stemma.tell.shared import words

    names = {v.id: v.name for v in ledger.voices}
    for one in ledger.attributions:
        if one.report == report.id:
            if one.source:
                yield one.source, "source", names.get(one.voice or "", "")
            if one.cue:
                yield one.cue, "cue", ""
            yield from ((span, "content", "") for span in one.content)
    for mention in ledger.quantities.get(report.id, ()):
        yield mention.span, "quantity", words.figure(mention.quantity)
    for time in ledger.times.get(report.id, ()):
        yield time.span, "time", words.days(time.first, time.last) if time.first or time.last else ""


PAGE = Page(
    name="report",
    route="/report/{report}",
    template="report.html.j2",
    context=_context,
    help="One report: its text with zones, who says what, numbers and times; the original beside it.",
)
