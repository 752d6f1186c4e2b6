"""Words that make a figure an earlier one: "up from 31", "until recently it was 31", "against 31 in the previous count".

The answer is the words themselves, for grounds. Limits: a figure that is told as former without any of these words passes for current.
"""

from __future__ import annotations

import re

from stemma.align.around import Around

#: Words that say that a figure is no longer what it was.
CHANGED = (
    "up down rise rises rose risen rising increase increases increased increasing jump jumps jumped jumping climb climbs climbed climbing grow grows "
    "grew grown growing surge surges surged surging soar soared fall falls fell fallen falling drop drops dropped dropping decline declines declined "
    "declining lower lowered cut raise raised revise revised narrow narrowed widen widened change changed correct corrected downgrade downgraded "
    "upgrade upgraded slash slashed reduce reduced reducing improve improved worsen worsened"
)
_LEADING = r"(?: (?:the|a|an|about|some|around|nearly|just|only|previous|earlier|initial|original|[a-z]+ly))*$"
_UNITS = r"^\S+(?: \S+)? (?:in |at |of |on )?(?:the |an? |its |their )?"
#: Right before the figure.
_FROM = re.compile(
    rf"\b(?:(?:{'|'.join(CHANGED.split())})\b(?:(?: \w+){{0,4}} from|[^.;:]{{0,90}}? to (?:\S+ ){{1,4}}?from)|instead of|rather than){_LEADING}"
)
#: Right before a figure that is followed by "to", or by a word for the time before.
_AGAINST = re.compile(rf"\b(?:compared (?:with|to)|against|versus){_LEADING}")
_BARE_FROM = re.compile(rf"\bfrom{_LEADING}")
_TO = re.compile(r"^\S+(?: \S+)? to\b")
_BEFORE = re.compile(
    rf"{_UNITS}(?:previous|earlier|prior|before|initial|first|last (?:week|month|year)|(?:day|week|month|year) (?:ago|earlier|before))\b"
)
#: Anywhere in the proposition.
_VERBS = "been|claimed|said|given|put|stood|reported|estimated|announced|counted|spoken|named|believed|assumed|mentioned"
_COUNTS = "toll|figure|count|estimate|report|number|tally|assessment"
_FORMERLY = re.compile(
    rf"\b(?:until recently|until then|previously|initially|at first|originally|formerly|had (?:\w+ )?(?:{_VERBS})"
    rf"|at that (?:point|time|stage)|was (?:once|first|then|previously|recently)|(?:earlier|previous) (?:{_COUNTS}))\b"
)


def former(around: Around) -> str | None:
    """The words that make the figure an earlier one; None where nothing does."""
    found = _FROM.search(around.before) or _formerly(around)
    if found is None and _BEFORE.search(around.after):
        found = _AGAINST.search(around.before)
    if found is None and _TO.search(around.after):
        found = _BARE_FROM.search(around.before)
    return found[0].strip() if found is not None else None


def _formerly(around: Around) -> re.Match[str] | None:
    """Words for the time before among the proposition's own, unless another figure stands between them and this one."""
    found = _FORMERLY.search(around.own)
    place = around.after.find(found[0]) if found else -1
    return None if re.search(r"\d", around.after[: max(place, 0)]) else found
