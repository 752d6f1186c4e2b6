"""The claims of a story as rows that can be filtered and sorted: what is asked of each often is worked out once for all requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from stemma.model import Claim, Ledger
from stemma.tell.exports.table import Column, Table
from stemma.tell.shown import Shown
from stemma.tell.view import outlet_of
from stemma.web.opened import OpenStory
from stemma.web.pages.byhand import by_hand

#: Whether a claim is told first since a time, told again since, or neither.
Fresh = Literal["new", "again", ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """A claim with what filters and orders ask of it."""

    claim: Shown
    #: First and last day on which a report of the story told it, ISO; None where no report is dated.
    first: str | None
    last: str | None
    #: Ids of the reports that tell it, and their numbers.
    reports: frozenset[str]
    numbers: tuple[int, ...]
    #: Names of the voices in its chains, outlets that tell it, its place: folded.
    heard: str
    outlets: str
    place: str
    #: Its largest stated number; None where none is stated.
    number: float | None
    #: What a person set: who, what, when.
    by_hand: tuple[str, ...]


def facts_of(story: OpenStory) -> tuple[Facts, ...]:
    """One for each claim, in the story's order."""
    ledger = story.ledger
    days = {r.id: (r.published or "")[:10] for r in ledger.reports}
    outlets = {r.id: outlet_of(r) for r in ledger.reports}
    voices = {v.id: " ".join((v.name, *v.aliases)) for v in ledger.voices}
    shown = {c.id: c for c in story.chapter.claims}
    return tuple(_facts(c, shown[c.id], days, outlets, voices) for c in _ordered(ledger) if c.id in shown)


def _ordered(ledger: Ledger) -> Sequence[Claim]:
    return [c for c in ledger.claims if c.story == ledger.stories[0].id]


def _facts(claim: Claim, shown: Shown, days: Mapping[str, str], outlets: Mapping[str, str], voices: Mapping[str, str]) -> Facts:
    reports = dict.fromkeys(t.report for t in claim.tellings if t.report in days)
    told = sorted(d for r in reports if (d := days[r]))
    ends = [e for e in (claim.quantity.low, claim.quantity.high) if e is not None] if claim.quantity else []
    return Facts(
        claim=shown,
        first=told[0] if told else None,
        last=told[-1] if told else None,
        reports=frozenset(reports),
        numbers=tuple(sorted({t.source.number for t in shown.told})),
        heard=" ".join(dict.fromkeys(voices.get(v, "") for t in claim.tellings for v in t.chain)).casefold(),
        outlets=" ".join(outlets[r] for r in reports).casefold(),
        place=(claim.where or "").casefold(),
        number=max(ends, default=None),
        by_hand=by_hand(claim.grounds),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which claims are wanted; what is empty lets all through."""

    standing: str = ""
    certainty: str = ""
    numbers: bool = False
    words: str = ""
    voice: str = ""
    outlet: str = ""
    place: str = ""

    def lets(self, one: Facts) -> bool:
        """Whether the claim passes every filter."""
        return (
            (not self.standing or one.claim.standing == self.standing)
            and (not self.certainty or one.claim.certainty == self.certainty)
            and (not self.numbers or bool(one.claim.figure))
            and _all_in(self.words, one.claim.statement.casefold())
            and _all_in(self.voice, one.heard)
            and _all_in(self.outlet, one.outlets)
            and _all_in(self.place, one.place)
        )


def _all_in(words: str, text: str) -> bool:
    return all(w in text for w in words.casefold().split())


def fresh(one: Facts, since: str, times: Mapping[str, str]) -> Fresh:
    """How the claim stands to a time; `times` says of each report when it was published, or came in.

    New is what every report that tells it told since then; where one of them has no time, that cannot be told, and it counts as told again.
    """
    if not since:
        return ""
    later = [times.get(r, "") >= since for r in one.reports]
    return "" if not any(later) else "new" if all(later) else "again"


#: Each order: how it is called, and its key; where keys are equal, the story's own order holds.
ORDERS: dict[str, tuple[str, Callable[[Facts], Any]]] = {
    "weight": ("what matters most", lambda f: 0),
    "claim": ("by their words", lambda f: f.claim.statement.casefold()),
    "certainty": ("how sure they are put", lambda f: _rank(("asserted", "hedged", "pledged", "denied"), f.claim.certainty)),
    "figure": ("largest figure", lambda f: float("inf") if f.number is None else -f.number),
    "reports": ("most reports", lambda f: -f.claim.reports),
    "origins": ("most independent origins", lambda f: -f.claim.independent),
    "standing": ("disputed first", lambda f: _rank(("disputed", "no named origin", "single origin", "corroborated"), f.claim.standing)),
    "first": ("told first", lambda f: f.first or "9"),
    "last": ("told last", lambda f: tuple(-ord(c) for c in f.last or "0")),
}


def _rank(known: tuple[str, ...], value: str) -> int:
    return known.index(value) if value in known else len(known)


def chosen(facts: Sequence[Facts], filters: Filters, order: str) -> list[Facts]:
    """The claims that pass, in the order that is named."""
    return sorted((f for f in facts if filters.lets(f)), key=ORDERS[order][1])


def sheet(title: str, found: Sequence[tuple[Facts, Fresh]]) -> Table:
    """These claims as a table to take away."""
    rows = []
    for one, how in found:
        claim = one.claim
        told = "; ".join(dict.fromkeys(f"[{t.source.number}] {t.source.outlet}" for t in claim.told))
        since = {"new": "new", "again": "told again", "": None}[how]
        rows.append(
            (
                *(claim.id, claim.number, claim.statement, claim.certainty, claim.figure, claim.reports, claim.independent, claim.who),
                *(claim.standing, one.first, one.last, claim.when, claim.where, told, since, "; ".join(one.by_hand)),
            )
        )
    return Table(name="claims", about=f"The claims of {title}, as the page shows them.", columns=_COLUMNS, rows=tuple(rows))


_COLUMNS = tuple(
    Column(name=name, help=said, width=width)
    for name, said, width in (
        ("claim id", "Stays the same for the same reports", 16),
        ("claim", "Its number, by how much it matters to the story", 7),
        ("statement", "The claim as one sentence that stands alone", 60),
        ("how sure", "asserted, hedged, pledged, denied or left open", 11),
        ("figure", "The number, as its source words it", 24),
        ("reports", "How many reports tell it", 9),
        ("origins", "How many independent origins stand behind it; copies add none", 9),
        ("according to", "The origins by name", 30),
        ("standing", "corroborated, single origin, no named origin or disputed", 15),
        ("first told", "Day of the first dated report that tells it", 11),
        ("last told", "Day of the last one", 11),
        ("when", "When it is said to happen", 16),
        ("where", "Place", 16),
        ("told by", "Reports by number and outlet", 36),
        ("since", "new, or told again, since the time that the page was asked for", 11),
        ("by hand", "What people set", 30),
    )
)
