"""What the forms that set reports side by side share: reports as they are cited, claims by their numbers.

Numbers are those of `stemma read` over the same paths, so that `--claim N` finds the words behind a line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stemma.model import Ledger, Report, Voice
from stemma.tell.shared import words
from stemma.tell.shared.data import Json
from stemma.tell.view import outlet_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A report as the forms cite it; words are raw."""

    number: int
    outlet: str
    #: "17 October 2024", or "no date".
    date: str
    report: Report

    @property
    def short(self) -> str:
        """'[3] The Courier'."""
        return f"[{self.number}] {self.outlet}"

    @property
    def long(self) -> str:
        """'[3] The Courier, 17 October 2024'."""
        return f"{self.short}, {self.date}"


def cited(ledger: Ledger) -> dict[str, Cited]:
    """The reports by id, numbered as the ledger has them."""
    return {r.id: Cited(number=n, outlet=outlet_of(r), date=words.day(r.published), report=r) for n, r in enumerate(ledger.reports, 1)}


def numbers(ledger: Ledger) -> dict[str, int]:
    """The claims' numbers: story by story, in the ledger's order."""
    ordered = [c for story in ledger.stories for c in ledger.claims if c.story == story.id]
    return {c.id: n for n, c in enumerate(ordered, 1)}


def names(ledger: Ledger) -> dict[str, Voice]:
    """The voices by id."""
    return {v.id: v for v in ledger.voices}


def brackets(reports: Iterable[str], sources: dict[str, Cited]) -> str:
    """'[1], [4] and [5]'."""
    return words.listed([f"[{n}]" for n in sorted(sources[r].number for r in reports if r in sources)])


def as_reports(sources: dict[str, Cited]) -> list[Json]:
    """The reports as JSON, without their text."""
    return [
        {
            "id": s.report.id,
            "number": s.number,
            "path": s.report.path,
            "outlet": s.report.outlet,
            "title": s.report.title,
            "url": s.report.url,
            "published": s.report.published,
        }
        for s in sources.values()
    ]
