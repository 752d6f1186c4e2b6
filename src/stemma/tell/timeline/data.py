"""Timelines for programs and spreadsheets: JSON with every place and reason, CSV with a row for each telling of an event."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Ledger
from stemma.model.timeline import DatedTelling, Event, Moment, Timeline
from stemma.tell.shared.citing import Citations
from stemma.tell.shared.data import Json, encoded, generator, sheet

SCHEMA = "stemma-timeline/1"
_HEADER = (
    *("event", "story", "from", "to", "precision", "part", "since", "statement", "certainty", "ahead", "time_given", "report", "outlet"),
    *("published", "chain", "against", "words", "url"),
)


def as_csv(ledger: Ledger, timelines: Sequence[Timeline]) -> str:
    """One row a telling of an event, so that each time stands beside the words that give it."""
    cite = Citations(ledger)
    rows = [_row(line, event, telling, cite) for line in timelines for event in line.events for telling in event.tellings]
    return sheet(_HEADER, rows)


def _row(line: Timeline, event: Event, t: DatedTelling, cite: Citations) -> list[object]:
    report, m = cite.reports[t.report], t.moment
    return [
        event.id,
        line.title,
        m.first,
        m.last,
        m.precision,
        m.part,
        m.since,
        event.statement,
        event.certainty,
        event.ahead,
        cite.quote(t.time) if t.time else None,
        t.report,
        report.outlet,
        report.published,
        cite.chain(t.chain),
        t.against,
        cite.quote(t.place),
        cite.url(t.report),
    ]


def as_json(ledger: Ledger, timelines: Sequence[Timeline]) -> str:
    """The timelines as JSON text; the same ledger gives the same bytes. Names are documented in docs/cli.md."""
    cite = Citations(ledger)
    content = {
        "schema": SCHEMA,
        "generator": generator(ledger),
        "reports": cite.listed(r.id for r in ledger.reports),
        "timelines": [_json(line, cite) for line in timelines],
    }
    return encoded(content)


def _json(line: Timeline, cite: Citations) -> Json:
    return {
        "story": line.story,
        "title": line.title,
        "published": {"first": line.published_first, "last": line.published_last},
        "events": [_event_json(e, cite) for e in line.events],
        "undated": [{"claim": u.claim, "statement": u.statement, "words": u.words, "reports": list(u.reports)} for u in line.undated],
    }


def _event_json(e: Event, cite: Citations) -> Json:
    return {
        "id": e.id,
        "when": _moment(e.moment),
        "other_times": [_moment(m) for m in e.others],
        "statement": e.statement,
        "certainty": e.certainty,
        "ahead": e.ahead,
        "claims": list(e.claims),
        "tellings": [
            {
                "report": t.report,
                "claim": t.claim,
                "when": _moment(t.moment),
                "time": cite.place(t.time),
                "words": cite.place(t.place),
                "chain": [cite.voice(v) for v in t.chain],
                "origin": cite.voice(t.origin),
                "against_publication": t.against,
            }
            for t in e.tellings
        ],
        "grounds": cite.grounds(e.grounds),
    }


def _moment(m: Moment) -> Json:
    return {"first": m.first, "last": m.last, "precision": m.precision, "part": m.part, "since": m.since}
