"""Whether two numbers measure one and the same thing.

Theory of operation. Two claims with numbers speak of one thing when both count what befell people in one place (dead, injured, missing ...), when
both measure the same thing in the same unit ("a chance of 2 %", "the risk is 3 %"), or when they would be one claim had their figures agreed.
What only looks like a disagreement is set apart first (`lookalikes`). Limits: that a town lies in a country is known of the largest only.
"""

from __future__ import annotations

import datetime as dt
import re
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
from stemma.lang.en.senses import alike, sense_of
from stemma.model import Quantity

_SAME_MATTER = 0.8  # probability of being one claim, had the figures agreed
_APART = 12.0  # ratio beyond which two counts of people are of two things (a city and a country)
_OTHER = 4.0  # ratio beyond which two counts of anything else are
_SAME_WORDS = 0.3  # share of the content words of the shorter one
_DIMENSION_WORDS = 0.6  # the same for lengths, weights and the like, of which a report names many
#: Verbs that give a figure and say nothing of their own.
_LEVELS = "be have stand put expect estimate see give value reckon assume total amount number forecast predict project report"
_GIVING = frozenset(map(sense_of, _LEVELS.split()))
_FORECAST_WORDS = 0.3  # where both say what may yet be: a report makes few such guesses
_PASSING_WORDS = 0.5  # the same for two numbers told in passing, with the words of their sentences
#: Units in which people are counted one by one: 131 cases are 131 people, 40 families are more than 40.
_HEADS = frozenset({None, "person", "case", "ill", "sick", "dead", "death", "body", "injury"})
#: Things that fires, floods, quakes and shells leave fewer of, and words that say that they are gone, may be, or are only hurt.
_THINGS = frozenset(map(sense_of, ("house", "building", "shop", "school", "vehicle", "hut", "structure", "apartment", "farm", "church", "mosque")))
_GONE = frozenset(map(sense_of, ("destroy", "burn", "ash", "rubble", "ruin", "collapse", "demolish")))
_MAYBE_GONE = frozenset(map(sense_of, ("lose", "consume", "reduce", "claim")))
#: Things that whoever lost them no longer has because they are destroyed; a firm may lose its shops otherwise.
_HOMES = frozenset(map(sense_of, ("house", "hut", "apartment")))
_HARMED = frozenset({"damage"})
_LOSE = sense_of("lose")
#: Doings of a fire or flood by which it takes land.
_TAKES = frozenset(
    map(sense_of, ("cover", "consume", "burn", "eat", "devour", "scorch", "destroy", "blacken", "ravage", "grow", "spread", "reach", "char"))
)
_FIRE = frozenset({"fire-blaze", "burn", "burnt"})
#: Subjects that name no topic.
_NO_TOPIC = frozenset(
    {"it", "he", "she", "they", "we", "that", "this", "there", "which", "who", "number", "figure", "total", "toll", "count", "percent"}
)
_TALLIES = frozenset(map(sense_of, ("number", "total", "count", "case", "other", "victim", "casualty")))
#: By how many votes somebody is ahead.
_AHEAD = re.compile(r"\b(?:leads?|led|leading|gap|margin|majority|ahead|clear of|difference)\b")
_CLOSE = 45  # letters before a number within which "a lead of" belongs to it
_WINS = frozenset(map(sense_of, ("win", "beat", "defeat", "victory", "lose", "prevail")))
_BY = re.compile(r"\bby(?: just| only| a mere| some| about)?$")
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
        return pair if (len(units) == 1 or units <= _HEADS) and ratio(pair) <= _APART else None
    if bool(a.counted & LOTS) != bool(b.counted & LOTS):
        return None
    units = {_quantity(a).unit, _quantity(b).unit}
    if len(units) == 2 and "person" in units and None not in units and not (a.counted | b.counted) & ONE_A_HEAD:
        return None  # 21 docks are no earlier count of 26 sailors
    x, y = around.of(a), around.of(b)
    if same_measure(pair, around) or (_both_lost(pair, around) and ratio(pair) <= _APART):
        return pair
    if _other_heads(pair) or ((is_change(a, around) or is_change(b, around)) and not _one_topic(pair)):
        return None
    if intervals.kind(_quantity(a)) in _SPANS_OF_TIME or ratio(pair) > _OTHER or not _one_subject(pair):
        return None
    kind, fuller = intervals.kind(_quantity(a)), _fuller(pair, x, y)
    words = _FORECAST_WORDS if is_forecast(a, around) and is_forecast(b, around) else _DIMENSION_WORDS
    if kind not in _STATES and not kind.isupper() and (contained_words(pair) < words or min(len(a.words), len(b.words)) < 2):
        return None
    giving = {a.predicate, b.predicate} <= _GIVING
    likely = (giving or same_predicate(fuller) or predicate_mentioned(fuller)) and (not giving or _one_topic(pair))
    passing = pair.a.kind == pair.b.kind == "counted"
    if not (likely or passing or _one_change(a, b, around)) or (_bare(a) and _bare(b) and not _one_topic(pair, known=True)):
        return None
    words = _PASSING_WORDS if passing else _SAME_WORDS
    return pair if matter(fuller) >= _SAME_MATTER and contained_words(fuller) >= words else None


def _other_heads(pair: Pair) -> bool:
    """The two count things by two nouns of which neither may stand for the other: four tries and fifteen games."""
    if any(intervals.kind(_quantity(p)) != "count" for p in (pair.a, pair.b)):
        return False
    a, b = ((_quantity(p).what or "").lower().split()[-1:] for p in (pair.a, pair.b))
    return bool(a and b) and not alike(a[0], b[0]) and not {sense_of(a[0]), sense_of(b[0])} & (ONE_A_HEAD | _TALLIES)


def _one_topic(pair: Pair, *, known: bool = False) -> bool:
    """Not of two subjects that are two things: turnout and a candidate, two currencies; with `known`, both must have one."""
    a, b = (frozenset(w for w in pair.corpus.named(p.subject) if w not in _NO_TOPIC and any(map(str.isalpha, w))) for p in (pair.a, pair.b))
    if not a or not b:
        return not known
    return names_agree(a, b) or any(alike(v, w) for v in a for w in b)


def _bare(p: Proposition) -> bool:
    """A number that counts nothing in its own words and has no unit: a version, a room, or a count whose thing was named before."""
    return not p.counted and _quantity(p).unit is None and _quantity(p).what is None


def _lost(p: Proposition, around: Around) -> frozenset[str]:
    """Of things counted that are told as gone, what they are, by sense; hurt but not gone they are another count."""
    if intervals.kind(_quantity(p)) != "count" or _quantity(p).unit == "person":
        return frozenset()
    own = p.words | {p.predicate}
    gone = own & _GONE or (own & _MAYBE_GONE and around.words & _GONE)
    things = _THINGS if gone else _HOMES if _LOSE in own else frozenset[str]()
    return frozenset() if own & _HARMED else p.counted & things


def _both_lost(pair: Pair, around: Surroundings) -> bool:
    return bool(_lost(pair.a, around.of(pair.a)) & _lost(pair.b, around.of(pair.b)))


def changing(pair: Pair, around: Surroundings) -> bool:
    """Whether two figures for one thing are of a kind that changes from day to day: people by what befell them, a measure, things destroyed."""
    return bool(pair.a.counted & LOTS) or same_measure(pair, around) or _both_lost(pair, around)


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
    if kind == "count":
        return _margin(p, around, unit)
    if kind == "area":
        burnt = (p.words | p.subject | around.carried) & _FIRE or around.words & _FIRE
        return frozenset({"land burnt"}) if burnt and p.predicate in _TAKES and not p.subject & p.names else frozenset()
    nouns = _MEASURED.get("money" if kind.isupper() else kind, frozenset())
    return (p.words | p.counted) & nouns or around.words & nouns or around.carried & nouns


def _margin(p: Proposition, around: Around, unit: str) -> frozenset[str]:
    """The votes or points by which somebody is ahead, or the votes by which somebody has won."""
    if unit not in {"vote", "point", ""} or p.counted - {"vote", "point", "win", "lose", "fall", "rise"}:
        return frozenset()
    leads = _AHEAD.search(f"{around.before[-_CLOSE:]} | {' '.join(around.after.split()[:3])}")
    if not leads and not (unit == "vote" and p.words & _WINS and _BY.search(around.before)):
        return frozenset()
    return frozenset({f"lead in {unit}s"} if unit else {"lead in votes", "lead in points"})


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
