"""The order of the stages, and nothing else: reports → read → attribute → align → weigh → ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from stemma.align import align
from stemma.attribute import attribute
from stemma.correct import Edits
from stemma.gather import stories
from stemma.lang.reading import Pipeline, RolesAgain
from stemma.model import Ledger, RawReport, Story, Trouble
from stemma.read import identities, prepare, read
from stemma.weigh import descent, weigh


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
) -> Ledger:
    """Reads the reports as one set and returns the ledger.

    `pipeline` annotates words, `roles` (optional) finds attributions inside the content of others, `today` bounds
    inferred dates. The order of `raws` changes no judgement; `troubles` of the taking-in are carried into the ledger. `grouped` are
    stories found before (by report id), to be taken as they are; `ids` are the ids that the reports are kept under.
    `edits` are what people said, laid on what each stage gives before the next sees it; they tell what became of each act.
    """
    edits = edits if edits is not None else Edits()
    zones = None
    if edits:
        plain = [prepare(raw, id=id_, today=today)[0] for raw, id_ in zip(raws, ids or identities(raws), strict=True)]
        raws, ids, zones = edits.reports(raws, plain)
    readings, read_troubles = read(raws, pipeline=pipeline, today=today, ids=ids, zones=zones)
    readings = sorted(edits.readings(readings), key=lambda r: (r.report.id, r.report.path))
    attributed = edits.attributed(attribute(readings, roles=roles))
    grouped = edits.stories(stories(readings) if grouped is None else tuple(grouped))
    claims, relations = edits.claims(*align(readings, attributed, stories=grouped))
    edges = edits.descent(descent(readings))
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
