"""Two reports that speak of the same earlier occasion, one of them more exactly.

Theory of operation. A report may mention an earlier meeting, visit or attack in passing: as "a previous visit earlier this month", or by counting
("their second meeting in two weeks": the first lay about two weeks back). Where two reports of one story do so, with somebody in common, and the
days that the one allows lie within those that the other allows, the narrower refines the wider. Limits: only the earlier occasion of a pair is
reckoned back; three occasions within one length of time are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from stemma.align.pairs import Corpus, held
from stemma.align.stated import Proposition
from stemma.align.told import Told
from stemma.lang.en.senses import sense_of
from stemma.model import Ground, Place, Relation

#: Nouns of occasions on which people come together.
_OCCASIONS = frozenset(map(sense_of, ("visit", "meeting", "trip", "talk", "summit", "stay", "journey", "encounter", "session", "round")))
_BEFORE = frozenset(map(sense_of, ("previous", "earlier", "prior", "last", "former")))
_SECOND = frozenset(map(sense_of, ("second",)))


def occasions(told: Sequence[Told], corpus: Corpus) -> list[Relation]:
    """Refinements between mentions of an earlier occasion."""
    spoken = [(t, p, days) for t in told for p in t.members if (days := _earlier(p)) is not None]
    found = []
    for finer, a, (a_first, a_last) in spoken:
        for wider, b, (b_first, b_last) in spoken:
            if finer is wider or a.report == b.report or not _together(a, b, corpus):
                continue
            if b_first <= a_first and a_last <= b_last and (a_last - a_first) < (b_last - b_first):
                why = f"Both speak of an earlier occasion: the one lies between {a_first} and {a_last}, within the days that the other allows."
                pair = held(a, b, corpus)
                places = tuple(Place.at(p.report, p.spans[0]) for p in (pair.a, pair.b))
                ground = Ground(rule="align.earlier-occasion", sentence=why, spans=places)
                found.append(Relation(source=finer.claim.id, target=wider.claim.id, kind="refines", grounds=(ground,)))
    return found


def _earlier(p: Proposition) -> tuple[date, date] | None:
    """The days on which the earlier occasion may have been that a proposition speaks of."""
    if p.when is None or not (p.when.first and p.when.last) or not p.words & _OCCASIONS:
        return None
    first, last = date.fromisoformat(p.when.first), date.fromisoformat(p.when.last)
    if (p.when.iso or "").startswith("P"):
        if not p.words & _SECOND:
            return None
        return first, first + max(timedelta(days=1), (last - first) / 7)
    return (first, last) if p.words & _BEFORE else None


def _together(a: Proposition, b: Proposition, corpus: Corpus) -> bool:
    """Whether somebody is named in both, or both speak of occasions of one story in which few words tell who came."""
    names = corpus.named(a.names | a.subject), corpus.named(b.names | b.subject)
    return bool(names[0] & names[1]) or not a.names or not b.names
