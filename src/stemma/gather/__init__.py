"""Gather: which reports tell of one event, found as they arrive, in any order, and with what people said of it."""

from stemma.gather.grouping import stories
from stemma.gather.rules import RULES

__all__ = ["RULES", "stories"]
