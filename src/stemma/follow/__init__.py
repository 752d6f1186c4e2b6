"""Follow: what runs through a story's claims — figures as series, pledges and what came of them, a timeline, omissions, drift.

Every package here is one question with one function at its top; `credibility` and `reliability` are the two ratings. Each takes a
finished `Ledger` and returns values of `stemma.model`; nothing is read again.
"""

from stemma.follow.credibility import RULES as CREDIBILITY
from stemma.follow.drift import RULES as DRIFT
from stemma.follow.figures import RULES as FIGURES
from stemma.follow.omissions import RULES as OMISSIONS
from stemma.follow.pledges import RULES as PLEDGES
from stemma.follow.timeline import RULES as TIMELINE

#: Every rule that stands in the grounds of anything that is followed.
RULES = (*CREDIBILITY, *FIGURES, *PLEDGES, *TIMELINE, *OMISSIONS, *DRIFT)
