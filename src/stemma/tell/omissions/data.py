"""Omissions for programs and spreadsheets: JSON with every mark and its reason, CSV with a row for each claim and report."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Ledger
from stemma.model.omissions import Carried, Omissions, Presence
from stemma.tell.omissions.desk import Desk
from stemma.tell.shared.compare import as_reports
from stemma.tell.shared.data import Json, as_ground, encoded, generator, sheet

SCHEMA = "stemma-omissions/1"


def as_json(ledger: Ledger, found: Sequence[Omissions]) -> str:
    """Every mark with its reason; the same ledger gives the same bytes."""
    desk = Desk(ledger)
    value: Json = {
        "schema": SCHEMA,
        "generator": generator(ledger),
        "reports": as_reports(desk.sources),
        "stories": [_story(desk, story) for story in found],
    }
    return encoded(value)


def _story(desk: Desk, found: Omissions) -> Json:
    return {
        "id": found.story,
        "title": desk.stories[found.story].title,
        "claims": [
            {
                "id": c.claim,
                "number": desk.numbers[c.claim],
                "statement": desk.statement(c.claim),
                "why": list(c.why),
                "first": c.first,
                "presences": [{"report": p.report, "mark": p.mark, "ground": as_ground(p.ground)} for p in c.presences],
            }
            for c in found.claims
        ],
        "shares": [
            {"report": s.report, "told": s.told, "fair": s.fair, "brief": s.brief, "ground": as_ground(s.ground) if s.ground else None}
            for s in found.shares
        ],
        "alone": [{"report": report, "claims": list(claims)} for report, claims in found.alone.items()],
    }


_HEAD = ("story", "claim", "claim_id", "statement", "why", "told_from", "report", "outlet", "published", "path", "mark", "reason")


def as_csv(ledger: Ledger, found: Sequence[Omissions]) -> str:
    """One row for each claim and report."""
    desk = Desk(ledger)
    return sheet(_HEAD, (_row(desk, story, claim, p) for story in found for claim in story.claims for p in claim.presences), line_end="\n")


def _row(desk: Desk, story: Omissions, claim: Carried, presence: Presence) -> tuple[object, ...]:
    source = desk.sources[presence.report]
    return (
        desk.stories[story.story].title,
        desk.numbers[claim.claim],
        claim.claim,
        desk.statement(claim.claim),
        "; ".join(claim.why),
        claim.first,
        source.number,
        source.outlet,
        source.report.published,
        source.report.path,
        presence.mark,
        presence.ground.sentence,
    )
