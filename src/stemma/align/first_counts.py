"""Nobody first, then somebody: "no deaths had been confirmed" on Monday, "two bodies were recovered" on Tuesday.

Theory of operation. A claim that nobody met a fate (dead, hurt, missing) and a later count of those who did, of one place and within days of each
other, are one tally: the first count updates the nought. Limits: of several later counts only the earliest is tied to it; counts of one day are
tied only where the same origin gives both.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.align.around import Surroundings
from stemma.align.days import Days
from stemma.align.differences import nobody
from stemma.align.lookalikes import history, is_forecast
from stemma.align.pairs import Corpus, held
from stemma.align.stated import Proposition
from stemma.align.told import Told, figure, related
from stemma.model import Relation

_WITHIN = 5.0  # days
_SAME = 1 / 256  # of a day: as of the same time


def first_counts(told: Sequence[Told], corpus: Corpus, around: Surroundings, days: Days) -> list[Relation]:
    """Updates of claims that nobody met a fate by the first count of those who did."""
    found = []
    for none in told:
        for p in none.members:
            fates, day = nobody(p), days.of(p)
            if not fates or day is None:
                continue
            later = [f for t in told if t is not none for q in t.members if (f := _first(p, q, t, fates, day, around, days)) is not None]
            if later:
                _, t, q = min(later, key=lambda f: (f[0], -len(f[1].reports), f[1].claim.id))
                why = f"First nobody was counted; later {figure(q):,.0f} are."
                found.append(related(t, none, "updates", "align.first-count", why, held(p, q, corpus)))
    return list({(r.source, r.target): r for r in found}.values())


def _first(
    p: Proposition, q: Proposition, t: Told, fates: frozenset[str], day: float, around: Surroundings, days: Days
) -> tuple[float, Told, Proposition] | None:
    """A later count of those of whom p says that there were none: as of when it stands, and the claim that tells it."""
    if q.mention is None or not q.counted & fates or figure(q) < 1 or q.certainty != "asserted" or is_forecast(q, around) or history(t, around):
        return None
    at = days.of(q)
    if at is None or not _SAME < at - day <= _WITHIN:
        return None
    a, b = around.of(p).near, around.of(q).near
    return (at, t, q) if not a or not b or a & b else None
