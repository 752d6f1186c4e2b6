"""Two counts side by side, of which the second leaves unsaid what it counts: "The organisers spoke of 30,000 people; the police said it was 8,000."

Theory of operation. A number without a noun takes its noun from the count before it ("the number", from one of like size a few sentences back).
Where another voice gives it, in the same sentence or the next, and nothing says that it is a part, a change or an earlier state, the two are rival
counts of one thing and cannot both be so. Limits: of other words only the nearest count before is asked; a number that a speaker gives of himself
("said it had sent 30") is no rival.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.align import intervals
from stemma.align.around import Surroundings
from stemma.align.disputed_counts import one_mouth
from stemma.align.features import days_apart
from stemma.align.former import former
from stemma.align.lookalikes import is_change, lookalike, parts
from stemma.align.pairs import Corpus, Pair, held
from stemma.align.stated import Proposition
from stemma.align.told import Told, ratio, related
from stemma.lang.en.senses import sense_of
from stemma.model import Relation

_SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|spoke of|speaks? of|counts?|counted|claim(?:s|ed)?|estimate[sd]?|reckon(?:s|ed)?|puts?|report(?:s|ed)?"
    r"|according to|by the (?:count|reckoning|estimate|figures) of)\b"
)
#: What gives a number and says nothing of its own.
_GIVING = frozenset(map(sense_of, ("be", "count", "put", "speak", "say", "number", "total", "estimate", "report", "have", "%")))
_EMPTY = frozenset({"it", "there", "they", "that", "this", "number", "figure", "total", "toll", "count"})
_FAR = 10.0  # ratio beyond which the two count other things
#: What names a count that was given before, not always right before: "put the number at 61". That far back, and that near in size.
_THE_NUMBER = re.compile(r"\b(?:the|that|this) (?:number|figure|toll|total|count|tally)\b")
_BACK, _NEAR = 4, 2.0
_CLOSE = 12  # letters before a number within which a verb gives it: "lawyers count at least 60"


def rival_counts(told: Sequence[Told], corpus: Corpus, around: Surroundings) -> list[Relation]:
    """Conflicts between counts that two voices of one report give side by side."""
    by_report: dict[str, list[tuple[Told, Proposition]]] = {}
    for t in told:
        for p in t.members:
            if p.mention is not None and p.zone == "body":
                by_report.setdefault(p.report, []).append((t, p))
    found = []
    for counts in by_report.values():
        counts.sort(key=lambda c: (c[1].mention.number.start if c[1].mention else 0, c[0].claim.id))
        for n, (t, p) in enumerate(counts):
            if not n or not _unnamed(p, around):
                continue
            before = reversed(counts[:n]) if _THE_NUMBER.search(around.of(p).own) else [counts[n - 1]]
            rival = next(((u, q) for u, q in before if u is not t and _rivals(p, q, corpus, around)), None)
            if rival is not None:
                u, q = rival
                why = f"Two voices of one report give two counts of one thing: {_said(q)} against {_said(p)}."
                found.append(related(t, u, "conflicts", "align.rival-counts", why, held(p, q, corpus)))
    return found


def _unnamed(p: Proposition, around: Surroundings) -> bool:
    """A count without a noun, given for what was spoken of and not for who says it."""
    quantity = p.mention.quantity if p.mention else None
    if quantity is None or quantity.unit is not None or quantity.what is not None or intervals.kind(quantity) != "count" or p.of_speaker:
        return False
    if p.certainty != "asserted" or former(around.of(p)) or is_change(p, around) or parts(p, around):
        return False
    numbers = any(word[:1].isdigit() for word in (*p.subject, p.predicate))
    return numbers or p.subject <= _EMPTY or p.predicate in _GIVING


def _rivals(p: Proposition, q: Proposition, corpus: Corpus, around: Surroundings) -> bool:
    """Whether p is another voice's count of what q counts."""
    if p.mention is None or q.mention is None:
        return False
    back = around.of(p).sentence - around.of(q).sentence
    far = _THE_NUMBER.search(around.of(p).own) is not None
    if not 0 <= back <= (_BACK if far else 1):
        return False
    if intervals.kind(q.mention.quantity) != "count" or q.certainty != "asserted" or former(around.of(q)) or is_change(q, around):
        return False
    if one_mouth(p, q) or not (_voiced(p, around) and _voiced(q, around)):
        return False
    pair = held(p, q, corpus)
    return pair.numbers == "apart" and ratio(pair) <= (_NEAR if back > 1 else _FAR) and not days_apart(pair) and not _told_apart(pair, q, around)


def _told_apart(pair: Pair, q: Proposition, around: Surroundings) -> bool:
    """Whether anything tells the two apart; that one names those whom it counts ("63 patients") does not, for the other leaves that unsaid."""
    found = lookalike(pair, around)
    return found is not None and (found[0] != "align.part-and-whole" or "some of them" in parts(q, around))


def _voiced(p: Proposition, around: Surroundings) -> bool:
    """Whether somebody is told to give the number."""
    where = around.of(p)
    return p.said.attribution is not None or bool(_SAYS.search(f"{where.before[-_CLOSE:]} {where.own}"))


def _said(p: Proposition) -> str:
    return intervals.said(p.mention.quantity) if p.mention else ""
