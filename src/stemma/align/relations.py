"""How claims of one story stand to each other: conflicts, updates, refines, denies.

Figures are compared in `series`. Here: what one says and another negates, what somebody denies, and the same thing put on two days. Limits: a
denial is tied to what its report told before it when its own words say no more than "the claims"; that two sentences exclude each other without
a "not" or a number ("under way", "still at home") is not seen.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.align.around import Surroundings
from stemma.align.clusters import matter
from stemma.align.days import Days
from stemma.align.features import Corpus, Pair, contained_words, days_apart, held, other_names
from stemma.align.occasions import occasions
from stemma.align.propositions import Proposition
from stemma.align.series import series
from stemma.align.told import Told
from stemma.lang.reading import Reading
from stemma.model import Ground, Place, Relation, RelationKind

_SAME_MATTER = 0.5  # probability of being one claim, but for the negation or the day
_SAME_WORDS = 0.6  # share of content words of the shorter one
_CROWD = 300  # claims with one word, beyond which the word is too common to compare by
#: What a denial speaks of when it does not say what it denies.
_ACCUSED = frozenset({"claim", "report", "allegation", "accusation", "charge", "rumour", "rumor", "suggestion", "assertion"})

__all__ = ["Told", "relations"]


def relations(told: Sequence[Told], corpus: Corpus, readings: Sequence[Reading] = ()) -> tuple[Relation, ...]:
    """All relations among the claims of one story, sorted; `readings` are the reports that tell them."""
    around = Surroundings(readings)
    days = Days(told, around)
    found = [*series(told, corpus, around, days), *_negations(told, corpus), *_denials(told, corpus), *occasions(told, corpus)]
    unique = {(r.source, r.target, r.kind): r for r in reversed(found)}
    return tuple(unique[k] for k in sorted(unique))


def _negations(told: Sequence[Told], corpus: Corpus) -> list[Relation]:
    """Claims in nearly the same words, one of them negated or on another day."""
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
    found = []
    for (a, b), n in sorted(common.items()):
        if n >= 2 and (relation := _negation(told[a], told[b], corpus)) is not None:
            found.append(relation)
    return found


def _negation(one: Told, other: Told, corpus: Corpus) -> Relation | None:
    for a in one.members:
        for b in other.members:
            pair = held(a, b, corpus)
            if (a.mention is None) != (b.mention is None) or pair.numbers not in {None, "same"} or other_names(pair):
                continue
            if contained_words(pair) < _SAME_WORDS or matter(pair) < _SAME_MATTER:
                continue
            if pair.a.negated != pair.b.negated and pair.a.report != pair.b.report and _flatly(pair):
                return _opposed(one, other, pair)
            if _put_on_two_days(pair):
                why = f"The same thing is put on two days, {_day(pair.a)} and {_day(pair.b)}."
                return _make(one, other, "conflicts", "align.other-day", why, pair)
    return None


def _flatly(pair: Pair) -> bool:
    """Both say of the same doing, as fact and without a number, that it is and that it is not: chances and plans exclude nothing."""
    a, b = pair.a, pair.b
    return a.predicate == b.predicate and a.mention is None and b.mention is None and {a.certainty, b.certainty} <= {"asserted", "denied"}


def _opposed(one: Told, other: Told, pair: Pair) -> Relation:
    denying, denied = (one, other) if pair.a.negated == (pair.a in one.members) else (other, one)
    kind: RelationKind = "denies" if denying.claim.certainty == "denied" else "conflicts"
    return _make(denying, denied, kind, "align.negated", "One says what the other says is not so.", pair)


def _put_on_two_days(pair: Pair) -> bool:
    """Both are dated to the day by their own words, on two days less than a week apart, and would be one claim otherwise."""
    a, b = pair.a.when, pair.b.when
    if a is None or b is None or a.first != a.last or b.first != b.last or pair.a.report == pair.b.report or not days_apart(pair):
        return False
    return (a.first or "")[:7] == (b.first or "")[:7]


def _day(p: Proposition) -> str:
    return (p.when.first if p.when else None) or "?"


def _denials(told: Sequence[Told], corpus: Corpus) -> list[Relation]:
    """Who denies: tied to the claim whose words it repeats, or to what its report told before it."""
    found = []
    for denying in told:
        if denying.claim.certainty != "denied":
            continue
        for p in denying.members:
            target = _denied(p, denying, told, corpus)
            if target is not None:
                why = "Somebody denies what the other claim says."
                found.append(_make(denying, target[0], "denies", "align.denied", why, held(p, target[1], corpus)))
    return found


def _denied(p: Proposition, denying: Told, told: Sequence[Told], corpus: Corpus) -> tuple[Told, Proposition] | None:
    """The claim that a denial is about: of its own report, told before it by somebody else; the one told most widely."""
    if not p.words & _ACCUSED or not p.names:  # of a denier without a name it is not known what was put to them
        return None
    fitting = []
    for t in told:
        if t is denying or t.claim.certainty in {"denied", "unknown"}:
            continue
        before = [q for q in t.members if q.report == p.report and q.spans[0].start < p.spans[0].start and q.kind not in {"time", "counted"}]
        if before and (p.said.origin is None or p.said.origin not in t.origins):
            shared = corpus.sum(p.words & before[-1].words)
            fitting.append(((len({q.report for q in t.members}), bool(t.origins), round(shared, 3), t.claim.id), t, before[-1]))
    if not fitting:
        return None
    _, claim, proposition = max(fitting, key=lambda f: f[0])
    return claim, proposition


def _make(source: Told, target: Told, kind: RelationKind, rule: str, why: str, pair: Pair) -> Relation:
    places = tuple(Place.at(p.report, p.spans[0]) for p in (pair.a, pair.b))
    return Relation(source=source.claim.id, target=target.claim.id, kind=kind, grounds=(Ground(rule=rule, sentence=why, spans=places),))
