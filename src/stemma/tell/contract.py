"""The ledger as JSON: names, order and meaning of the contract, so that programs and people speak of the same things.

Additions to the contract, all optional for a reader: `reports[].sha256`, `credits`, `grounds`; `times[].first`, `last`;
`quantities[].number`, `head`, `additional`; `attributions[].certainty`; `voices[].vague`, `grounds`;
`tellings[].attribution`, `statement`, `when_iso`; `claims[].grounds`; `troubles[].path`. The JSON Schema is shipped as
`stemma/schema/ledger.schema.json`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from importlib import resources

from stemma.model import (
    Attribution,
    Claim,
    Descent,
    Ledger,
    QuantityMention,
    Relation,
    Report,
    Span,
    Story,
    Telling,
    Timex,
    Trouble,
    Voice,
    text_digest,
)
from stemma.tell.shared.data import Json, as_grounds, as_place, as_quantity, encoded, generator, number

SCHEMA = "stemma-ledger/1"


def as_json(ledger: Ledger, *, indent: int | None = 1) -> str:
    """The ledger as JSON text with a final newline; the same ledger gives the same bytes."""
    return encoded(as_contract(ledger), indent=indent)


def schema_text() -> str:
    """The JSON Schema (draft 2020-12) of what `as_json` writes."""
    return (resources.files("stemma") / "schema" / "ledger.schema.json").read_text("utf-8")


def as_contract(ledger: Ledger) -> Json:
    """The ledger as plain dicts and lists."""
    story_of = {report: story.id for story in ledger.stories for report in story.reports}
    return {
        "schema": SCHEMA,
        "generator": generator(ledger),
        "reports": [_report(r, story_of.get(r.id)) for r in ledger.reports],
        "stories": [_story(s) for s in ledger.stories],
        "times": [_time(r.id, t) for r in ledger.reports for t in ledger.times.get(r.id, ())],
        "quantities": [_mention(r.id, q) for r in ledger.reports for q in ledger.quantities.get(r.id, ())],
        "attributions": [_attribution(a) for a in ledger.attributions],
        "voices": [_voice(v) for v in ledger.voices],
        "claims": [_claim(c) for c in ledger.claims],
        "relations": [_relation(r) for r in ledger.relations],
        "descent": [_descent(d) for d in ledger.descent],
        "troubles": [_trouble(t) for t in ledger.troubles],
    }


def when_days(iso: str | None) -> tuple[str, str] | None:
    """First and last day that a telling's time names; None for durations, vague times and what is no calendar date."""
    if not iso:
        return None
    ends = iso.split("/")
    first, last = _day(ends[0], first=True), _day(ends[-1], first=False)
    return (first, last) if first and last and len(ends) <= 2 else None


def _day(iso: str, *, first: bool) -> str | None:
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", iso)
    if not match:
        return None
    year, month, day = int(match[1]), match[2] and int(match[2]), match[3] and int(match[3])
    try:
        if day:
            return dt.date(year, int(month), int(day)).isoformat()
        if first:
            return dt.date(year, int(month or 1), 1).isoformat()
        year, month = (year, int(month) + 1) if month and month < 12 else (year + 1, 1)
        return (dt.date(year, month, 1) - dt.timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None


def _share(value: float) -> float | int | None:
    return number(round(value, 4)) if math.isfinite(value) else None


def _span(span: Span | None) -> Json | None:
    return None if span is None else {"start": span.start, "end": span.end}


def _report(r: Report, story: str | None) -> Json:
    return {
        "id": r.id,
        "path": r.path,
        "url": r.url,
        "outlet": r.outlet,
        "title": r.title,
        "byline": r.byline,
        "published": r.published,
        "published_from": r.published_from,
        "updated": r.updated,
        "language": r.language,
        "text": r.text,
        "sha256": text_digest(r.text),
        "story": story,
        "credits": list(r.credits),
        "zones": [{"kind": z.kind, "start": z.start, "end": z.end} for z in r.zones],
        "grounds": as_grounds(r.grounds),
    }


def _story(s: Story) -> Json:
    return {"id": s.id, "title": s.title, "reports": list(s.reports), "first": s.first, "last": s.last, "grounds": as_grounds(s.grounds)}


def _time(report: str, t: Timex) -> Json:
    return {
        "report": report,
        "start": t.span.start,
        "end": t.span.end,
        "iso": t.iso,
        "first": t.first,
        "last": t.last,
        "grounds": as_grounds(t.grounds),
    }


def _mention(report: str, m: QuantityMention) -> Json:
    return {
        "report": report,
        "start": m.span.start,
        "end": m.span.end,
        **(as_quantity(m.quantity) or {}),
        "number": _span(m.number),
        "head": _span(m.head),
        "additional": m.additional,
        "grounds": as_grounds(m.grounds),
    }


def _attribution(a: Attribution) -> Json:
    return {
        "id": a.id,
        "report": a.report,
        "form": a.form,
        "source": _span(a.source),
        "cue": _span(a.cue),
        "content": [_span(s) for s in a.content],
        "within": a.within,
        "voice": a.voice,
        "certainty": a.certainty,
        "grounds": as_grounds(a.grounds),
    }


def _voice(v: Voice) -> Json:
    return {
        "id": v.id,
        "name": v.name,
        "kind": v.kind,
        "aliases": list(v.aliases),
        "vague": v.vague,
        "mentions": [as_place(p) for p in v.mentions],
        "grounds": as_grounds(v.grounds),
    }


def _telling(t: Telling) -> Json:
    days = when_days(t.when)
    return {
        "report": t.report,
        "spans": [_span(s) for s in t.spans],
        "statement": t.statement,
        "chain": list(t.chain),
        "origin": t.origin,
        "certainty": t.certainty,
        "quantity": as_quantity(t.quantity),
        "when": {"start": days[0], "end": days[1]} if days else None,
        "when_iso": t.when,
        "copied_from": t.copied_from,
        "attribution": t.attribution,
        "grounds": as_grounds(t.grounds),
    }


def _claim(c: Claim) -> Json:
    return {
        "id": c.id,
        "story": c.story,
        "statement": c.statement,
        "certainty": c.certainty,
        "quantity": as_quantity(c.quantity),
        "when": {"start": c.when.start, "end": c.when.end} if c.when else None,
        "where": c.where,
        "tellings": [_telling(t) for t in c.tellings],
        "origins": list(c.origins),
        "independent_origins": c.independent_origins,
        "unattributed": c.unattributed,
        "standing": c.standing,
        "salience": _share(c.salience),
        "grounds": as_grounds(c.grounds),
    }


def _relation(r: Relation) -> Json:
    return {"from": r.source, "to": r.target, "kind": r.kind, "grounds": as_grounds(r.grounds)}


def _descent(d: Descent) -> Json:
    return {
        "child": d.child,
        "parent": d.parent,
        "parent_name": d.parent_name,
        "kind": d.kind,
        "share": _share(d.share),
        "confidence": _share(d.confidence),
        "direction_from": d.direction_from,
        "grounds": as_grounds(d.grounds),
    }


def _trouble(t: Trouble) -> Json:
    return {"code": t.code, "report": t.report, "path": t.path, "message": t.message, "hint": t.hint}
