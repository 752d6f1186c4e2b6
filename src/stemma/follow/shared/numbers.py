"""Whether two numbers told of one thing are the same, or can be."""

from __future__ import annotations

from stemma.model import Quantity


def same_number(a: Quantity | None, b: Quantity | None) -> bool:
    """Whether two numbers are the same interval; two missing ones are not."""
    if a is None or b is None or (a.unit and b.unit and a.unit != b.unit and not ({a.unit, b.unit} & {"person"})):
        return False
    return (a.low, a.high, a.low_open, a.high_open) == (b.low, b.high, b.low_open, b.high_open)


def agrees(told: Quantity | None, promised: Quantity | None) -> bool:
    """Whether a number told later can be the number promised: the same, or the one within the other's bounds."""
    if promised is None or told is None:
        return promised is None
    if told.unit and promised.unit and told.unit != promised.unit and "person" not in {told.unit, promised.unit}:
        return False
    low = max(x if x is not None else float("-inf") for x in (told.low, promised.low))
    high = min(x if x is not None else float("inf") for x in (told.high, promised.high))
    return low <= high
