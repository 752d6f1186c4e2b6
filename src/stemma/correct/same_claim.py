"""Which claim of a new reading is the one that a person meant.

Theory of operation. What a person saw and corrected is a sentence, with the words of a report from which it is made; which other reports are taken
to tell the same, and which of them states it best, changes with every reading. So the claim is looked for first where the words stand that state it
as it read; the words of its other tellings, and how alike it is stated, decide between those. A claim of a number that cannot be the same is another
claim. Where a claim that reads just so stands elsewhere, or twice, it cannot be told which was meant, and nothing is laid on either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from stemma.correct.texts import UnfitError, shortened
from stemma.model import Claim, Quantity, Span
from stemma.model.acts import ClaimRef

#: Where words stand: report and spans.
Placed = tuple[str, tuple[Span, ...]]
#: How alike, 0 to 1, on average over the tellings, the places of a claim and of the one meant must be; from where on they tell alone; and how alike,
#: below that, the statements must be. Chosen on two development stories extracted otherwise and read again (157 claims).
_SAME, _SURELY, _ALIKE = 0.34, 0.85, 0.6
#: Places from which a claim that is stated so much alike is the one meant, when its tellings were parted; what the very same statement counts.
_TOUCHED, _WORDED, _VERY = 0.2, 0.85, 0.25
#: What the likeness of a statement to a part of another one counts; what the place of the stating telling counts against that of all.
_PART, _LEADS = 0.8, 2.0


def meant(
    claims: Mapping[str, Claim], ref: ClaimRef, told: Sequence[Placed], count: int, stating: Sequence[Placed], as_read: Mapping[str, str]
) -> str:
    """The id of the claim most alike in the places told of and in how it is stated; raises `UnfitError` where none is, or it cannot be told.

    `told`: where the words of its tellings stand now, `count`: how many there are, `stating`: where those stand that state it as it reads;
    `as_read`: how each claim read before people worded it.
    """
    places = _places(claims, ref, told, count, stating)
    near = {id_: (place, _worded_alike(claims[id_], ref)) for id_, place in places.items() if place >= _TOUCHED}
    fits = {id_: fit for id_, fit in near.items() if fit[0] >= _SAME or fit[1] >= _WORDED}
    very = {id_: _VERY * (claims[id_].statement == ref.statement) for id_ in fits}
    best = max(fits, key=lambda id_: (round(sum(fits[id_]) + very[id_], 6), fuzz.ratio(claims[id_].statement, ref.statement), id_), default=None)
    if best is None or (fits[best][0] < _SURELY and fits[best][1] < _ALIKE):
        raise UnfitError(f"no claim is made of “{shortened(ref.statement)}” any more")
    rivals = [c for c in claims.values() if as_read.get(c.id, c.statement) == ref.statement]
    if any(c.id == best for c in rivals):
        return best
    touched = [c.id for c in rivals if any(shared(c, report, spans) for report, spans in told)]
    if rivals and len(touched) != 1:
        raise UnfitError(f"it cannot be told which of two claims was meant by “{shortened(ref.statement)}”")
    return touched[0] if rivals else best


def _places(claims: Mapping[str, Claim], ref: ClaimRef, told: Sequence[Placed], count: int, stating: Sequence[Placed]) -> dict[str, float]:
    """How alike, 0 to 1, the places of each claim are that can be meant."""
    can_be = {id_: c for id_, c in claims.items() if ref.statement in _stated(c) or not _other_number(c.quantity, ref.quantity)}
    places = {id_: sum(shared(claim, report, spans) for report, spans in told) / count for id_, claim in can_be.items()}
    if not stating:
        return places
    leads = {id_: max(shared(claim, report, spans) for report, spans in stating) for id_, claim in can_be.items()}
    return {id_: (leads[id_] * _LEADS + places[id_]) / (1 + _LEADS) for id_ in places if leads[id_] >= _TOUCHED}


def shared(claim: Claim, report: str, spans: Sequence[Span]) -> float:
    """How alike the words of a telling and of a claim's are: half for the part of the shorter, half for the part of both that they share.

    A later version of Stemma may cut sentences otherwise, so that the shorter lies in the longer.
    """
    best = 0.0
    for t in claim.tellings:
        if t.report == report:
            shared, mine, theirs = overlap(spans, t.spans), sum(map(len, spans)), sum(map(len, t.spans))
            best = max(best, shared / max(1, min(mine, theirs)) / 2 + shared / max(1, mine + theirs - shared) / 2)
    return best


def overlap(a: Sequence[Span], b: Sequence[Span]) -> int:
    return sum(x.overlap(y) for x in a for y in b)


def _stated(claim: Claim) -> set[str]:
    """The sentences in which a claim is stated."""
    return {claim.statement, *(t.statement for t in claim.tellings if t.statement)}


def _worded_alike(claim: Claim, ref: ClaimRef) -> float:
    """How alike, 0 to 1, a claim and the one meant are stated: the best of their tellings."""
    said = _stated(claim)
    meant = {ref.statement, *(t.statement for t in ref.tellings if t.statement)}
    return max(max(fuzz.ratio(one, other), _PART * fuzz.partial_ratio(one, other)) for one in said for other in meant) / 100


def _other_number(here: Quantity | None, meant: Quantity | None) -> bool:
    """Whether two claims tell numbers that cannot be the same."""
    if here is None or meant is None:
        return False
    lows = [q.low for q in (here, meant) if q.low is not None]
    highs = [q.high for q in (here, meant) if q.high is not None]
    return bool(lows and highs) and max(lows) > min(highs)
