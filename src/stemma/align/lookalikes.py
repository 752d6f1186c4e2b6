"""What only looks like a disagreement between two figures: a table of named rules, each of which says why there is none.

Theory of operation. Reports differ in a figure and yet agree when they count other people, other days, a part and the whole, what may be and what
is, or when one names no more than an order of size. The first rule that holds for a pair speaks; a pair for which one holds is neither in conflict
nor an update. Rounding and bounds are `series`' business, units and conversion `intervals`'. Limits: populations are told apart by a table of words.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator

from stemma.align import intervals
from stemma.align.around import Surroundings
from stemma.align.bars import excluded
from stemma.align.features import names_agree
from stemma.align.pairs import Pair
from stemma.align.stated import Proposition
from stemma.align.told import Told, figure
from stemma.lang.en.places import countries
from stemma.lang.en.senses import sense_of, senses
from stemma.model.dates import days_between

_HISTORY = 60  # days before the report from which on a dated figure is background
_VAGUE = 2.0  # ratio of its ends from which an approximate number ("scores", "thousands") names an order of size
#: What befalls people; the first group of senses that exclude one another.
LOTS = senses().apart[0]
#: Populations that are part of a whole, or exclude each other.
_PARTS = frozenset(
    sense_of(word)
    for line in (
        "child woman man girl boy baby infant teenager adult student pupil teacher tourist foreigner passenger pilot driver crew soldier police",
        "policeman officer firefighter doctor nurse worker journalist worshipper pilgrim patient prisoner villager fisherman miner guest member",
        "family civilian militant rebel fighter couple sister brother parent migrant suspect attacker gunman bomber crewmember trapped stranded",
        "treated son daughter wife husband father mother spouse grandchild nephew niece",
    )
    for word in line.split()
) - {"people", "death"}
#: Words for people that often name all who were there ("miners" of a mine accident, "men" of a crew) and not a part of them.
_WHOLE = frozenset(map(sense_of, ("man", "worker", "miner", "employee", "fisherman", "sailor", "villager", "migrant", "prisoner", "pilgrim")))
#: Right before a number that counts part of what was counted before; right after one.
_OF_THEM = re.compile(
    r"\b(?:including|among them|of whom|of which|famil(?:y|ies) of|group of|team of|as well as)(?: (?:at least|about|some|another|the))?$"
)
_OF_THOSE = re.compile(r"^(?:\S+ )?(?:of (?:the|them|those|whom|its|their))\b")
_OF_PRONOUN = re.compile(r"\bof (?:them|those|whom|its|their)\b")
#: Doings by which a clinic has some of the hurt, and not all.
_CARE = frozenset(map(sense_of, ("treat", "admit", "discharge")))
_GRAVE = re.compile(r"\b(?:serious|critical|slight|minor|severe|life-threatening|light|intensive|walking)(?:ly)?\b")
#: Marks of a part: where only one of two counts bears one, they are part and whole whatever else they share.
_MARKS = frozenset(
    {"some of them", "bodies", "serious", "critical", "slight", "minor", "severe", "life-threatening", "light", "intensive", "walking"}
)
_MODAL = re.compile(
    r"\b(?:may|might|could|would|will|shall|'ll|likely|fear(?:s|ed)?|risk of|(?:expected|probabl|predict|forecast|project|warn|potential)\w*)\b"
)
_EXPECTS = re.compile(r"\bexpects?\b")
_ABOUT = "some|about|roughly|nearly|almost|over|under|around|just|only|the|a|an|more than|less than"
_CHANGES = (
    "increases? increased increasing rise rises rose risen rising gain gains gained grow grows grew grown growing growth jump jumps jumped surge "
    "surges surged soar soars soared climb climbs climbed up fall falls fell fallen falling drop drops dropped decline declines declined decrease "
    "decreased down slump slumped plunge plunges plunged lost loses dip dips dipped shrank shrunk"
)
_RISEN = re.compile(rf"\b(?:{'|'.join(_CHANGES.split())})\b(?: \w+){{0,2}}?(?: (?:of|by|another|a further|{_ABOUT}))*$")
_HIGHER = re.compile(r"^(?:higher|lower|up|down|stronger|weaker)\b")
_ANOTHER = re.compile(r"\b(?:another|others?)\b")
_TO = re.compile(rf"\b(?:to|from|at)(?: (?:{_ABOUT}))*$")
_SCOPE = re.compile(
    r"\b(?:(?:including|excluding|with|without|plus) (?:its |the )?(?:debts?|tax(?:es)?|interest|vat)|(?:before|after|pre-?)[ -]?tax|net of \w+)\b"
)
_MISS = re.compile(r"\b(?:miss(?:es|ed|ing)?|avoid\w*|safely|not|n't|never|fail(?:s|ed|ing|ure)? to)\b")
_IF = re.compile(r"\b(?:if|unless|whenever|should (?:the|it|this))\b")


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
    if any(_EXPECTS.search(around.of(p).own) for p in (pair.a, pair.b)):
        return None  # "expects savings of 450 million" may stand beside a "could" as well as beside a figure put as fact
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
    if max(days_between(a.last, b.first) or 0, days_between(b.last, a.first) or 0) > _HISTORY:
        return f"The one is of {a.first}, the other of {b.first}."
    return None


def other_place(pair: Pair, around: Surroundings) -> str | None:
    """The two figures are of two places."""
    a, b = (around.of(p).countries or frozenset(p.places) for p in (pair.a, pair.b))
    x, y = around.of(pair.a).countries, around.of(pair.b).countries
    if x - y and y - x:
        return f"The one is of {_some(x - y)}, the other of {_some(y - x)}."
    a, b = a - pair.a.subject, b - pair.b.subject  # who does it is not where it is, though a firm's name may pass for a place's
    if not x and not y and a and b and not names_agree(a, b):
        return f"The one is of {_some(a)}, the other of {_some(b)}."
    return _other_towns(pair, around) if pair.a.counted & LOTS and pair.b.counted & LOTS else None


def _other_towns(pair: Pair, around: Surroundings) -> str | None:
    """Counts of what befell people, in sentences that name towns and none in common: the shooting in one town and that in another."""
    a, b = (around.of(p).towns for p in (pair.a, pair.b))
    if not a or not b or names_agree(a, b):
        return None
    return f"The one is of {_some(a)}, the other of {_some(b)}."


def part_and_whole(pair: Pair, around: Surroundings) -> str | None:
    """One figure counts a part of what the other counts (children among the dead, the gravely hurt), or the two count two parts."""
    units = [p.mention.quantity.unit for p in (pair.a, pair.b) if p.mention]
    if "person" not in units or not all(u in {"person", None} for u in units):
        return None
    if sum_of(pair, around):
        return "The one is the sum of which the other is a part."
    return _parted(parts(pair.a, around), parts(pair.b, around))


def sum_of(pair: Pair, around: Surroundings) -> bool:
    """Whether one number and that which "and" joins to it add up to the other's: 17 men and one woman, 18 people."""
    return any(math.isclose(figure(p) + joined, figure(q)) for p, q in ((pair.a, pair.b), (pair.b, pair.a)) for joined in _joined(p, around))


def _joined(p: Proposition, around: Surroundings) -> Iterator[float]:
    """Figures that "and" joins to a proposition's own."""
    reading = around.reading(p.report)
    if reading is None or p.mention is None:
        return
    for other in reading.quantities:
        first, last = sorted((p.mention.span, other.span), key=lambda s: s.start)
        if reading.report.text[first.end : last.start].strip(" ,") == "and":
            yield intervals.figures(other.quantity)[1] or 0.0


def _parted(a: frozenset[str], b: frozenset[str]) -> str | None:
    apart = "some of them" in a | b or (a ^ b) & _MARKS or (a != b and not a & b and not a | b <= _WHOLE)
    return f"The one counts {_some((a ^ b) & _MARKS or a or b)} only." if apart else None


def vague_word(pair: Pair, around: Surroundings) -> str | None:
    """One names no more than an order of size ("scores", "thousands")."""
    return "The one names no more than an order of size." if any(map(_is_vague, (pair.a, pair.b))) else None


def _is_vague(p: Proposition) -> bool:
    q = p.mention.quantity if p.mention else None
    return q is not None and q.approximate and q.low is not None and q.high is not None and q.high >= _VAGUE * max(q.low, 1e-9)


def complement(pair: Pair, around: Surroundings) -> str | None:
    """Chances or shares of a thing and of its opposite: 98 % that it misses and 2 % that it hits."""
    if any(p.mention is None or p.mention.quantity.unit != "percent" for p in (pair.a, pair.b)):
        return None
    if pair.numbers == "apart" and abs(figure(pair.a) + figure(pair.b) - 100) < 0.06:
        return "The two shares add up to the whole."
    one, other = (bool(_MISS.search(f"{w.own} {' '.join(w.after.split()[:9])}")) for w in (around.of(pair.a), around.of(pair.b)))
    return "The one is the chance that it happens, the other that it does not." if one != other else None


def other_scope(pair: Pair, around: Surroundings) -> str | None:
    """One sum is with debt, tax or the like and the other without, or not said to be."""
    a, b = (_SCOPE.search(f"{around.of(p).before} {around.of(p).after}") for p in (pair.a, pair.b))
    if (a[0] if a else "") == (b[0] if b else ""):
        return None
    return f"Only the one is told as “{(a or b or [''])[0]}”."


def condition(pair: Pair, around: Surroundings) -> str | None:
    """One figure stands in a condition ("if it goes above 10 %"): nobody says that it is so."""
    conditional = any(_IF.search(around.of(p).before) or _IF.match(around.of(p).own) for p in (pair.a, pair.b))
    return "One figure stands in a condition." if conditional else None


#: By rule name, in the order in which they are asked. A pair for which one holds is neither in conflict nor an update.
LOOKALIKES: dict[str, Callable[[Pair, Surroundings], str | None]] = {
    "align.other-lot": other_lot,
    "align.complement": complement,
    "align.condition": condition,
    "align.other-scope": other_scope,
    "align.forecast-and-count": forecast_and_count,
    "align.change-and-level": change_and_level,
    "align.other-period": other_period,
    "align.other-place": other_place,
    "align.part-and-whole": part_and_whole,
    "align.vague-word": vague_word,
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
    where = around.of(p)
    before = where.before.rstrip("$€£ ")
    if p.mention.additional and not p.counted & frozenset({"missing"}):
        return not _beside_others(p, around)
    return bool((_RISEN.search(before) or _HIGHER.search(where.after)) and not _TO.search(before))


def _beside_others(p: Proposition, around: Surroundings) -> bool:
    """Whether "another 30 were rescued" counts them beside those of another fate ("13 died"), and adds to nothing."""
    where = around.of(p)
    if not _ANOTHER.search(where.number):
        return False
    told = senses_of(where.before) or senses_of(around.previous(p))
    return bool(told & LOTS) and not told & (p.counted & LOTS or {p.predicate})


def senses_of(text: str) -> frozenset[str]:
    """The senses of the words of a text."""
    return frozenset(sense_of(w) for w in re.findall(r"[a-z]+", text.lower()))


def is_forecast(p: Proposition, around: Surroundings) -> bool:
    """Whether the number says what may yet be: hedged, with a modal or a word of expectation among its own words."""
    own = around.of(p).own
    return p.certainty == "hedged" and bool(_MODAL.search(own) or _EXPECTS.search(own))


def history(told: Told, around: Surroundings) -> bool:
    """Whether some teller dates a claim so long before the report that it is no state of the news."""
    return any(_long_past(p, around) for p in told.members if p.mention)


def _long_past(p: Proposition, around: Surroundings) -> bool:
    """Whether its own words, or its sentence, put it so long before the report that the figure is history and no earlier state of the news."""
    own, today = around.of(p).when, p.published or around.latest
    return (days_between(own.last if own is not None else around.of(p).until, today) or 0) > _HISTORY


def _some(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)[:3])


def parts(p: Proposition, around: Surroundings) -> frozenset[str]:
    """Which part of the people the number counts ("children", "US citizens", "nine of the dead", "seriously hurt"), if it says so."""
    if p.mention is None:
        return frozenset()
    what = (p.mention.quantity.what or "").split()
    where = around.of(p)
    found = set(p.counted & _PARTS) | {s for w in what[-1:] if (s := sense_of(w.lower())) in _PARTS}
    if what and what[-1].lower() in {"body", "bodies", "corpses"}:
        found.add("bodies")
    if p.predicate in _CARE:
        found.add("treated")
    found |= {f"people of {c}" for c in countries(" ".join(what))}
    words = f"{' '.join(where.before.split()[-2:])} {' '.join(where.after.split()[:5])}"
    if grave := _GRAVE.search(words):
        found.add(grave[0].removesuffix("ly"))
    of_those = _OF_THOSE.search(where.after) or _OF_THOSE.search(where.number.partition(" ")[2])
    if (_OF_THEM.search(where.before) and not _of_another_fate(p, around)) or (of_those and not _all_of_the_fate(p, around)):
        found.add("some of them")
    return frozenset(found)


def _all_of_the_fate(p: Proposition, around: Surroundings) -> bool:
    """Whether "nine of them were rescued" counts all who were: "them" are those of another fate, told of before ("41 were trapped")."""
    own = p.counted & LOTS
    where = around.of(p)
    if not _OF_PRONOUN.search(f"{where.number} {where.after}"):
        return False
    return bool(own) and not senses_of(f"{around.of(p).before} {around.previous(p)}") & own


def _of_another_fate(p: Proposition, around: Surroundings) -> bool:
    """Whether "131 cases, including nine deaths" counts all the dead: they are part of those of another fate, and named by no other noun."""
    what = {sense_of(w) for w in ((p.mention.quantity.what if p.mention else None) or "").lower().split()}
    return bool(what) and what <= p.counted & LOTS and not senses_of(around.of(p).before) & what


def of_parts(one: Told, other: Told, around: Surroundings) -> str | None:
    """Why two claims count part and whole, when any telling of the one or the other says so."""
    a, b = (frozenset(x for p in t.members for x in parts(p, around)) for t in (one, other))
    people = all(any(p.mention and p.mention.quantity.unit == "person" for p in t.members) for t in (one, other))
    return _parted(a, b) if people else None
