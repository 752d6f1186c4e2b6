"""What goes into the store and what it gives back; plain values, opaque where a meaning belongs to others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from stemma.model import RawReport, Report

#: A JSON object whose meaning the store does not know.
Json = Mapping[str, Any]
HitKind = Literal["report", "claim", "voice"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One report on its way in: as taken in (with the bytes it came from), as prepared, and when it was seen."""

    raw: RawReport
    report: Report
    #: ISO 8601, the clock's word, handed in by the caller.
    seen: str
    #: What led to it (a feed's or an archive's address), where something did.
    via: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of one report that was added."""

    #: Id of the report; a row of that id is now in the store.
    report: str
    #: "new"; "seen": the same report again; "version": another text of the same canonical URL.
    kind: Literal["new", "seen", "version"]
    #: The report that it repeats (may be itself) or is a further version of.
    of: str | None = None
    #: Whether a sighting was stored; False when it was added from this very place before.
    sighting: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Where and when a report was seen."""

    report: str
    #: As given on the command line.
    path: str
    url: str | None
    seen: str
    via: str | None
    #: SHA-256 of the original bytes in hex; `Store.original` gives them.
    original: str | None
    media: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One report in a list: what is shown of it without its text."""

    id: str
    title: str | None
    outlet: str | None
    #: ISO 8601 date or date-time.
    published: str | None
    url: str | None
    #: The id of the report that speaks in the story for it: itself, a newer version, or the same text of the same outlet.
    spoken_by: str
    #: Version key of the prepared form.
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """A group of reports as the grouping left it."""

    id: str
    #: Ids of the reports in it; a report is in one story at most.
    reports: tuple[str, ...]
    body: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What a list shows of a story besides its summary."""

    title: str
    #: First and last day of publication, ISO.
    first: str | None
    last: str | None
    reports: int
    #: Each once.
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One story in a list."""

    id: str
    shown: Listing
    #: What was put with its ledger; None where it has none.
    summary: Json | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A stretch of a list of stories."""

    stories: tuple[Listed, ...]
    #: How many stories there are in the whole list.
    total: int
    #: Whether words were found so often that not every story with them was looked up.
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name, and in how many stories it stands."""

    name: str
    stories: int
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim, to be found by its words. The claim itself is in its story's ledger."""

    id: str
    statement: str
    body: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceRow:
    """A voice, to be found by its names. The voice itself is in its story's ledger."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    body: Json = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """Which ledgers must be made again; ids of stories, sorted."""

    #: Wanted, and none is stored.
    missing: tuple[str, ...]
    #: Stored under another key than the wanted one.
    outdated: tuple[str, ...]
    #: Stored, and not wanted any more.
    orphaned: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One find: what it is, where, and the words around it."""

    kind: HitKind
    #: Id of the report, claim or voice.
    id: str
    #: The story it belongs to, when it is grouped.
    story: str | None
    #: Title of the report, statement of the claim, name of the voice.
    title: str
    outlet: str | None = None
    published: str | None = None
    #: A stretch of the text as it is stored; never markup, and not escaped.
    snippet: str = ""
    #: Where the snippet begins in the report's text.
    at: int = 0
    #: Half-open offsets into `snippet` of the words searched for.
    marks: tuple[tuple[int, int], ...] = ()
    #: BM25; higher is better.
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found: reports, then claims, then voices, best first within each."""

    hits: tuple[Hit, ...]
    #: Whether more would have been found than the limit.
    more: bool = False
    #: What was left out of the question or the ranking, in words for people.
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Something in the store that is not as it was written."""

    #: A table, "page", "index", "schema", "search".
    where: str
    #: Which row or page.
    key: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """The outcome of a check of everything."""

    damages: tuple[Damage, ...]
    #: How many of each were looked at: pages, rows by table.
    checked: Mapping[str, int]
    #: What could not be looked at, and why.
    unchecked: tuple[str, ...] = ()
