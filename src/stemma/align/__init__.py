"""Which tellings are of one claim: propositions, features, clusters, relations."""

from stemma.align.aspects import RULES as COMPARE_RULES
from stemma.align.comparing import LONGEST, compared, unreadable
from stemma.align.memory import Memory
from stemma.align.stage import RULES, align

__all__ = ["COMPARE_RULES", "LONGEST", "RULES", "Memory", "align", "compared", "unreadable"]
