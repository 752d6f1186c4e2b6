"""Descent: which report took its words from which, and which agencies stand behind them.

Theory of operation. Observations: copies of one wire share whole sentences outside quotation marks, in any order and often reworded; reports that
only quote the same statement share runs within quotation marks; look-alike background sentences share names and figures only. Method: sentences
found again (`passages.py`), counted outside quotation marks and boilerplate; enough of them, and a large enough part of the shorter body, make an
edge. Where they are too few, sentences told again in other words (`reworded.py`). Which took from which: `witness.py`. Two copies of one wire that
is not in the set are drawn as an edge too: it says that they count once. Known to fail: back-translation and summaries that keep no sentence; a
common press release taken over unquoted looks like copying.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from stemma.lang.reading import Reading
from stemma.lang.words import body_of, by_content
from stemma.model import Descent, DescentKind, Ground, Report
from stemma.weigh.leaves import Leaf, Vocabulary, leaf_of
from stemma.weigh.likeness import Likeness
from stemma.weigh.passages import Index, Kept
from stemma.weigh.reworded import Rewordings
from stemma.weigh.wires import Wire, wires_of
from stemma.weigh.witness import UNTOLD, Witness, direction

#: Words kept outside quotation marks, and their part of the shorter body, from which a pair is an edge: either line is enough. From the development
#: stories (true pairs 78 words and more, .42; others 19 and less) and from pairs of ECB+ read by eye (bench/ecb_descent_pairs.tsv; 20-40 and
#: .1-.25 tried).
_ENOUGH = ((30, 0.15), (60, 0.1))
#: Names and figures that the shared sentences (if reworded: the two reports) must have in common: news has them, terms of use have not.
_NAMES = 3
#: Part of the shorter body from which names are not asked for.
_MUCH = 0.3
#: Mean part of the kept sentences that is kept word for word.
_VERBATIM, _NEAR = 0.9, 0.65
#: Share from which a copy of an agency's report is itself the agency's.
_WHOLE = 0.5


def descent(readings: Sequence[Reading]) -> tuple[Descent, ...]:
    """Edges between the reports, and from named agencies and documents to reports; the order of reports changes nothing."""
    return _Search(_in_time(readings), reworded=True).edges()


def search(reports: Iterable[Report]) -> tuple[Descent, ...]:
    """The same over any number of reports that nobody has read: texts, zones, outlets and dates are all it takes.

    Only words that were kept are looked for. Sentences in other words are left to the reports of one story: among thousands of
    reports some have a few content words in the same order by chance.
    """
    return _Search(_in_time(Reading(report=r, passages=()) for r in reports), reworded=False).edges()


def _in_time(readings: Iterable[Reading]) -> list[Reading]:
    """The earliest first, without a date last; a report given twice counts once."""
    unique = by_content(list(readings))
    return sorted(unique, key=lambda r: (r.report.published or "9999", r.report.id))


class _Search:
    """The reports as leaves, and what is found among them."""

    def __init__(self, ordered: Sequence[Reading], *, reworded: bool) -> None:
        self._vocabulary = Vocabulary()
        self._leaves: list[Leaf] = []
        self._wires: list[list[Wire]] = []
        for reading in ordered:
            body = body_of(reading)
            self._leaves.append(leaf_of(body, self._vocabulary))
            self._wires.append(wires_of(reading, body))
        self._figures = self._vocabulary.figures()
        self._reworded = reworded

    def edges(self) -> tuple[Descent, ...]:
        """All that was found, in order."""
        taken, retold = self._pairs() if len(self._leaves) > 1 else ([], [])
        edges = list(taken)
        named = {(leaf.report.id, w.name): _named(leaf.report.id, w) for leaf, own in zip(self._leaves, self._wires, strict=True) for w in own}
        credited = _by_report(named)
        for edge in edges:
            for heir in _inherited(edge, credited):
                if (heir.child, heir.parent_name or "") not in named:
                    named[heir.child, heir.parent_name or ""] = heir
                    credited.setdefault(heir.child, {})[heir.parent_name or ""] = heir
        for a, b in retold:
            heirs = _retelling(a, b, credited)
            edges += [h for h in heirs if h.parent is not None]
            for heir in heirs:
                if heir.parent is None:
                    named.setdefault((heir.child, heir.parent_name or ""), heir)
        return tuple(sorted([*edges, *named.values()], key=lambda d: (d.child, d.parent is None, -d.share, d.parent or "", d.parent_name or "")))

    def _pairs(self) -> tuple[list[Descent], list[tuple[Witness, Witness]]]:
        """Edges where the one took words over from the other, and pairs of which the one only tells in other words what the other tells."""
        likeness = Likeness(self._leaves, self._vocabulary)
        index = Index(self._leaves, self._vocabulary, likeness)
        close = set(index.candidates)
        rewordings = Rewordings(self._leaves, self._vocabulary, likeness, index.others) if self._reworded else None
        loose = set(rewordings.candidates()) if rewordings is not None else set()
        taken, retold = [], []
        for a, b in sorted(close | loose):
            one, other = self._witness(a, index.kept(a, b) if (a, b) in close else []), self._witness(b, index.kept(b, a) if (a, b) in close else [])
            if _taken_over(one, other):
                taken.append(_edge(one, other))
            elif rewordings is not None and (a, b) in loose:
                one, other = _with(one, rewordings.between(a, b)), _with(other, rewordings.between(b, a))
                told = any(rewordings.enough(a, b, [k for k in side.kept if k.reworded]) for side in (one, other))
                if told and len(one.facts & other.facts) >= _NAMES:
                    retold.append((one, other))
        return taken, retold

    def _witness(self, number: int, kept: list[Kept]) -> Witness:
        leaf = self._leaves[number]
        return Witness(leaf, leaf.names | self._figures[leaf.forms], self._wires[number], kept)


def _taken_over(a: Witness, b: Witness) -> bool:
    """Whether enough words stand in runs outside quotation marks."""
    free = max(sum(k.free for k in s.telling if not k.reworded) for s in (a, b))
    part = free / max(1, min(len(a.leaf), len(b.leaf)))
    return any(free >= words and part >= least for words, least in _ENOUGH) and (part >= _MUCH or max(a.names, b.names) >= _NAMES)


def _with(side: Witness, found: list[Kept]) -> Witness:
    """The side with its reworded sentences: each sentence once."""
    by_start = {k.first: k for k in found}
    plain = [k for k in side.kept if k.first not in by_start]
    return replace(side, kept=sorted([*plain, *by_start.values()], key=lambda k: k.first))


def _edge(a: Witness, b: Witness) -> Descent:
    free = max(a.free, b.free)
    child, parent, why, sure = direction(a, b)
    strength = 1 - math.exp(-free / 40)
    passages = _passages(child, parent)
    said = "" if why is None else why.sentence
    return Descent(
        child=child.id,
        parent=parent.id,
        parent_name=parent.leaf.report.outlet,
        kind=_kind(child if child.kept else parent),
        share=round(child.share, 4),
        confidence=round(strength * sure, 3),
        direction_from=said or None,
        grounds=(*passages, why or UNTOLD),
    )


def _kind(side: Witness) -> DescentKind:
    telling = side.telling or side.kept
    words = sum(k.last - k.first for k in telling)
    mean = sum(k.part * (k.last - k.first) for k in telling) / max(1, words)
    return "verbatim" if mean >= _VERBATIM else "near-verbatim" if mean >= _NEAR else "paraphrase"


def _passages(child: Witness, parent: Witness) -> tuple[Ground, ...]:
    """The stretches that descend, each with its place in the child and in the parent."""
    joined: list[list[Kept]] = []
    for kept in child.telling or [_mirrored(k) for k in parent.telling]:
        last = joined[-1][-1] if joined else None
        if last is not None and last.reworded == kept.reworded and last.last == kept.first and 0 <= kept.there_first - last.there_last <= 3:
            joined[-1].append(kept)
        else:
            joined.append([kept])
    out = []
    for run in joined:
        here = child.leaf.place(run[0].first, run[-1].last)
        there = parent.leaf.place(run[0].there_first, run[-1].there_last)
        if run[0].reworded:
            sentence = f"{sum(k.free for k in run)} content words stand in the same order in the other report, with other words between them."
            out.append(Ground(rule="descent.reworded", sentence=sentence, spans=(here, there)))
            continue
        words = sum(k.free + k.quoted for k in run)
        total = sum(k.last - k.first for k in run)
        others = sum(k.quoted for k in run)
        sentence = f"{words} of these {total} words stand in the same order in the other report ({others} of them quoted or boilerplate)."
        out.append(Ground(rule="descent.passage", sentence=sentence, spans=(here, there)))
    return tuple(out)


def _mirrored(kept: Kept) -> Kept:
    """The same match seen from the other body."""
    return replace(kept, first=kept.there_first, last=kept.there_last, there_first=kept.first, there_last=kept.last)


def _named(report: str, wire: Wire) -> Descent:
    return _external(report, wire.name, wire.kind, wire.share, wire.confidence, "The report names it as its source.", (wire.ground,))


def _by_report(named: Mapping[tuple[str, str], Descent]) -> dict[str, dict[str, Descent]]:
    """Report -> its named parents, by name."""
    out: dict[str, dict[str, Descent]] = {}
    for (report, name), found in named.items():
        out.setdefault(report, {})[name] = found
    return out


def _retelling(a: Witness, b: Witness, named: Mapping[str, Mapping[str, Descent]]) -> list[Descent]:
    """What to draw for two reports of which one tells in other words what the other tells.

    Where one of them is an agency's report, the other descends from the agency: both may have its text from anywhere. The two are
    joined only where no agency is known.
    """
    theirs, own = (_agencies(side, named) for side in (a, b))
    if not theirs and not own:
        return [_edge(a, b)]
    out = []
    for child, sibling, names in ((b, a, theirs - own), (a, b, own - theirs)):
        for name in sorted(names):
            sentence = f"It tells in other words what a report credited to {name} tells."
            grounds = (*_passages(child, sibling), Ground(rule="descent.inherited", sentence=sentence))
            strength = 1 - math.exp(-max(child.free, sibling.free) / 40)
            out.append(_external(child.id, name, "paraphrase", child.share, round(0.8 * strength, 3), sentence, grounds))
    return out


def _agencies(side: Witness, named: Mapping[str, Mapping[str, Descent]]) -> set[str]:
    """The agencies whose text the report mostly is."""
    return {name for name, d in named.get(side.id, {}).items() if d.kind in ("verbatim", "near-verbatim") and d.share >= _WHOLE}


def _external(child: str, name: str, kind: DescentKind, share: float, confidence: float, why: str, grounds: tuple[Ground, ...]) -> Descent:
    """Descent from a text that is not among the reports."""
    return Descent(
        child=child,
        parent=None,
        parent_name=name,
        kind=kind,
        share=round(share, 4),
        confidence=confidence,
        direction_from=why,
        grounds=grounds,
    )


def _inherited(edge: Descent, named: Mapping[str, Mapping[str, Descent]]) -> list[Descent]:
    """A report that is mostly a copy of an agency's report is the agency's too, credited or not."""
    if edge.share < _WHOLE or edge.kind == "paraphrase":
        return []
    out = []
    for name, found in sorted(named.get(edge.parent or "", {}).items()):
        if found.kind in ("verbatim", "near-verbatim") and found.share >= _WHOLE:
            sentence = f"It copies a report that is credited to {name}."
            ground = Ground(rule="descent.inherited", sentence=sentence, spans=found.grounds[0].spans)
            out.append(_external(edge.child, name, "near-verbatim", edge.share, round(0.8 * edge.confidence, 3), sentence, (ground,)))
    return out
