"""Figures: for each thing counted in a story every value told of it, as of when and by whom, and which one stands."""

from stemma.follow.figures.rules import RULES
from stemma.follow.figures.series import figures

__all__ = ["RULES", "figures"]
