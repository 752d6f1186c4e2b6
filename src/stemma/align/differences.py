"""Reasons that keep two propositions apart although most of their words agree: one thing in them differs, and it matters.

Each is a function of a pair that says yes or no; its docstring is shown to users. They rest on `contrasts` (what stands in whose place) and on
what `slots` reads off the parse (days, mood, negation).
"""

from __future__ import annotations

from stemma.align import intervals
from stemma.align.contrasts import agreement, contrasts, of_kinds, of_names, of_opposites, of_things, turned_round
from stemma.align.pairs import Pair

#: Share of the shorter one's words from which the wording around a difference counts as the same, and as nearly all the same.
_SAME_FRAME = 0.5
_NEARLY_ALL = 0.7


def opposite(pair: Pair) -> bool:
    """One says what the other says is not so, by a negation or by an opposite; two ways of saying that nothing is known do not count."""
    silent = {"unknown", "denied"}
    a, b = pair.a, pair.b
    if a.certainty in silent and b.certainty in silent:
        return False
    if agreement(a, b) >= _SAME_FRAME and of_opposites(contrasts(pair.a, pair.b)) is not None:
        return a.against == b.against
    return (a.against != (a.certainty == "denied")) != (b.against != (b.certainty == "denied"))


def other_names_in_place(pair: Pair) -> bool:
    """In much the same words they name two: another person, firm or place in the same part."""
    return agreement(pair.a, pair.b, names=False) >= _SAME_FRAME and of_names(contrasts(pair.a, pair.b)) is not None


def other_things_in_place(pair: Pair) -> bool:
    """In nearly the same words they tell of two things: soldiers in the one are journalists in the other, the appeals court another court."""
    alike = agreement(pair.a, pair.b)
    return alike >= _NEARLY_ALL and (of_things(contrasts(pair.a, pair.b)) is not None or of_kinds(contrasts(pair.a, pair.b)) is not None)


def changed_places(pair: Pair) -> bool:
    """Both tell of the same two, and who does it to whom is turned round."""
    return agreement(pair.a, pair.b) >= _SAME_FRAME and turned_round(pair.a, pair.b)


def other_date(pair: Pair) -> bool:
    """In much the same words they name days that have none in common, both as when it was, both as its start or both as its end."""
    if agreement(pair.a, pair.b) < _SAME_FRAME:
        return False
    for border in ("at", "from", "until"):
        x, y = ([d for d in p.days if d.border == border] for p in (pair.a, pair.b))
        if x and y and all(d.apart(e) for d in x for e in y):
            return True
    return False


def other_mood(pair: Pair) -> bool:
    """In much the same words, one tells as done or so what the other tells as planned, expected, possible or unknown; or "will" is beside "may"."""
    alike = agreement(pair.a, pair.b)
    fact, ahead = sorted((pair.a, pair.b), key=lambda p: p.mood not in {"done", "is"})
    if alike < _SAME_FRAME or fact.mood == ahead.mood or ahead.modals <= fact.modals:
        return False
    same = fact.predicate == ahead.predicate
    if {fact.mood, ahead.mood} == {"will", "may"}:
        return alike >= _NEARLY_ALL and same
    if ahead.mood not in {"will", "may", "open"} or (ahead.against and (ahead.certainty == "unknown" or (fact.against and not same))):
        return False
    if fact.mood == "done":
        return same or alike >= _NEARLY_ALL or fact.predicate in {w for s in ahead.slots for w in (s.sense, s.of)}
    return fact.mood == "is" and same


def other_number_within(pair: Pair) -> bool:
    """In nearly the same words, one names a figure where the other names only figures that it cannot be."""
    if agreement(pair.a, pair.b) < _NEARLY_ALL or (pair.a.mention and pair.b.mention):
        return False
    return bool(pair.a.figures and pair.b.figures) and all(
        intervals.compare(x, y) in {"apart", "unlike"} for x in pair.a.figures for y in pair.b.figures
    )
