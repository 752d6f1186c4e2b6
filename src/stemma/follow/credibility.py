"""Credibility of the information, 1 to 6 after the Admiralty system, derived from origins, conflicts and wording; never from who the source is.

Theory of operation. The system (NATO AJP-2.1, STANAG 2511) asks two questions apart from each other: how reliable is the source (a person's
word, A to F), and how well is this piece of information supported (1 to 6). Only the second can be counted. The number of independent origins gives
the place to start from; words that hedge, and claims that conflict with or deny this one, each take it down; every step is a ground. What names no
origin is 6, cannot be judged, however many reports tell it. Known limits: whether a claim fits what was known before is not asked, and a second
origin that hides behind another name is counted (`stemma origins` shows the names, so that a reader can see it).
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from stemma.model import Claim, Ground, Ledger, Place, Relation, Rule
from stemma.model.rating import Credibility, Grade

#: Independent origins -> where to start; more than three start as three do.
_START: dict[int, Grade] = {1: 3, 2: 2, 3: 1}
#: No step leads below this: 6 means that there is nothing to judge by, not that it is bad.
_WORST = 5

RULES: tuple[Rule, ...] = (
    Rule(
        name="credibility.origins",
        explain="The number of independent origins is where the grade starts: three or more at 1, two at 2, one at 3. Reports and copies count "
        "nothing.",
    ),
    Rule(
        name="credibility.nothing-to-judge",
        explain="No origin is named, or none could be told apart, or the words leave the matter open: 6, cannot be judged. "
        "That is no low grade; it is none.",
    ),
    Rule(
        name="credibility.hedged",
        explain="The words themselves hedge (may, reportedly, is believed): one step down. Asked of the claim as all its tellings have it.",
        examples=("Up to 100 people may have been aboard, the ministry said.",),
    ),
    Rule(
        name="credibility.conflict",
        explain="Another claim of the story conflicts with this one or denies it: one step down, two where that claim stands on more independent "
        "origins. However many claims do, the steps are taken once. It fails where the conflict is only apparent, so that claim is quoted.",
    ),
    Rule(
        name="credibility.pledged",
        explain="The claim is a pledge or a plan. The grade is about its having been made; whether it will come about is not graded. No step is "
        "taken.",
    ),
    Rule(
        name="credibility.denied",
        explain="The claim is a denial. The grade is about the denial, not about what is denied. No step is taken.",
    ),
)


def credibility(ledger: Ledger) -> dict[str, Credibility]:
    """Claim id -> its grade with the derivation; the order of claims changes nothing."""
    claims = {c.id: c for c in ledger.claims}
    against: dict[str, list[Relation]] = {}
    for relation in sorted(ledger.relations, key=lambda r: (r.source, r.target, r.kind)):
        if relation.kind in ("conflicts", "denies"):
            against.setdefault(relation.target, []).append(relation)
        if relation.kind == "conflicts":
            against.setdefault(relation.source, []).append(relation)
    return {c.id: _grade(c, [(_other(r, c.id, claims), r) for r in against.get(c.id, ())]) for c in ledger.claims}


def _other(relation: Relation, claim: str, claims: dict[str, Claim]) -> Claim | None:
    return claims.get(relation.target if relation.source == claim else relation.source)


def _grade(claim: Claim, against: Sequence[tuple[Claim | None, Relation]]) -> Credibility:
    origins = claim.independent_origins
    if origins == 0 or claim.certainty == "unknown":
        why = "No origin could be counted" if origins == 0 else "The words leave it open"
        return Credibility(
            grade=6, grounds=(Ground(rule="credibility.nothing-to-judge", sentence=f"{why}: nothing to judge by (6).", spans=_at(claim)),)
        )
    grade = int(_START[min(origins, 3)])
    counted = "One origin stands" if origins == 1 else f"{origins} independent origins stand"
    grounds = [Ground(rule="credibility.origins", sentence=f"{counted} behind it: it starts at {grade}.", spans=_at(claim))]
    grounds += [g for g in (_worded(claim),) if g is not None]
    if claim.certainty == "hedged":
        grade = min(_WORST, grade + 1)
        grounds.append(Ground(rule="credibility.hedged", sentence=f"The words hedge: one step down, to {grade}.", spans=_at(claim)))
    if against:
        grade, ground = _contested(claim, against, grade)
        grounds.append(ground)
    return Credibility(grade=_as_grade(grade), grounds=tuple(grounds))


def _worded(claim: Claim) -> Ground | None:
    """What the grade is about, where that is not what the words seem to say."""
    if claim.certainty == "pledged":
        return Ground(rule="credibility.pledged", sentence="It is a pledge or a plan: graded is that it was made, not that it will come about.")
    if claim.certainty == "denied":
        return Ground(rule="credibility.denied", sentence="It is a denial: graded is that it was made, not what it denies.")
    return None


def _contested(claim: Claim, against: Sequence[tuple[Claim | None, Relation]], grade: int) -> tuple[int, Ground]:
    """The grade after the steps for claims that stand against this one."""
    strongest = max((other.independent_origins for other, _ in against if other is not None), default=0)
    down = 2 if strongest > claim.independent_origins else 1
    after = min(_WORST, grade + down)
    weight = "on more independent origins than it has" if down == 2 else "on no more independent origins than it has"
    steps = "two steps" if down == 2 else "one step"
    said = f"{_opponents(against)}, {weight}: {steps} down, to {after}."
    spans = tuple(p for _, relation in against for g in relation.grounds for p in g.spans)
    return after, Ground(rule="credibility.conflict", sentence=said, spans=spans)


def _opponents(against: Sequence[tuple[Claim | None, Relation]]) -> str:
    """'Another claim denies it (“The ferry was sound”)'; of several the one on most origins is quoted."""
    kinds = {relation.kind for _, relation in against}
    many = len(against) > 1
    does = {frozenset({"conflicts"}): "conflict with it", frozenset({"denies"}): "deny it"}.get(frozenset(kinds), "conflict with it or deny it")
    if not many:
        does = does.replace("conflict ", "conflicts ").replace("deny ", "denies ")
    there = [other for other, _ in against if other is not None]
    strongest = max(there, key=lambda c: (c.independent_origins, c.id), default=None)
    quoted = f" (“{textwrap.shorten(strongest.statement, 100, placeholder=' …')}”)" if strongest is not None else ""
    return f"{f'{len(against)} other claims' if many else 'Another claim'} {does}{quoted}"


def _as_grade(number: int) -> Grade:
    grades: tuple[Grade, ...] = (1, 2, 3, 4, 5)
    return grades[number - 1]


def _at(claim: Claim) -> tuple[Place, ...]:
    """The words of the first telling with an origin, else of the first."""
    telling = next((t for t in claim.tellings if t.origin is not None), claim.tellings[0] if claim.tellings else None)
    return tuple(Place.at(telling.report, s) for s in telling.spans) if telling is not None else ()
