"""How two numbers stand to each other: the same figure, one within the other, apart, or of different kinds.

Numbers are compared as intervals with a unit, in common measures (feet and metres meet, "1,200" and "over 1,000" do not). "The same figure" is
about the figure that is named: "about 500", "some 500", "at least 500" and "500" name 500; whether the bound differs is asked apart.
Money of two currencies and counts of different things are never converted. A rate that one of two sums of money leaves out ("from 12.60 to 13.80
euros a share") is understood.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from stemma.lang.en.measures import MEASURES
from stemma.model import Quantity

Standing = Literal["same", "within", "around", "overlap", "apart", "unlike"]

#: Reports write the one for the other, and mean the same 1,000 kilograms, far more often than they mean a short ton.
_LOOSE_TONS = frozenset({"ton", "tonne"})
#: How far two named figures may differ and still be one: not at all, but for a conversion, since reports round what they convert.
_SAME, _CONVERTED = 1e-9, 0.04


def kind(quantity: Quantity) -> str:
    """What sort of measure it is: "length", "percent", a currency, or "count"."""
    unit = (quantity.unit or "").strip()
    if unit in MEASURES:
        return MEASURES[unit][0]
    if len(unit) == 3 and unit.isupper():
        return unit
    return "count"


def figures(quantity: Quantity) -> tuple[float | None, float | None]:
    """The figures that are named: both ends of a range, else one figure twice, in the kind's base unit."""
    low, high = quantity.low, quantity.high
    factor = MEASURES.get((quantity.unit or "").strip(), ("", 1.0))[1]
    if low is None or high is None:
        named = low if high is None else high
        return (None, None) if named is None else (named * factor, named * factor)
    if quantity.approximate and high:
        ratio = low / high
        if abs(ratio - 0.9) < 0.005:  # "nearly 200" is 180..200
            low = high
        elif abs(ratio - 0.9 / 1.1) < 0.005:  # "about 50" is 45..55
            low = high = (low + high) / 2
    return low * factor, high * factor


def compare(a: Quantity, b: Quantity) -> Standing:
    """How two quantities stand: "within" when a lies inside b, "around" when b lies inside a."""
    if {a.unit, b.unit} == _LOOSE_TONS:
        a = replace(a, unit=b.unit)
    if kind(a) != kind(b) or ((a.per or None) != (b.per or None) and not (kind(a).isupper() and None in {a.per, b.per})):
        return "unlike"
    tolerance = _SAME if a.unit == b.unit or kind(a) == "count" else _CONVERTED
    x, y = figures(a), figures(b)
    if None not in x and None not in y and all(_near(p, q, tolerance) for p, q in zip(x, y, strict=True)):
        return "same"
    (al, ah), (bl, bh) = _ends(a), _ends(b)
    if ah < bl or bh < al or (ah == bl and (a.high_open or b.low_open)) or (bh == al and (b.high_open or a.low_open)):
        return "apart"
    if bl <= al and ah <= bh:
        return "within"
    if al <= bl and bh <= ah:
        return "around"
    return "overlap"


def _near(p: float | None, q: float | None, tolerance: float) -> bool:
    return p is not None and q is not None and abs(p - q) <= tolerance * max(abs(p), abs(q))


def _ends(quantity: Quantity) -> tuple[float, float]:
    factor = MEASURES.get((quantity.unit or "").strip(), ("", 1.0))[1]
    low = float("-inf") if quantity.low is None else quantity.low * factor
    high = float("inf") if quantity.high is None else quantity.high * factor
    return low, high


def said(quantity: Quantity) -> str:
    """A quantity in words for grounds: "over 1,000 person"."""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        number = _number(low) if low == high else f"{_number(low)} to {_number(high)}"
    elif low is not None:
        number = f"{'over' if quantity.low_open else 'at least'} {_number(low)}"
    elif high is not None:
        number = f"{'under' if quantity.high_open else 'up to'} {_number(high)}"
    else:
        number = "a number"
    thing = quantity.what or quantity.unit or ""
    return f"{number} {thing}".strip()


def _number(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}"
