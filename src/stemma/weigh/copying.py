"""Descent: which report took its words from which, and which agencies stand behind them.

Theory of operation. Observations: copies of one wire share whole sentences outside quotation marks, in any order and often reworded; reports that
only quote the same statement share runs within quotation marks; look-alike background sentences share names and figures only. Method: sentences found
again (`passages.py`), counted outside quotation marks and boilerplate; enough of them, and a large enough part of the shorter body, make an edge. The
direction comes from a credit, the dates, the agency's dateline or containment, in this order; without any of them it cannot be told, and the
edge is drawn by a fixed rule and says so. Two copies of one wire that is not in the set are drawn as an edge too: it says that they count once.
Known to fail: back-translation and summaries that keep no sentence; a common press release taken over unquoted looks like copying.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.lang.reading import Reading
from stemma.model import Descent, DescentKind, Ground
from stemma.weigh.passages import Index, Kept
from stemma.weigh.publications import canonical
from stemma.weigh.terms import Terms
from stemma.weigh.wires import Wire, wires_of
from stemma.weigh.words import Body, body_of, by_content

#: Words kept outside quotation marks, and their part of the shorter body, from which a pair is an edge: either line is enough. From the development
#: stories (true pairs 78 words and more, .42; others 19 and less) and from pairs of ECB+ read by eye (bench/ecb_descent_pairs.tsv; 20-40 and
#: .1-.25 tried).
_ENOUGH = ((30, 0.15), (60, 0.1))
#: Names and figures that the shared sentences must hold between them: news has them, terms of use have not.
_NAMES = 3
#: Mean part of the kept sentences that is kept word for word.
_VERBATIM, _NEAR = 0.9, 0.65
#: Share from which a copy of an agency's report is itself the agency's.
_WHOLE = 0.5


def descent(readings: Sequence[Reading]) -> tuple[Descent, ...]:
    """Edges between the reports, and from named agencies and documents to reports; the order of reports changes nothing."""
    ordered = by_content(readings)
    bodies = [body_of(r) for r in ordered]
    wires = [wires_of(r, b) for r, b in zip(ordered, bodies, strict=True)]
    edges: list[Descent] = []
    if len(ordered) > 1:
        index = Index(bodies, alike=Terms(bodies).alike())
        for a, b in index.candidates():
            edge = _edge(_Side(ordered[a], bodies[a], wires[a], index.kept(a, b)), _Side(ordered[b], bodies[b], wires[b], index.kept(b, a)))
            if edge is not None:
                edges.append(edge)
    named = {(r.report.id, w.name): _named(r, w) for r, own in zip(ordered, wires, strict=True) for w in own}
    for edge in edges:
        for heir in _inherited(edge, named):
            named.setdefault((heir.child, heir.parent_name or ""), heir)
    return tuple(sorted([*edges, *named.values()], key=lambda d: (d.child, d.parent is None, -d.share, d.parent or "", d.parent_name or "")))


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the two reports of a pair: what of it is found in the other."""

    reading: Reading
    body: Body
    wires: list[Wire]
    kept: list[Kept]

    @property
    def id(self) -> str:
        return self.reading.report.id

    @property
    def telling(self) -> list[Kept]:
        return [k for k in self.kept if k.telling]

    @property
    def free(self) -> int:
        """Words kept outside quotation marks."""
        return sum(k.free for k in self.telling)

    @property
    def names(self) -> int:
        """Distinct names and figures in those sentences."""
        words = (self.body.words[i] for k in self.telling for i in range(k.first, k.last))
        return len({w.form for w in words if w.name or w.form[0].isdigit()})

    @property
    def share(self) -> float:
        """Part of the body that stands in sentences found in the other."""
        return min(1.0, sum(k.last - k.first for k in self.telling) / max(1, len(self.body.words)))


def _edge(a: _Side, b: _Side) -> Descent | None:
    free = max(a.free, b.free)
    part = free / max(1, min(len(a.body.words), len(b.body.words)))
    if not any(free >= words and part >= least for words, least in _ENOUGH) or max(a.names, b.names) < _NAMES:
        return None
    child, parent, why, sure = _direction(a, b)
    strength = 1 - math.exp(-free / 40)
    passages = _passages(child, parent)
    said = "" if why is None else why.sentence
    return Descent(
        child=child.id,
        parent=parent.id,
        parent_name=parent.reading.report.outlet,
        kind=_kind(child if child.kept else parent),
        share=round(child.share, 4),
        confidence=round(strength * sure, 3),
        direction_from=said or None,
        grounds=(*passages, why or _UNTOLD),
    )


def _kind(side: _Side) -> DescentKind:
    telling = side.telling or side.kept
    words = sum(k.last - k.first for k in telling)
    mean = sum(k.part * (k.last - k.first) for k in telling) / max(1, words)
    return "verbatim" if mean >= _VERBATIM else "near-verbatim" if mean >= _NEAR else "paraphrase"


def _passages(child: _Side, parent: _Side) -> tuple[Ground, ...]:
    """The stretches that descend, each with its place in the child and in the parent."""
    joined: list[list[Kept]] = []
    for kept in child.telling:
        last = joined[-1][-1] if joined else None
        if last is not None and last.last == kept.first and 0 <= kept.there_first - last.there_last <= 3:
            joined[-1].append(kept)
        else:
            joined.append([kept])
    out = []
    for run in joined:
        here = child.body.place(run[0].first, run[-1].last)
        there = parent.body.place(run[0].there_first, run[-1].there_last)
        words = sum(k.free + k.quoted for k in run)
        total = sum(k.last - k.first for k in run)
        others = sum(k.quoted for k in run)
        sentence = f"{words} of these {total} words stand in the same order in the other report ({others} of them quoted or boilerplate)."
        out.append(Ground(rule="descent.passage", sentence=sentence, spans=(here, there)))
    return tuple(out)


_UNTOLD = Ground(
    rule="descent.direction-untold",
    sentence="Which took from which cannot be told: no date, credit or containment decides; the one more of which is shared is drawn as the child.",
)


def _direction(a: _Side, b: _Side) -> tuple[_Side, _Side, Ground | None, float]:
    """(child, parent, why, how sure)."""
    for child, parent in ((a, b), (b, a)):
        outlet = parent.reading.report.outlet
        name = canonical(outlet or "") or outlet
        credit = next((w for w in child.wires if name and w.name.casefold() == name.casefold()), None)
        if credit is not None:
            ground = Ground(rule="descent.direction-credit", sentence=f"The child names the parent's outlet, {name}.", spans=credit.ground.spans)
            return child, parent, ground, 1.0
    order = _by_date(a, b)
    if order is not None:
        child, parent = order
        first, then = parent.reading.report.published or "", child.reading.report.published or ""
        return child, parent, Ground(rule="descent.direction-date", sentence=f"The parent was published first ({first} before {then})."), 0.95
    for child, parent in ((a, b), (b, a)):
        theirs, own = _strongest(parent), _strongest(child)
        if theirs is not None and own is None:
            sentence = f"The parent carries {theirs.name}'s line and the child does not: it stands nearer to the agency."
            return child, parent, Ground(rule="descent.direction-agency", sentence=sentence, spans=theirs.ground.spans), 0.8
    child, parent = (a, b) if (round(a.share, 3), a.id) > (round(b.share, 3), b.id) else (b, a)
    if child.share - parent.share >= 0.25:
        sentence = f"{child.share:.0%} of the child is found in the parent, but only {parent.share:.0%} of the parent in the child."
        return child, parent, Ground(rule="descent.direction-containment", sentence=sentence), 0.7
    return child, parent, None, 0.5


def _by_date(a: _Side, b: _Side) -> tuple[_Side, _Side] | None:
    first, second = a.reading.report.published, b.reading.report.published
    if not first or not second:
        return None
    try:
        one, two = dt.datetime.fromisoformat(first), dt.datetime.fromisoformat(second)
    except ValueError:
        return None
    if "T" not in first or "T" not in second or (one.tzinfo is None) != (two.tzinfo is None):
        one, two = dt.datetime.combine(one.date(), dt.time()), dt.datetime.combine(two.date(), dt.time())
    if one == two:
        return None
    return (b, a) if one < two else (a, b)


def _strongest(side: _Side) -> Wire | None:
    """The agency whose text the report says it is."""
    return next((w for w in side.wires if w.kind != "cites"), None)


def _named(reading: Reading, wire: Wire) -> Descent:
    return Descent(
        child=reading.report.id,
        parent=None,
        parent_name=wire.name,
        kind=wire.kind,
        share=round(wire.share, 4),
        confidence=wire.confidence,
        direction_from="The report names it as its source.",
        grounds=(wire.ground,),
    )


def _inherited(edge: Descent, named: dict[tuple[str, str], Descent]) -> list[Descent]:
    """A report that is mostly a copy of an agency's report is the agency's too, credited or not."""
    if edge.share < _WHOLE or edge.kind == "paraphrase":
        return []
    return [
        Descent(
            child=edge.child,
            parent=None,
            parent_name=name,
            kind="near-verbatim",
            share=edge.share,
            confidence=round(0.8 * edge.confidence, 3),
            direction_from=f"It copies a report that is credited to {name}.",
            grounds=(Ground(rule="descent.inherited", sentence=f"It copies a report that is credited to {name}.", spans=found.grounds[0].spans),),
        )
        for (report, name), found in sorted(named.items())
        if report == edge.parent and found.kind in ("verbatim", "near-verbatim") and found.share >= _WHOLE
    ]
