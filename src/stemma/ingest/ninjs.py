"""ninjs, the news agencies' JSON (IPTC), versions 1 to 3: an item as the agency's own report. Runs in the worker process.

Names of fields are compared without case and underscores, since the versions differ in nothing else there: body_text and bodies,
versioncreated and versionCreated. A ninjs item is the agency's own wire copy, so who provides it is its outlet; a holder of the
copyright with another name is a credit.
"""

from __future__ import annotations

import json
from typing import Any

from stemma.ingest import dates, fragment
from stemma.ingest.addresses import http
from stemma.ingest.decode import decode
from stemma.ingest.layout import Paragraph, split
from stemma.ingest.taken import Piece, Taken, trouble
from stemma.model import RawReport

#: So many letters of a story are searched for the place that the item says it was written at.
_HEAD = 200


def of_piece(piece: Piece) -> Taken:
    """The report of a ninjs item."""
    text, troubles = decode(piece.data, path=piece.name)
    item = {k.lower().replace("_", ""): v for k, v in json.loads(text).items()}
    story = _story(item)
    if not story:
        return Taken(troubles=(*troubles, fragment.no_story(piece.name)))
    kind = _words(item.get("type")) or "text"
    if kind not in ("text", "composite"):
        message = f"{piece.name} is a {kind} item with words beside it; they were read."
        troubles.append(trouble("not-a-text", piece.name, message, "Leave it out if they are a caption only."))
    located = _words(item.get("located"))
    if located and located.casefold() not in " ".join(p.text for p in story[:3])[:_HEAD].casefold():
        story.insert(0, Paragraph(text=located, kind="dateline"))
    holders = [_named(item.get(f)) for f in ("provider", "providers", "source", "infosources", "copyrightholder")]
    names = list(dict.fromkeys(n for n in holders if n))
    published = dates.iso(item.get("firstcreated")) or dates.iso(item.get("contentcreated")) or dates.iso(item.get("versioncreated"))
    report = RawReport(
        path=piece.name,
        text="",
        url=http(item.get("uri")) or http(item.get("canonicalurl")),
        outlet=names[0] if names else None,
        title=_headline(item),
        byline=_words(item.get("byline")) or _words(item.get("by")),
        published=published,
        published_from="metadata" if published else None,
        updated=dates.iso(item.get("versioncreated")),
        credits=tuple(names[1:]),
        extracted_by="ninjs",
    )
    made, said = fragment.report(report, story)
    return Taken(reports=(made,), troubles=(*troubles, *said))


def _story(item: dict[str, Any]) -> list[Paragraph]:
    """The paragraphs of the fullest body; plain text before markup, since it is what the agency sent as words."""
    found: list[tuple[bool, str]] = []
    for name, value in item.items():
        if name.startswith("body") and name != "bodies" and isinstance(value, str):
            found.append((name != "bodytext", value))
    for body in _list(item.get("bodies")):
        if isinstance(body, dict) and isinstance(body.get("value"), str):
            kind = str(body.get("contenttype") or body.get("contentType") or body.get("role") or "")
            found.append(("html" in kind.lower(), body["value"]))
    plain = [v for marked, v in found if not marked and v.strip()]
    marked_up = [v for marked, v in found if marked and v.strip()]
    if marked_up and (not plain or len(max(plain, key=len).splitlines()) < 2):
        return fragment.paragraphs(_clean(max(marked_up, key=len)))
    return split(_clean(max(plain, key=len))) if plain else []


def _headline(item: dict[str, Any]) -> str | None:
    heads = [h for h in _list(item.get("headlines")) if isinstance(h, dict)]
    main = next((h for h in heads if str(h.get("role", "")).lower() in ("main", "headline", "")), heads[0] if heads else {})
    stated = _words(item.get("headline")) or _words(main.get("value")) or next((_words(v) for k, v in item.items() if k.startswith("headline")), None)
    return fragment.words(stated)


def _named(value: Any) -> str | None:
    """The name in a field that is words, an object with a name, or a list of either."""
    if isinstance(value, list):
        return next((n for v in value if (n := _named(v))), None)
    return _words(value.get("name")) if isinstance(value, dict) else _words(value)


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _words(value: Any) -> str | None:
    return _clean(value).strip() or None if isinstance(value, str) else None


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode()
