"""What keeps two propositions apart, whatever else they share: a table of named reasons, each a small function.

Where `features` weighs, a bar decides: no likeness makes up for another number, another thing in the same place, or an opposite.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable

from stemma.align import intervals
from stemma.align.contrasts import converse
from stemma.align.counts import MEMBER_OF
from stemma.align.differences import (
    change_or_level,
    changed_places,
    opposite,
    other_date,
    other_doing,
    other_fate,
    other_names_in_place,
    other_number_within,
    other_score,
    other_side,
    other_things_in_place,
    over_or_missed,
    too_little_said,
)
from stemma.align.features import contained_words, likeness, names_agree, other_counted, telling_figure
from stemma.align.moods import other_mood
from stemma.align.pairs import Corpus, Pair
from stemma.align.stated import Proposition
from stemma.lang.en.senses import alike, exclude, known, senses

#: Likeness of wording from which no word need be shared; else so many words besides names, and that share of the shorter one's. Swept on the
#: development stories over .6-.85, 1-2, 0-.3 as a set: the mildest, since paraphrases share little (pair F1 .813; .810 without the bar, .773 with
#: two words and .3). It is there against merges of unlike sentences that gold does not list.
_ALIKE = 0.85
_WORDS = 1
_CONTAINED = 0.2
#: Things of which everybody has one: a job cut is a worker laid off.
ONE_A_HEAD = frozenset({"worker", "job", "people"})
#: Words of time: two things done on a Thursday have nothing in common for that.
_WHEN = frozenset(w.lower() for w in (*calendar.day_name, *calendar.month_name[1:])) | {"day", "week", "month", "year", "today", "yesterday"}
#: Words for people that say nothing of who they are: "38 of its people" may be its 38 workers.
_ANYBODY = frozenset({"people", "man", "victim", "other"})
_FATES = senses().apart[0]
#: Nouns of counting that say nothing of what is counted ("two counts of murder").
_SHELLS = frozenset({"count", "number", "total", "lot", "piece", "set"})


def other_number(pair: Pair) -> bool:
    """The two name different figures: 1,002 is not "over 1,000", and 143 is not 134."""
    if pair.numbers == "unlike" and _both_there(pair):
        return False
    return pair.numbers not in {None, "same"} or _two_bounds(pair)


def _both_there(pair: Pair) -> bool:
    """The figures are of two kinds, and each side names the other's too: "by half a point to 4.5 percent"."""
    if pair.a.mention is None or pair.b.mention is None:
        return False
    return all(
        any(intervals.compare(q, figure) == "same" for figure in p.figures)
        for q, p in ((pair.a.mention.quantity, pair.b), (pair.b.mention.quantity, pair.a))
    )


def _two_bounds(pair: Pair) -> bool:
    """At most so many, and at least so many."""
    if pair.a.mention is None or pair.b.mention is None:
        return False
    a, b = pair.a.mention.quantity, pair.b.mention.quantity
    return (a.low is None and b.high is None) or (b.low is None and a.high is None)


def excluded(pair: Pair) -> bool:
    """What is counted excludes the other: the same number of dead and of missing are two claims."""
    if pair.a.mention is None or pair.b.mention is None:
        return False
    if "unmanned" in pair.a.words | pair.b.words and pair.a.counted | pair.b.counted >= {"aircraft", "drone"}:
        return False
    return exclude(pair.a.counted, pair.b.counted) and not converse(pair.a, pair.b)


def _hardly_by_chance(pair: Pair) -> bool:
    """A figure that two counts in one story would hardly share: of three digits that say something, or of two and in the thousands."""
    low = intervals.figures(pair.a.mention.quantity)[0] if pair.a.mention else None
    return telling_figure(pair) > (0.5 if low is None or low < 1000 else 0.0)


def other_thing(pair: Pair) -> bool:
    """The same figure for other things: soldiers and vehicles, or what has no sense in common where the wording does not make up for it."""
    a, b = pair.a.mention, pair.b.mention
    if a is None or b is None:
        return False
    if _other_units(pair) and not (pair.a.counted | pair.b.counted) & ONE_A_HEAD - {"people"}:
        return True
    if _hardly_by_chance(pair):
        return False
    x, y = (p.counted - {pair.a.predicate, pair.b.predicate} for p in (pair.a, pair.b))
    if a.quantity.unit != b.quantity.unit and "person" in {a.quantity.unit, b.quantity.unit} and x and y and not x & y:
        return not any(alike(v, w) for v in x for w in y) and not (x | y) & ONE_A_HEAD - {"people"}
    if not other_counted(pair) or any(alike(v, w) for v in pair.a.counted for w in pair.b.counted) or (x | y) & _SHELLS:
        return False
    if a.quantity.unit != b.quantity.unit and not (pair.a.counted | pair.b.counted) & ONE_A_HEAD:
        return True
    if telling_figure(pair) and any(v - _FATES and v - _FATES <= _ANYBODY for v in (x, y)) and {a.quantity.unit, b.quantity.unit} <= {"person", None}:
        return False
    return contained_words(pair) < 0.4 and likeness(pair) < 0.75


def other_members(pair: Pair) -> bool:
    """Members of two bodies: two of the crew are not two of a team of surgeons."""
    x, y = ({w for w in p.counted if w.startswith(MEMBER_OF)} for p in (pair.a, pair.b))
    return bool(x and y) and not any(alike(v.removeprefix(MEMBER_OF), w.removeprefix(MEMBER_OF)) for v in x for w in y)


def _other_units(pair: Pair) -> bool:
    """Whether one counts people and the other something known that is none: tourists and nights, spectators and dollars."""
    a, b = (p.mention.quantity.unit if p.mention else None for p in (pair.a, pair.b))
    x, y = pair.a.counted, pair.b.counted
    if a is None or b is None or a == b or "person" not in {a, b} or "job" in {a, b} or x & y:
        return False
    things = y if a == "person" else x
    return any(known(v) for v in things) and not any(alike(v, w) for v in x for w in y)


def hardly_shared(pair: Pair) -> bool:
    """Two reports without a figure in common share hardly a word besides names, nor what happens and to whom."""
    a, b = pair.a, pair.b
    if a.report == b.report or pair.numbers == "same" or likeness(pair) > _ALIKE:
        return False
    named = {part for name in a.names | b.names for part in name.split()}
    shared = {w for w in a.words & b.words if w not in named and w not in _WHEN}
    if len(shared) >= _WORDS and contained_words(pair) >= _CONTAINED:
        return False
    return not (a.predicate == b.predicate and names_agree(pair.corpus.named(a.names), pair.corpus.named(b.names)))


def overlapping(pair: Pair) -> bool:
    """Both stand in the same words of one report."""
    return pair.a.report == pair.b.report and any(s.overlap(t) for s in pair.a.spans for t in pair.b.spans)


def other_certainty_of_one_report(pair: Pair) -> bool:
    """One report's body puts the one as fact and the other not: it means two things by them."""
    return pair.a.report == pair.b.report and pair.a.zone == pair.b.zone and pair.a.certainty != pair.b.certainty


def each_of_itself(pair: Pair) -> bool:
    """Two speakers say the same, each of himself: "said it had shot down six" is another claim from another mouth."""
    if not (pair.a.of_speaker and pair.b.of_speaker):
        return False
    one, other = (p.said.house or (p.said.chain[-1] if p.said.chain else None) for p in (pair.a, pair.b))
    return one is not None and other is not None and one != other and bool(pair.a.said.house or pair.b.said.house)


#: Reasons that keep two propositions apart whatever else they share.
BARS: dict[str, Callable[[Pair], bool]] = {
    "align.other-number": other_number,
    "align.excluded-count": excluded,
    "align.other-thing": other_thing,
    "align.other-members": other_members,
    "align.other-fate": other_fate,
    "align.hardly-shared": hardly_shared,
    "align.too-little-said": too_little_said,
    "align.opposite": opposite,
    "align.other-name-in-its-place": other_names_in_place,
    "align.other-thing-in-its-place": other_things_in_place,
    "align.other-date": other_date,
    "align.done-or-open": other_mood,
    "align.changed-places": changed_places,
    "align.other-side": other_side,
    "align.other-doing": other_doing,
    "align.over-or-missed": over_or_missed,
    "align.other-score": other_score,
    "align.change-or-level": change_or_level,
    "align.each-of-itself": each_of_itself,
    "align.other-number-within": other_number_within,
    "align.same-words-of-one-report": overlapping,
    "align.other-certainty-of-one-report": other_certainty_of_one_report,
}


def barred_in_one_report(a: Proposition, b: Proposition, corpus: Corpus) -> bool:
    """Whether what one report states in two places is kept apart for where it states it."""
    pair = Pair(a=a, b=b, corpus=corpus, numbers=None)
    return overlapping(pair) or other_certainty_of_one_report(pair)


def barred(pair: Pair) -> str | None:
    """The name of the first reason that keeps them apart, if any."""
    return next((name for name, bar in BARS.items() if bar(pair)), None)
