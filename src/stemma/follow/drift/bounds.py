"""Bounds and digits: what a number has that the same number in another report lacks."""

from __future__ import annotations

import re

from stemma.follow.shared.texts import words_in
from stemma.model import Quantity, QuantityMention
from stemma.model.drift import LossKind

#: "about 30 years old" and "30-year-old" are one habit of writing.
_SPANS = frozenset({"second", "minute", "hour", "day", "week", "month", "year", "decade", "century"})
_BOUND = re.compile(
    r"\b(?:about|around|some|roughly|approximately|nearly|almost|over|above|more|less|fewer|than|at|least|most|up|to|under|below|close|"
    r"an?|estimated|or|so|as|many|much|circa|just|well|minimum|maximum|exceed\w*|past|beyond|upwards?|plus)\b|[~+<>≥≤]",
    re.I,
)


def counts_alike(a: QuantityMention, b: QuantityMention) -> bool:
    """One unit, and the thing counted has a word in common where both name it."""
    if a.quantity.unit in _SPANS or a.quantity.unit != b.quantity.unit or a.quantity.per != b.quantity.per or a.additional != b.additional:
        return False
    one, two = ({w.stem for w in words_in(q.what or "") if w.tells} for q in (a.quantity, b.quantity))
    return not one or not two or bool(one & two)


def loosened(a: Quantity, b: Quantity) -> LossKind | None:
    """What the second number lacks that the first has."""
    plain = b.low is not None and b.low == b.high and not b.approximate
    if not plain or b.low is None or b.low <= 12:
        return None
    ends = [v for v in (a.low, a.high) if v is not None]
    if a.low is not None and a.low == a.high and not a.approximate:
        return "exactness" if _rounds(a.low, b.low) else None
    if len(ends) == 1 and ends[0] == b.low:
        return "bound"
    middle = sum(ends) / 2 if len(ends) == 2 else None
    return "bound" if a.approximate and b.low in (middle, a.high) else None


def _rounds(exact: float, rough: float) -> bool:
    """Whether `rough` is `exact` to two digits or fewer, and `exact` has more."""
    if exact == rough or exact < 100 or exact != int(exact) or rough != int(rough):
        return False
    digits = len(str(int(exact)))
    return any(round(exact, n - digits) == rough for n in (1, 2)) and abs(exact - rough) <= 0.05 * exact


def bounded(text: str, mention: QuantityMention) -> bool:
    """Whether a word of bound stands before or behind the number all the same."""
    return bool(
        _BOUND.search(text[max(0, mention.span.start - 22) : mention.number.start]) or _BOUND.search(text[mention.span.end : mention.span.end + 9])
    )
