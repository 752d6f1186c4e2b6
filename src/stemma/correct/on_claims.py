"""Acts on claims: merged, split, worded, hidden, their certainty set; applied before anything is counted.

A claim is found by the words of its tellings. Relations follow: those of a merged claim are the other's, those that rest on split-off tellings go
with them. What another claim would have been compared to had the two been one from the start is not asked again.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from stemma.correct.same_claim import Placed, meant, overlap, shared
from stemma.correct.tally import Tally, ground, with_ground
from stemma.correct.texts import ElsewhereError, Texts, UnfitError
from stemma.model import Claim, Ground, Place, Quantity, Relation, Span, Telling, When, consensus, content_id, merged
from stemma.model.acts import Act, ClaimChange, ClaimInto, ClaimRef, NewCertainty, TellingOf, TellingRef, TellingsOff


@dataclass(slots=True, kw_only=True)
class Claims:
    """The claims and relations of a set of reports, while acts are applied to them."""

    tally: Tally
    texts: Texts
    by_id: dict[str, Claim]
    relations: list[Relation]
    #: Relations that people said are none; a later word brings them back.
    rejected: list[Relation] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    #: How each claim was stated before people worded it.
    as_read: dict[str, str] = field(default_factory=dict)
    #: Claims whose certainty as a whole is a person's word.
    settled: set[str] = field(default_factory=set)

    def apply(self, act: Act) -> None:
        """Applies one act on a claim or telling."""
        if isinstance(act.subject, TellingOf):
            self._telling(act, act.subject)
            return
        assert isinstance(act.subject, ClaimRef)
        if act.verb == "claim-hide" and self._unmade(act, act.subject):
            self.tally.done(act, act.subject.id, new=False)
            return
        claim = self.by_id[self.meant(act, act.subject)]
        if isinstance(act.change, ClaimInto):
            self._merge(act, claim)
        elif isinstance(act.change, TellingsOff):
            self._split(act, claim, act.change.tellings)
        elif act.verb == "claim-hide":
            self.tally.done(act, claim.id, new=claim.id not in self.gone)
            self.gone.add(claim.id)
        else:
            self._change(act, claim)

    def meant(self, act: Act, ref: ClaimRef) -> str:
        """The id of the claim that an act speaks of: the same, else the one most alike in the places told of and in how it is stated."""
        if ref.id in self.by_id:
            return ref.id
        told, count = self._told(act, ref)
        return meant(self.by_id, ref, told, count, self._stating(act, ref), self.as_read)

    def _stating(self, act: Act, ref: ClaimRef) -> list[Placed]:
        """Where the words stand that state the claim as it reads."""
        found = []
        for telling in ref.tellings:
            if telling.statement and telling.statement == ref.statement:
                with contextlib.suppress(ElsewhereError, UnfitError):
                    found.append(self._spans(act, telling))
        return found

    def _unmade(self, act: Act, ref: ClaimRef) -> bool:
        """Whether the words of a claim that is to be hidden stand where they stood and no claim at all is made of them: it is as wished."""
        if ref.id in self.by_id:
            return False
        told, count = self._told(act, ref)
        return len(told) == count and not any(shared(claim, report, spans) for claim in self.by_id.values() for report, spans in told)

    def _told(self, act: Act, ref: ClaimRef) -> tuple[list[Placed], int]:
        """Where the words of the tellings stand, and how many tellings have their report here; raises where none is found."""
        found: list[Placed] = []
        lost: UnfitError | None = None
        missing = 0
        for telling in ref.tellings:
            try:
                found.append(self._spans(act, telling))
            except ElsewhereError:
                missing += 1
            except UnfitError as error:
                lost = lost or error
        if not found:
            raise lost or ElsewhereError()
        return found, len(ref.tellings) - missing

    def _spans(self, act: Act, ref: TellingRef) -> Placed:
        """Where a telling's words stand."""
        places = [self.texts.place(act, words) for words in ref.words]
        if not places:
            raise UnfitError("it names no words")
        return places[0].report, tuple(p.span for p in places if p.report == places[0].report)

    def _change(self, act: Act, old: Claim) -> None:
        new = old
        if isinstance(act.change, NewCertainty):
            new = replace(old, certainty=act.change.certainty)
            self.settled.add(old.id)
        elif isinstance(act.change, ClaimChange):
            new = _worded(old, act.change)
        was_gone = old.id in self.gone
        self.gone.discard(old.id)
        self.tally.done(act, old.id, new=act.verb == "confirm" or was_gone or new != old)
        self.by_id[old.id] = replace(new, grounds=with_ground(old.grounds, ground(act, *_places(old.tellings[:1]))))

    def _telling(self, act: Act, ref: TellingOf) -> None:
        """Sets the certainty of one telling, or confirms it; the claim's own follows unless a person has set that."""
        place = self._spans(act, ref.telling)
        claim = self.by_id[self.meant(act, ref.claim)]
        if _telling_at(claim, *place) is None:  # it was split off, or is told as another claim now
            claim = self.by_id[self.meant(act, ClaimRef(id="", statement=ref.claim.statement, tellings=(ref.telling,)))]
        old = _telling_at(claim, *place)
        if old is None:
            raise UnfitError("the report does not tell this claim any more")
        new = replace(old, certainty=act.change.certainty) if isinstance(act.change, NewCertainty) else old
        self.tally.done(act, f"{claim.id}:{old.report}", new=act.verb == "confirm" or new != old)
        new = replace(new, grounds=with_ground(old.grounds, ground(act, *_places([old]))))
        tellings = tuple(new if t is old else t for t in claim.tellings)
        certainty = claim.certainty if claim.id in self.settled or new.certainty == old.certainty else consensus(t.certainty for t in tellings)
        self.by_id[claim.id] = replace(claim, tellings=tellings, certainty=certainty)

    def _merge(self, act: Act, one: Claim) -> None:
        assert isinstance(act.change, ClaimInto)
        other = self.by_id[self.meant(act, act.change.claim)]
        why = ground(act, *_places(one.tellings[:1]), *(_places(other.tellings[:1]) if other.id != one.id else ()))
        if one.story != other.story:
            raise UnfitError("the two claims are told in different stories now")
        self.tally.done(act, one.id, new=one.id != other.id)
        if one.id == other.id:
            self.by_id[one.id] = replace(one, grounds=with_ground(one.grounds, why))
            return
        tellings = _united(other.tellings, one.tellings)
        grounds = (*other.grounds, *(g for g in one.grounds if g not in other.grounds))
        self.by_id[other.id] = replace(
            other,
            tellings=tellings,
            certainty=other.certainty if other.id in self.settled else consensus(t.certainty for t in tellings),
            quantity=other.quantity or one.quantity,
            when=other.when or one.when,
            where=other.where or one.where,
            grounds=with_ground(grounds, why),
        )
        del self.by_id[one.id]
        self.gone.discard(one.id)
        self.relations = unique(_retold(self.relations, one.id, other.id))
        self.rejected = unique(_retold(self.rejected, one.id, other.id))

    def _split(self, act: Act, claim: Claim, refs: Iterable[TellingRef]) -> None:
        refs = tuple(refs)
        places = [self._spans(act, t) for t in refs]
        off = [t for t in claim.tellings if any(report == t.report and overlap(spans, t.spans) for report, spans in places)]
        if not off:
            apart = {self.meant(act, ClaimRef(id="", statement=claim.statement, tellings=(t,))) for t in refs}
            if claim.id in apart:
                raise UnfitError("the tellings to be split off are not told of it any more")
            self.tally.done(act, claim.id, new=False)
            return
        rest = tuple(t for t in claim.tellings if t not in off)
        if not rest:
            raise UnfitError("no other telling of the claim is left")
        why = ground(act, *_places(off))
        id_ = content_id("claim", "split", sorted((t.report, [(s.start, s.end) for s in t.spans]) for t in off), claim.id)
        self.by_id[id_] = _made(claim, id_, tuple(off), (why,))
        left = _made(claim, claim.id, rest, with_ground(tuple(g for g in claim.grounds if not _touches(g, off)), why))
        if claim.id in self.settled or any(g.rule == "correct.claim-edit" for g in claim.grounds):
            left = replace(left, statement=claim.statement, certainty=claim.certainty, quantity=claim.quantity, when=claim.when)
        self.by_id[claim.id] = left
        self.relations = [_follows(r, claim.id, id_, off, rest) for r in self.relations]
        self.rejected = [_follows(r, claim.id, id_, off, rest) for r in self.rejected]
        self.tally.done(act, claim.id, new=True)


def unique(relations: Iterable[Relation]) -> list[Relation]:
    """A pair bears at most one relation of a kind, and none with itself."""
    out: dict[tuple[str, str, str], Relation] = {}
    for r in relations:
        if r.source != r.target:
            out.setdefault((r.source, r.target, r.kind), r)
    return list(out.values())


def _worded(claim: Claim, said: ClaimChange) -> Claim:
    when = When(start=said.first, end=said.last or said.first) if said.first is not None else claim.when
    return replace(
        claim,
        statement=said.statement if said.statement is not None else claim.statement,
        quantity=said.quantity or claim.quantity,
        when=when,
        where=said.where if said.where is not None else claim.where,
    )


def _made(claim: Claim, id_: str, tellings: tuple[Telling, ...], grounds: tuple[Ground, ...]) -> Claim:
    """A part of a claim as a claim: its values are those of its tellings."""
    stated = claim.statement if any(t.statement == claim.statement for t in tellings) else next((t.statement for t in tellings if t.statement), "")
    quantities: Counter[Quantity] = Counter(t.quantity for t in tellings if t.quantity is not None)
    whens = {t.when for t in tellings}
    return replace(
        claim,
        id=id_,
        statement=stated or claim.statement,
        certainty=consensus(t.certainty for t in tellings),
        tellings=tellings,
        quantity=min(quantities, key=lambda q: (-quantities[q], str(q))) if quantities else None,
        when=claim.when
        if whens & {t.when for t in claim.tellings if t not in tellings} or len(whens) == 1 == len({t.when for t in claim.tellings})
        else None,
        grounds=grounds,
    )


def _united(first: Sequence[Telling], second: Sequence[Telling]) -> tuple[Telling, ...]:
    """One telling a report: of two the first one's values, or the one's with an origin, over the words of both."""
    by_report: dict[str, Telling] = {}
    for t in (*first, *second):
        had = by_report.get(t.report)
        if had is None:
            by_report[t.report] = t
            continue
        keep, let = (t, had) if had.origin is None and t.origin is not None else (had, t)
        grounds = (*keep.grounds, *(g for g in let.grounds if g not in keep.grounds))
        by_report[t.report] = replace(keep, spans=merged((*had.spans, *t.spans)), grounds=grounds)
    return tuple(by_report[r] for r in sorted(by_report))


def _telling_at(claim: Claim, report: str, spans: Sequence[Span]) -> Telling | None:
    fits = [t for t in claim.tellings if t.report == report and overlap(spans, t.spans)]
    return max(fits, key=lambda t: (overlap(spans, t.spans), t.spans), default=None)


def _places(tellings: Iterable[Telling]) -> tuple[Place, ...]:
    return tuple(Place.at(t.report, s) for t in tellings for s in t.spans)


def _touches(why: Ground, tellings: Sequence[Telling]) -> bool:
    """Whether a reason rests on words of these tellings."""
    return any(p.report == t.report and p.span.overlap(s) for p in why.spans for t in tellings for s in t.spans)


def _retold(relations: Iterable[Relation], old: str, new: str) -> list[Relation]:
    return [replace(r, source=new if r.source == old else r.source, target=new if r.target == old else r.target) for r in relations]


def _follows(relation: Relation, old: str, new: str, off: Sequence[Telling], rest: Sequence[Telling]) -> Relation:
    """The relation, given to the split-off claim where it rests on its tellings alone."""
    if (
        old not in (relation.source, relation.target)
        or not any(_touches(g, off) for g in relation.grounds)
        or any(_touches(g, rest) for g in relation.grounds)
    ):
        return relation
    return _retold([relation], old, new)[0]
