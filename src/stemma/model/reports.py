"""Reports: as they were taken in, and as they are read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

from stemma.model.spans import Ground, Span

ZoneKind = Literal["headline", "dateline", "byline", "body", "caption", "credit", "notice", "furniture"]
PublishedFrom = Literal["given", "metadata", "dateline", "inferred"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A stretch of a report's text that plays one part."""

    kind: ZoneKind
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The stretch as a span."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """The bytes of a report as they came, and what they are."""

    data: bytes = field(repr=False)
    #: Media type, e.g. "text/html; charset=windows-1252".
    media: str = "application/octet-stream"

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes, in hex."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawReport:
    """One report as `ingest` took it in: text, and what its file or page says of itself."""

    #: As given on the command line; `file#n` for the n-th of a JSONL file.
    path: str
    #: The text exactly as given (.txt, .json) or as extracted (HTML).
    text: str
    #: According to the outlet (metadata) or the person who gave it.
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    #: ISO 8601 date or date-time, according to the outlet's metadata or the person (see `published_from`).
    published: str | None = None
    published_from: PublishedFrom | None = None
    #: ISO 8601, according to the outlet's metadata.
    updated: str | None = None
    #: Agencies and sources that the metadata or markup credit (JSON-LD sourceOrganization, isBasedOn, credit lines).
    credits: tuple[str, ...] = ()
    #: Zones that the markup shows (captions, credits of an HTML page); plain text has none.
    marked: tuple[Zone, ...] = ()
    #: Which extractor answered, and the like: for the record.
    extracted_by: str = "as-given"
    #: The bytes that it was taken from (the file, the line of a JSONL, the record of a WARC, the message of an mbox); None where nobody keeps them.
    original: Original | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report, zoned and dated. `id` comes from content."""

    id: str
    path: str
    text: str
    zones: tuple[Zone, ...]
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    published_from: PublishedFrom | None = None
    updated: str | None = None
    #: ISO 639-1 code, or "unknown".
    language: str = "unknown"
    #: Agencies credited by metadata, credit lines or dateline, as written.
    credits: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = field(default=())

    def zones_of(self, *kinds: ZoneKind) -> tuple[Zone, ...]:
        """The zones of the given kinds, in order."""
        return tuple(z for z in self.zones if z.kind in kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something that went wrong with an input: said, never swallowed."""

    #: kebab-case, e.g. "empty-file".
    code: str
    message: str
    #: What the user can do.
    hint: str = ""
    #: Id of the report, or None when there is none yet.
    report: str | None = None
    #: The path as given, when the trouble belongs to a file.
    path: str | None = None


def text_digest(text: str) -> str:
    """SHA-256 of a report's text (UTF-8), in hex: what a citation is checked against."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def content_id(prefix: str, *parts: object) -> str:
    """A short id that depends on nothing but the parts: `prefix` and 12 hex digits of their SHA-256."""
    digest = hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass"))
    return f"{prefix}-{digest.hexdigest()[:12]}"
