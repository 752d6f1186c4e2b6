"""How alike two reports are, in whole numbers: what their strongest terms have in common, less what their dates say against it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from stemma.gather.signature import UNIT

Ints = npt.NDArray[np.int64]

#: Days between two publications that say nothing against one story; from there to half a year doubt grows to its most, which leaves room for
#: follow-ups months later (11 of 45 events in events.jsonl span more than 30 days). Swept 7 to 30, 45 to 365, .25 to .7: events.jsonl loses .004
#: here against a quarter after a year, .02 and more beyond; reports of one war of three years part the better the more doubt there is.
_NEAR_DAYS, _FAR_DAYS, _MOST_DOUBT = 30, 180, 400
#: Odd multiplier that spreads numbers (the golden ratio's fraction, Knuth).
_SPREAD = 0x9E3779B97F4A7C15
_BITS = (1 << 64) - 1


def trust(gap: Ints) -> Ints:
    """What is left of likeness after so many days, in thousandths."""
    late = np.clip(gap - _NEAR_DAYS, 0, _FAR_DAYS - _NEAR_DAYS)
    return np.asarray(1000 - _MOST_DOUBT * late // (_FAR_DAYS - _NEAR_DAYS), dtype=np.int64)


def strength(common: Ints, gap: Ints) -> Ints:
    """Likeness of 0 to `UNIT` from the sum of products of weights and the days between."""
    return np.asarray(common * trust(gap) // (1000 * UNIT), dtype=np.int64)


def tie(a: int, b: int) -> int:
    """Which of equally strong links goes first: by a number of the pair, so that no report is everybody's."""
    return ((a ^ b) * _SPREAD) & _BITS


def ties(a: int, others: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """`tie` of one with many."""
    with np.errstate(over="ignore"):
        return np.asarray((others ^ np.uint64(a)) * np.uint64(_SPREAD), dtype=np.uint64)
