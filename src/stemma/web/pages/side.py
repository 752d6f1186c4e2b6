"""Two to four reports next to each other: the claims they share joined by number and shade, what one leaves out greyed, changed quotations listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from stemma.library import Library
from stemma.model import Ledger, Report, Span
from stemma.model.drift import Drift
from stemma.tell.view import outlet_of
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One report."""

    id: str
    outlet: str
    title: str
    published: str | None
    paragraphs: tuple[tuple[str, tuple[Bit, ...]], ...]
    #: Numbers of the claims that the others tell and this one does not.
    silent: tuple[int, ...]


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
    one: str
    other: str
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


def _context(library: Library, asked: Asked) -> SidePage:
    from stemma.follow.drift import drift

    id_ = library.story_id(asked.path["story"])
    ledger = library.story(id_)
    story = ledger.stories[0]
    inside = sorted((r for r in ledger.reports if r.id in story.reports), key=lambda r: (r.published or "9", r.id))
    wanted = [r for r in inside if r.id in asked.several.get("r", ())][:_MOST] or _apt(ledger, inside)
    numbers = {c.id: n for n, c in enumerate(ledger.claims, 1)}
    ids = {r.id for r in wanted}
    told = {c.id: {t.report for t in c.tellings} & ids for c in ledger.claims}
    shared = [c for c in ledger.claims if len(told[c.id]) > 1]
    shades = {c.id: n % _SHADES + 1 for n, c in enumerate(shared)}
    names = {r.id: outlet_of(r) for r in ledger.reports}
    return SidePage(
        id=id_,
        title=story.title or "Untitled story",
        choices=tuple((r.id, f"{names[r.id]}: {r.title or 'untitled'}", r.id in ids) for r in inside),
        columns=tuple(_column(ledger, r, numbers, shades, told, names) for r in wanted),
        shared=tuple(
            SharedClaim(
                number=numbers[c.id],
                id=c.id,
                statement=c.statement,
                shade=shades[c.id],
                told=tuple(names[r.id] for r in wanted if r.id in told[c.id]),
            )
            for c in shared
        ),
        changed=tuple(_changed(ledger, next((d for d in drift(ledger) if d.story == id_), None), ids, names)),
    )


def _apt(ledger: Ledger, inside: Sequence[Report]) -> list[Report]:
    """The two reports that share most claims: something to look at where nobody chose."""
    shared: dict[tuple[str, str], int] = {}
    for claim in ledger.claims:
        for pair in pairwise(sorted({t.report for t in claim.tellings})):
            shared[pair] = shared.get(pair, 0) + 1
    best = max(sorted(shared), key=lambda p: shared[p], default=())
    return [r for r in inside if r.id in best] or list(inside[:2])


def _column(
    ledger: Ledger, report: Report, numbers: dict[str, int], shades: dict[str, int], told: dict[str, set[str]], names: dict[str, str]
) -> Column:
    spans = sorted(
        ((s, c.id) for c in ledger.claims for t in c.tellings if t.report == report.id for s in t.spans), key=lambda p: (p[0], numbers[p[1]])
    )
    begun: set[str] = set()
    paragraphs = []
    for zone in report.zones:
        bits = tuple(_bits(report, zone.span, spans, numbers, shades, begun))
        if any(b.text.strip() for b in bits):
            paragraphs.append((zone.kind, bits))
    return Column(
        id=report.id,
        outlet=names[report.id],
        title=report.title or "Untitled report",
        published=report.published,
        paragraphs=tuple(paragraphs),
        silent=tuple(sorted(numbers[c] for c, held in told.items() if held and report.id not in held)),
    )


def _bits(
    report: Report, zone: Span, spans: Sequence[tuple[Span, str]], numbers: dict[str, int], shades: dict[str, int], begun: set[str]
) -> list[Bit]:
    inside = [(s, c) for s, c in spans if s.start < zone.end and zone.start < s.end]
    borders = sorted({zone.start, zone.end, *(min(max(b, zone.start), zone.end) for s, _ in inside for b in (s.start, s.end))})
    out = []
    for a, b in pairwise(borders):
        over = list(dict.fromkeys(c for s, c in inside if s.start <= a and b <= s.end))
        fresh = [c for c in over if c not in begun]
        begun.update(fresh)
        shade = next((shades[c] for c in over if c in shades), 0)
        out.append(Bit(text=report.text[a:b], claims=tuple(numbers[c] for c in over), shade=shade, first=any(c in shades for c in fresh)))
    return out


def _changed(ledger: Ledger, found: Drift | None, ids: set[str], names: dict[str, str]) -> list[Changed]:
    if found is None:
        return []
    texts, voices = {r.id: r.text for r in ledger.reports}, {v.id: v.name for v in ledger.voices}
    out = []
    for one in found.quotations:
        if {one.first.report, one.second.report} <= ids and one.changes:
            first, second = (" … ".join(p.span.of(texts[p.report]) for p in w.places) for w in (one.first, one.second))
            out.append(
                Changed(
                    who=voices.get(one.voice or "", "somebody"),
                    one=f"{names[one.first.report]}: “{first}”",
                    other=f"{names[one.second.report]}: “{second}”",
                    why=tuple(c.ground.sentence for c in one.changes),
                )
            )
    return out


PAGE = Page(
    name="side",
    route="/story/{story}/side",
    template="side.html.j2",
    context=_context,
    help="Two to four reports next to each other: shared claims joined, what one leaves out greyed, changed words of quotations.",
)
