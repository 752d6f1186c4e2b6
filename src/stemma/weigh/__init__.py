"""Weigh: which report copied which, and on how many origins each claim stands."""

from stemma.weigh.copying import descent, search
from stemma.weigh.rules import RULES
from stemma.weigh.weighing import weigh

__all__ = ["RULES", "descent", "search", "weigh"]
