"""What is shown: claims, tellings, voices and sources as a reader meets them, still raw and without form."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.model import Ground, Trouble
from stemma.tell.shared import words
from stemma.tell.shared.context import Piece
from stemma.tell.tree import Branch


def summary(chapter: Chapter) -> str:
    """What a reader should remember, in sentences that can be read aloud."""
    claims = chapter.claims
    reports = words.count(len(chapter.sources), "report")
    if not claims:
        return f"{reports.capitalize()}, and no claim that could be told apart."
    parts = [
        (sum(c.standing == words.STANDING["corroborated"] for c in claims), "corroborated by two or more independent origins"),
        (sum(c.standing == words.STANDING["single-origin"] for c in claims), "resting on a single origin"),
        (sum(c.standing == words.STANDING["unattributed"] for c in claims), "told with no named origin"),
        (sum(c.standing == words.STANDING["disputed"] for c in claims), "disputed"),
    ]
    say = words.spelled if max(n for n, _ in parts) <= 12 else str
    counted = words.listed([f"{say(n)} {what}" for n, what in parts if n])
    text = f"{reports} make{'s' if len(chapter.sources) == 1 else ''} {words.count(len(claims), 'claim')}: {counted}."
    echo = max((c for c in claims if c.independent == 1 and c.reports >= 3), key=lambda c: (c.reports, -c.number), default=None)
    if echo is not None:
        told = f" Claim {echo.number} is told by {words.spelled(echo.reports)} reports"
        text += (
            f"{told}, and all of them go back to one origin: {echo.who}." if not echo.unattributed else f"{told}; one origin is named: {echo.who}."
        )
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A report as a citation names it."""

    number: int
    outlet: str
    title: str
    date: str
    url: str | None
    sha256: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One telling: who tells it, through whom, in which words."""

    #: Its place among the tellings of the claim.
    number: int
    source: Source
    #: "The Courier ← TASS ← Shoigu".
    chain: str
    words: tuple[Piece, ...]
    link: str | None
    certainty: str
    figure: str
    when: str
    #: "[3] The Courier" when the words were copied.
    copied: str
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """How a claim stands to another, and why."""

    number: int
    words: str
    statement: str
    why: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A claim as it is shown."""

    number: int
    id: str
    statement: str
    certainty: str
    standing: str
    figure: str
    when: str
    where: str
    reports: int
    origins: tuple[str, ...]
    independent: int
    #: Tellings that name no origin.
    unattributed: int
    told: tuple[Told, ...]
    #: Who has it from whom; empty for a claim told once.
    tree: tuple[Branch, ...]
    links: tuple[Link, ...]
    grounds: tuple[Ground, ...]

    @property
    def backing(self) -> str:
        """'4 reports, 1 independent origin: National Intelligence Service.'"""
        return f"{self.counted}{': ' + self.who if self.who else ''}."

    @property
    def who(self) -> str:
        """The origins by name; where some of them speak for one another, that they count as fewer."""
        named = words.listed(list(self.origins))
        if 0 < self.independent < len(self.origins):
            return f"{named}, counted as {words.spelled(self.independent)}"
        return named

    @property
    def counted(self) -> str:
        """'4 reports, 1 independent origin'."""
        told = words.count(self.reports, "report")
        if self.independent:
            return f"{told}, {words.count(self.independent, 'independent origin')}"
        return f"{told}, no named origin" if not self.origins else f"{told}, cannot tell how many origins"

    @property
    def ratio(self) -> str:
        """'1 origin / 4 reports'."""
        return f"{words.count(self.independent, 'origin') if self.independent else 'no origin'} / {words.count(self.reports, 'report')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A voice: what it vouches for, whom it passes on, how it reaches the reader."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    #: Of whom no more is known: nobody's origin.
    vague: bool
    #: Numbers of the claims whose telling ends with this voice.
    vouches: tuple[int, ...]
    #: How many reports carry it.
    reports: int
    #: Through whom it reaches the reports, most frequent first.
    through: tuple[str, ...]
    #: Whom it passes on.
    relays: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One story."""

    title: str
    dates: str
    sources: tuple[Source, ...]
    claims: tuple[Shown, ...]
    speakers: tuple[Speaker, ...]
    #: Conflicts and denials: a claim and how it stands to another.
    differences: tuple[tuple[Shown, Link], ...]
    #: What a later claim says instead of an earlier one.
    updates: tuple[tuple[Shown, Link], ...]
    #: Who copies or cites whom: sentence and its grounds.
    descent: tuple[tuple[str, tuple[Ground, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything there is to show."""

    chapters: tuple[Chapter, ...]
    sources: tuple[Source, ...]
    troubles: tuple[Trouble, ...]
    annotator: str

    def claim(self, wanted: str) -> Shown | None:
        """The claim with that number or id."""
        return next((c for chapter in self.chapters for c in chapter.claims if wanted in (str(c.number), c.id)), None)
