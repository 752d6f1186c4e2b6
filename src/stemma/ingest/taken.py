"""What taking in gives: reports, pointers to reports that are elsewhere, and a word about all that could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from stemma.model import Original, RawReport, Trouble

__all__ = ["Capture", "Original", "Piece", "PieceKind", "Pointer", "Taken", "joined", "refused", "trouble"]

#: What a piece of input is: the first row is read here, the second in the process that can be killed.
PieceKind = Literal["text", "json", "csv", "html", "pdf", "mail", "mhtml", "feed", "json-feed", "ninjs", "opml", "bookmarks"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """A report or feed that an input names but does not hold: whoever may use the network fetches it."""

    #: http or https, as the input states it: hostile text until it went through the guard of `fetch`.
    url: str
    #: The file (file#n) that names it.
    from_path: str
    #: According to the input that names it.
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    kind: Literal["page", "feed"] = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """When and where an archive (WARC, MHTML, SingleFile, auto-archiver) says that a report was seen."""

    #: `RawReport.path` of the report.
    path: str
    url: str | None
    #: ISO 8601.
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one input, or one stretch of a large one, gave; each in the order of the input."""

    reports: tuple[RawReport, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    pointers: tuple[Pointer, ...] = ()
    captures: tuple[Capture, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """The bytes of one document out of an input, with what the container says of it. Parsed apart from all others."""

    name: str
    kind: PieceKind
    data: bytes
    media: str
    #: According to the container: address, time of capture, charset of the transport.
    url: str | None = None
    at: str | None = None
    charset: str | None = None


def joined(parts: Iterable[Taken]) -> Taken:
    """All parts as one, in their order."""
    held = list(parts)
    if len(held) == 1:
        return held[0]
    return Taken(
        reports=tuple(r for t in held for r in t.reports),
        troubles=tuple(s for t in held for s in t.troubles),
        pointers=tuple(p for t in held for p in t.pointers),
        captures=tuple(c for t in held for c in t.captures),
    )


def trouble(code: str, path: str, message: str, hint: str) -> Trouble:
    """A trouble of the input `path`."""
    return Trouble(code=code, message=message, hint=hint, path=path)


def refused(code: str, path: str, message: str, hint: str) -> Taken:
    """Nothing but a trouble of the input `path`."""
    return Taken(troubles=(trouble(code, path, message, hint),))
