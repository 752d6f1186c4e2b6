"""Drift for programs and spreadsheets: JSON with every place and reason, CSV with a row for each change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stemma.model import Ledger, Place
from stemma.model.drift import Change, ClaimDrift, Drift, QuotationDrift, Wording
from stemma.tell.drift.desk import Desk
from stemma.tell.shared.compare import as_reports
from stemma.tell.shared.data import Json, as_ground, as_grounds, as_place, encoded, generator, sheet

SCHEMA = "stemma-drift/1"
_HEAD = ("story", "what", "kind", "speaker_or_claim", "first_report", "first_outlet", "first_words", "second_report", "second_outlet", "second_words")


def as_json(ledger: Ledger, found: Sequence[Drift]) -> str:
    """Every wording and change; the same ledger gives the same bytes."""
    desk = Desk(ledger)
    value: Json = {
        "schema": SCHEMA,
        "generator": generator(ledger),
        "reports": as_reports(desk.sources),
        "stories": [_story(desk, story) for story in found],
    }
    return encoded(value)


def _story(desk: Desk, found: Drift) -> Json:
    return {
        "id": found.story,
        "title": desk.stories[found.story].title,
        "shared": found.shared,
        "alike": found.alike,
        "quotations": [_quotation(desk, q) for q in found.quotations],
        "claims": [_claim(desk, c) for c in found.claims],
    }


def _quotation(desk: Desk, found: QuotationDrift) -> Json:
    return {
        "id": found.id,
        "voice": found.voice,
        "weighty": found.weighty,
        "first": _wording(desk, found.first),
        "second": _wording(desk, found.second),
        "changes": [_change(desk, c) for c in found.changes],
        "like_first": list(found.like_first),
        "like_second": list(found.like_second),
        "nearer": found.nearer,
        "grounds": as_grounds(found.grounds),
    }


def _wording(desk: Desk, wording: Wording) -> Json:
    return {"report": wording.report, "voice": wording.voice, "places": [_place(desk, p) for p in wording.places]}


def _place(desk: Desk, place: Place) -> Json:
    return {**as_place(place), "words": desk.words(place)}


def _change(desk: Desk, change: Change) -> Json:
    return {
        "kind": change.kind,
        "gone": [_place(desk, p) for p in change.gone],
        "new": [_place(desk, p) for p in change.new],
        "marked": change.marked,
        "ground": as_ground(change.ground),
    }


def _claim(desk: Desk, found: ClaimDrift) -> Json:
    return {
        "claim": found.claim,
        "number": desk.numbers[found.claim],
        "statement": desk.claims[found.claim].statement,
        "kind": found.kind,
        "kept": _place(desk, found.kept),
        "kept_words": _place(desk, found.kept_words),
        "lost": _place(desk, found.lost),
        "lost_words": _place(desk, found.lost_words) if found.lost_words else None,
        "voice": found.voice,
        "ground": as_ground(found.ground),
    }


def as_csv(ledger: Ledger, found: Sequence[Drift]) -> str:
    """One row for each change of a quotation and each loss of a claim."""
    desk = Desk(ledger)
    return sheet(_HEAD, (row for story in found for row in _rows(desk, story)), line_end="\n")


def _rows(desk: Desk, story: Drift) -> Iterator[tuple[object, ...]]:
    title = desk.stories[story.story].title
    for found in story.quotations:
        for change in found.changes:
            sides = (*_side(desk, found.first.report, change.gone), *_side(desk, found.second.report, change.new))
            yield title, "quotation", change.kind, desk.speaker(found), *sides
    for lost in story.claims:
        sides = (*_side(desk, lost.kept.report, (lost.kept,)), *_side(desk, lost.lost.report, (lost.lost,)))
        yield title, "claim", lost.kind, desk.claims[lost.claim].statement, *sides


def _side(desk: Desk, report: str, places: Sequence[Place]) -> tuple[object, ...]:
    source = desk.sources[report]
    return source.number, source.outlet, " … ".join(desk.words(p) for p in places)
