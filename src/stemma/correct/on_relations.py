"""Acts on how claims stand to each other, and on which report descends from which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stemma.correct.on_claims import Claims, unique
from stemma.correct.tally import Tally, ground, with_ground
from stemma.correct.texts import ElsewhereError, Texts, UnfitError
from stemma.lang.en.names import normal
from stemma.model import Claim, Descent, DescentKind, Ground, Place, Relation, Report
from stemma.model.acts import Act, ClaimRef, EdgeRef, NewDescent, NewRelation, RelationRef, TellingOf

_CLAIM_VERBS = ("claim-merge", "claim-split", "claim-edit", "claim-hide", "certainty-set", "relation-add", "relation-set", "relation-reject")
#: Kinds of descent by which words were taken over.
_COPIES: frozenset[DescentKind] = frozenset({"verbatim", "near-verbatim", "paraphrase"})


def claims_and_relations(
    tally: Tally, texts: Texts, claims: Sequence[Claim], relations: Sequence[Relation]
) -> tuple[tuple[Claim, ...], tuple[Relation, ...]]:
    """The claims and relations as people say; both as they were given where nobody said anything."""
    state = Claims(tally=tally, texts=texts, by_id={c.id: c for c in claims}, relations=list(relations), as_read={c.id: c.statement for c in claims})
    for act in tally.of(*_CLAIM_VERBS, "confirm"):
        try:
            if isinstance(act.subject, RelationRef):
                _relation(act, act.subject, state)
            elif isinstance(act.subject, ClaimRef | TellingOf):
                state.apply(act)
        except (UnfitError, ElsewhereError) as error:
            tally.failed(act, error)
    kept = [r for r in state.relations if not {r.source, r.target} & state.gone]
    left = tuple(sorted((c for c in state.by_id.values() if c.id not in state.gone), key=lambda c: c.id))
    same = {c.id: c for c in claims} == {c.id: c for c in left}
    order = {(r.source, r.target, r.kind): n for n, r in enumerate(relations)}
    ordered = sorted(unique(kept), key=lambda r: (order.get((r.source, r.target, r.kind), len(order)), r.source, r.target, r.kind))
    return (tuple(claims) if same else left), (tuple(relations) if kept == list(relations) else tuple(ordered))


def _relation(act: Act, ref: RelationRef, state: Claims) -> None:
    """Confirms, adds, changes or rejects what stands between two claims; a kind that is no longer there means whatever stands there now."""
    source, target = state.meant(act, ref.source), state.meant(act, ref.target)
    if source == target:
        raise UnfitError("the two claims are one now")
    pair = f"{min(source, target)} {max(source, target)}"
    standing = _between(state.relations, source, target, ref)
    if act.verb == "relation-reject":
        state.tally.done(act, pair, new=bool(standing))
        state.relations = [r for r in state.relations if r not in standing]
        state.rejected += standing
        return
    why = ground(act, *(Place.at(t.report, s) for id_ in (source, target) for t in state.by_id[id_].tellings[:1] for s in t.spans))
    before = _between(state.rejected, source, target, ref)
    if act.verb == "relation-set" and not standing and not before:
        raise UnfitError("there is no such relation any more")
    if act.verb == "confirm" and not standing and not before:  # what a person confirmed stands, found again or not
        if ref.kind is None:
            raise UnfitError("there is no such relation any more")
        state.relations.append(Relation(source=source, target=target, kind=ref.kind, grounds=(why,)))
        state.tally.done(act, pair, new=True)
        return
    if act.verb == "confirm":
        back = standing or before
        state.rejected = [r for r in state.rejected if r not in back]
        state.relations = [r for r in state.relations if r not in back] + [replace(r, grounds=with_ground(r.grounds, why)) for r in back]
        state.tally.done(act, pair, new=True)
        return
    assert isinstance(act.change, NewRelation)
    a, b = (target, source) if act.change.turned else (source, target)
    wanted = (a, b, act.change.kind)
    had = next((r for r in state.relations if (r.source, r.target, r.kind) == wanted), None)
    old = [r for r in standing or before if r is not had] if act.verb == "relation-set" else []
    state.tally.done(act, pair, new=had is None or any(r in state.relations for r in old))
    grounds = had.grounds if had is not None else tuple(g for r in old for g in r.grounds)
    state.relations = [r for r in state.relations if r is not had and r not in old]
    state.relations.append(Relation(source=a, target=b, kind=act.change.kind, grounds=with_ground(grounds, why)))


def _between(relations: Sequence[Relation], source: str, target: str, ref: RelationRef) -> list[Relation]:
    found = [r for r in relations if {r.source, r.target} == {source, target}]
    return [r for r in found if r.kind == ref.kind] or found


def edges(tally: Tally, texts: Texts, found: Sequence[Descent], reports: dict[str, Report]) -> tuple[Descent, ...]:
    """The descent of reports as people say."""
    out = list(found)
    removed: list[Descent] = []
    for act in tally.of("descent-add", "descent-set", "descent-reject", "confirm"):
        if not isinstance(act.subject, EdgeRef):
            continue
        try:
            _edge(tally, act, _here(act, act.subject, texts), out, removed, reports)
        except (UnfitError, ElsewhereError) as error:
            tally.failed(act, error)
    if out == list(found) and not removed:
        return tuple(found)
    kept = [d for d in out if d not in removed]
    return tuple(sorted(kept, key=lambda d: (d.child, d.parent is None, -d.share, d.parent or "", d.parent_name or "")))


def _here(act: Act, ref: EdgeRef, texts: Texts) -> EdgeRef:
    child, parent = texts.report(act, ref.child), texts.report(act, ref.parent) if ref.parent is not None else None
    if child == parent:
        raise UnfitError("the two reports are one now")
    return replace(ref, child=child, parent=parent)


def _edge(tally: Tally, act: Act, ref: EdgeRef, out: list[Descent], removed: list[Descent], reports: dict[str, Report]) -> None:
    between = [d for d in out if _same(d, ref)]
    standing = [d for d in between if d not in removed]
    key = " ".join(sorted((ref.child, ref.parent or normal(ref.parent_name or ""))))
    if act.verb == "descent-reject":
        tally.done(act, key, new=bool(standing))
        removed.extend(standing)
        return
    why = ground(act)
    if not between:
        if act.verb != "descent-add":
            raise UnfitError("no such descent is found any more")
        out.append(_made(act, ref, reports, why))
        tally.done(act, key, new=True)
        return
    old = standing[0] if standing else between[0]
    new = _as_said(act, old, ref, reports)
    tally.done(act, key, new=act.verb == "confirm" or not standing or new != old)
    new = replace(new, grounds=with_ground(old.grounds if new.child == old.child else new.grounds, why))
    out[out.index(old)] = new
    removed[:] = [d for d in removed if d is not old and d != new]


def _same(edge: Descent, ref: EdgeRef) -> bool:
    if ref.parent is not None:
        return {edge.child, edge.parent} == {ref.child, ref.parent}
    return edge.child == ref.child and edge.parent is None and normal(edge.parent_name or "") == normal(ref.parent_name or "")


def _as_said(act: Act, old: Descent, ref: EdgeRef, reports: dict[str, Report]) -> Descent:
    """The edge with the kind and direction that a person gave it; `ref` says which report was taken for the child."""
    said = act.change if isinstance(act.change, NewDescent) else NewDescent()
    if act.verb == "confirm":
        return old
    new = replace(old, kind=said.kind or old.kind)
    child = ref.parent if said.turned else ref.child
    if ref.parent is None or child == old.child or child is None:
        return new
    grounds = tuple(replace(g, spans=g.spans[::-1]) if len(g.spans) == 2 else g for g in old.grounds)
    parent = old.child
    name = reports[parent].outlet if parent in reports else None
    return replace(new, child=child, parent=parent, parent_name=name, direction_from=why_of(act), grounds=grounds)


def _made(act: Act, ref: EdgeRef, reports: dict[str, Report], why: Ground) -> Descent:
    """An edge that nobody but the person found. Where words were taken over, the bodies stand for the passages, so that copies count as copies."""
    said = act.change if isinstance(act.change, NewDescent) else NewDescent()
    child, parent = (ref.parent, ref.child) if said.turned and ref.parent is not None else (ref.child, ref.parent)
    kind = said.kind or "paraphrase"
    grounds: tuple[Ground, ...] = (why,)
    if parent is not None and kind in _COPIES and parent in reports and child in reports:
        sentence = "By a person's word all of this body descends from the other; no passages were matched."
        bodies = tuple(_body(reports[id_]) for id_ in (child, parent))
        if all(bodies):
            grounds = (Ground(rule="descent.passage", sentence=sentence, spans=tuple(b for b in bodies if b is not None)), why)
    name = reports[parent].outlet if parent is not None and parent in reports else ref.parent_name
    share = 1.0 if kind in _COPIES else 0.0
    return Descent(child=child, parent=parent, parent_name=name, kind=kind, share=share, confidence=1.0, direction_from=why_of(act), grounds=grounds)


def _body(report: Report) -> Place | None:
    """From the first word of story to the last."""
    body = report.zones_of("body")
    return Place(report=report.id, start=body[0].start, end=body[-1].end) if body else None


def why_of(act: Act) -> str:
    """Why the direction is what it is."""
    return ground(act).sentence
