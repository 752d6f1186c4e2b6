"""One story: the sum of the matter, its claims as a table, where reports differ, who speaks."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from stemma.library import Library
from stemma.model import Ledger, Report
from stemma.tell.shown import Chapter, Shown, summary
from stemma.tell.view import view
from stemma.web.pages.byhand import by_hand
from stemma.web.pages.page import Asked, Page, says

#: Claims in one table, and what of the address further pages of it keep.
_PAGE, _KEPT = 250, ("sort", "standing", "certainty", "numbers", "since")
SORTS = {"weight": "what matters most", "origins": "most independent origins", "reports": "most reports", "first": "told first", "last": "told last"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A claim in the table."""

    claim: Shown
    #: First and last day on which a report of the story told it, ISO; None where no report is dated.
    first: str | None
    last: str | None
    #: Told since the chosen day and by no report before.
    new: bool
    #: What a person set: who, what, when.
    by_hand: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryPage:
    """One story."""

    id: str = says("Id of the story.")
    chapter: Chapter = says("The story as it is shown everywhere: sources, claims, speakers, differences, updates, descent.")
    summary: str = says("The sum of the matter in a few sentences.")
    rows: tuple[Row, ...] = says("The claims that match the filters, in the chosen order; those of this page of the table.")
    total: int = says("How many claims match the filters.")
    at: int = says("Number of the first one shown, from 0.")
    step: int = says("How many are shown at once.")
    query: str = says("Order and filters as they stand in the address.")
    sort: str = says("The order of the claims: weight, origins, reports, first or last.")
    sorts: dict[str, str] = says("The orders there are, in words.")
    standing: str = says("Only claims of this standing; empty for all.")
    standings: tuple[str, ...] = says("The standings that occur.")
    certainty: str = says("Only claims put so; empty for all.")
    certainties: tuple[str, ...] = says("The ways of putting it that occur.")
    numbers: bool = says("Only claims with a number.")
    since: str = says("Claims first told on this day or later (ISO) are marked as new; empty for none.")
    reports: dict[int, str] = says("Number of a source -> id of its report.")
    grounds: tuple[str, ...] = says("Why these reports are one story.")
    by_hand: tuple[str, ...] = says("What a person set of the story as a whole: who, what, when.")


def _context(library: Library, asked: Asked) -> StoryPage:
    id_ = library.story_id(asked.path["story"])
    ledger = library.story(id_)
    chapter = view(ledger).chapters[0]
    get = asked.query.get
    standing, certainty, since, numbers = get("standing", ""), get("certainty", ""), get("since", ""), get("numbers") == "1"
    sort = get("sort", "weight") if get("sort") in SORTS else "weight"
    at = asked.number("at", 0)
    rows = [
        r
        for r in _rows(ledger, chapter, since)
        if (not standing or r.claim.standing == standing) and (not certainty or r.claim.certainty == certainty) and (not numbers or r.claim.figure)
    ]
    return StoryPage(
        id=id_,
        chapter=chapter,
        summary=summary(chapter),
        rows=tuple(_sorted(rows, sort)[at : at + _PAGE]),
        total=len(rows),
        at=at,
        step=_PAGE,
        query=urlencode({k: v for k, v in asked.query.items() if k in _KEPT and v}),
        sort=sort,
        sorts=SORTS,
        standing=standing,
        standings=tuple(dict.fromkeys(c.standing for c in chapter.claims)),
        certainty=certainty,
        certainties=tuple(dict.fromkeys(c.certainty for c in chapter.claims)),
        numbers=numbers,
        since=since,
        reports={n: r.id for n, r in enumerate(ledger.reports, 1)},
        grounds=tuple(g.sentence for g in ledger.stories[0].grounds if not g.rule.startswith("correct.")),
        by_hand=by_hand(ledger.stories[0].grounds),
    )


def _rows(ledger: Ledger, chapter: Chapter, since: str) -> list[Row]:
    reports: dict[str, Report] = {r.id: r for r in ledger.reports}
    days = {c.id: sorted(d[:10] for t in c.tellings if t.report in reports and (d := reports[t.report].published)) for c in ledger.claims}
    out = []
    for claim in chapter.claims:
        told = days.get(claim.id, [])
        first = told[0] if told else None
        out.append(
            Row(
                claim=claim,
                first=first,
                last=told[-1] if told else None,
                new=bool(since and first and first >= since),
                by_hand=by_hand(claim.grounds),
            )
        )
    return out


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    if sort == "origins":
        return sorted(rows, key=lambda r: (-r.claim.independent, r.claim.number))
    if sort == "reports":
        return sorted(rows, key=lambda r: (-r.claim.reports, r.claim.number))
    if sort == "first":
        return sorted(rows, key=lambda r: (r.first or "9", r.claim.number))
    if sort == "last":
        return sorted(rows, key=lambda r: (tuple(-ord(c) for c in r.last or "0"), r.claim.number))
    return rows


PAGE = Page(
    name="story",
    route="/story/{story}",
    template="story.html.j2",
    context=_context,
    help="One story: what is claimed, how sure, on how many independent origins, where reports differ.",
)
