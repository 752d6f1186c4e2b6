"""Weighing: on how many independent origins each claim stands, how it stands, and how much it matters to its story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from stemma.lang.reading import Reading
from stemma.model import Attributed, Claim, Descent, Ground, Relation, Standing, Telling, Voice
from stemma.weigh.agreement import Wording
from stemma.weigh.families import newsrooms
from stemma.weigh.independence import Count, count
from stemma.weigh.passed import Passages, with_copies, with_ends
from stemma.weigh.repeats import with_repeats
from stemma.weigh.salience import Measure
from stemma.weigh.utterances import Utterances


def weigh(
    claims: Sequence[Claim], relations: Sequence[Relation], *, attributed: Attributed, descent: Sequence[Descent], readings: Sequence[Reading]
) -> tuple[Claim, ...]:
    """The claims with their origins counted, their standing and salience; the weightiest first."""
    claims = with_repeats(claims, readings)
    voices = {v.id: v for v in attributed.voices}
    passages = Passages(descent, attributed)
    rooms = newsrooms(descent, [r.report for r in readings])
    disputed = _disputed(relations)
    wording, utterances = Wording(claims, readings), Utterances(readings)
    measure = Measure(
        claims, readings=readings, disputed=frozenset(disputed), superseded=frozenset(r.target for r in relations if r.kind == "updates")
    )
    weighed = [
        _weighed(
            claim,
            attributed=attributed,
            voices=voices,
            passages=passages,
            newsrooms=rooms,
            disputes=disputed.get(claim.id, ()),
            measure=measure,
            wording=wording,
            utterances=utterances,
        )
        for claim in claims
    ]
    return tuple(sorted(weighed, key=lambda c: (-c.salience, -len({t.report for t in c.tellings}), c.story, c.id)))


def _weighed(
    claim: Claim,
    *,
    attributed: Attributed,
    voices: dict[str, Voice],
    passages: Passages,
    newsrooms: dict[str, str],
    disputes: Sequence[Relation],
    measure: Measure,
    wording: Wording,
    utterances: Utterances,
) -> Claim:
    tellings = with_ends(with_copies(claim.tellings, passages), voices)
    counted = count(
        _in_order(tellings),
        attributed=attributed,
        voices=voices,
        passages=passages,
        newsrooms=newsrooms,
        agree=partial(wording.agree, claim.story),
        wording=wording.of,
        utterance=utterances.of,
    )
    standing, why = _standing(counted, disputes)
    salience, weights = measure.of(claim)
    return replace(
        claim,
        tellings=tellings,
        origins=counted.origins,
        origin_groups=counted.groups,
        independent_origins=counted.independent,
        unattributed=counted.unattributed,
        standing=standing,
        salience=salience,
        grounds=(*claim.grounds, *counted.grounds, why, weights),
    )


def _in_order(tellings: Sequence[Telling]) -> list[Telling]:
    """An order that depends on nothing but the tellings."""
    return sorted(tellings, key=lambda t: (t.report, t.spans, t.chain, t.statement))


def _disputed(relations: Sequence[Relation]) -> dict[str, list[Relation]]:
    """Claim -> the relations that put it in doubt: a conflict does so to both ends, a denial to what it denies."""
    out: dict[str, list[Relation]] = {}
    for relation in sorted(relations, key=lambda r: (r.source, r.target, r.kind)):
        if relation.kind in ("conflicts", "denies"):
            out.setdefault(relation.target, []).append(relation)
        if relation.kind == "conflicts":
            out.setdefault(relation.source, []).append(relation)
    return out


def _standing(counted: Count, disputes: Sequence[Relation]) -> tuple[Standing, Ground]:
    if disputes:
        denied = any(r.kind == "denies" for r in disputes)
        sentence = f"{len(disputes)} other claim{'s' if len(disputes) > 1 else ''} of the story {'denies' if denied else 'conflicts with'} it."
        spans = tuple(p for r in disputes for g in r.grounds for p in g.spans)
        return "disputed", Ground(rule="standing.disputed", sentence=sentence, spans=spans)
    if counted.independent >= 2:
        return "corroborated", Ground(rule="standing.corroborated", sentence=f"{counted.independent} independent origins stand behind it.")
    if counted.independent == 1:
        return "single-origin", Ground(rule="standing.single-origin", sentence="However many reports tell it, they rest on one origin.")
    return "unattributed", Ground(rule="standing.unattributed", sentence="No telling names an origin; it rests on the reports' own word.")
