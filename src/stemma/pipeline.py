"""The order of the stages, and nothing else: reports → read → attribute → align → weigh → ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Protocol, TypeVar

from stemma.align import LONGEST, align, compared, unreadable
from stemma.attribute import attribute
from stemma.correct import Edits
from stemma.gather import stories
from stemma.lang.reading import Pipeline, Reading, RolesAgain
from stemma.model import Attributed, Claim, Ledger, RawReport, Relation, Story, Trouble, Zone
from stemma.model.comparison import Comparison
from stemma.read import identities, prepare, read
from stemma.weigh import descent, weigh

T = TypeVar("T")


class Once(Protocol):
    """Gives what `make` makes of the inputs, or what it made of equal ones before; of one report where `report` names it, else of all of them."""

    def __call__(self, stage: str, make: Callable[..., T], /, *inputs: object, report: str | None = None) -> T: ...


def shipped() -> tuple[Pipeline, RolesAgain | None, str]:
    """The annotator that comes with Stemma, its roles layer and its name; `DamagedError` when it is not what its digest says."""
    from stemma.lang.annotator import load
    from stemma.lang.annotator.manifest import name

    annotator = load()
    return annotator, annotator.roles, name()


def read_together(
    raws: Sequence[RawReport],
    *,
    pipeline: Pipeline,
    roles: RolesAgain | None = None,
    today: dt.date | None = None,
    annotator: str = "",
    troubles: Sequence[Trouble] = (),
    grouped: Sequence[Story] | None = None,
    ids: Sequence[str] | None = None,
    edits: Edits | None = None,
    once: Once | None = None,
) -> Ledger:
    """Reads the reports as one set and returns the ledger.

    `pipeline` annotates words, `roles` (optional) finds attributions inside the content of others, `today` bounds
    inferred dates. The order of `raws` changes no judgement; `troubles` of the taking-in are carried into the ledger. `grouped` are
    stories found before (by report id), to be taken as they are; `ids` are the ids that the reports are kept under.
    `edits` are what people said, laid on what each stage gives before the next sees it; they tell what became of each act. `once` may give again
    what a stage gave before for the same inputs: the ledger is the same.
    """
    edits = edits if edits is not None else Edits()
    zones = None
    if edits:
        plain = [prepare(raw, id=id_, today=today)[0] for raw, id_ in zip(raws, ids or identities(raws), strict=True)]
        raws, ids, zones = edits.reports(raws, plain)
    if once is None:
        readings, read_troubles = read(raws, pipeline=pipeline, today=today, ids=ids, zones=zones)
    else:
        readings, read_troubles = _one_by_one(once, raws, ids or identities(raws), zones or {}, pipeline=pipeline, today=today)
    once = once or _afresh
    readings = sorted(edits.readings(readings), key=lambda r: (r.report.id, r.report.path))
    attributed = edits.attributed(once("attribute", partial(attribute, roles=roles), readings))
    grouped = edits.stories(stories(readings) if grouped is None else tuple(grouped))
    claims, relations = edits.claims(*once("align", _aligned, readings, attributed, grouped))
    edges = edits.descent(once("descent", descent, readings))
    claims = weigh(claims, relations, attributed=attributed, descent=edges, readings=readings)
    given = {raw.path: n for n, raw in enumerate(raws)}
    return Ledger(
        reports=tuple(sorted((r.report for r in readings), key=lambda r: given.get(r.path, len(given)))),
        stories=grouped,
        times={r.report.id: r.times for r in readings},
        quantities={r.report.id: r.quantities for r in readings},
        attributions=attributed.attributions,
        voices=attributed.voices,
        claims=claims,
        relations=relations,
        descent=edges,
        troubles=(*troubles, *read_troubles, *edits.troubles()),
        annotator=annotator,
    )


def _afresh(stage: str, make: Callable[..., T], /, *inputs: object, report: str | None = None) -> T:
    return make(*inputs)


def _one_by_one(
    once: Once, raws: Sequence[RawReport], ids: Sequence[str], zones: Mapping[str, tuple[Zone, ...]], *, pipeline: Pipeline, today: dt.date | None
) -> tuple[list[Reading], list[Trouble]]:
    """Reads report by report, so that each is read once only; no report's reading depends on another."""

    def one(id_: str, raw: RawReport, settled: tuple[Zone, ...] | None, today: dt.date | None) -> tuple[list[Reading], list[Trouble]]:
        return read([raw], pipeline=pipeline, today=today, ids=[id_], zones={id_: settled} if settled else None)

    parts = [once("read", one, id_, raw, zones.get(id_), today, report=id_) for id_, raw in zip(ids, raws, strict=True)]
    return [r for readings, _ in parts for r in readings], [t for _, troubles in parts for t in troubles]


def _aligned(readings: Sequence[Reading], attributed: Attributed, grouped: Sequence[Story]) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
    return align(readings, attributed, stories=grouped)


def compare(
    pairs: Sequence[tuple[str, str]],
    *,
    pipeline: Pipeline,
    roles: RolesAgain | None = None,
    published: str | None = None,
    today: dt.date | None = None,
) -> list[Comparison]:
    """Holds each pair of statements against each other, each side a report of its own, both told on the day `published`.

    Without it both are taken to have been told on one day, `today`, and a weekday is held against no date.
    Every text is annotated once for each side on which it stands; what is said of a pair does not depend on the others.
    """
    texts = sorted({(side, text) for pair in pairs for side, text in zip("ab", pair, strict=True)})
    day = published or (today.isoformat() if today else None)
    raws = [
        RawReport(path=side, text=text, outlet=f"Statement {side.upper()}", published=day, published_from="given" if day else None)
        for side, text in texts
    ]
    ids = dict(zip(texts, identities(raws), strict=True))
    short = [(t, raw) for t, raw in zip(texts, raws, strict=True) if len(t[1].split()) <= LONGEST]
    found, _ = read([raw for _, raw in short], pipeline=pipeline, today=today, ids=[ids[t] for t, _ in short])
    readings = {t: Reading(report=prepare(raw, id=ids[t], today=today)[0], passages=()) for t, raw in zip(texts, raws, strict=True)}
    readings |= dict(zip((t for t, _ in short), found, strict=True))
    return [_compared(readings["a", a], readings["b", b], roles, dated=published is not None) for a, b in pairs]


def _compared(a: Reading, b: Reading, roles: RolesAgain | None, *, dated: bool) -> Comparison:
    return unreadable(a.report, b.report) or compared(a, b, attribute([a, b], roles=roles), dated=dated)
