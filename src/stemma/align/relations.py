"""How claims of one story stand to each other: conflicts, updates, refines, denies.

Theory of operation. Only claims about the same thing are held against each other: counts of the same thing in the same unit (by what is counted
and what befalls it, by names, by wording), or statements that would be one claim but for a bar. Then:
- the same thing counted, another figure, told as of a later day: the later one updates the latest one before it;
- intervals that cannot both be true, as of the same day: a conflict;
- an interval inside the other: the finer one refines the coarser;
- one says what the other negates: a conflict, or a denial where somebody denies it.
The day as of which a figure stands is the day its report was published, unless its clause names one. Limits: parts and wholes ("in the city",
"in all") are told apart only by the names in the clause; a report without a date updates nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from stemma.align import intervals
from stemma.align.features import Corpus, Pair, contained_words, excluded, held, likeness, other_names, same_counted, shared_names
from stemma.align.propositions import Proposition
from stemma.model import Claim, Ground, Place, Relation, RelationKind

_SAME_COUNT = 0.5  # share of the counted senses that two figures of one thing have in common
_SAME_MATTER = 0.5  # share of content words
_CROWD = 400  # claims about one thing, beyond which the thing is too common to compare by


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A claim with the propositions it was made of."""

    claim: Claim
    members: tuple[Proposition, ...]

    @property
    def day(self) -> str | None:
        """The day as of which it stands: the earliest publication among its tellings."""
        return min((p.published for p in self.members if p.published), default=None)


def relations(told: Sequence[Told], corpus: Corpus) -> tuple[Relation, ...]:
    """All relations among the claims of one story, sorted."""
    found: dict[tuple[str, str, RelationKind], Relation] = {}
    for one, other in _comparable(told):
        relation = _relation(one, other, corpus)
        if relation is not None:
            found[relation.source, relation.target, relation.kind] = relation
    return tuple(found[k] for k in sorted(_latest(found, told)))


def _comparable(told: Sequence[Told]) -> list[tuple[Told, Told]]:
    """Pairs of claims that share something counted or a rare word; through an index, not all with all."""
    index: dict[tuple[str, str], list[int]] = {}
    for n, t in enumerate(told):
        for p in t.members:
            if p.mention:
                for sense in sorted(p.counted):
                    index.setdefault((intervals.kind(p.mention.quantity), sense), []).append(n)
            else:
                index.setdefault(("said", p.predicate), []).append(n)
    pairs = {
        (a, b) for members in index.values() if len(members) <= 400 for i, a in enumerate(sorted(set(members))) for b in sorted(set(members))[i + 1 :]
    }
    return [(told[a], told[b]) for a, b in sorted(pairs)]


def _relation(one: Told, other: Told, corpus: Corpus) -> Relation | None:
    """The relation of two claims, judged by their best-matching tellings."""
    pairs = [held(a, b, corpus) for a in one.members for b in other.members]
    best = max(pairs, key=lambda p: (contained_words(p) + likeness(p) + same_counted(p), p.a.key, p.b.key))
    if best.numbers is not None:
        return _numbers(one, other, best)
    if best.a.mention is None and best.b.mention is None:
        return _polarity(one, other, best)
    return None


def _numbers(one: Told, other: Told, pair: Pair) -> Relation | None:
    if pair.numbers in {None, "unlike", "same"} or excluded(pair) or not _same_count(pair):
        return None
    first, second = sorted((one, other), key=lambda t: (t.day or "", t.claim.id))
    assert pair.a.mention is not None
    assert pair.b.mention is not None
    said = f"{intervals.said(pair.a.mention.quantity)} against {intervals.said(pair.b.mention.quantity)}"
    places = (Place.at(pair.a.report, pair.a.mention.span), Place.at(pair.b.report, pair.b.mention.span))
    if one.day and other.day and one.day != other.day and pair.numbers != "same":
        why = f"Both count the same thing, {said}, and the second is of {second.day}, later than {first.day}."
        return _make(second, first, "updates", "align.later-figure", why, places)
    if pair.numbers == "apart":
        return _make(second, first, "conflicts", "align.figures-apart", f"Both count the same thing, and {said} cannot both be so.", places)
    if pair.numbers in {"within", "around"}:
        inner, outer = (pair.a, pair.b) if pair.numbers == "within" else (pair.b, pair.a)
        source, target = (one, other) if inner in one.members else (other, one)
        assert outer.mention is not None
        return _make(
            source, target, "refines", "align.figure-within", f"Both count the same thing, and one figure lies inside the other: {said}.", places
        )
    return None


def _same_count(pair: Pair) -> bool:
    """Whether two numbers count the same thing in the same place, as far as the words show."""
    if same_counted(pair) < _SAME_COUNT or (other_names(pair) and not shared_names(pair)):
        return False
    return contained_words(pair) >= 0.3 or likeness(pair) >= 0.6


def _polarity(one: Told, other: Told, pair: Pair) -> Relation | None:
    if pair.a.negated == pair.b.negated or contained_words(pair) < _SAME_MATTER or other_names(pair):
        return None
    denying, denied = (one, other) if pair.a.negated == (pair.a in one.members) else (other, one)
    places = (Place.at(pair.a.report, pair.a.spans[0]), Place.at(pair.b.report, pair.b.spans[0]))
    kind: RelationKind = "denies" if denying.claim.certainty == "denied" else "conflicts"
    return _make(denying, denied, kind, "align.negated", "One says what the other says is not so.", places)


def _make(source: Told, target: Told, kind: RelationKind, rule: str, why: str, places: tuple[Place, ...]) -> Relation:
    return Relation(source=source.claim.id, target=target.claim.id, kind=kind, grounds=(Ground(rule=rule, sentence=why, spans=places),))


def _latest(found: dict[tuple[str, str, RelationKind], Relation], told: Sequence[Told]) -> list[tuple[str, str, RelationKind]]:
    """Of several updates by one claim only those of the latest day before it are kept."""
    day = {t.claim.id: t.day or "" for t in told}
    newest: dict[str, str] = {}
    for source, target, kind in found:
        if kind == "updates":
            newest[source] = max(newest.get(source, ""), day[target])
    return [k for k in found if k[2] != "updates" or day[k[1]] == newest[k[0]]]
