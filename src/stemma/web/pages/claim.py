"""One claim: every telling with its words in context, chains, origins, what was discounted and why, relations."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.errors import UsageError
from stemma.library import Library
from stemma.tell.shown import Shown, Source
from stemma.tell.view import view
from stemma.web.pages.byhand import by_hand
from stemma.web.pages.page import Asked, Page, says


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
    citation: str = says("The claim with its sources, as text to be copied.")


def _context(library: Library, asked: Asked) -> ClaimPage:
    story = library.story_id(asked.path["story"])
    ledger = library.story(story)
    shown = view(ledger)
    claim = shown.claim(asked.path["claim"])
    if claim is None:
        raise UsageError("The story has no such claim.", code="no-such-claim", hint="It may have been merged into another; the story lists them all.")
    chapter = shown.chapters[0]
    order = [c.id for c in chapter.claims]
    at = order.index(claim.id)
    numbers = {r.id: n for n, r in enumerate(ledger.reports, 1)}
    telling = {t.source.number for t in claim.told}
    return ClaimPage(
        story=story,
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
        citation=_citation(claim),
    )


def _citation(claim: Shown) -> str:
    sources = {t.source.number: t.source for t in claim.told}
    lines = [f"{claim.statement} ({claim.counted}; {claim.standing}; {claim.certainty})"]
    lines += [
        f"[{n}] {s.outlet}, {s.title or 'untitled'}, {s.date}{', ' + s.url if s.url else ''} (SHA-256 {s.sha256[:16]})"
        for n, s in sorted(sources.items())
    ]
    return "\n".join(lines)


PAGE = Page(
    name="claim",
    route="/story/{story}/claim/{claim}",
    template="claim.html.j2",
    context=_context,
    help="One claim: who tells it, through whom, in which words, and why it counts as it does.",
)
