"""What a report tells in its own voice although the whole story shows from whom it has it.

Theory of operation. News names its source once and then tells on: "..., reported Reuters. Managers were briefed on Monday." Such a telling has no
source of its own. Where other reports that tell the same claim with a source all go back to one origin, and this report too names that origin, or
somebody on the way to it, for something else, the telling takes the rest of their chain from the one it names. What no report gives to anybody
(a firm's staff, last year's price) stays the reports' own word, and so does what stands in somebody's words only in passing ("the
6.1-magnitude quake"). Limits: a report that found out by itself what another gives to the source of both is not told apart from one that leans
on it; so the telling never adds an origin, and its grounds say where the chain was taken from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from stemma.align.told import Told
from stemma.model import Attributed, Claim, Ground, Place, Telling

#: Of the reports that tell a claim, the share that must name a source for it before the others are taken to lean on it.
_NAMED = 1 / 2


def with_leaning(told: Sequence[Told], attributed: Attributed) -> list[Claim]:
    """The claims; a telling without a source has the one that all others have, where its report names it elsewhere."""
    cited = _cited(attributed)
    return [_filled(one, cited, attributed) for one in told]


def _cited(attributed: Attributed) -> dict[str, frozenset[str]]:
    """For each report the voices that it names for anything, and those for whom they speak."""
    found: dict[str, set[str]] = {}
    for a in attributed.attributions:
        for voice in (*attributed.chains.get(a.id, ()), *filter(None, [attributed.origins.get(a.id)])):
            found.setdefault(a.report, set()).update(_houses(voice, attributed))
    return {report: frozenset(voices) for report, voices in found.items()}


def _houses(voice: str, attributed: Attributed) -> Iterable[str]:
    """The voice, for whom it speaks, for whom that one does, and so on."""
    seen: list[str] = []
    at: str | None = voice
    while at is not None and at not in seen:
        seen.append(at)
        at = attributed.speaks_for.get(at)
    return seen


def _filled(told: Told, cited: dict[str, frozenset[str]], attributed: Attributed) -> Claim:
    claim, stated = told.claim, {p.report for p in told.members if p.kind != "counted"}
    sourced = [t for t in claim.tellings if t.origin is not None and t.report in stated]
    reports = {t.report for t in claim.tellings}
    houses = {_last(t.origin, attributed) for t in sourced if t.origin is not None}
    if len(houses) != 1 or len({t.report for t in sourced}) < _NAMED * len(reports):
        return claim
    return replace(claim, tellings=tuple(_leaning(t, sourced, cited.get(t.report, frozenset()), attributed) for t in claim.tellings))


def _last(voice: str, attributed: Attributed) -> str:
    return tuple(_houses(voice, attributed))[-1]


def _leaning(telling: Telling, sourced: Sequence[Telling], named: frozenset[str], attributed: Attributed) -> Telling:
    """The telling with the chain that another report gives, from the first voice on it that this report names too."""
    if telling.chain or telling.origin is not None:
        return telling
    best: tuple[tuple[int, str], Telling, tuple[str, ...]] | None = None
    for other in sourced:
        start = next((n for n, v in enumerate(other.chain) if named & set(_houses(v, attributed))), None)
        if other.report == telling.report or start is None:
            continue
        rank = (len(other.chain) - start, other.report)
        if best is None or rank < best[0]:
            best = rank, other, other.chain[start:]
    if best is None:
        return telling
    _, other, chain = best
    who = {v.id: v.name for v in attributed.voices}
    sentence = f"The report gives this in its own voice; all others that name a source have it from {who.get(other.origin or '', 'one origin')}, "
    sentence += f"and this report names {who.get(chain[0], 'the same source')} elsewhere."
    spans = tuple(Place.at(t.report, s) for t in (telling, other) for s in t.spans)
    ground = Ground(rule="telling.leaning", sentence=sentence, spans=spans)
    return replace(telling, chain=chain, origin=other.origin, grounds=(*telling.grounds, ground))
