"""Descent: which report took its words from which, and which agencies stand behind them.

Theory of operation. Observations: copies of one wire share whole sentences outside quotation marks, in any order and often reworded; reports that
only quote the same statement share runs within quotation marks; look-alike background sentences share names and figures only. Method: sentences
found again (`passages.py`), counted outside quotation marks and boilerplate; enough of them, and a large enough part of the shorter body, make an
edge. Where they are too few, sentences told again in other words (`reworded.py`). Which took from which: `witness.py`. Two copies of one wire that
is not in the set are drawn as an edge too: it says that they count once. Known to fail: back-translation and summaries that keep no sentence; a
common press release taken over unquoted looks like copying.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from stemma.lang.reading import Reading
from stemma.lang.words import body_of, by_content
from stemma.model import Descent, Ground, Report
from stemma.weigh.edges import edge_of, external, passages, strength
from stemma.weigh.leaves import Leaf, Vocabulary, leaf_of
from stemma.weigh.likeness import Likeness
from stemma.weigh.passages import Index, Kept
from stemma.weigh.reworded import Rewordings
from stemma.weigh.wires import Wire, wires_of
from stemma.weigh.witness import Witness

#: Words kept outside quotation marks, and their part of the shorter body, from which a pair is an edge: either line is enough. From the development
#: stories (true pairs 78 words and more, .42; others 19 and less) and from pairs of ECB+ read by eye (bench/ecb_descent_pairs.tsv; 20-40 and
#: .1-.25 tried).
_ENOUGH = ((30, 0.15), (60, 0.1))
#: Or such a part of what the shorter body has outside quotation marks and boilerplate: a report that is mostly quotation has little to keep. Or so
#: many words, so many of them on end: a paragraph taken into a longer report. Neither changes a labelled pair of bench/descent_pairs (.6; 30-60 and
#: 12-30 tried).
_OWN = 0.5
_ON_END = (40, 20)
#: Names and figures that the shared sentences (if reworded: the two reports) must have in common: news has them, terms of use have not.
_NAMES = 3
#: Part of the shorter body from which names are not asked for.
_MUCH = 0.3
#: Share from which a copy of an agency's report is itself the agency's.
_WHOLE = 0.5


def descent(readings: Sequence[Reading]) -> tuple[Descent, ...]:
    """Edges between the reports, and from named agencies and documents to reports; the order of reports changes nothing."""
    return _Search(_in_time(readings), read=True).edges()


def search(reports: Iterable[Report]) -> tuple[Descent, ...]:
    """Edges between any number of reports that nobody has read: texts, zones, outlets and dates are all it takes.

    Only words that were kept are looked for. Parents that are no reports here, and sentences in other words, are left to `descent` over the
    reports of one story: among thousands of reports some have a few content words in the same order by chance.
    """
    return _Search(_in_time(Reading(report=r, passages=()) for r in reports), read=False).edges()


def _in_time(readings: Iterable[Reading]) -> list[Reading]:
    """The earliest first, without a date last; a report given twice counts once."""
    unique = by_content(list(readings))
    return sorted(unique, key=lambda r: (r.report.published or "9999", r.report.id))


class _Search:
    """The reports as leaves, and what is found among them."""

    def __init__(self, ordered: Sequence[Reading], *, read: bool) -> None:
        self._readings = ordered
        self._vocabulary = Vocabulary()
        self._leaves: list[Leaf] = []
        self._wires: dict[int, list[Wire]] = {}
        for number, reading in enumerate(ordered):
            body = body_of(reading)
            self._leaves.append(leaf_of(body, self._vocabulary))
            if read:
                self._wires[number] = wires_of(reading, body)
        self._figures = self._vocabulary.figures()
        self._read = read

    def edges(self) -> tuple[Descent, ...]:
        """All that was found, in order."""
        taken, retold = self._pairs() if len(self._leaves) > 1 else ([], [])
        edges = list(taken)
        owned = [(leaf.report.id, wire) for n, leaf in enumerate(self._leaves) if self._read for wire in self._named(n)]
        named = {(report, wire.name): _named(report, wire) for report, wire in owned}
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
        rewordings = Rewordings(self._leaves, self._vocabulary, likeness, index.others) if self._read else None
        loose = set(rewordings.candidates()) if rewordings is not None else set()
        taken, retold = [], []
        for a, b in sorted(close | loose):
            one, other = (self._witness(n, index, index.kept(n, m) if (a, b) in close else []) for n, m in ((a, b), (b, a)))
            if _taken_over(one, other):
                taken.append(edge_of(one, other))
            elif rewordings is not None and (a, b) in loose:
                one, other = _with(one, rewordings.between(a, b)), _with(other, rewordings.between(b, a))
                told = any(rewordings.enough(a, b, [k for k in side.kept if k.reworded]) for side in (one, other))
                if told and len(one.facts & other.facts) >= _NAMES:
                    retold.append((one, other))
        return taken, retold

    def _witness(self, number: int, index: Index, kept: list[Kept]) -> Witness:
        leaf = self._leaves[number]
        return Witness(leaf, index.own(number), leaf.names | self._figures[leaf.forms], partial(self._named, number), kept)

    def _named(self, number: int) -> list[Wire]:
        """The report's named parents, looked for once."""
        if number not in self._wires:
            self._wires[number] = wires_of(self._readings[number], body_of(self._readings[number]))
        return self._wires[number]


def _taken_over(a: Witness, b: Witness) -> bool:
    """Whether enough words stand in runs outside quotation marks."""
    free = max(sum(k.free for k in s.telling if not k.reworded) for s in (a, b))
    part = free / max(1, min(len(a.leaf), len(b.leaf)))
    enough = any(free >= words and part >= least for words, least in _ENOUGH) or free >= max(_ENOUGH[0][0], _OWN * min(a.own, b.own))
    on_end = free >= _ON_END[0] and max((k.longest for s in (a, b) for k in s.telling), default=0) >= _ON_END[1]
    return (enough or on_end) and (part >= _MUCH or max(a.names, b.names) >= _NAMES)


def _with(side: Witness, found: list[Kept]) -> Witness:
    """The side with its reworded sentences: each sentence once."""
    by_start = {k.first: k for k in found}
    plain = [k for k in side.kept if k.first not in by_start]
    return replace(side, kept=sorted([*plain, *by_start.values()], key=lambda k: k.first))


def _named(report: str, wire: Wire) -> Descent:
    return external(report, wire.name, wire.kind, wire.share, wire.confidence, "The report names it as its source.", (wire.ground,))


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
        return [edge_of(a, b)]
    out = []
    for child, sibling, names in ((b, a, theirs - own), (a, b, own - theirs)):
        for name in sorted(names):
            sentence = f"It tells in other words what a report credited to {name} tells."
            grounds = (*passages(child, sibling), Ground(rule="descent.inherited", sentence=sentence))
            sure = round(0.8 * strength(max(child.free, sibling.free)), 3)
            out.append(external(child.id, name, "paraphrase", child.share, sure, sentence, grounds))
    return out


def _agencies(side: Witness, named: Mapping[str, Mapping[str, Descent]]) -> set[str]:
    """The agencies whose text the report mostly is."""
    return {name for name, d in named.get(side.id, {}).items() if d.kind in ("verbatim", "near-verbatim") and d.share >= _WHOLE}


def _inherited(edge: Descent, named: Mapping[str, Mapping[str, Descent]]) -> list[Descent]:
    """A report that is mostly a copy of an agency's report is the agency's too, credited or not."""
    if edge.share < _WHOLE or edge.kind == "paraphrase":
        return []
    out = []
    for name, found in sorted(named.get(edge.parent or "", {}).items()):
        if found.kind in ("verbatim", "near-verbatim") and found.share >= _WHOLE:
            sentence = f"It copies a report that is credited to {name}."
            ground = Ground(rule="descent.inherited", sentence=sentence, spans=found.grounds[0].spans)
            out.append(external(edge.child, name, "near-verbatim", edge.share, round(0.8 * edge.confidence, 3), sentence, (ground,)))
    return out
