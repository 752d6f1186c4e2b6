"""Whether two numbers measure one and the same thing, and if they do not, why they only look as if they disagreed.

Theory of operation. Two claims with numbers speak of one thing when both count what befell people in one place (dead, injured, missing ...), when
both measure the same thing in the same unit ("a chance of 2 %", "the risk is 3 %"), or when they would be one claim had their figures agreed.
Reports then seem to disagree in many ways that are no disagreement: see `LOOKALIKES`. Each is a small function; the first that holds speaks.
Limits: that a town lies in a country is known of the largest only; populations are told apart by a table of words.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

from stemma.align import intervals
from stemma.align.around import Around, Surroundings
from stemma.align.clusters import matter
from stemma.align.features import Corpus, Pair, contained_words, excluded, held, names_agree
from stemma.align.propositions import Proposition
from stemma.align.told import Told
from stemma.lang.en.senses import sense_of, senses
from stemma.model import Quantity

_SAME_MATTER = 0.8  # probability of being one claim, had the figures agreed
_APART = 12.0  # ratio beyond which two counts of people are of two things (a city and a country)
_OTHER = 4.0  # ratio beyond which two counts of anything else are
_SAME_WORDS = 0.3  # share of the content words of the shorter one
_SPANS_OF_TIME = frozenset({"duration", "months"})  # how long something takes is no state that is updated
_HISTORY = 60  # days before the report from which on a dated figure is background
#: What befalls people; the first group of senses that exclude one another.
LOTS = senses().apart[0]
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
#: Populations that are part of a whole, or exclude each other.
_PARTS = frozenset(
    sense_of(word)
    for line in (
        "child woman man girl boy baby infant teenager adult student pupil teacher tourist foreigner passenger pilot driver crew soldier police",
        "policeman officer firefighter doctor nurse worker journalist worshipper pilgrim patient prisoner villager fisherman miner guest member",
        "family civilian militant rebel fighter body couple sister brother parent migrant suspect attacker gunman bomber",
    )
    for word in line.split()
) - {"people", "death"}
_MODAL = re.compile(
    r"\b(?:may|might|could|would|will|shall|'ll|likely|expected|fear(?:s|ed)?|risk of|(?:probabl|predict|forecast|project|warn|potential)\w*)\b"
)
_ABOUT = "some|about|roughly|nearly|almost|over|under|around|just|only|the|a|an|more than|less than"
_CHANGES = (
    "increases? increased increasing rise rises rose risen rising gain gains gained grow grows grew grown growing growth jump jumps jumped surge "
    "surges surged soar soars soared climb climbs climbed up fall falls fell fallen falling drop drops dropped decline declines declined decrease "
    "decreased down slump slumped plunge plunges plunged lost loses dip dips dipped shrank shrunk"
)
_RISEN = re.compile(rf"\b(?:{'|'.join(_CHANGES.split())})\b(?: \w+){{0,2}}?(?: (?:of|by|another|a further|{_ABOUT}))*$")
_TO = re.compile(rf"\b(?:to|from|at)(?: (?:{_ABOUT}))*$")
_MISS = re.compile(r"\b(?:miss(?:es|ed|ing)?|avoid\w*|safely|not|n't|never|fail\w*)\b")
_IF = re.compile(r"\b(?:if|unless|whenever|should (?:the|it|this))\b")


def one_thing(a: Proposition, b: Proposition, corpus: Corpus, around: Surroundings) -> Pair | None:
    """The two side by side when they measure one thing; None when they do not."""
    pair = held(a, b, corpus)
    if pair.numbers in {None, "unlike"} or lookalike(pair, around) is not None:
        return None
    lots = a.counted & b.counted & LOTS
    if lots:
        return pair if _quantity(a).unit == _quantity(b).unit and _ratio(pair) <= _APART else None
    if bool(a.counted & LOTS) != bool(b.counted & LOTS):
        return None
    x, y = around.of(a), around.of(b)
    if same_measure(pair, around):
        return pair
    if intervals.kind(_quantity(a)) in _SPANS_OF_TIME or _ratio(pair) > _OTHER or not _one_subject(pair):
        return None
    fuller = _fuller(pair, x, y)
    return pair if matter(fuller) >= _SAME_MATTER and contained_words(fuller) >= _SAME_WORDS else None


def same_measure(pair: Pair, around: Surroundings) -> bool:
    """Whether both figures are of one noun of measure ("chance") in one unit, or on one scale."""
    return bool(measured(pair.a, around.of(pair.a)) & measured(pair.b, around.of(pair.b)))


def measured(p: Proposition, around: Around) -> frozenset[str]:
    """The nouns of measure in a proposition, or else in its sentence; a scale ("torino-level") measures what it is called by."""
    unit, kind = _quantity(p).unit or "", intervals.kind(_quantity(p))
    if unit.endswith("-level"):
        return frozenset({unit})
    nouns = _MEASURED.get("money" if kind.isupper() else kind, frozenset())
    return (p.words | p.counted) & nouns or around.words & nouns


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


def _ratio(pair: Pair) -> float:
    x, y = sorted(figure(p) for p in (pair.a, pair.b))
    return y / x if x > 0 else float("inf")


def figure(p: Proposition) -> float:
    """The figure that a proposition names: the upper one of a range."""
    return (intervals.figures(p.mention.quantity)[1] or 0.0) if p.mention else 0.0


# --- what only looks like a disagreement


def other_lot(pair: Pair, around: Surroundings) -> str | None:
    """What is counted excludes the other: the dead are not the missing."""
    return "What the one counts, the other does not." if excluded(pair) else None


def change_and_level(pair: Pair, around: Surroundings) -> str | None:
    """One figure says how much something rose or fell, or how many more there are; the other how high it stands."""
    one, other = (is_change(p, around) for p in (pair.a, pair.b))
    return "The one says by how much it changed, the other how high it stands." if one != other else None


def forecast_and_count(pair: Pair, around: Surroundings) -> str | None:
    """One figure says what may yet be, the other what is."""
    one, other = (is_forecast(p, around) for p in (pair.a, pair.b))
    return "The one says what may yet be, the other what is." if one != other else None


def other_period(pair: Pair, around: Surroundings) -> str | None:
    """The two figures are of periods that lie far apart, or one is history."""
    past = [_long_past(p, around) for p in (pair.a, pair.b)]
    if past[0] != past[1]:
        return "The one figure is of a time long before the other."
    a, b = (around.of(p).when for p in (pair.a, pair.b))
    if a is None or b is None or not (a.first and a.last and b.first and b.last):
        return None
    today = around.latest or max(pair.a.published or "", pair.b.published or "")
    if today and (a.first > today) != (b.first > today):
        return None  # the one is as of a day, the other speaks of what is to come
    if max(_days(a.last, b.first), _days(b.last, a.first)) > _HISTORY:
        return f"The one is of {a.first}, the other of {b.first}."
    return None


def other_place(pair: Pair, around: Surroundings) -> str | None:
    """The two figures are of two places."""
    a, b = (around.of(p).countries or frozenset(p.places) for p in (pair.a, pair.b))
    x, y = around.of(pair.a).countries, around.of(pair.b).countries
    if x - y and y - x:
        return f"The one is of {_some(x - y)}, the other of {_some(y - x)}."
    if not x and not y and a and b and not names_agree(a, b):
        return f"The one is of {_some(a)}, the other of {_some(b)}."
    return None


def part_and_whole(pair: Pair, around: Surroundings) -> str | None:
    """One figure counts a part of what the other counts (children among the dead), or two parts."""
    a, b = (parts(p) for p in (pair.a, pair.b))
    if a != b and not a & b and (pair.a.counted & pair.b.counted & LOTS):
        return f"The one counts {_some(a or b)} only."
    return None


def complement(pair: Pair, around: Surroundings) -> str | None:
    """Chances or shares of a thing and of its opposite: 98 % that it misses and 2 % that it hits."""
    if any(p.mention is None or p.mention.quantity.unit != "percent" for p in (pair.a, pair.b)):
        return None
    if pair.numbers == "apart" and abs(figure(pair.a) + figure(pair.b) - 100) < 0.06:
        return "The two shares add up to the whole."
    one, other = (bool(_MISS.search(f"{w.own} {' '.join(w.after.split()[:9])}")) for w in (around.of(pair.a), around.of(pair.b)))
    return "The one is the chance that it happens, the other that it does not." if one != other else None


def condition(pair: Pair, around: Surroundings) -> str | None:
    """One figure stands in a condition ("if it goes above 10 %"): nobody says that it is so."""
    conditional = any(_IF.search(around.of(p).before) or _IF.match(around.of(p).own) for p in (pair.a, pair.b))
    return "One figure stands in a condition." if conditional else None


#: By rule name, in the order in which they are asked. A pair for which one holds is neither in conflict nor an update.
LOOKALIKES: dict[str, Callable[[Pair, Surroundings], str | None]] = {
    "align.other-lot": other_lot,
    "align.complement": complement,
    "align.condition": condition,
    "align.forecast-and-count": forecast_and_count,
    "align.change-and-level": change_and_level,
    "align.other-period": other_period,
    "align.other-place": other_place,
    "align.part-and-whole": part_and_whole,
}


def lookalike(pair: Pair, around: Surroundings) -> tuple[str, str] | None:
    """Why two figures that differ do not disagree: rule and sentence; None where nothing tells them apart."""
    for name, rule in LOOKALIKES.items():
        why = rule(pair, around)
        if why is not None:
            return name, why
    return None


def is_change(p: Proposition, around: Surroundings) -> bool:
    """Whether the number says how much something changed ("rose 2 %", "an increase of 40", "40 more") and not how high it stands."""
    if p.mention is None:
        return False
    before = around.of(p).before.rstrip("$€£ ")
    if p.mention.additional and not p.counted & frozenset({"missing"}):
        return True
    return bool(_RISEN.search(before)) and not _TO.search(before)


def is_forecast(p: Proposition, around: Surroundings) -> bool:
    """Whether the number says what may yet be: hedged, with a modal or a word of expectation among its own words."""
    return p.certainty == "hedged" and bool(_MODAL.search(around.of(p).own))


def parts(p: Proposition) -> frozenset[str]:
    """Which part of the people the number counts ("children", "tourists"), if it says so."""
    head = sense_of((p.mention.quantity.what or "").lower().split()[-1]) if p.mention and p.mention.quantity.what else ""
    raw = (p.mention.quantity.what or "").lower().split()[-1:] if p.mention else []
    found = p.counted & _PARTS | ({head} & _PARTS)
    return found | ({"bodies"} if raw and raw[0] in {"body", "bodies", "corpses"} else frozenset())


def history(told: Told, around: Surroundings) -> bool:
    """Whether some teller dates a claim so long before the report that it is no state of the news."""
    return any(_long_past(p, around) for p in told.members if p.mention)


def _long_past(p: Proposition, around: Surroundings) -> bool:
    """Whether its own words put it so long before the report that the figure is history and no earlier state of the news."""
    when, today = around.of(p).when, p.published or around.latest
    return bool(when and when.last and today) and _days((when.last if when else None) or "", today) > _HISTORY


def _days(first: str, then: str) -> int:
    """Days from one day to another; 0 where a date cannot be read."""
    try:
        return (dt.date.fromisoformat(then[:10]) - dt.date.fromisoformat(first[:10])).days
    except ValueError:
        return 0


def _some(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)[:3])
