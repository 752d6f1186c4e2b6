"""Measures that convert into one another, so that feet and metres of one thing meet in one series.

The factors are those of `lang/en/measures`; money is never converted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from stemma.lang.en.measures import MEASURES
from stemma.model import Quantity

#: Kinds whose units meet in one series; stretches of time and the rest stay in the unit they are told in.
_CONVERTED = frozenset({"length", "mass", "area", "speed"})


def kind(unit: str | None) -> str:
    """ "length" for feet and metres alike; any other unit itself."""
    own = MEASURES.get(unit or "", ("", 1.0))[0]
    return own if own in _CONVERTED else unit or ""


def factor(unit: str | None) -> float:
    """To the kind's base unit."""
    own, by = MEASURES.get(unit or "", ("", 1.0))
    return by if own in _CONVERTED else 1.0


def named(quantity: Quantity) -> float:
    """The figure that is named: the end of a bound, the middle of an interval, the upper end of "nearly 200" (180 to 200)."""
    low, high = quantity.low, quantity.high
    if low is None or high is None:
        return (low if high is None else high) or 0.0
    nearly = quantity.approximate and high > 0 and abs(low / high - 0.9) < 0.005
    return high if nearly else (low + high) / 2


def common_unit(units: Iterable[str | None]) -> str | None:
    """The commonest of some units, the first by letter among equals."""
    counts = Counter(u for u in units if u)
    return min(counts, key=lambda u: (-counts[u], u), default=None)


def converted(quantity: Quantity, unit: str | None) -> Quantity:
    """The quantity in another unit of its kind, to three digits; unchanged where it is of that unit or of no measure."""
    if quantity.unit == unit or kind(quantity.unit) != kind(unit) or kind(unit) not in _CONVERTED:
        return quantity
    by = factor(quantity.unit) / factor(unit)

    def turned(value: float | None) -> float | None:
        return None if value is None else float(f"{value * by:.3g}")

    return replace(quantity, low=turned(quantity.low), high=turned(quantity.high), unit=unit, approximate=True)
