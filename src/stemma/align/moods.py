"""Whether two propositions in much the same words are told in moods that cannot be one claim: done and planned, settled and only talked of.

Theory of operation. `modality` reads off each side's own verb whether it is told as done ("done", "is"), as coming ("will"), as possible ("may") or
as otherwise open. What is done is another claim than what is not yet so; two ways of putting a plan are one. Limits: irony, and plans told in the
past.
"""

from __future__ import annotations

from stemma.align.contrasts import agreement
from stemma.align.modality import only_weighed
from stemma.align.pairs import Pair
from stemma.align.stated import Proposition

#: Shares of the shorter one's words as in `differences`.
_SAME_FRAME = 0.5
_NEARLY_ALL = 0.7
_TOLD = frozenset({"done", "is"})
#: Doings, by sense, by which something is settled; and parts in which a doing is told beside the clause's own.
_SETTLING = frozenset({"agree", "decide", "order", "approve", "sign"})
_BY = frozenset({"by", "under", "after", "following"})


def other_mood(pair: Pair) -> bool:
    """In much the same words, one tells as done or so what the other tells as planned, expected, possible or unknown; or "will" is beside "may"."""
    alike = agreement(pair.a, pair.b)
    if alike < _SAME_FRAME:
        return False
    fact, ahead = sorted((pair.a, pair.b), key=lambda p: (p.mood not in _TOLD, p.mood != ""))
    same = fact.predicate == ahead.predicate
    if only_weighed(pair.a.slots) != only_weighed(pair.b.slots) and _settled(*sorted((pair.a, pair.b), key=lambda p: only_weighed(p.slots))):
        return True
    if _scheduled(fact) or not fact.mood:
        return same and alike >= _NEARLY_ALL and ahead.mood == "may" and fact.certainty == "asserted" and not fact.modals
    if same and alike >= _NEARLY_ALL and _doubted(fact, ahead):
        return not ahead.against
    if fact.mood == ahead.mood or ahead.modals <= fact.modals or _leave(fact, ahead):
        return False
    if {fact.mood, ahead.mood} == {"will", "may"}:
        return alike >= _NEARLY_ALL and same
    if ahead.mood not in {"will", "may", "open"} or (ahead.against and (ahead.certainty == "unknown" or (fact.against and not same))):
        return False
    if fact.mood == "done" and any(s.sense == fact.predicate and s.part in _BY for s in ahead.slots):
        return False  # "will take place by decision of the court" tells of the decision as well
    if same or alike >= _NEARLY_ALL:
        return fact.mood in _TOLD
    return fact.mood == "done" and fact.predicate in {w for s in ahead.slots for w in (s.sense, s.of)}


def _settled(fact: Proposition, weighed: Proposition) -> bool:
    """Whether the one tells as done or settled what the other tells as talked of, wished or tried."""
    if weighed.mood != "open" or (fact.mood not in {*_TOLD, "will"} and fact.predicate not in _SETTLING):
        return False  # whoever "was asked to go" was told to
    there = {w for s in weighed.slots for w in (s.sense, s.of)}
    return fact.predicate in there or (fact.predicate in _SETTLING and agreement(fact, weighed) >= _NEARLY_ALL)


def _doubted(fact: Proposition, ahead: Proposition) -> bool:
    """Whether words outside the clause leave open in the one what the other tells as so ("it is not known whether")."""
    return fact.mood in _TOLD and ahead.mood == "open" and fact.certainty == "asserted" and ahead.certainty in {"hedged", "unknown"}


def _leave(fact: Proposition, ahead: Proposition) -> bool:
    """Whether "may" gives leave and leaves nothing open: "may sell no more than" beside "sales are limited to"."""
    return fact.predicate == "limit" and ahead.mention is not None and ahead.mention.quantity.low is None


def _scheduled(p: Proposition) -> bool:
    """Told in the present of a day to come: "ends on 30 June" is a plan."""
    return p.mood == "is" and p.published is not None and any(d.first > p.published for d in p.days)
