"""Values that words stand for: numbers with bounds, times, degrees of certainty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from stemma.model.spans import Ground, Span

Certainty = Literal["asserted", "hedged", "pledged", "denied", "unknown"]
#: From the most careful to the least.
_CAREFUL: tuple[Certainty, ...] = ("unknown", "denied", "hedged", "pledged", "asserted")


def consensus(found: Iterable[Certainty]) -> Certainty:
    """The commonest certainty, of those equally common the most careful. Raises ValueError where there is none."""
    counts = Counter(found)
    return min(counts, key=lambda c: (-counts[c], _CAREFUL.index(c)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as an interval with a unit, as the source words it.

    "over 6,000" low 6000 open, high None; "at least 70" low 70; "up to 100" high 100; "about 50" 45..55 approximate;
    "nearly 200" 180..200 approximate; "thousands" 2000..9999 approximate; "1,000" low = high = 1000.
    """

    low: float | None
    high: float | None
    low_open: bool = False
    high_open: bool = False
    #: "person", "percent", "USD", "km", ...; a plain count of things has the thing's singular lemma.
    unit: str | None = None
    #: The thing counted, in the source's words ("North Korean soldiers").
    what: str | None = None
    approximate: bool = False
    #: "day", "hour", ... for rates.
    per: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityMention:
    """A quantity at its place in a report."""

    span: Span
    quantity: Quantity
    #: The number words alone, without bound words and unit.
    number: Span
    #: The head noun of the thing counted, when it stands in the text.
    head: Span | None = None
    #: True for "an additional 3,000", "3,000 more", "another": adds to something counted before.
    additional: bool = False
    grounds: tuple[Ground, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Timex:
    """A time expression at its place in a report, resolved as far as it can be.

    `iso` follows ISO 8601 and TIMEX3: 2025-06-17, 2025-06, 2025, 2024-10-08/2024-10-13, P3D, PAST_REF, FUTURE_REF, PRESENT_REF, or None.
    `first` and `last` are the first and last calendar day that it may cover (inclusive, ISO), or None.
    """

    span: Span
    iso: str | None
    first: str | None = None
    last: str | None = None
    grounds: tuple[Ground, ...] = ()
