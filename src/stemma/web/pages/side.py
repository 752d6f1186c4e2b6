"""Two to four reports next to each other: the claims they share joined by number and shade, what one leaves out greyed, changed quotations listed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from stemma.library import Library
from stemma.model import Ledger, Place, Report, Span
from stemma.model.drift import Drift, Wording
from stemma.tell.exports.table import Column as Head
from stemma.tell.exports.table import Table
from stemma.tell.shared.context import Piece
from stemma.tell.view import outlet_of
from stemma.web.opened import OpenStory, opened
from stemma.web.pages.page import Asked, Page, says

_MOST = 4
_SHADES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Bit:
    """Words of one column that belong to the same claims."""

    text: str
    #: Numbers of the claims that these words tell.
    claims: tuple[int, ...] = ()
    #: 1 to 8: the shade of the first of them; 0 where no other column tells it.
    shade: int = 0
    #: The first bit of a telling: its number is shown here.
    first: bool = False
    #: Where these words of a quotation differ from another column's: how, in a sentence.
    changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One report."""

    id: str
    outlet: str
    title: str
    published: str | None
    paragraphs: tuple[tuple[str, tuple[Bit, ...]], ...]
    #: Number, id and statement of the claims that others here tell and this one does not.
    silent: tuple[tuple[int, str, str], ...]
    #: How many claims of those that are shared it tells.
    shares: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedClaim:
    """A claim that at least two of the columns tell."""

    number: int
    id: str
    statement: str
    shade: int
    #: Outlets of the columns that tell it.
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A quotation whose words differ between two of the columns."""

    who: str
    #: Outlet, and its words; `marked` where the other has others.
    one: tuple[str, tuple[Piece, ...]]
    other: tuple[str, tuple[Piece, ...]]
    #: What differs, in sentences.
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SidePage:
    """Reports side by side."""

    id: str = says("Id of the story.")
    title: str = says("Title of the story.")
    choices: tuple[tuple[str, str, bool], ...] = says("Id and name of every report of the story, and whether it is shown.")
    columns: tuple[Column, ...] = says("The reports, in time order.")
    shared: tuple[SharedClaim, ...] = says("Claims that at least two of them tell.")
    changed: tuple[Changed, ...] = says("Quotations whose words differ between them.")
    left: int = says("How many reports were chosen beyond the four that fit.")


def _context(library: Library, asked: Asked) -> SidePage:
    story = opened(library, asked.path["story"])
    ledger = story.ledger
    inside = sorted((r for r in ledger.reports if r.id in ledger.stories[0].reports), key=lambda r: (r.published or "9", r.id))
    chosen = [r for r in inside if r.id in asked.several.get("r", ())]
    wanted = chosen[:_MOST] or _apt(ledger, inside)
    desk = _Table(story, wanted)
    return SidePage(
        id=story.id,
        title=story.title,
        choices=tuple((r.id, f"{desk.names[r.id]}: {r.title or 'untitled'}", r in wanted) for r in inside),
        columns=tuple(desk.column(r) for r in wanted),
        shared=tuple(desk.shared()),
        changed=tuple(desk.quotations()),
        left=max(0, len(chosen) - _MOST),
    )


def _apt(ledger: Ledger, inside: Sequence[Report]) -> list[Report]:
    """The two reports that share most claims: something to look at where nobody chose."""
    shared: dict[tuple[str, str], int] = {}
    for claim in ledger.claims:
        for pair in pairwise(sorted({t.report for t in claim.tellings})):
            shared[pair] = shared.get(pair, 0) + 1
    best = max(sorted(shared), key=lambda p: shared[p], default=())
    return [r for r in inside if r.id in best] or list(inside[:2])


class _Table:
    """The reports that lie on it, with look-ups."""

    def __init__(self, story: OpenStory, wanted: Sequence[Report]) -> None:
        self.ledger, self.wanted = story.ledger, wanted
        self.ids = {r.id for r in wanted}
        self.names = {r.id: outlet_of(r) for r in self.ledger.reports}
        self.numbers = {c.id: n for n, c in enumerate(self.ledger.claims, 1)}
        self.told = {c.id: {t.report for t in c.tellings} & self.ids for c in self.ledger.claims}
        self.both = [c for c in self.ledger.claims if len(self.told[c.id]) > 1]
        self.shades = {c.id: n % _SHADES + 1 for n, c in enumerate(self.both)}
        found = story.once(_drift)
        self.drifts = [q for q in (found.quotations if found else ()) if {q.first.report, q.second.report} <= self.ids and q.changes]
        self.texts = {r.id: r.text for r in wanted}

    def shared(self) -> Iterable[SharedClaim]:
        """The claims that at least two of them tell."""
        for claim in self.both:
            told = tuple(self.names[r.id] for r in self.wanted if r.id in self.told[claim.id])
            yield SharedClaim(number=self.numbers[claim.id], id=claim.id, statement=claim.statement, shade=self.shades[claim.id], told=told)

    def column(self, report: Report) -> Column:
        """One report."""
        spans = sorted(
            ((s, c.id) for c in self.ledger.claims for t in c.tellings if t.report == report.id for s in t.spans),
            key=lambda p: (p[0], self.numbers[p[1]]),
        )
        changed = [(p.span, c.ground.sentence) for q in self.drifts for c in q.changes for p in (*c.gone, *c.new) if p.report == report.id]
        begun: set[str] = set()
        paragraphs = []
        for zone in report.zones:
            bits = tuple(self._bits(report, zone.span, spans, changed, begun))
            if any(b.text.strip() for b in bits):
                paragraphs.append((zone.kind, bits))
        silent = [c for c in self.ledger.claims if self.told[c.id] and report.id not in self.told[c.id]]
        return Column(
            id=report.id,
            outlet=self.names[report.id],
            title=report.title or "Untitled report",
            published=report.published,
            paragraphs=tuple(paragraphs),
            silent=tuple((self.numbers[c.id], c.id, c.statement) for c in silent),
            shares=sum(report.id in self.told[c.id] for c in self.both),
        )

    def _bits(
        self, report: Report, zone: Span, spans: Sequence[tuple[Span, str]], changed: Sequence[tuple[Span, str]], begun: set[str]
    ) -> Iterable[Bit]:
        inside = [(s, c) for s, c in spans if s.start < zone.end and zone.start < s.end]
        other = [(s, why) for s, why in changed if s.start < zone.end and zone.start < s.end]
        ends = (b for s, _ in (*inside, *other) for b in (s.start, s.end))
        borders = sorted({zone.start, zone.end, *(min(max(b, zone.start), zone.end) for b in ends)})
        for a, b in pairwise(borders):
            over = list(dict.fromkeys(c for s, c in inside if s.start <= a and b <= s.end)) if any(map(str.isalnum, report.text[a:b])) else []
            fresh = [c for c in over if c not in begun]
            begun.update(fresh)
            yield Bit(
                text=report.text[a:b],
                claims=tuple(self.numbers[c] for c in over),
                shade=next((self.shades[c] for c in over if c in self.shades), 0),
                first=any(c in self.shades for c in fresh),
                changed=next((why for s, why in other if s.start <= a and b <= s.end), ""),
            )

    def quotations(self) -> Iterable[Changed]:
        """The quotations that differ, with what differs marked."""
        voices = {v.id: v.name for v in self.ledger.voices}
        for one in self.drifts:
            gone, new = ([p for c in one.changes for p in c.gone], [p for c in one.changes for p in c.new])
            yield Changed(
                who=voices.get(one.voice or "", "somebody"),
                one=(self.names[one.first.report], self._marked(one.first, gone)),
                other=(self.names[one.second.report], self._marked(one.second, new)),
                why=tuple(c.ground.sentence for c in one.changes),
            )

    def _marked(self, wording: Wording, places: Sequence[Place]) -> tuple[Piece, ...]:
        """The words of a quotation, those marked that the other wording does not have."""
        text, out = self.texts[wording.report], []
        marks = [p.span for p in places]
        for n, place in enumerate(wording.places):
            if n:
                out.append(Piece(text=" … ", marked=False))
            borders = sorted(
                {place.span.start, place.span.end, *(min(max(b, place.span.start), place.span.end) for m in marks for b in (m.start, m.end))}
            )
            out += [Piece(text=text[a:b], marked=any(m.start <= a and b <= m.end for m in marks)) for a, b in pairwise(borders)]
        return tuple(out)


def _drift(story: OpenStory) -> Drift | None:
    from stemma.follow.drift import drift

    return next((d for d in drift(story.ledger) if d.story == story.id), None)


def _sheet(library: Library, asked: Asked) -> Table:
    page = _context(library, asked)
    columns = (
        Head(name="claim", help="Its number", width=7),
        Head(name="claim id", help="Stays the same for the same reports", width=16),
        Head(name="statement", help="The claim", width=60),
        Head(name="told by", help="Which of the reports tell it", width=40),
        Head(name="left out by", help="Which of them do not", width=40),
    )
    told: dict[tuple[int, str, str], list[str]] = {}
    for column in page.columns:
        for claim in column.silent:
            told.setdefault(claim, []).append(column.outlet)
    for one in page.shared:
        told.setdefault((one.number, one.id, one.statement), [])
    outlets = [c.outlet for c in page.columns]
    rows = tuple((*claim, "; ".join(o for o in outlets if o not in out), "; ".join(out)) for claim, out in sorted(told.items()))
    return Table(name="side-by-side", about="Which report tells which claim.", columns=columns, rows=rows)


PAGE = Page(
    name="side",
    route="/story/{story}/side",
    template="side.html.j2",
    context=_context,
    sheet=_sheet,
    help="Two to four reports next to each other: shared claims joined by number, shade and line; what one leaves out; quoted words that differ.",
)
