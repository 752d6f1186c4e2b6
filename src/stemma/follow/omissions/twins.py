"""Twins: claims that read the same though alignment kept them apart, told as one where reports are compared.

Alignment would rather miss than merge; here a miss would read "left out" of a report that tells the very sentence. Statements are twins when
nearly all their words are the same and their figures do not differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from stemma.follow.shared.texts import words_in
from stemma.model import Claim, Quantity

#: Part of the words of both that must be shared (read off the development stories, not fitted).
_ALIKE = 0.75
#: A statement that begins or ends so is half a sentence: nothing that a reader could look for.
_HALF = re.compile(
    r"^(?:[a-z]|(?:That|In which|Which|Who|Whose|Whom|Where|When|Because|In order to|While|And|But|Of|With|As|Is|Are|Was|Were|Has|Have|Had|"
    r"Then|Before)\b)|"
    r"\b(?:to|and|or|the|an?|of|in|on|at|for|with|by|from|in what|are|is|was)\W*$",
    re.ASCII,
)


def merged(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in their order, each with the tellings of its twins; half sentences are left out. Certainty and origins are the first one's."""
    out: list[tuple[frozenset[str], Claim]] = []
    for claim in claims:
        own = frozenset(w.stem for w in words_in(claim.statement) if w.tells)
        at = next((n for n, (stems, kept) in enumerate(out) if _twins(own, stems, claim, kept)), None)
        if at is not None:
            stems, kept = out[at]
            out[at] = (stems, replace(kept, tellings=(*kept.tellings, *claim.tellings)))
        elif not _HALF.search(claim.statement.strip()):
            out.append((own, claim))
    return [claim for _, claim in out]


def _twins(a: frozenset[str], b: frozenset[str], one: Claim, other: Claim) -> bool:
    if a and a == b:
        return True  # the same sentence, cut into two propositions
    if not a or len(a & b) < _ALIKE * len(a | b):
        return False
    return one.quantity is None or other.quantity is None or _ends(one.quantity) == _ends(other.quantity)


def _ends(quantity: Quantity) -> tuple[float | None, float | None]:
    return quantity.low, quantity.high


_CASUALTIES = {
    "dead": ("dead", "die", "dy", "kill", "death", "toll", "fatality", "claim", "perish"),
    "hurt": ("injur", "wound", "hurt", "injury"),
    "missing": ("miss", "unaccount"),
}


def figures_of(claim: Claim) -> frozenset[str]:
    """What the claim's figure counts, as words that can be compared: the unit with the counted noun, or the dead, the hurt, the missing."""
    quantity = claim.quantity
    if quantity is None or quantity.unit is None:
        return frozenset()
    stems = {w.stem for w in words_in(claim.statement)}
    if quantity.unit == "person":
        return frozenset(kind for kind, words in _CASUALTIES.items() if stems & set(words))
    what = words_in(quantity.what or "")
    return frozenset({f"{quantity.unit} {what[-1].stem}"}) if what and quantity.unit not in _LENGTHS else frozenset()


#: Units of which a story has many that have nothing to do with one another.
_LENGTHS = frozenset({"second", "minute", "hour", "day", "night", "week", "month", "year", "decade", "century"})
