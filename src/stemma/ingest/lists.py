"""Lists of feeds (OPML) and of bookmarks: pointers, in the order of the list. Runs in the worker process."""

from __future__ import annotations

from lxml import etree

from stemma.ingest.addresses import http
from stemma.ingest.decode import decode
from stemma.ingest.layout import flat
from stemma.ingest.markup import parsed, tamed
from stemma.ingest.taken import Piece, Pointer, Taken, trouble

#: Addresses after these are not taken.
MOST = 5000


def of_piece(piece: Piece) -> Taken:
    """The addresses that a list names."""
    found = _bookmarks(piece) if piece.kind == "bookmarks" else _outlines(piece)
    if isinstance(found, Taken):
        return found
    pointers = tuple({p.url: p for p in reversed(found)}.values())[::-1]
    if not pointers:
        return _said(piece, "empty-list", "names no address.", "Give a list with addresses (xmlUrl of feeds).")
    if len(pointers) > MOST:
        cut = _said(piece, "list-cut", f"names {len(pointers)} addresses; only the first {MOST} are taken.", "Part the list.")
        return Taken(pointers=pointers[:MOST], troubles=cut.troubles)
    return Taken(pointers=pointers)


def _outlines(piece: Piece) -> list[Pointer] | Taken:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, recover=True, remove_comments=True)
    try:
        tree = etree.fromstring(piece.data, parser=parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return _said(piece, "bad-list", f"is no XML that can be read ({flat(str(error))[:160]}).", "Export the list again.")
    found = []
    for outline in [] if tree is None else tree.iter("{*}outline"):
        title = flat(outline.get("title") or outline.get("text") or "")[:300] or None
        feed, page = http(outline.get("xmlUrl")), http(outline.get("url")) or http(outline.get("htmlUrl"))
        if feed:
            found.append(Pointer(url=feed, from_path=piece.name, title=title, outlet=title, kind="feed"))
        elif page:
            found.append(Pointer(url=page, from_path=piece.name, title=title))
    return found


def _bookmarks(piece: Piece) -> list[Pointer]:
    text, _ = decode(piece.data, path=piece.name, declared=True, charset=piece.charset)
    tree = parsed(tamed(text)[0])
    found = []
    for link in [] if tree is None else tree.iter("a"):
        if url := http(link.get("href")):
            found.append(Pointer(url=url, from_path=piece.name, title=flat("".join(link.itertext()))[:300] or None))
    return found


def _said(piece: Piece, code: str, what: str, hint: str) -> Taken:
    return Taken(troubles=(trouble(code, piece.name, f"{piece.name} {what}", hint),))
