"""Publisher families: outlets of one newsroom or one owner count once, where they name nobody beyond themselves. Only on request.

Theory of operation. Where a claim ends at an outlet, or at a source that an outlet leaves unnamed, the outlet is the origin. Two outlets of one
house may share desk, copy and instructions, so a careful reader may want to count them once; ownership alone does not prove it, so this is off unless
asked for. Origins with a name of their own (a ministry that told two papers of one house) are left alone: they stand for themselves. Who owns whom
is a hand-kept table (`resources/publishers.yml`, state of 2025) and fails for outlets that it does not hold; joining only ever lowers a count.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Literal

from stemma.lang.en.names import plain_outlet
from stemma.model import Claim, Descent, Ground, Ledger, Place, Report, Rule, Telling, Voice
from stemma.weigh.independence import newsroom_of, summary

RULES: tuple[Rule, ...] = (
    Rule(
        name="origins.one-family",
        explain="Outlets of one newsroom, one owner or one state count once where they name nobody beyond themselves. Used only when asked for "
        "(`stemma origins --families`): ownership is a reason for doubt, not proof. Fails for outlets that the table of publishers does not hold, "
        "and for sales after it was made.",
        examples=("The Wall Street Journal and the New York Post, each with its own unnamed sources",),
    ),
)
Tie = Literal["newsroom", "owner", "state"]
_TIES: dict[Tie, str] = {"newsroom": "share one newsroom", "owner": "have one owner", "state": "are run by one state"}
#: Kinds of voices that are a newsroom, or speak through one.
_NEWSROOMS = ("agency", "outlet", "anonymous")


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A house of outlets."""

    name: str
    kind: Tie
    #: The larger house that it belongs to, itself where there is none.
    house: str


@cache
def _table() -> dict[str, Family]:
    """Normalised outlet name -> its family."""
    out = {}
    for entry in json.loads((files("stemma.weigh") / "publishers.json").read_text("utf-8")):
        kind: Tie = "owner" if entry["of"] else entry["kind"]
        family = Family(name=entry["family"], kind=kind, house=entry["of"] or entry["family"])
        out.update({plain_outlet(outlet): family for outlet in entry["outlets"]})
    return out


def family_of(outlet: str) -> Family | None:
    """The family of the outlet that bears this name in whole."""
    return _table().get(plain_outlet(outlet))


def with_families(ledger: Ledger) -> Ledger:
    """The ledger with origins of one family counted once, standing and grounds to match; claims that this leaves alone stay as they are."""
    voices = {v.id: v for v in ledger.voices}
    rooms = newsrooms(ledger.descent, ledger.reports)
    return replace(ledger, claims=tuple(_joined(c, voices, rooms) for c in ledger.claims))


def newsrooms(descent: Sequence[Descent], reports: Sequence[Report]) -> dict[str, str]:
    """Report -> under whose name its text was made: the agency that it is mostly taken from, else its outlet."""
    out = {r.id: r.outlet for r in reports if r.outlet}
    wires = [d for d in descent if d.parent is None and d.parent_name and d.kind in ("verbatim", "near-verbatim") and d.share >= 0.5]
    for edge in sorted(wires, key=lambda d: (d.confidence, d.share, d.parent_name or "")):
        out[edge.child] = edge.parent_name or ""
    return out


def _joined(claim: Claim, voices: dict[str, Voice], rooms: dict[str, str]) -> Claim:
    """The claim with its groups of origins joined by house."""
    tellings = sorted(claim.tellings, key=lambda t: (t.report, t.spans, t.chain, t.statement))
    groups: list[tuple[str, ...]] = []
    homes: dict[str, tuple[int, str]] = {}
    grounds = _own_words(tellings, rooms)
    for group in claim.origin_groups:
        own = _homes(group, tellings, voices, rooms)
        shared = [house for house in own if house in homes]
        places = sorted({homes[house][0] for house in shared})
        at = places[0] if places else len(groups)
        together = tuple(sorted({*group, *(o for n in places for o in groups[n])}))
        for house in shared:
            outlet, family = own[house]
            grounds.append(_one_house(outlet, homes[house][1], family, tellings, together))
        groups[at : at + 1] = [together]
        for n in places[1:]:
            groups[n] = ()  # joined with the first; its place is kept for those that point at it
        homes = {house: (at if n in places else n, outlet) for house, (n, outlet) in homes.items()}
        for house, (outlet, _) in own.items():
            homes.setdefault(house, (at, outlet))
    groups = [group for group in groups if group]
    if len(groups) == len(claim.origin_groups):
        return replace(claim, grounds=(*claim.grounds, *grounds)) if grounds else claim
    return _recounted(claim, tuple(groups), grounds, tellings, voices)


def _recounted(
    claim: Claim, groups: tuple[tuple[str, ...], ...], grounds: list[Ground], tellings: Sequence[Telling], voices: dict[str, Voice]
) -> Claim:
    """The claim with fewer groups: number, standing and the sentences that give them."""
    silent = [t for t in tellings if t.origin is None or (t.origin in voices and voices[t.origin].vague)]
    told = summary(tellings, list(claim.origins), len(groups), silent, voices)
    kept = [told if g.rule == told.rule else g for g in claim.grounds]
    standing = claim.standing
    if standing == "corroborated" and len(groups) < 2:
        standing = "single-origin"
        why = Ground(rule="standing.single-origin", sentence="Its origins are of one house, and count as one.")
        kept = [why if g.rule == "standing.corroborated" else g for g in kept]
    return replace(claim, origin_groups=groups, independent_origins=len(groups), standing=standing, grounds=(*kept, *grounds))


def _homes(group: tuple[str, ...], tellings: Sequence[Telling], voices: dict[str, Voice], rooms: dict[str, str]) -> dict[str, tuple[str, Family]]:
    """House -> outlet and family behind a group of origins; none where one of them is somebody with a name of their own.

    A group may have two houses, as when an outlet of each names the other's for its source: it counts once with all that either house says.
    """
    found: dict[str, tuple[str, Family]] = {}
    for origin in group:
        voice = voices.get(origin)
        if voice is not None and voice.kind not in _NEWSROOMS and _passes_on(origin, group, tellings):
            continue  # in a circle of citing nobody is first, and who is in it stands for nothing beyond it
        if voice is None or voice.kind not in _NEWSROOMS:
            return {}
        told = [t for t in tellings if t.origin == origin]
        names = [voice.name] if voice.kind != "anonymous" else [newsroom_of(t, voices, rooms) for t in told]
        for name in (*names, *_stops(told, voices, rooms)):
            if family := family_of(name):
                found.setdefault(family.house, (name, family))
    return found


def _passes_on(origin: str, group: tuple[str, ...], tellings: Sequence[Telling]) -> bool:
    """Whether some telling has an origin pass on what another of its group says."""
    chains = (t.chain for t in tellings if origin in t.chain)
    return any(other in group and other != origin for chain in chains for other in chain[chain.index(origin) + 1 :])


def _stops(tellings: Sequence[Telling], voices: dict[str, Voice], rooms: dict[str, str]) -> list[str]:
    """The newsrooms at which reports stop whose chains were followed further: each still ties what it tells to its house."""
    found = []
    for telling in tellings:
        voice = voices.get(telling.stops_at or "")
        if voice is not None and voice.kind in _NEWSROOMS and voice.id in telling.chain:
            own = replace(telling, chain=telling.chain[: telling.chain.index(voice.id) + 1])
            found.append(newsroom_of(own, voices, rooms) if voice.kind == "anonymous" else voice.name)
    return found


def _one_house(outlet: str, other: str, family: Family, tellings: Sequence[Telling], origins: Sequence[str]) -> Ground:
    same = f"{outlet} is named twice" if outlet == other else f"{outlet} and {other} {_TIES[family.kind]} ({family.house})"
    spans = tuple(Place.at(t.report, s) for t in tellings if t.origin in origins for s in t.spans)
    return Ground(rule="origins.one-family", sentence=f"{same}; they name nobody beyond themselves here, and count once.", spans=spans)


def _own_words(tellings: Sequence[Telling], rooms: dict[str, str]) -> list[Ground]:
    """Reports of one house that tell the claim on their own word: they count nothing, and are not even two tellers."""
    houses: dict[str, tuple[Family, dict[str, Telling]]] = {}
    for telling in tellings:
        family = family_of(rooms.get(telling.report, "")) if not telling.chain and telling.origin is None else None
        if family is not None:
            houses.setdefault(family.house, (family, {}))[1].setdefault(rooms[telling.report], telling)
    out = []
    for house, (family, found) in sorted(houses.items()):
        if len(found) > 1:
            names = sorted(found)
            said = f"{', '.join(names[:-1])} and {names[-1]} {_TIES[family.kind]} ({house}): on their own word they are one teller."
            spans = tuple(Place.at(t.report, s) for t in found.values() for s in t.spans)
            out.append(Ground(rule="origins.one-family", sentence=said, spans=spans))
    return out
