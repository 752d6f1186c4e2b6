"""One claim: every telling with its words in context, chains, origins, what was discounted and why, relations."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from stemma.errors import UsageError
from stemma.library import Library
from stemma.model.acts import ClaimRef
from stemma.tell.exports.table import Column, Table
from stemma.tell.shared.words import day
from stemma.tell.shown import Shown, Source
from stemma.web.opened import opened
from stemma.web.pages.byhand import by_hand
from stemma.web.pages.corrections import ActRow, rows_of
from stemma.web.pages.news import noted
from stemma.web.pages.page import Asked, Page, says


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day on which a claim was told."""

    #: In words; "no date" at the end.
    day: str
    #: Number of the source, outlet, and what the telling has otherwise than the claim: its figure, how sure it is put, that it is a copy.
    told: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPage:
    """One claim."""

    story: str = says("Id of the story.")
    story_title: str = says("Title of the story.")
    claim: Shown = says("The claim with tellings, tree of chains, links to other claims, and reasons.")
    reports: dict[int, str] = says("Number of a source -> id of its report.")
    others: dict[int, str] = says("Number of a claim -> id of the claim, for links.")
    silent: tuple[Source, ...] = says("Reports of the story that do not tell it.")
    before: str | None = says("Id of the claim before it in the story's order.")
    after: str | None = says("Id of the claim after it.")
    tellers: tuple[tuple[str, str], ...] = says("Id and outlet of the reports that tell it.")
    choices: tuple[tuple[int, str, str], ...] = says("Number, id and statement of every other claim, for merging.")
    by_hand: tuple[str, ...] = says("What a person set here: who, what, when and with which note.")
    paths: dict[int, tuple[str, ...]] = says("Number of a telling -> the way of its words, from the report to whoever vouches for them.")
    history: tuple[Day, ...] = says("On which days it was told, and by whom; last the reports without a date.")
    acts: tuple[ActRow, ...] = says("What people said of this claim, latest first; each can be taken back.")
    citation: str = says("The claim with its sources, as text to be copied.")


def _context(library: Library, asked: Asked) -> ClaimPage:
    story = opened(library, asked.path["story"])
    ledger, chapter = story.ledger, story.chapter
    claim = next((c for c in chapter.claims if asked.path["claim"] in (c.id, str(c.number))), None)
    if claim is None:
        raise UsageError("The story has no such claim.", code="no-such-claim", hint="It may have been merged into another; the story lists them all.")
    order = [c.id for c in chapter.claims]
    at = order.index(claim.id)
    numbers = {r.id: n for n, r in enumerate(ledger.reports, 1)}
    telling = {t.source.number for t in claim.told}
    return ClaimPage(
        story=story.id,
        story_title=chapter.title,
        claim=claim,
        reports={n: id_ for id_, n in numbers.items()},
        others={c.number: c.id for c in chapter.claims},
        silent=tuple(s for s in chapter.sources if s.number not in telling),
        before=order[at - 1] if at else None,
        after=order[at + 1] if at + 1 < len(order) else None,
        tellers=tuple(dict.fromkeys((ledger.reports[t.source.number - 1].id, t.source.outlet) for t in claim.told)),
        choices=tuple((c.number, c.id, c.statement) for c in chapter.claims if c.id != claim.id),
        by_hand=by_hand(claim.grounds),
        paths={t.number: tuple(t.chain.split(" ← ")) for t in claim.told},
        history=_history(claim, {r.id: r.published for r in ledger.reports}, {n: id_ for id_, n in numbers.items()}),
        acts=_acts(library, claim),
        citation=_citation(claim),
    )


def _history(claim: Shown, published: dict[str, str | None], reports: dict[int, str]) -> tuple[Day, ...]:
    days: dict[str, list[tuple[int, str, str]]] = {}
    for told in claim.told:
        figure = told.figure if told.figure != claim.figure else ""
        certainty = told.certainty if told.certainty != claim.certainty else ""
        remark = ", ".join(w for w in (figure, certainty, f"copied from {told.copied}" if told.copied else "") if w)
        days.setdefault((published[reports[told.source.number]] or "")[:10], []).append((told.source.number, told.source.outlet, remark))
    return tuple(Day(day=day(iso or None), told=tuple(days[iso])) for iso in sorted(days, key=lambda d: (not d, d)))


def _acts(library: Library, claim: Shown) -> tuple[ActRow, ...]:
    """Those that name it: by its id, or by its words, for ids change with what a person sets."""

    def means(subject: object) -> bool:
        ends = (subject,) if isinstance(subject, ClaimRef) else (getattr(subject, "source", None), getattr(subject, "target", None))
        return any(isinstance(e, ClaimRef) and (e.id == claim.id or e.statement == claim.statement) for e in ends)

    return tuple(rows_of(library, [a for a in library.acts() if means(a.subject)][::-1]))


def _sheet(library: Library, asked: Asked) -> Table:
    page = _context(library, asked)
    columns = (
        Column(name="telling", help="Its place among the tellings", width=8),
        Column(name="report id", help="The report that tells it", width=16),
        Column(name="outlet", help="Who published it", width=22),
        Column(name="published", help="When, as far as known", width=16),
        Column(name="chain", help="From the report to whoever vouches for it", width=40),
        Column(name="words", help="The report's own words, with the rest of their sentence", width=80),
        Column(name="how sure", help="As this report puts it", width=11),
        Column(name="figure", help="As this report has it", width=20),
        Column(name="copied from", help="The report whose words these are: discounted", width=24),
    )
    rows = tuple(
        (
            *(t.number, page.reports[t.source.number], t.source.outlet, t.source.date, t.chain),
            *("".join(p.text for p in t.words), t.certainty, t.figure, t.copied),
        )
        for t in page.claim.told
    )
    return Table(name="tellings", about=page.claim.statement, columns=columns, rows=rows)


def _citation(claim: Shown) -> str:
    sources = {t.source.number: t.source for t in claim.told}
    lines = [f"{claim.statement} ({claim.counted}; {claim.standing}; {claim.certainty})"]
    lines += [
        f"[{n}] {s.outlet}, {s.title or 'untitled'}, {s.date}{', ' + s.url if s.url else ''} (SHA-256 {s.sha256[:16]})"
        for n, s in sorted(sources.items())
    ]
    return "\n".join(lines)


def _looked(page: ClaimPage, asked: Asked) -> None:
    noted(asked, page.story, dt.datetime.now(dt.UTC), {"reports": len(page.reports), "claims": len(page.others)})


PAGE = Page(
    name="claim",
    route="/story/{story}/claim/{claim}",
    template="claim.html.j2",
    context=_context,
    sheet=_sheet,
    looked=_looked,
    help="One claim: who tells it, through whom, in which words, and why it counts as it does.",
)
