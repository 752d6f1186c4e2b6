"""Sentences that exclude each other without a number: yes and no, opposite verbs, not yet and already, two days for one event.

Theory of operation. Two claims about the same matter (nearly the same words, somebody in common) are held against each other. They conflict when one
negates what the other says, when their predicates exclude each other (`lang.en.opposites`), when the one has not yet happened that the other tells of
as under way, or when both are dated, to two days. If the same origin says the opposite later, that is a reversal and an update; so is a plan that is
told as done later. Chances and plans exclude nothing. Limits: other causes, actors or places for one event are not seen; nor is irony.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import replace

from stemma.align.around import Surroundings
from stemma.align.clusters import matter
from stemma.align.days import Days
from stemma.align.features import contained_words, days_apart, names_agree, other_names
from stemma.align.pairs import Corpus, Pair, held
from stemma.align.slots import Slot
from stemma.align.stated import Proposition
from stemma.align.told import Told, related
from stemma.lang.en.opposites import opposite
from stemma.lang.en.senses import alike, sense_of
from stemma.model import Relation
from stemma.model.dates import days_between

_SAME_MATTER = 0.5  # probability of being one claim, but for the negation or the day
_SAME_WORDS = 0.6  # share of content words of the shorter one
_SURE_MATTER = 0.85  # from which two figures that agree make up for fewer words in common
_SOME_WORDS = 0.4
_CROWD = 300  # claims with one word, beyond which the word is too common to compare by
_WEEK = 7  # days: dates that lie a week apart come of reading a weekday the other way

_MOTION = frozenset(map(sense_of, ("send", "move", "way", "arrive", "enter", "cross", "bring", "come", "go", "head", "reach", "land")))
#: Words that deny without a "not".
_NO = re.compile(r"\b(?:not|no|never|without|neither|nor|none|nobody|nothing|unable|fail(?:s|ed)? to|refus\w+|lack\w*|hardly|barely|\w+n't|cannot)\b")
_WILL = re.compile(r"\b(?:will|shall|is to|are to)\b")
_IF = re.compile(r"\b(?:if|unless|whether)\b")
#: Words that name a day, and do not only count from another or give an hour.
_NAMED = re.compile(
    rf"\b(?:{'|'.join(d.lower() for d in calendar.day_name)}|today|yesterday|tomorrow|tonight"
    rf"|(?:{'|'.join(m.lower()[:3] for m in calendar.month_name[1:])})[a-z]*\.?)\b"
)
_YET = re.compile(r"\b(?:not yet|yet to|still not|n't yet|not .* yet)\b")


def opposites(told: Sequence[Told], corpus: Corpus, around: Surroundings, days: Days) -> list[Relation]:
    """Conflicts and reversals among claims in nearly the same words."""
    index: dict[str, set[int]] = {}
    for n, t in enumerate(told):
        for word in sorted({w for p in t.members if p.kind != "time" for w in p.words}):
            index.setdefault(word, set()).add(n)
    groups = [sorted(members) for members in index.values() if len(members) <= _CROWD]
    common: dict[tuple[int, int], int] = {}
    for group in groups:
        for k, a in enumerate(group):
            for b in group[k + 1 :]:
                common[a, b] = common.get((a, b), 0) + 1
    pairs = ((told[a], told[b]) for (a, b), n in sorted(common.items()) if n >= 2)
    found = [relation for one, other in pairs if (relation := _opposed(one, other, corpus, around, days)) is not None]
    return [*found, *_not_yet(told, corpus, around, days)]


def _opposed(one: Told, other: Told, corpus: Corpus, around: Surroundings, days: Days) -> Relation | None:
    for a in one.compared:
        for b in other.compared:
            pair = held(a, b, corpus)
            if (a.mention is None) != (b.mention is None) or pair.numbers not in {None, "same"} or other_names(pair) or a.report == b.report:
                continue
            if matter(pair) < _SAME_MATTER or not _same_words(pair):
                continue
            if (relation := _yes_and_no(one, other, pair, around, days) or _antonyms(one, other, pair, around, days)) is not None:
                return relation
            if (
                put_on_two_days(pair) and pair.a.predicate == pair.b.predicate and all(_names_day(p, around) for p in (pair.a, pair.b))
            ):  # that a flight left and that it came back are two things
                why = f"The same thing is put on two days, {_day(pair.a)} and {_day(pair.b)}."
                return related(one, other, "conflicts", "align.two-days", why, pair)
            if (relation := _done(one, other, pair, around, days)) is not None:
                return relation
    return None


def _same_words(pair: Pair) -> bool:
    share = contained_words(pair)
    return share >= _SAME_WORDS or (pair.numbers == "same" and share >= _SOME_WORDS and matter(pair) >= _SURE_MATTER)


def _flatly(pair: Pair) -> bool:
    """Both are put as fact and without a number: chances and plans exclude nothing."""
    return pair.a.mention is None and pair.b.mention is None and {pair.a.certainty, pair.b.certainty} <= {"asserted", "denied"}


def _yes_and_no(one: Told, other: Told, pair: Pair, around: Surroundings, days: Days) -> Relation | None:
    """One says of the same doing that it is, the other that it is not."""
    if pair.a.negated == pair.b.negated or not _flatly(pair) or pair.a.predicate != pair.b.predicate:
        return None
    positive = pair.b if pair.a.negated else pair.a
    if not _same_subject(pair) or any(_IF.search(around.of(p).own) for p in (pair.a, pair.b)):
        return None  # "no hint that any were trapped" and "four were not trapped" are of two, and a condition says nothing
    if _NO.search(around.of(positive).own):
        return None  # "found without signs of life" denies as much as "found no signs of life"
    denying, denied = (one, other) if pair.a.negated == (pair.a in one.members) else (other, one)
    return _clash(denying, denied, pair, "align.negated", "One says what the other says is not so.", days)


def _same_subject(pair: Pair) -> bool:
    """Both have a subject, and one may stand for the other; where neither has one, they share a name."""
    a, b = pair.corpus.named(pair.a.subject), pair.corpus.named(pair.b.subject)
    if not a and not b:
        return names_agree(pair.corpus.named(pair.a.names), pair.corpus.named(pair.b.names))
    return names_agree(a, b) or any(alike(x, y) for x in a for y in b)


def _antonyms(one: Told, other: Told, pair: Pair, around: Surroundings, days: Days) -> Relation | None:
    """The predicates exclude each other, of one subject."""
    if pair.a.negated or pair.b.negated or not _flatly(pair) or pair.a.kind in {"counted", "time"} or pair.b.kind in {"counted", "time"}:
        return None
    a, b = pair.corpus.named(pair.a.subject), pair.corpus.named(pair.b.subject)
    if not names_agree(a, b) or any(_NO.search(around.of(p).own) for p in (pair.a, pair.b)):
        return None
    x, y = (_verb(p) for p in (pair.a, pair.b))
    if x is None or y is None or x.particled or y.particled or not opposite(x.lemma, y.lemma):
        return None
    why = f"Of the same subject the one says “{x.lemma}”, the other “{y.lemma}”."
    found = _clash(one, other, pair, "align.exclusive", why, days)
    return replace(found, kind="conflicts") if found.kind == "denies" else found


def _verb(p: Proposition) -> Slot | None:
    """The word that says what is or happens."""
    return next((s for s in p.slots if s.part == "head"), None)


def _clash(one: Told, other: Told, pair: Pair, rule: str, why: str, days: Days) -> Relation:
    """A reversal where the same origin says the opposite later, else a denial or a conflict."""
    x, y = (next((days.of(p) for p in (pair.a, pair.b) if p in t.members), None) for t in (one, other))
    if x is not None and y is not None and abs(x - y) >= 1 and one.origins & other.origins:
        later, earlier = (one, other) if x > y else (other, one)
        return related(later, earlier, "updates", "align.reversal", f"A reversal: the same origin later says the opposite. {why}", pair)
    return related(one, other, "denies" if one.claim.certainty == "denied" else "conflicts", rule, why, pair)


def _done(one: Told, other: Told, pair: Pair, around: Surroundings, days: Days) -> Relation | None:
    """A plan or pledge that a later report tells as done."""
    if pair.a.predicate != pair.b.predicate or pair.a.negated or pair.b.negated or matter(pair) < _SURE_MATTER:
        return None
    for plan, fact in ((pair.a, pair.b), (pair.b, pair.a)):
        x, y = days.of(plan), days.of(fact)
        planned = plan.certainty == "pledged" or (plan.certainty == "hedged" and _WILL.search(around.of(plan).own))
        if planned and fact.certainty == "asserted" and x is not None and y is not None and y - x >= 1:
            later, earlier = (one, other) if fact in one.members else (other, one)
            return related(later, earlier, "updates", "align.plan-done", "What was planned or pledged is told as done later.", pair)
    return None


def put_on_two_days(pair: Pair) -> bool:
    """Both are dated to the day by their own words, on two days of one month less than a week apart, and would be one claim otherwise."""
    a, b = pair.a.when, pair.b.when
    if a is None or b is None or a.first != a.last or b.first != b.last or not days_apart(pair):
        return False
    inside = all(any(s.overlap(p.when.span) for s in p.spans) for p in (pair.a, pair.b) if p.when)
    return inside and (a.first or "")[:7] == (b.first or "")[:7] and 0 < abs(days_between(a.first, b.first) or 0) < _WEEK


def _names_day(p: Proposition, around: Surroundings) -> bool:
    """Whether the words of its time name the day: "on Tuesday", not "at 7.30" or "the next day"."""
    reading = around.reading(p.report)
    if p.when is None or reading is None:
        return True
    return bool(_NAMED.search(reading.report.text[p.when.span.start : p.when.span.end].lower()))


def _not_yet(told: Sequence[Told], corpus: Corpus, around: Surroundings, days: Days) -> list[Relation]:
    """What has not yet moved there, and what is told to be there or on its way: a conflict, or an update where the second is told later."""
    waiting = [(t, p) for t in told for p in t.members if p.negated and p.predicate in _MOTION and p.places and _YET.search(around.of(p).own)]
    moving = [
        (t, p) for t in told for p in t.members if waiting and not p.negated and p.predicate in _MOTION and p.places and p.certainty == "asserted"
    ]
    found: dict[tuple[str, str], Relation] = {}
    for still, p in waiting:
        for gone, q in moving:
            if still is gone or (still.claim.id, gone.claim.id) in found or not p.places & q.places:
                continue
            if not (p.report == q.report or still.origins & gone.origins) or not _about_one(p, q, around):
                continue
            x, y = days.of(p), days.of(q)
            pair = held(p, q, corpus)
            if x is not None and y is not None and y - x >= 1:
                why = "What had not yet happened is told as happening later."
                found[still.claim.id, gone.claim.id] = related(gone, still, "updates", "align.not-yet", why, pair)
            elif x is None or y is None or abs(x - y) < 1:
                why = "The one has not yet happened that the other tells of as under way."
                found[still.claim.id, gone.claim.id] = related(still, gone, "conflicts", "align.not-yet", why, pair)
    return [found[k] for k in sorted(found)]


def _about_one(p: Proposition, q: Proposition, around: Surroundings) -> bool:
    """Whether the sentences of the two share a word besides names of places ("soldiers", "convoy")."""
    named = {part for x in (p, q) for name in x.names | x.places for part in name.split()}
    return bool((around.of(p).words & around.of(q).words) - named - _MOTION)


def _day(p: Proposition) -> str:
    return (p.when.first if p.when else None) or "?"
