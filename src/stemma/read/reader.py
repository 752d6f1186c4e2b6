"""The read stage: texts become readings, with everything known of them before anybody asks who says what."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from stemma.lang.en import called
from stemma.lang.reading import Passage, Pipeline, Reading
from stemma.model import Ground, Place, RawReport, Report, Rule, Span, Trouble, Zone, content_id
from stemma.read import credits, dating, language
from stemma.read.mending import mend
from stemma.read.passages import Stretch, stretches
from stemma.read.values import dateline_times, quantities_of, times_of
from stemma.read.zoning import RULES as ZONING_RULES
from stemma.read.zoning import zones as zoned

RULES: tuple[Rule, ...] = (*ZONING_RULES, *dating.RULES, *credits.RULES, *language.RULES)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    """A report ready to be annotated."""

    report: Report
    stretches: tuple[Stretch, ...]
    anchor: dt.date | None


def read(
    raws: Sequence[RawReport],
    *,
    pipeline: Pipeline,
    today: dt.date | None = None,
    ids: Sequence[str] | None = None,
    zones: Mapping[str, tuple[Zone, ...]] | None = None,
) -> tuple[list[Reading], list[Trouble]]:
    """Reads every report; all passages of all reports go through `pipeline` in one batch.

    A report in another language than English gets a reading without passages and a trouble; a report whose date cannot be told
    gets none, and a trouble. No report borrows a date from another. `today` bounds inferred dates; `ids` are the reports' ids where
    somebody keeps them under their own, `zones` by id what a person has settled.
    """
    troubles: list[Trouble] = []
    prepared = [_prepared(raw, id_, today, troubles, (zones or {}).get(id_)) for raw, id_ in zip(raws, ids or identities(raws), strict=True)]
    docs = iter(pipeline.pipe(s.text for p in prepared for s in p.stretches))
    readings = [_reading(p, tuple(Passage(kind=s.kind, start=s.start, doc=next(docs)) for s in p.stretches)) for p in prepared]
    return readings, troubles


def prepare(raw: RawReport, *, id: str, today: dt.date | None = None) -> tuple[Report, list[Trouble]]:
    """The report zoned and dated as `read` has it, without its words: cheap, no annotator."""
    troubles: list[Trouble] = []
    return _prepared(raw, id, today, troubles).report, troubles


def identities(raws: Sequence[RawReport]) -> tuple[str, ...]:
    """The ids under which `read` knows these reports when none are given: made from their content."""
    return tuple(_ids(raws))


def _ids(raws: Sequence[RawReport]) -> Iterator[str]:
    """One id a report, from its content; a report that was given twice in the same words gets a number besides."""
    seen: Counter[str] = Counter()
    for raw in raws:
        name = None if raw.url or raw.outlet else raw.path.replace("\\", "/").rsplit("/", 1)[-1]
        parts = (raw.url, raw.outlet, raw.title, raw.published, name, raw.text)
        id_ = content_id("r", *parts)
        seen[id_] += 1
        yield id_ if seen[id_] == 1 else content_id("r", *parts, seen[id_])


def _prepared(raw: RawReport, id_: str, today: dt.date | None, troubles: list[Trouble], settled: tuple[Zone, ...] | None = None) -> _Prepared:
    found = settled or zoned(raw.text, title=raw.title, marked=raw.marked)
    tongue, tongue_troubles = language.tell(raw.text, found, report=id_, path=raw.path)
    dated, date_troubles = dating.date_of(raw, found, report=id_, today=today)
    named, credit_grounds = credits.credited(raw, found, report=id_)
    outlet, outlet_grounds = credits.outlet(raw, report=id_)
    title, byline = credits.title(raw, found), credits.byline(raw, found)
    report = Report(
        id=id_,
        path=raw.path,
        text=raw.text,
        zones=found,
        url=raw.url,
        outlet=outlet,
        title=title,
        byline=byline,
        published=dated.published,
        published_from=dated.published_from,
        updated=raw.updated or dated.updated,
        language=tongue,
        credits=named,
        grounds=(*dated.grounds, *credit_grounds, *outlet_grounds),
    )
    troubles += [*tongue_troubles, *date_troubles, *_empty(report)]
    readable = tongue in ("en", "unknown")
    return _Prepared(report=report, stretches=tuple(stretches(raw.text, found)) if readable else (), anchor=dated.day)


def _reading(prepared: _Prepared, passages: tuple[Passage, ...]) -> Reading:
    id_ = prepared.report.id
    called.relabel([p.doc for p in passages])
    written = dateline_times(prepared.report.text, prepared.report.zones, report=id_, anchor=prepared.anchor) if passages else ()
    told = (
        replace(t, span=_moved_span(p, t.span), grounds=_moved_grounds(p, id_, t.grounds)) for p in passages for t in times_of(p, prepared.anchor)
    )
    times = tuple(sorted((*written, *told), key=lambda t: t.span))
    found = [(p, quantities_of(p)) for p in passages]
    for passage, mentions in found:
        mend(passage, mentions)
    amounts = tuple(
        replace(
            q,
            span=_moved_span(p, q.span),
            number=_moved_span(p, q.number),
            head=_moved_span(p, q.head) if q.head else None,
            grounds=_moved_grounds(p, id_, q.grounds),
        )
        for p, mentions in found
        for q in mentions
    )
    return Reading(report=prepared.report, passages=passages, times=times, quantities=amounts)


def _moved_span(passage: Passage, span: Span) -> Span:
    """A span of the passage's Doc as a span of the report."""
    return Span(span.start + passage.start, span.end + passage.start)


def _moved_grounds(passage: Passage, report: str, grounds: tuple[Ground, ...]) -> tuple[Ground, ...]:
    """Grounds whose places are the Doc's, with the report's places instead."""
    return tuple(replace(g, spans=tuple(Place.at(report, _moved_span(passage, place.span)) for place in g.spans)) if g.spans else g for g in grounds)


def _empty(report: Report) -> list[Trouble]:
    """A word when a report has no story in it."""
    if any(z.kind == "body" and report.text[z.start : z.end].strip() for z in report.zones):
        return []
    return [
        Trouble(
            code="no-story",
            message=f"{report.path} holds no paragraph that tells a story.",
            hint="Check that the file is the article and not a list of links or captions.",
            report=report.id,
            path=report.path,
        )
    ]
