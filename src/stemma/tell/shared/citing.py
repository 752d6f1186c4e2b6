"""What the forms of pledges and timelines share: reports by number, voices by name, words quoted where they stand.

Reports are numbered as `stemma read` numbers them: in the order in which they were given.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence

from stemma.model import Ground, Ledger, Place, text_digest
from stemma.tell.shared import words
from stemma.tell.shared.context import in_context
from stemma.tell.shared.data import Json, as_place
from stemma.tell.shared.safe import safe_lines, safe_markdown, safe_term, safe_url
from stemma.tell.view import outlet_of


class Citations:
    """A ledger, asked for names and words."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.reports = {r.id: r for r in ledger.reports}
        self.numbers = {r.id: n for n, r in enumerate(ledger.reports, 1)}
        self.voices = {v.id: v for v in ledger.voices}
        self.stories = {s.id: s for s in ledger.stories}

    def name(self, voice: str) -> str:
        """The voice by name."""
        return self.voices[voice].name if voice in self.voices else "an unknown voice"

    def chain(self, voices: Sequence[str]) -> str:
        """'Sergei Shoigu, through TASS'; '' in the report's own voice."""
        if not voices:
            return ""
        through = [self.name(v) for v in voices[:-1]]
        return f"{self.name(voices[-1])}{', through ' + words.listed(through) if through else ''}"

    def cited(self, report: str) -> str:
        """'[2] The Post'."""
        return f"[{self.numbers[report]}] {outlet_of(self.reports[report])}" if report in self.reports else "an unknown report"

    def dated(self, report: str) -> str:
        """'[2] The Post, 17 June 2025'."""
        return f"{self.cited(report)}, {words.day(self.reports[report].published)}" if report in self.reports else self.cited(report)

    def legend(self) -> list[str]:
        """What the numbers in brackets stand for."""
        return [f"{self.dated(r.id)}{f': {r.title}' if r.title else ''}" for r in self.ledger.reports]

    def quote(self, place: Place) -> str:
        """The words themselves, white space folded."""
        report = self.reports.get(place.report)
        return " ".join(place.span.of(report.text).split()) if report else ""

    def marked(self, place: Place, *, reach: int = 110) -> str:
        """The words between « and », in the rest of their sentence."""
        report = self.reports.get(place.report)
        if report is None:
            return ""
        return "".join(f"«{p.text}»" if p.marked else p.text for p in in_context(report.text, (place.span,), reach=reach))

    def url(self, report: str) -> str | None:
        """The address, if it may stand behind a link."""
        return safe_url(self.reports[report].url) if report in self.reports else None

    def listed(self, reports: Iterable[str]) -> list[Json]:
        """The reports for JSON, in the order in which they were given."""
        wanted = set(reports)
        return [
            {
                "id": r.id,
                "number": self.numbers[r.id],
                "path": r.path,
                "outlet": r.outlet,
                "title": r.title,
                "published": r.published,
                "url": r.url,
                "sha256": text_digest(r.text),
            }
            for r in self.ledger.reports
            if r.id in wanted
        ]

    def place(self, place: Place | None) -> Json | None:
        """A place with its words, for JSON."""
        if place is None:
            return None
        return {**as_place(place), "quote": self.reports[place.report].text[place.start : place.end]}

    def voice(self, voice: str | None) -> Json | None:
        """A voice by id and name, for JSON."""
        return None if voice is None else {"id": voice, "name": self.name(voice)}

    def grounds(self, grounds: Iterable[Ground]) -> list[Json]:
        """Reasons for JSON, each with the words that it points at."""
        return [{"rule": g.rule, "sentence": g.sentence, "spans": [self.place(p) for p in g.spans if p.report in self.reports]} for g in grounds]


def paragraph(text: str, *, width: int, first: str = "", rest: str = "") -> str:
    """Text of any origin as terminal lines: escaped, folded, hung under its mark."""
    return textwrap.fill(
        safe_term(text), max(width, len(rest) + 24), initial_indent=first, subsequent_indent=rest, break_long_words=True, break_on_hyphens=False
    )


def lines(parts: Iterable[str]) -> str:
    """Terminal text: nothing but what a terminal prints, one line end at the end."""
    return safe_lines("\n".join(parts)).strip("\n") + "\n"


def markdown_line(text: str) -> str:
    """One line of Markdown that shows the words themselves."""
    return safe_markdown(" ".join(text.split()))


def link(cited: str, url: str | None) -> str:
    """A cited report as Markdown; linked where the address is safe."""
    return f"[{markdown_line(cited)}]({url})" if url and not re.search(r"[()\s]", url) else markdown_line(cited)
