"""Which tellings are of one claim: propositions, features, clusters, relations."""

from stemma.align.stage import RULES, align

__all__ = ["RULES", "align"]
