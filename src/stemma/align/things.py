"""Whether two numbers measure one and the same thing.

Theory of operation. Two claims with numbers speak of one thing when both count what befell people in one place (dead, injured, missing ...), when
both measure the same thing in the same unit ("a chance of 2 %", "the risk is 3 %"), or when they would be one claim had their figures agreed.
What only looks like a disagreement is set apart first (`lookalikes`). Limits: that a town lies in a country is known of the largest only.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from stemma.align import intervals
from stemma.align.around import Around, Surroundings
from stemma.align.bars import ONE_A_HEAD, other_members
from stemma.align.clusters import matter
from stemma.align.features import contained_words, names_agree, predicate_mentioned, same_predicate
from stemma.align.lookalikes import LOTS, is_change, is_forecast, lookalike
from stemma.align.pairs import Corpus, Pair, held
from stemma.align.stated import Proposition
from stemma.align.told import Told, ratio
from stemma.lang.en.senses import sense_of
from stemma.model import Quantity

_SAME_MATTER = 0.8  # probability of being one claim, had the figures agreed
_APART = 12.0  # ratio beyond which two counts of people are of two things (a city and a country)
_OTHER = 4.0  # ratio beyond which two counts of anything else are
_SAME_WORDS = 0.3  # share of the content words of the shorter one
_DIMENSION_WORDS = 0.6  # the same for lengths, weights and the like, of which a report names many
#: Verbs that give a figure and say nothing of their own.
_LEVELS = "be have stand put expect estimate see give value reckon total amount number forecast predict project report"
_GIVING = frozenset(map(sense_of, _LEVELS.split()))
_FORECAST_WORDS = 0.3  # where both say what may yet be: a report makes few such guesses
_STATES = frozenset({"count", "percent", "ratio"})
_SPANS_OF_TIME = frozenset({"duration", "months"})  # how long something takes is no state that is updated
#: Nouns of what is measured, by the kind of unit: two figures with one unit and one noun are of one thing, unless something tells them apart.
_MEASURED = {
    kind: frozenset(map(sense_of, nouns.split()))
    for kind, nouns in {
        "percent": "chance unemployment inflation turnout approval stake",
        "magnitude": "magnitude quake aftershock",
        "celsius": "temperature",
        "fahrenheit": "temperature",
        "money": "bail ransom fine",
    }.items()
}
_BODIES = frozenset({"Earth", "Moon", "Mars"})


def one_thing(a: Proposition, b: Proposition, corpus: Corpus, around: Surroundings) -> Pair | None:
    """The two side by side when they measure one thing; None when they do not."""
    pair = held(a, b, corpus)
    if pair.numbers in {None, "unlike"} or lookalike(pair, around) is not None or other_members(pair):
        return None
    lots = a.counted & b.counted & LOTS
    if lots:
        units = {_quantity(a).unit, _quantity(b).unit}
        return pair if (len(units) == 1 or None in units) and ratio(pair) <= _APART else None
    if bool(a.counted & LOTS) != bool(b.counted & LOTS):
        return None
    units = {_quantity(a).unit, _quantity(b).unit}
    if len(units) == 2 and "person" in units and None not in units and not (a.counted | b.counted) & ONE_A_HEAD:
        return None  # 21 docks are no earlier count of 26 sailors
    x, y = around.of(a), around.of(b)
    if same_measure(pair, around):
        return pair
    if intervals.kind(_quantity(a)) in _SPANS_OF_TIME or ratio(pair) > _OTHER or not _one_subject(pair):
        return None
    kind, fuller = intervals.kind(_quantity(a)), _fuller(pair, x, y)
    words = _FORECAST_WORDS if is_forecast(a, around) and is_forecast(b, around) else _DIMENSION_WORDS
    if kind not in _STATES and not kind.isupper() and (contained_words(pair) < words or min(len(a.words), len(b.words)) < 2):
        return None
    alike = same_predicate(fuller) or predicate_mentioned(fuller) or {a.predicate, b.predicate} <= _GIVING
    if not (alike or _one_change(a, b, around)) and not pair.a.kind == pair.b.kind == "counted":
        return None
    return pair if matter(fuller) >= _SAME_MATTER and contained_words(fuller) >= _SAME_WORDS else None


def _one_change(a: Proposition, b: Proposition, around: Surroundings) -> bool:
    """Whether both say by how much something changed, in reports of one or the next day: of later days it is another change."""
    if not (is_change(a, around) and is_change(b, around)):
        return False
    try:
        days = [dt.date.fromisoformat(p.published) for p in (a, b) if p.published]
    except ValueError:
        return False
    return len(days) < 2 or abs((days[0] - days[1]).days) <= 1


def same_measure(pair: Pair, around: Surroundings) -> bool:
    """Whether both figures are of one noun of measure ("chance") in one unit, or on one scale."""
    return bool(measured(pair.a, around.of(pair.a)) & measured(pair.b, around.of(pair.b)))


def measured(p: Proposition, around: Around) -> frozenset[str]:
    """The nouns of measure in a proposition, or else in its sentence; a scale ("torino-level") measures what it is called by."""
    unit, kind = _quantity(p).unit or "", intervals.kind(_quantity(p))
    if unit.endswith("-level"):
        return frozenset({unit})
    nouns = _MEASURED.get("money" if kind.isupper() else kind, frozenset())
    return (p.words | p.counted) & nouns or around.words & nouns or around.carried & nouns


def scope(told: Told, around: Surroundings) -> frozenset[str]:
    """The countries (and bodies of the sky) that the tellings of a claim name."""
    own = frozenset(c for p in told.members for c in around.of(p).countries)
    return own or frozenset(c for p in told.members for c in around.of(p).near if c in _BODIES)


def _fuller(pair: Pair, x: Around, y: Around) -> Pair:
    """The pair with the sentence's words for a number told in passing, whose own words say little."""
    first, second = (x, y) if pair.a.key <= pair.b.key else (y, x)
    a, b = (replace(p, words=p.words | w.words) if p.kind == "counted" else p for p, w in ((pair.a, first), (pair.b, second)))
    return Pair(a=a, b=b, corpus=pair.corpus, numbers=pair.numbers)


def _one_subject(pair: Pair) -> bool:
    """Not of two subjects that both have names."""
    a, b = (pair.corpus.named(p.subject & p.names) for p in (pair.a, pair.b))
    return not a or not b or names_agree(a, b)


def _quantity(p: Proposition) -> Quantity:
    return p.mention.quantity if p.mention else Quantity(low=None, high=None)
