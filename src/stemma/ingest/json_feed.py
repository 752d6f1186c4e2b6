"""JSON Feed 1.0 and 1.1: entries as reports or pointers, as for RSS. Runs in the worker process."""

from __future__ import annotations

import json
import re
from typing import Any

from stemma.ingest import dates, feeds, fragment
from stemma.ingest.addresses import http
from stemma.ingest.decode import decode
from stemma.ingest.layout import split
from stemma.ingest.records import members
from stemma.ingest.taken import Original, Piece, Taken, joined, trouble
from stemma.model import RawReport

#: Where a feed's list of entries may open; the first whose members are the entries is it.
_ITEMS = re.compile(r'"items"\s*:\s*\[')


def of_piece(piece: Piece) -> Taken:
    """The entries of a JSON Feed."""
    text, troubles = decode(piece.data, path=piece.name)
    feed = json.loads(text)
    items = [i for i in _list(feed.get("items")) if isinstance(i, dict)]
    if not items:
        message = f"{piece.name} is a feed without entries."
        return Taken(troubles=(*troubles, trouble("empty-feed", piece.name, message, "Check the feed's address.")))
    parts = [Taken(troubles=tuple(troubles))]
    if len(items) > feeds.MOST_ENTRIES:
        message = f"{piece.name} has {len(items)} entries; only the first {feeds.MOST_ENTRIES} are read."
        parts.append(Taken(troubles=(trouble("feed-cut", piece.name, message, "Nothing needs to be done if the newest come first."),)))
    outlet = fragment.words(_words(feed.get("title")))
    kept = _slices(text, items)
    for number, item in enumerate(items[: feeds.MOST_ENTRIES], start=1):
        original = Original(data=kept[number - 1], media="application/json") if kept else None
        parts.append(_of_item(item, f"{piece.name}#{number}", outlet, original, piece.name))
    return joined(parts)


def _slices(text: str, items: list[dict[str, Any]]) -> list[bytes]:
    """The bytes of each entry; none where they cannot be told apart for sure (the whole feed is the original then)."""
    for found in _ITEMS.finditer(text):
        try:
            held = list(members(text, found.end()))
        except (ValueError, RecursionError):
            continue
        if [value for value, _, _ in held] == items:
            return [text[start:end].encode("utf-8", "surrogatepass") for _, start, end in held]
    return []


def _of_item(item: dict[str, Any], path: str, outlet: str | None, original: Original | None, from_path: str) -> Taken:
    markup = _words(item.get("content_html"))
    story = fragment.paragraphs(markup) if markup else split(_words(item.get("content_text")) or _words(item.get("summary")) or "")
    names = [_words(a.get("name")) for a in (*_list(item.get("authors")), item.get("author")) if isinstance(a, dict)]
    published = dates.iso(item.get("date_published"))
    report = RawReport(
        path=path,
        text="",
        url=http(item.get("url")) or http(item.get("id")),
        outlet=outlet,
        title=fragment.words(_words(item.get("title"))),
        byline=", ".join(dict.fromkeys(n for n in names if n)) or None,
        published=published,
        published_from="metadata" if published else None,
        updated=dates.iso(item.get("date_modified")),
        credits=tuple(u for u in (http(item.get("external_url")),) if u),
        extracted_by="feed",
        original=original,
    )
    return feeds.of_fields(report, story, from_path=from_path)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _words(value: Any) -> str | None:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) and value.strip() else None
