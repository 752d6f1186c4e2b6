"""What the library answers with: rows of stories, a report with its history, hits of a search, a voice over all stories, and what an adding did."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from stemma.model.reports import Report, Trouble
from stemma.model.values import Certainty

Kind = Literal["report", "claim", "voice", "story"]
Did = Literal["new", "seen before", "new version"]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story in the list. The counts are None until the story has been read (`Library.story`)."""

    id: str
    title: str
    #: First and last day of publication, ISO.
    first: str | None
    last: str | None
    reports: int
    outlets: tuple[str, ...] = ()
    claims: int | None = None
    #: Distinct voices that stand at the end of a chain.
    origins: int | None = None
    #: Relations of conflict or denial.
    open_conflicts: int | None = None
    #: When its ledger was last made anew, ISO; None while it waits to be read.
    changed: str | None = None

    @property
    def stale(self) -> bool:
        """Whether it waits to be read."""
        return self.claims is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Which:
    """Which stories a list is to show: those that pass every filter that is set."""

    #: Only these.
    ids: tuple[str, ...] | None = None
    #: With a report of this day (month, year) or later; begun on this day or before. ISO.
    since: str = ""
    until: str = ""
    #: With a report of an outlet with these letters in its name.
    outlet: str = ""
    #: In which a voice of this name is heard. Only stories that have been read have voices.
    voice: str = ""
    #: Of which a report or claim names this, word by word.
    place: str = ""
    #: Of which one report or claim has all these words.
    words: str = ""
    #: In which reports are in conflict. Only stories that have been read have any.
    disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryList:
    """A page of the list of stories."""

    stories: tuple[StoryRow, ...]
    #: How many stories pass the filters.
    total: int
    #: Number of the first one shown, from 0.
    at: int
    #: Whether words were found so often that some stories with them may be missing.
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVoice:
    """One voice in the list of voices."""

    name: str
    #: Of how many stories it is a voice.
    stories: int
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Where and when a report was met."""

    #: Path or URL as it was given.
    where: str
    #: UTC, ISO 8601.
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A report with what the store knows of it besides its text."""

    report: Report
    story: str | None
    #: SHA-256 and media type of the bytes it came from; None where nobody gave bytes.
    sha256: str | None
    media: str | None
    seen: tuple[Seen, ...]
    #: Ids of all versions at its address, oldest first, its own among them; one id where there is but one.
    versions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One find of a search."""

    kind: Kind
    #: Id of the report, claim, voice or story.
    id: str
    story: str | None
    title: str
    #: Words around the find, raw, and where the finds lie in them.
    snippet: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    outlet: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One telling that a voice stands in."""

    story: str
    story_title: str
    claim: str
    statement: str
    report: str
    outlet: str | None
    published: str | None
    #: Names from the report's nearest source down to the origin.
    chain: tuple[str, ...]
    certainty: Certainty
    #: The voice stands at the end of the chain.
    is_origin: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A voice over all stories of the store."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    said: tuple[Said, ...]
    #: Ids of the stories that were looked at, by number of tellings.
    stories: tuple[str, ...]
    #: How many further stories it is a voice of; the newest were looked at.
    more: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one report that was given."""

    report: str
    did: Did
    title: str | None
    outlet: str | None
    where: str
    #: The version that it follows, where it is a new one.
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """What one call of `add` did."""

    reports: tuple[Added, ...] = ()
    #: Ids of stories that gained reports or came to be.
    stories: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = field(default=())

    def count(self, did: Did) -> int:
        """How many reports met that fate."""
        return sum(a.did == did for a in self.reports)
