"""Acts on whole reports and on their zones: applied before anything is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stemma.correct.tally import Tally, ground
from stemma.correct.texts import ElsewhereError, Texts, UnfitError
from stemma.model import Ground, RawReport, Report, Span, Zone, ZoneKind
from stemma.model.acts import Act, ReportFacts, ReportSubject, ZoneChange, ZoneRef

#: How much longer than when it was confirmed a part may be, white space and all, to be all that it was taken for.
_STRETCHED = 1.25
#: Grounds that a report gets when it is read, by its id.
Notes = dict[str, list[Ground]]


def facts(tally: Tally, texts: Texts, raws: dict[str, RawReport], notes: Notes) -> tuple[dict[str, RawReport], frozenset[str]]:
    """The reports with outlet, date and title as people say; and the ids of those that people took out."""
    out = dict(raws)
    hidden: set[str] = set()
    for act in tally.of("report-set", "report-hide", "confirm"):
        if not isinstance(act.subject, ReportSubject):
            continue
        try:
            id_ = texts.report(act, act.subject.report)
        except ElsewhereError as error:
            tally.failed(act, error)
            continue
        if act.verb == "report-hide":
            tally.done(act, id_, new=id_ not in hidden)
            hidden.add(id_)
            continue
        tally.done(act, id_, new=act.verb == "confirm" or _news(act, out[id_]))
        hidden.discard(id_)
        notes.setdefault(id_, []).append(ground(act))
        if isinstance(act.change, ReportFacts):
            out[id_] = _with(out[id_], act.change)
    return out, frozenset(hidden)


def _news(act: Act, raw: RawReport) -> bool:
    return isinstance(act.change, ReportFacts) and _with(raw, act.change) != raw


def _with(raw: RawReport, said: ReportFacts) -> RawReport:
    if said.outlet is not None:
        raw = replace(raw, outlet=said.outlet)
    if said.title is not None:
        raw = replace(raw, title=said.title)
    if said.published is not None:
        raw = replace(raw, published=said.published, published_from="given")
    return raw


def zoned(tally: Tally, texts: Texts, reports: dict[str, Report], notes: Notes) -> dict[str, tuple[Zone, ...]]:
    """The zones of the reports that an act changes, by id."""
    zones = {id_: report.zones for id_, report in reports.items()}
    for act in tally.of("zone-set", "zone-reject", "confirm"):
        if not isinstance(act.subject, ZoneRef):
            continue
        try:
            place = texts.place(act, act.subject.words)
            if place.report not in zones:
                raise ElsewhereError
            before = zones[place.report]
            old = _zone_at(before, place.span)
            after = before if act.verb == "confirm" and old.kind == act.subject.kind else _painted(act, texts, place.report, before, old)
        except (UnfitError, ElsewhereError) as error:
            tally.failed(act, error)
            continue
        zones[place.report] = after
        tally.done(act, f"{place.report}:{old.start}", new=act.verb == "confirm" or after != before, settles="zone")
        notes.setdefault(place.report, []).append(ground(act, place))
    return {id_: found for id_, found in zones.items() if found != reports[id_].zones}


def _zone_at(zones: Sequence[Zone], span: Span) -> Zone:
    """The zone that has most of a stretch."""
    best = max(zones, key=lambda z: (z.span.overlap(span), -z.start), default=None)
    if best is None or not best.span.overlap(span):
        raise UnfitError("the report has no such part any more")
    return best


def _painted(act: Act, texts: Texts, report: str, zones: tuple[Zone, ...], old: Zone) -> tuple[Zone, ...]:
    """The zones after an act on one of them.

    With a new kind, the stretch named is of that kind and the rest of the old zone stays. With new borders only, what the zone loses goes to its
    neighbours.
    """
    text = texts.text(report)
    assert isinstance(act.subject, ZoneRef)
    change = act.change if isinstance(act.change, ZoneChange) else _otherwise(act, act.subject)
    named = texts.place(act, change.extent or act.subject.words).span
    kind = change.kind or old.kind
    if act.verb == "confirm" and len(named) > _STRETCHED * max(len(act.subject.words.quote), act.subject.words.length):
        raise UnfitError("the words were taken for another part, and other words stand among them now")
    span = _grown(text, named)
    kinds: list[tuple[Span, ZoneKind]] = [(z.span, z.kind) for z in zones]
    if change.extent is not None and kind == old.kind:
        at = zones.index(old)
        left = zones[at - 1].kind if at else "body"
        right = zones[at + 1].kind if at + 1 < len(zones) else "body"
        kinds[at : at + 1] = [(Span(old.start, max(old.start, span.start)), left), (Span(min(old.end, span.end), old.end), right)]
    out: list[tuple[Span, ZoneKind]] = []
    for stretch, one in kinds:
        pieces = (
            Span(stretch.start, max(stretch.start, min(stretch.end, span.start))),
            Span(min(stretch.end, max(stretch.start, span.end)), stretch.end),
        )
        out += [(piece, one) for piece in pieces if len(piece)]
    out.append((span, kind))
    return _joined(sorted(out))


def _otherwise(act: Act, ref: ZoneRef) -> ZoneChange:
    """A part that was confirmed is what it was taken for; one that was rejected is not."""
    return ZoneChange(kind=ref.kind if act.verb == "confirm" else "furniture" if ref.kind == "body" else "body")


def _grown(text: str, span: Span) -> Span:
    """The stretch with the white space behind it, and before it where the text begins: zones cover the text."""
    end = span.end + len(text[span.end :]) - len(text[span.end :].lstrip())
    return Span(0 if not text[: span.start].strip() else span.start, end)


def _joined(pieces: Sequence[tuple[Span, ZoneKind]]) -> tuple[Zone, ...]:
    """Neighbours of one kind as one zone; captions and headlines stay apart."""
    out: list[Zone] = []
    for span, kind in pieces:
        if out and out[-1].kind == kind and out[-1].end == span.start and kind not in ("caption", "headline"):
            out[-1] = Zone(kind=kind, start=out[-1].start, end=span.end)
        else:
            out.append(Zone(kind=kind, start=span.start, end=span.end))
    return tuple(out)
