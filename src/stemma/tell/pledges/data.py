"""Pledges for programs and spreadsheets: JSON with every place and reason, CSV with a row for each pledge."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Ledger
from stemma.model.pledges import Pledge
from stemma.tell.shared.citing import Citations
from stemma.tell.shared.data import Json, as_quantity, encoded, generator, sheet

SCHEMA = "stemma-pledges/1"
_HEADER = (
    *("pledge", "story", "promiser", "promiser_voice", "kind", "own_word", "what", "to_whom", "low", "high", "unit", "counted"),
    *("by_words", "by_first", "by_last", "condition", "status", "why", "said_by", "reports", "first_told", "last_told"),
    *("outcome_day", "outcome_words", "report", "outlet", "url", "words"),
)


def as_csv(ledger: Ledger, pledges: Sequence[Pledge]) -> str:
    """One row a pledge; its words are those of its first telling."""
    cite = Citations(ledger)
    return sheet(_HEADER, (_row(p, cite) for p in pledges))


def _row(p: Pledge, cite: Citations) -> list[object]:
    q, due, first = p.quantity, p.deadline, p.tellings[0]
    story = cite.stories.get(p.story)
    days = sorted(t.published for t in p.tellings if t.published)
    last = p.outcomes[-1] if p.outcomes else None
    promiser = p.promiser
    return [
        p.id,
        story.title if story else p.story,
        promiser.name if promiser else None,
        promiser.voice if promiser else None,
        p.kind,
        p.own_word,
        p.what,
        p.to_whom,
        *((q.low, q.high, q.unit, q.what) if q else (None, None, None, None)),
        *((due.words, due.first, due.last) if due else (None, None, None)),
        p.condition,
        p.status,
        p.grounds[-1].sentence if p.grounds else None,
        "; ".join(dict.fromkeys(cite.name(t.chain[-1]) for t in p.tellings if t.chain)),
        len({t.report for t in p.tellings}),
        days[0] if days else None,
        days[-1] if days else None,
        last.published if last else None,
        cite.quote(last.place) if last else None,
        first.report,
        cite.reports[first.report].outlet,
        cite.url(first.report),
        cite.quote(first.place),
    ]


def as_json(ledger: Ledger, pledges: Sequence[Pledge]) -> str:
    """The pledges as JSON text; the same ledger gives the same bytes. Names are documented in docs/cli.md."""
    cite = Citations(ledger)
    content = {
        "schema": SCHEMA,
        "generator": generator(ledger),
        "reports": cite.listed(r.id for r in ledger.reports),
        "pledges": [_json(p, cite) for p in pledges],
    }
    return encoded(content)


def _json(p: Pledge, cite: Citations) -> Json:
    due, promiser = p.deadline, p.promiser
    return {
        "id": p.id,
        "story": p.story,
        "kind": p.kind,
        "promiser": {"name": promiser.name, "words": promiser.words, "voice": promiser.voice, "state": promiser.state} if promiser else None,
        "own_word": p.own_word,
        "what": p.what,
        "to_whom": p.to_whom,
        "quantity": as_quantity(p.quantity),
        "by": {"words": due.words, "first": due.first, "last": due.last} if due else None,
        "condition": p.condition,
        "status": p.status,
        "total_of": list(p.total_of),
        "claims": list(p.claims),
        "tellings": [
            {
                "report": t.report,
                "published": t.published,
                "sentence": cite.place(t.place),
                "cue": cite.place(t.cue),
                "what": cite.place(t.what),
                "chain": [cite.voice(v) for v in t.chain],
            }
            for t in p.tellings
        ],
        "outcomes": [
            {
                "state": o.state,
                "published": o.published,
                "claim": o.claim,
                "sentence": cite.place(o.place),
                "chain": [cite.voice(v) for v in o.chain],
                "grounds": cite.grounds(o.grounds),
            }
            for o in p.outcomes
        ],
        "grounds": cite.grounds(p.grounds),
    }
