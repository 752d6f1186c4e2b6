"""Two counts side by side, of which the second leaves unsaid what it counts: "The organisers spoke of 30,000 people; the police said it was 8,000."

Theory of operation. A number without a noun takes its noun from the count before it. Where another voice gives it, in the same sentence or the
next, and nothing says that it is a part, a change or an earlier state, the two are rival counts of one thing and cannot both be so. Limits: only
the nearest count before is asked; a number that a speaker gives of himself ("said it had sent 30") is no rival.
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
from stemma.align.pairs import Corpus, held
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
            if n and _unnamed(p, around) and counts[n - 1][0] is not t:
                u, q = counts[n - 1]
                if _rivals(p, q, corpus, around):
                    pair = held(p, q, corpus)
                    why = f"Two voices of one report give two counts of one thing: {_said(q)} against {_said(p)}."
                    found.append(related(t, u, "conflicts", "align.rival-counts", why, pair))
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
    if p.mention is None or q.mention is None or not 0 <= around.of(p).sentence - around.of(q).sentence <= 1:
        return False
    if intervals.kind(q.mention.quantity) != "count" or q.certainty != "asserted" or former(around.of(q)) or is_change(q, around):
        return False
    if one_mouth(p, q) or not (_voiced(p, around) and _voiced(q, around)):
        return False
    pair = held(p, q, corpus)
    return pair.numbers == "apart" and ratio(pair) <= _FAR and not days_apart(pair) and lookalike(pair, around) is None


def _voiced(p: Proposition, around: Surroundings) -> bool:
    """Whether somebody is told to give the number."""
    return p.said.attribution is not None or bool(_SAYS.search(around.of(p).own))


def _said(p: Proposition) -> str:
    return intervals.said(p.mention.quantity) if p.mention else ""
