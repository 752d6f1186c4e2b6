"""Pages saved as MHTML, as Chrome and Hunchly write them: the page, its address, and when it was captured. Runs in the worker process."""

from __future__ import annotations

import re
from dataclasses import replace

from stemma.ingest import dates, page
from stemma.ingest.addresses import http
from stemma.ingest.finish import at_address
from stemma.ingest.mail import charset, content, header, parse
from stemma.ingest.taken import Capture, Piece, Taken, trouble

#: Parts after these are not looked at: a page has hundreds of pictures, not thousands of frames.
_MOST_PARTS = 5000
_PAGES = ("text/html", "application/xhtml+xml")


def of_piece(piece: Piece) -> Taken:
    """The report on a saved page."""
    message = parse(piece.data)
    address = http(header(message, "Snapshot-Content-Location")) or http(header(message, "Content-Location"))
    pages = [p for n, p in enumerate(message.walk()) if n < _MOST_PARTS and p.get_content_type() in _PAGES]
    if not pages:
        note = f"{piece.name} is a saved page without a page in it."
        return Taken(troubles=(trouble("no-html-part", piece.name, note, "Save the page again."),))
    root = re.sub(r"[<>]", "", str(message.get_param("start") or ""))
    named = [p for p in pages if header(p, "Content-Location").strip() == address or (root and header(p, "Content-ID").strip("<> ") == root)]
    main = named[0] if named else max(pages, key=lambda p: len(content(p)))
    data = content(main)
    if len(data) > page.LARGEST:
        note = f"The page in {piece.name} has {len(data) / 1e6:.0f} MB; it is no article."
        return Taken(troubles=(trouble("too-large", piece.name, note, "Save the article as plain text."),))
    address = address or http(header(main, "Content-Location"))
    taken = page.of_piece(replace(piece, kind="html", data=data, charset=charset(main)))
    at = dates.iso(header(message, "Date"))
    reports = tuple(at_address(r, address) if address else r for r in taken.reports)
    captures = (Capture(path=piece.name, url=address, at=at),) if reports and at and not piece.at else taken.captures
    return replace(taken, reports=reports, captures=captures)
