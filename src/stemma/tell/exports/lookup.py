"""A ledger, asked for what rows and citations need: names, numbers, words where they stand, addresses that open there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from stemma.model import Claim, Ground, Ledger, Quantity, Span, Story, Telling, content_id
from stemma.tell.exports.table import Cell, Note
from stemma.tell.shared import words
from stemma.tell.shared.citing import Citations
from stemma.tell.shared.compare import numbers
from stemma.tell.shared.data import number
from stemma.tell.view import words_url


class Lookup(Citations):
    """The look-ups of all forms, and those that only tables need; holds no state beyond them."""

    def __init__(self, ledger: Ledger, notes: Iterable[Note] = ()) -> None:
        super().__init__(ledger)
        self.notes = {note.claim: note for note in notes}
        self.claims: dict[str, Claim] = {c.id: c for c in ledger.claims}
        self.claim_numbers = numbers(ledger)
        self.story_of: dict[str, Story] = {r: s for s in ledger.stories for r in s.reports}

    def ordered(self) -> list[Claim]:
        """The claims by number; those of no story are left out, as in every other form."""
        return sorted((c for c in self.ledger.claims if c.id in self.claim_numbers), key=lambda c: self.claim_numbers[c.id])

    def told(self, claim: Claim) -> list[Telling]:
        """Its tellings in reports that the ledger holds."""
        return [t for t in claim.tellings if t.report in self.reports]

    def path(self, chain: Sequence[str]) -> str:
        """'TASS > Shoigu': nearest to the report first, the one who vouches last."""
        return " > ".join(map(self.name, chain))

    def words(self, report: str, spans: Iterable[Span]) -> str:
        """The words themselves, untouched; pieces that stand apart are joined by ' … '."""
        text = self.reports[report].text
        return " … ".join(s.of(text) for s in spans)

    def link(self, report: str, spans: Iterable[Span]) -> str | None:
        """The report's address with a text fragment that opens it at the words."""
        return words_url(self.reports[report], spans)

    def source(self, report: str) -> str:
        """'[2] The Post'; '' for a report that the ledger does not hold."""
        return self.cited(report) if report in self.reports else ""


def telling_id(claim: str, telling: Telling) -> str:
    """A telling has no id of its own: this one comes from claim, report and place."""
    return content_id("t", claim, telling.report, *(f"{s.start}-{s.end}" for s in telling.spans))


def offsets(spans: Iterable[Span]) -> str:
    """'12..48; 60..71': half-open, in code points of the report's text. With a hyphen a spreadsheet would make a date of it."""
    return "; ".join(f"{s.start}..{s.end}" for s in spans)


def why(grounds: Iterable[Ground]) -> str:
    """The reasons as sentences, each said once."""
    return " ".join(dict.fromkeys(g.sentence for g in grounds if g.sentence))


def bound(quantity: Quantity) -> str:
    """What kind of number it is, in words."""
    low, high = quantity.low, quantity.high
    if low is None and high is None:
        return ""
    if high is None:
        return "more than" if quantity.low_open else "at least"
    if low is None:
        return "less than" if quantity.high_open else "up to"
    if quantity.approximate:
        return "about"
    return "exactly" if low == high else "between"


#: Names of the cells that `figure` gives.
FIGURE = ("figure", "low", "high", "bound", "unit", "counted", "per")


def figure(quantity: Quantity | None) -> tuple[Cell, ...]:
    """A quantity as cells: in words, as numbers, and what kind of number."""
    if quantity is None:
        return (None,) * len(FIGURE)
    return (
        words.figure(quantity),
        number(quantity.low),
        number(quantity.high),
        bound(quantity),
        quantity.unit,
        quantity.what,
        quantity.per,
    )
