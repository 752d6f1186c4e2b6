"""Omissions in words: the ledger with look-ups, the signs and their key, a report's share as a sentence; for all forms."""

from __future__ import annotations

from stemma.model import Claim, Ledger, Story
from stemma.model.omissions import Carried, Mark, Omissions
from stemma.tell.shared import words
from stemma.tell.shared.compare import Cited, cited, names, numbers

SIGNS: dict[Mark, str] = {"told": "x", "left-out": "o", "otherwise": "~", "perhaps": "?", "earlier": "<", "undated": "."}
KEY: dict[Mark, str] = {
    "told": "tells it",
    "left-out": "leaves it out",
    "otherwise": "tells a newer, older, finer or rougher form, or another figure",
    "perhaps": "may tell it in other words; nobody can tell from the words alone",
    "earlier": "was published before anybody here told it",
    "undated": "no date: cannot tell whether it could have",
}
#: Claims named in a report's line.
_NAMED = 8
NOTE = "A report can be short, or its outlet can have told it elsewhere. Stemma counts reporting, not truth."
NOTHING = "There is nothing to compare: an omission needs two reports on one story."


class Desk:
    """The ledger with look-ups."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.sources = cited(ledger)
        self.numbers = numbers(ledger)
        self.claims: dict[str, Claim] = {c.id: c for c in ledger.claims}
        self.voices = names(ledger)
        self.stories: dict[str, Story] = {s.id: s for s in ledger.stories}

    def statement(self, claim: str) -> str:
        """The claim's sentence."""
        return self.claims[claim].statement.strip()

    def of(self, found: Omissions) -> list[Cited]:
        """The reports that are compared, as they are cited."""
        return [self.sources[s.report] for s in found.shares]

    def origins(self, claim: str) -> str:
        """'origin: the ministry', or ''."""
        own = list(dict.fromkeys(self.voices[o].name for o in self.claims[claim].origins if o in self.voices))
        return f"{'origin' if len(own) == 1 else 'origins'}: {words.listed(own)}" if own else "no named origin"


def named(desk: Desk, row: Carried) -> str:
    """The claim with what makes it one that a reader should not miss: '… (a denial)'."""
    kinds = qualifies(row)
    return f"{desk.statement(row.claim)}{f' ({words.listed(kinds)})' if kinds else ''}"


def qualifies(claim: Carried) -> list[str]:
    """Why it qualifies or disputes, beyond that several tell it."""
    return [w for w in claim.why if w not in ("several reports", "several origins")]


def line(desk: Desk, found: Omissions, at: int) -> str:
    """'The Courier, 17 October: tells 5 of the 9 claims it could have told; leaves out 2, 4 and 7.'"""
    share = found.shares[at]
    source = desk.sources[share.report]
    gone = [str(desk.numbers[c.claim]) for c in found.claims if share.report in c.by("left-out")]
    unsure = sum(share.report in c.by("undated") for c in found.claims)
    said = f"{source.outlet}, {source.date}: tells {words.spelled(share.told)} of these claims"
    if gone:
        those = gone if len(gone) <= _NAMED else [*gone[: _NAMED - 1], f"{len(gone) - _NAMED + 1} more"]
        said += f"; leaves out {words.spelled(len(gone))}: {words.listed(those)}"
    said += f"; of {words.spelled(unsure)} nobody can tell" if unsure else ""
    return f"{said}.{' A brief report.' if share.brief else ''}"
