"""What a report says in its own voice and gives to somebody elsewhere: "More than 1,000 have died" over "1,002 have died, the ministry said".

Theory of operation. A headline or lead rounds or repeats a figure whose source the body names. Such a telling takes chain and origin of the
report's attributed one when the figures agree (the same figure of two digits that count or more, or "more than N" for a figure at most a
tenth over N) in the same unit, and what is counted agrees: for people what befell them, for all else two fifths of the shorter telling's words.
Only tellings without any source of their own take one, and only where all that agree with them have one origin. Limits: two counts of
one kind in one report that round alike (the dead of two towns); tellings without a figure are left alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from stemma.lang.en.senses import senses
from stemma.lang.en.stemming import stem
from stemma.lang.reading import Reading
from stemma.model import Claim, Ground, Place, Quantity, Telling
from stemma.weigh.agreement import Wording

#: How far an exact figure may lie over the "more than N" that rounds it; what a rounded lead leaves away is less.
_ROUNDED = 1.1
#: Part of the shorter telling's words that the other must hold where no people are counted. By eye on the development stories (.3 to .5 act alike).
_ALIKE = 0.4


def with_repeats(claims: Sequence[Claim], readings: Sequence[Reading]) -> tuple[Claim, ...]:
    """The claims, with the origin that their report itself names elsewhere for what it says in its own voice."""
    wording = Wording(claims, readings)
    docs = {r.report.id: r for r in readings}
    told: dict[str, list[Telling]] = {}
    for claim in claims:
        for telling in claim.tellings:
            if telling.origin is not None and telling.quantity is not None:
                told.setdefault(telling.report, []).append(telling)

    def sourced(telling: Telling) -> Telling:
        if telling.chain or telling.origin is not None or telling.quantity is None:
            return telling
        fits = [t for t in told.get(telling.report, ()) if _same_figure(telling.quantity, t.quantity) and _same_thing(telling, t, wording, docs)]
        if len({t.origin for t in fits}) != 1:
            return telling
        fuller = min(fits, key=lambda t: (len(t.chain), t.chain, t.spans))
        spans = tuple(Place.at(t.report, s) for t in (telling, fuller) for s in t.spans)
        sentence = "The report says this in its own voice, and gives the same figure to a source elsewhere: that is its origin here too."
        ground = Ground(rule="telling.own-voice-repeats", sentence=sentence, spans=spans)
        return replace(telling, chain=fuller.chain, origin=fuller.origin, grounds=(*telling.grounds, ground))

    return tuple(replace(c, tellings=tuple(sourced(t) for t in c.tellings)) for c in claims)


def _same_figure(own: Quantity, other: Quantity | None) -> bool:
    """Whether the second is the figure that the first repeats or rounds."""
    if other is None or own.unit != other.unit or other.low is None or other.low != other.high or own.low is None:
        return False
    if own.low == own.high:
        return own.low == other.low and _counting_digits(own.low) >= 2
    return own.high is None and own.low >= 100 and own.low <= other.low <= _ROUNDED * own.low


def _counting_digits(value: float) -> int:
    """Digits without the zeros at either end: 2 for 2.2, 1 for 3000."""
    return len(f"{value:.10g}".replace(".", "").replace("-", "").strip("0"))


def _same_thing(a: Telling, b: Telling, wording: Wording, readings: dict[str, Reading]) -> bool:
    """Whether both count the same: what befell the people, or enough of the words."""
    if a.quantity is not None and a.quantity.unit == "person":
        x, y = _outcomes(a, readings), _outcomes(b, readings)
        return bool(x) and x == y
    unit = stem(a.quantity.unit or "") if a.quantity is not None else ""
    mine, theirs = ({w for w in wording.words(t) if w != unit and not any(c.isdigit() for c in w)} for t in (a, b))
    return len(mine & theirs) >= max(1, _ALIKE * min(len(mine), len(theirs)))


def _outcomes(telling: Telling, readings: dict[str, Reading]) -> frozenset[str]:
    """What the telling says of people that excludes other such things: dead, missing, hurt."""
    reading = readings.get(telling.report)
    if reading is None:
        return frozenset()
    table = senses()
    befalls = frozenset().union(*(group for group in table.apart if "death" in group))
    found = set()
    for passage in reading.passages:
        for token in passage.doc:
            at = passage.start + token.idx
            if any(s.start <= at < s.end for s in telling.spans) and (sense := table.of.get((token.lemma_ or token.text).lower())) in befalls:
                found.add(str(sense))
    return frozenset(found)
