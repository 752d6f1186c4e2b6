"""RSS and Atom: entries that carry their article are reports, the others point to it. Runs in the worker process.

feedparser is given bytes only (a string it would open as a file or fetch) and every field is taken for hostile text. Identifiers of
entries (GUID) are not used: they are reused and forged. Whether an entry carries the whole article is judged by length and by how it
ends; a teaser taken for a report would make its story look shorter than it is, a short report taken for a teaser is fetched in full.
"""

from __future__ import annotations

import calendar
import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

from stemma.ingest import dates, fragment
from stemma.ingest.addresses import http
from stemma.ingest.layout import Paragraph, letters
from stemma.ingest.taken import Original, Piece, Pointer, Taken, joined, trouble
from stemma.model import RawReport

#: Entries after these are not read.
MOST_ENTRIES = 5000
#: Letters from which an entry counts as a whole article: some 110 words, longer than teasers are.
_WHOLE = 550
#: Letters from which an entry without an address is a report all the same: nothing else of it can be had.
_FLASH = 120
_CUT = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\]|\(more\)|\bread more|\bcontinue reading.{0,80}|&raquo;|»)\W*$", re.IGNORECASE)
_ELEMENT = re.compile(rb"<((?:[A-Za-z][\w.-]{0,20}:)?(?:item|entry))(?=[\s>])")


def of_piece(piece: Piece) -> Taken:
    """The entries of a feed."""
    import feedparser

    headers = {"content-type": piece.media} if piece.charset else {}
    found = feedparser.parse(io.BytesIO(piece.data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False)
    entries: list[Any] = found.entries
    if not entries:
        broken = f" ({_one_line(found.bozo_exception)})" if found.bozo else ""
        message = f"{piece.name} is a feed without entries{broken}."
        return Taken(troubles=(trouble("bad-feed" if found.bozo else "empty-feed", piece.name, message, "Check the feed's address."),))
    parts = []
    if found.bozo and not _harmless(found.bozo_exception):
        message = f"{piece.name} is broken XML ({_one_line(found.bozo_exception)}); {len(entries)} entries could be read."
        parts.append(Taken(troubles=(trouble("bad-feed", piece.name, message, "Fetch it again."),)))
    if len(entries) > MOST_ENTRIES:
        message = f"{piece.name} has {len(entries)} entries; only the first {MOST_ENTRIES} are read."
        parts.append(Taken(troubles=(trouble("feed-cut", piece.name, message, "Nothing needs to be done if the newest come first."),)))
    outlet = fragment.words(found.feed.get("title"))
    slices = _elements(piece.data, len(entries))
    for number, entry in enumerate(entries[:MOST_ENTRIES], start=1):
        original = Original(data=slices[number - 1], media="application/xml") if slices else None
        parts.append(_of_entry(entry, f"{piece.name}#{number}", outlet, original, piece.name))
    return joined(parts)


def of_fields(report: RawReport, story: Sequence[Paragraph], *, from_path: str) -> Taken:
    """An entry as a report when `story` is a whole article, else as a pointer to its address."""
    count = letters([p for p in story if p.kind not in ("furniture", "notice")])
    last = next((p.text for p in reversed(story) if p.kind != "notice"), "")
    whole = count >= _WHOLE and not _CUT.search(last)
    if not whole and report.url:
        pointer = Pointer(url=report.url, from_path=from_path, title=report.title, outlet=report.outlet, published=report.published)
        return Taken(pointers=(pointer,))
    if count < _FLASH:
        return Taken(troubles=(fragment.no_story(report.path),))
    made, said = fragment.report(report, story)
    return Taken(reports=(made,), troubles=tuple(said))


def _of_entry(entry: Any, path: str, outlet: str | None, original: Original | None, from_path: str) -> Taken:
    bodies = [c.get("value") or "" for c in entry.get("content", ())] or [entry.get("summary") or ""]
    body = max(bodies, key=len)
    source = entry.get("source")
    published = _date(entry, "published") or _date(entry, "created")
    updated = _date(entry, "updated")
    report = RawReport(
        path=path,
        text="",
        url=http(entry.get("link")),
        outlet=(fragment.words(source.get("title")) if isinstance(source, dict) else None) or outlet,
        title=fragment.words(entry.get("title")),
        byline=fragment.words(entry.get("author")),
        published=published or updated,
        published_from="metadata" if published or updated else None,
        updated=updated if published else None,
        extracted_by="feed",
        original=original,
    )
    return of_fields(report, fragment.paragraphs(body), from_path=from_path)


def _date(entry: Any, field: str) -> str | None:
    """A date of an entry as it is written, or as feedparser understood it (then in UTC)."""
    if field not in entry:  # feedparser answers a missing date with another one
        return None
    stated = dates.iso(entry[field])
    parsed = entry.get(f"{field}_parsed")
    if stated is None and parsed is not None:
        try:
            return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC).isoformat()
        except (ValueError, OverflowError, OSError):  # the year 99999
            return None
    return stated


def _elements(data: bytes, count: int) -> list[bytes]:
    """The bytes of each entry's element, when there are as many as entries; else none (the whole feed is the original then)."""
    out: list[bytes] = []
    at = 0
    while match := _ELEMENT.search(data, at):
        end = data.find(b"</" + match[1], match.end())
        stop = data.find(b">", end) + 1 if end >= 0 else 0
        if stop <= 0 or len(out) > count:
            return []
        out.append(data[match.start() : stop])
        at = stop
    return out if len(out) == count else []


def _harmless(error: object) -> bool:
    """Whether what feedparser minds is no damage: a wrong media type, or an encoding other than the stated one."""
    return type(error).__name__ in ("NonXMLContentType", "CharacterEncodingOverride")


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:160]
