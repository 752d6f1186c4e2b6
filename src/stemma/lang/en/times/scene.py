"""What an expression of time is told against, and what it turns out to mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What an expression is told against."""

    anchor: date | None
    #: The day last spoken of by name, or None.
    focus: date | None
    #: The year last spoken of, or None.
    year: int | None = None
    #: -1 when the clause looks back, 1 when ahead, 0 when it does not show.
    way: Callable[[], int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What an expression means; `first` and `last` are None where no day can be given."""

    iso: str | None
    first: date | None = None
    last: date | None = None


NOTHING = Meant(iso=None)
