"""Measures that convert into one another, so that feet and metres of one thing meet in one series.

Exact definitions of SI and of the international yard and pound. Money is never converted. (Alignment keeps a table of its own: stages share none.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from stemma.model import Quantity

_FACTORS: dict[str, dict[str, float]] = {
    "length": {
        "mm": 0.001, "cm": 0.01, "m": 1.0, "metre": 1.0, "meter": 1.0, "km": 1000.0, "kilometre": 1000.0, "kilometer": 1000.0,
        "inch": 0.0254, "foot": 0.3048, "yard": 0.9144, "mile": 1609.344,
    },
    "mass": {"g": 0.001, "gram": 0.001, "kg": 1.0, "kilogram": 1.0, "tonne": 1000.0, "pound": 0.45359237, "lb": 0.45359237, "ounce": 0.028349523125},
    "area": {"hectare": 10000.0, "acre": 4046.8564224, "km2": 1e6, "mile2": 2589988.110336, "square-kilometre": 1e6, "square-mile": 2589988.110336},
    "speed": {"km/h": 1.0, "kph": 1.0, "mph": 1.609344, "knot": 1.852},
}  # fmt: skip
_KIND = {unit: kind for kind, units in _FACTORS.items() for unit in units}


def kind(unit: str | None) -> str:
    """ "length" for feet and metres alike; any other unit itself."""
    return _KIND.get(unit or "", unit or "")


def factor(unit: str | None) -> float:
    """To the kind's base unit."""
    return _FACTORS.get(kind(unit), {}).get(unit or "", 1.0)


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
    if quantity.unit == unit or kind(quantity.unit) != kind(unit) or kind(unit) not in _FACTORS:
        return quantity
    by = factor(quantity.unit) / factor(unit)

    def turned(value: float | None) -> float | None:
        return None if value is None else float(f"{value * by:.3g}")

    return replace(quantity, low=turned(quantity.low), high=turned(quantity.high), unit=unit, approximate=True)
