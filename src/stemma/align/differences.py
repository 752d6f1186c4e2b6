"""Reasons that keep two propositions apart although most of their words agree: one thing in them differs, and it matters.

Each is a function of a pair that says yes or no; its docstring is shown to users. They rest on `contrasts` (what stands in whose place) and on
what `slots` reads off the parse (days, mood, negation).
"""

from __future__ import annotations

import re

from stemma.align import intervals
from stemma.align.contrasts import (
    agreement,
    contrasts,
    converse,
    frame,
    of_doings,
    of_kinds,
    of_names,
    of_opposites,
    of_scores,
    of_things,
    turned_round,
    undone,
)
from stemma.align.pairs import Pair
from stemma.align.stated import Proposition
from stemma.lang.en.senses import senses

#: Share of the shorter one's words from which the wording around a difference counts as the same, and as nearly all the same.
_SAME_FRAME = 0.5
_NEARLY_ALL = 0.7
_ALL = 0.99
#: Nouns after figures that measure something, and verbs (by sense) that say how high it stands or by how much it changes.
_UNITS = frozenset({"percent", "cent", "point", "dollar", "euro", "pound", "degree", "tonne", "barrel", "quarter", "third", "half"})
_STARTS = frozenset(
    {"begin", "rise", "fall", "cut", "initiate", "restart", "reopen", "walkout", "impose", "end", "block", "suspend", "freeze", "arrest", "shut"}
)
_LEVELS = frozenset({"affect", "stand", "hit", "hold", "come", "total", "remain", "be"})
_CHANGES = frozenset({"rise", "fall", "cut", "lose", "improve", "weaken", "strengthen"})

#: Content words up to which a sentence without name and figure says too little to be known again in other words.
_LITTLE = 2
#: Words by which nobody at all is meant, and fates of which a toll is kept.
_NOBODY = re.compile(
    r"\b(?:nobody|no[ -]one|none|no (?:\w+ )?(?:people|persons?|deaths?|fatalit\w+|injur\w+|casualt\w+|victims?|dead|bod(?:y|ies)|missing)"
    r"|not (?:\w+ )?any(?:body|one)?)\b"
)
_TOLLS = frozenset({"death", "injury", "missing"})
#: Fates that are a movement, and verbs, by sense, that may tell of them.
_BROUGHT = frozenset({"displaced", "rescue", "release"})
_MOVES = frozenset({"leave", "bring", "send", "supply", "return", "pull", "get", "pick", "escape", "end", "remove"})


def opposite(pair: Pair) -> bool:
    """One says what the other says is not so, by a negation or by an opposite; two ways of saying that nothing is known do not count."""
    silent = {"unknown", "denied"}
    a, b = pair.a, pair.b
    if a.certainty in silent and b.certainty in silent:
        return False
    if agreement(a, b) >= _SAME_FRAME and of_opposites(contrasts(pair.a, pair.b)) is not None:
        return a.against == b.against and not converse(a, b)
    return (a.against != (a.certainty == "denied")) != (b.against != (b.certainty == "denied"))


def other_names_in_place(pair: Pair) -> bool:
    """In much the same words they name two: another person, firm or place in the same part."""
    return agreement(pair.a, pair.b, names=False) >= _SAME_FRAME and of_names(contrasts(pair.a, pair.b)) is not None


def other_things_in_place(pair: Pair) -> bool:
    """In nearly the same words they tell of two things: soldiers in the one are journalists in the other, the appeals court another court."""
    found = contrasts(pair.a, pair.b)
    if agreement(pair.a, pair.b) >= _NEARLY_ALL:
        return of_things(found) is not None or of_kinds(found) is not None
    only = of_kinds(found)
    return only is not None and frame(pair.a, pair.b, only) >= _NEARLY_ALL


def other_doing(pair: Pair) -> bool:
    """All words agree but for what somebody does: arrested in the one is questioned in the other."""
    only = of_doings(pair.a, pair.b, contrasts(pair.a, pair.b))
    return only is not None and frame(pair.a, pair.b, only) >= _ALL


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
    return _starts_apart(pair.a, pair.b) or _starts_apart(pair.b, pair.a)


def _starts_apart(state: Proposition, event: Proposition) -> bool:
    """Whether the one goes on since a day, and the other, which tells of its start or change, is put on another day."""
    since = [d for d in state.days if d.border == "from" and d.first == d.last]
    on = [d for d in event.days if d.border == "at" and d.first == d.last]
    return event.predicate in _STARTS and bool(since and on) and all(d.first != e.first for d in since for e in on)


def over_or_missed(pair: Pair) -> bool:
    """The one ends, calls off or misses what the other tells as going on or reached: the strike has ended, the record was missed."""
    return agreement(pair.a, pair.b) >= _SAME_FRAME and undone(pair.a, pair.b)


def other_side(pair: Pair) -> bool:
    """Of one doing, whom it befalls in the one does it to another in the other: troops sent "to assist Norway", "Norway assisted Chile"."""
    return _does_it(pair.a, pair.b) or _does_it(pair.b, pair.a)


def _does_it(p: Proposition, q: Proposition) -> bool:
    """Whether somebody whom a doing befalls in p does it to others in q."""
    mine, theirs = _by_doing(p, "done-to"), _by_doing(q, "done-to")
    doers = _by_doing(q, "doer")
    subject = {word for name in q.names & q.subject for word in name.split()}  # also of "is believed to have helped"
    return any(
        names & (doers.get(doing, set()) | subject) - theirs[doing] and not names & theirs[doing]
        for doing, names in mine.items()
        if theirs.get(doing) and not names & _by_doing(p, "doer").get(doing, set())
    )


def _by_doing(p: Proposition, part: str) -> dict[str, set[str]]:
    """The names that play a part in each doing of a proposition."""
    found: dict[str, set[str]] = {}
    for s in p.slots:
        if s.kind == "name" and s.part == part:
            found.setdefault(s.of, set()).add(s.lemma)
    return found


def other_score(pair: Pair) -> bool:
    """In much the same words they name two scores of a match."""
    return agreement(pair.a, pair.b) >= _SAME_FRAME and of_scores(pair.a, pair.b)


def change_or_level(pair: Pair) -> bool:
    """The same figure is the height of something in the one, and in the other by how much it rose or fell."""
    if pair.numbers != "same" or agreement(pair.a, pair.b) < _SAME_FRAME:
        return False
    a, b = _standing(pair.a), _standing(pair.b)
    return bool(a and b) and not a & b


def _standing(p: Proposition) -> frozenset[str]:
    """What figures are to what is measured: "level", "change", or nothing that is said."""
    found = set()
    for s in p.slots:
        if s.lemma not in _UNITS:
            continue
        if s.part == "to" or (s.of in _LEVELS and s.part == "done-to") or (s.part == "at" and s.of in _LEVELS):
            found.add("level")
        elif s.of in _CHANGES and s.part in {"by", "done-to", "of", "head"}:
            found.add("change")
    return frozenset(found)


def other_number_within(pair: Pair) -> bool:
    """In nearly the same words, one names a figure where the other names only figures that it cannot be."""
    if agreement(pair.a, pair.b) < _NEARLY_ALL or (pair.a.mention and pair.b.mention):
        return False
    return bool(pair.a.figures and pair.b.figures) and all(
        intervals.compare(x, y) in {"apart", "unlike"} for x in pair.a.figures for y in pair.b.figures
    )


def other_fate(pair: Pair) -> bool:
    """Both clauses tell of as many, and what befalls them is a death, injury or the like in the one and some other doing in the other."""
    a, b = pair.a, pair.b
    if a.mention is None or b.mention is None or "counted" in {a.kind, b.kind} or a.predicate == b.predicate:
        return False
    fates = senses().apart[0]
    if {a.predicate, b.predicate} & _MOVES and (a.counted | b.counted) & fates <= _BROUGHT:
        return False
    return bool(a.counted & fates) != bool(b.counted & fates) and bool((a.counted - fates) & (b.counted - fates))


def nobody(p: Proposition) -> frozenset[str]:
    """The fates that befell nobody, if a proposition says so: "no deaths had been confirmed", "nobody was hurt"; of no one group among them."""
    if not (p.against and p.mention is None) or not _NOBODY.search(p.statement.lower()):
        return frozenset()
    named = {part for name in p.names | p.places for part in name.split()}
    return p.words & _TOLLS if len(p.words - named) <= _LITTLE + 1 else frozenset()


def too_little_said(pair: Pair) -> bool:
    """One says so little, without a name or figure, that only the same doing could tie it to the other: "she is not in this video"."""
    a, b = pair.a, pair.b
    if a.report == b.report or a.predicate == b.predicate or pair.numbers == "same" or nobody(a) & nobody(b):
        return False
    return any(len(p.words) <= _LITTLE and not p.names and p.mention is None and not (p.words <= q.words) for p, q in ((a, b), (b, a)))
