"""Units of measure: of what kind each is, and its factor, so that feet and metres of one thing can be held against each other.

Exact definitions of SI and of the international yard and pound. Months are no number of days, and money is never converted.
"""

from __future__ import annotations

#: Unit to (kind, factor to the kind's base unit). Exact definitions, SI and international yard and pound.
MEASURES: dict[str, tuple[str, float]] = {
    "mm": ("length", 0.001), "millimetre": ("length", 0.001), "millimeter": ("length", 0.001),
    "cm": ("length", 0.01), "centimetre": ("length", 0.01), "centimeter": ("length", 0.01),
    "m": ("length", 1.0), "metre": ("length", 1.0), "meter": ("length", 1.0),
    "km": ("length", 1000.0), "kilometre": ("length", 1000.0), "kilometer": ("length", 1000.0),
    "inch": ("length", 0.0254), "foot": ("length", 0.3048), "feet": ("length", 0.3048), "ft": ("length", 0.3048),
    "yard": ("length", 0.9144), "mile": ("length", 1609.344),
    "g": ("mass", 0.001), "gram": ("mass", 0.001), "kg": ("mass", 1.0), "kilogram": ("mass", 1.0), "tonne": ("mass", 1000.0),
    "t": ("mass", 1000.0), "pound": ("mass", 0.45359237), "lb": ("mass", 0.45359237), "ounce": ("mass", 0.028349523125),
    "hectare": ("area", 10000.0), "acre": ("area", 4046.8564224),
    "km2": ("area", 1e6), "square-kilometre": ("area", 1e6),
    "mile2": ("area", 2589988.110336), "square-mile": ("area", 2589988.110336),
    "second": ("duration", 1.0), "minute": ("duration", 60.0), "hour": ("duration", 3600.0), "day": ("duration", 86400.0),
    "week": ("duration", 604800.0),
    "km/h": ("speed", 1.0), "kph": ("speed", 1.0), "mph": ("speed", 1.609344), "knot": ("speed", 1.852),
    "month": ("months", 1.0), "year": ("months", 12.0),
    "percent": ("percent", 1.0), "%": ("percent", 1.0), "percentage-point": ("percentage-point", 1.0),
    "magnitude": ("magnitude", 1.0), "degree": ("degree", 1.0), "celsius": ("celsius", 1.0), "fahrenheit": ("fahrenheit", 1.0),
    "ratio": ("ratio", 1.0), "barrel": ("barrel", 1.0),
}  # fmt: skip
