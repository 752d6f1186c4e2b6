"""Counts that a report itself sets against each other: "The union put the number higher. It said at least 50 were there."

Theory of operation. Two counts in unlike words ("38 employees had been at work", "at least 50 men were below ground") are by their wording no two
figures for one thing. Where a report says in so many words that somebody gives a higher or lower number, the first count after those words, by
somebody else, stands against the nearest one before them that it is higher (or lower) than. Limits: the words must stand in the sentence of the count
or in the one before; what is counted must be of the same kind (people, money, ...).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.align import intervals
from stemma.align.around import Surroundings
from stemma.align.pairs import Corpus, held
from stemma.align.stated import Proposition
from stemma.align.told import Told, figure, related
from stemma.model import Relation

_MUCH = r"(?:much |far |slightly |considerably |significantly |even |still |somewhat )?"
_DISPUTED = re.compile(
    rf"\b(?:put|puts|gave|give|gives|giving|cited|cites|offered|offers|had|spoke of|named|(?:came|comes) up with|arrived at)\b(?: \w+){{0,2}} {_MUCH}"
    rf"(?:(?P<a>higher|lower|different) (?:number|figure|toll|count|total|estimate|tally)s?"
    rf"|(?:number|figure|toll|count|total|estimate|tally)s?(?: \w+){{0,5}}? {_MUCH}(?P<b>higher|lower))\b"
)
_FAR = 4.0  # ratio beyond which two counts are of other things
_BACK = 3  # sentences back to the count that is disputed


def disputed_counts(told: Sequence[Told], corpus: Corpus, around: Surroundings) -> list[Relation]:
    """Conflicts between counts that their report sets against each other."""
    by_report: dict[str, list[tuple[Told, Proposition]]] = {}
    for t in told:
        for p in t.members:
            if p.mention is not None:
                by_report.setdefault(p.report, []).append((t, p))
    found = []
    for counts in by_report.values():
        counts.sort(key=lambda c: (c[1].mention.number.start if c[1].mention else 0, c[0].claim.id))
        for n, (t, p) in enumerate(counts):
            way = _way(p, around)
            if way is None or any(_way_place(q, around) == _way_place(p, around) for _, q in counts[:n]):
                continue
            rival = next((c for c in reversed(counts[:n]) if _disputed(p, t, c, way, around)), None)
            if rival is not None:
                pair = held(p, rival[1], corpus)
                why = f"The report says that one gives another number than the other (“{way}”): {_said(p)} against {_said(rival[1])}."
                found.append(related(t, rival[0], "conflicts", "align.figure-disputed", why, pair))
    return found


def _way(p: Proposition, around: Surroundings) -> str | None:
    """ "higher", "lower" or "different", where the words before a count say that somebody gives such a number."""
    match = _DISPUTED.search(around.of(p).before) or _DISPUTED.search(around.previous(p))
    return (match["a"] or match["b"]) if match is not None else None


def _way_place(p: Proposition, around: Surroundings) -> int | None:
    """The sentence in which those words stand."""
    if _DISPUTED.search(around.of(p).before):
        return around.of(p).sentence
    return around.of(p).sentence - 1 if _DISPUTED.search(around.previous(p)) else None


def _disputed(p: Proposition, t: Told, other: tuple[Told, Proposition], way: str, around: Surroundings) -> bool:
    """Whether p is the other number that somebody gives instead of this one."""
    u, q = other
    if t is u or p.mention is None or q.mention is None or around.of(p).sentence - around.of(q).sentence > _BACK:
        return False
    a, b = p.mention.quantity, q.mention.quantity
    if (a.unit != b.unit and None not in {a.unit, b.unit}) or intervals.compare(a, b) != "apart" or one_mouth(p, q):
        return False
    x, y = figure(p), figure(q)
    return max(x, y) <= _FAR * max(min(x, y), 1e-9) and (way == "different" or (x > y) == (way == "higher"))


def one_mouth(p: Proposition, q: Proposition) -> bool:
    """Whether two statements of one report are of one voice, as far as it is told: by whom they are, or else by their subjects."""
    if p.said.house is not None or q.said.house is not None:
        return p.said.house == q.said.house
    if p.said.attribution is not None and q.said.attribution is not None:
        return p.said.attribution == q.said.attribution
    return not p.subject or p.subject == q.subject


def _said(p: Proposition) -> str:
    return intervals.said(p.mention.quantity) if p.mention else ""
