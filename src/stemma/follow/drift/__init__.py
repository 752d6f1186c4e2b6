"""Drift: how words change from one report to the next, in quotations and in what is told of a claim."""

from stemma.follow.drift.rules import RULES
from stemma.follow.drift.stories import drift

__all__ = ["RULES", "drift"]
