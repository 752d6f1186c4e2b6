"""Which reports carry a claim and which leave it out: one mark for each claim and report, with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stemma.model.spans import Ground

#: told: a telling of the claim stands in the report. otherwise: the report tells a claim that updates or refines it, or that it updates or
#: refines. perhaps: words or figures of the claim stand in the report, though no telling was found. earlier: the report was published before
#: anybody told the claim. undated: without dates nobody can tell whether it could have told it. left-out: none of these.
Mark = Literal["told", "otherwise", "perhaps", "earlier", "undated", "left-out"]
#: Why a claim is asked after.
Why = Literal["several reports", "several origins", "denial", "conflict", "hedge", "other side"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Presence:
    """Whether one report carries one claim."""

    #: Id of the report.
    report: str
    mark: Mark
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """One claim, and how each report of its story stands to it."""

    #: Id of the claim.
    claim: str
    #: Never empty.
    why: tuple[Why, ...]
    #: Publication date of the earliest dated report that tells it, according to the outlets; None when none is dated.
    first: str | None
    #: One for each report of the story, in the ledger's order.
    presences: tuple[Presence, ...]

    def by(self, mark: Mark) -> tuple[str, ...]:
        """Ids of the reports with that mark."""
        return tuple(p.report for p in self.presences if p.mark == mark)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """How much of what is asked after one report tells."""

    #: Id of the report.
    report: str
    told: int
    #: Claims that it could have told: told, told otherwise, perhaps told or left out.
    fair: int
    #: True for a report so short that what it leaves out says little.
    brief: bool
    ground: Ground | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Omissions:
    """One story: claims by what they matter, reports by what they carry."""

    #: Id of the story.
    story: str
    #: Claims that several reports or origins tell, and those that qualify or dispute others; the weightiest first.
    claims: tuple[Carried, ...]
    #: One for each report of the story, in the ledger's order.
    shares: tuple[Share, ...]
    #: For each report the ids of the claims that no other report tells or seems to tell, the weightiest first.
    alone: dict[str, tuple[str, ...]]
