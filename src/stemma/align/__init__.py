"""Which tellings are of one claim: propositions, features, clusters, relations."""

from stemma.align.memory import Memory
from stemma.align.stage import RULES, align

__all__ = ["RULES", "Memory", "align"]
