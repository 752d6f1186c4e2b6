"""Where and when a page was saved, as the browser or SingleFile wrote it into the page's first comment."""

from __future__ import annotations

import datetime as dt
import re

from stemma.ingest import dates
from stemma.ingest.addresses import http

_COMMENT = re.compile(rb"<!--(.{0,4000}?)-->", re.DOTALL)
_URL = re.compile(r"^\s*url:\s*(\S+)", re.MULTILINE)
_SAVED = re.compile(r"^\s*saved date:\s*(.{10,60})", re.MULTILINE)
#: Internet Explorer, Firefox and Chrome write the address with the count of its letters.
_BROWSER = re.compile(r"^\s*saved from url=\(\d{1,6}\)\s*(\S+)")
#: The form of JavaScript's dates: Tue Jun 17 2025 14:03:00 GMT+0300 (...).
_JAVASCRIPT = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2} \d\d \d{4} \d\d:\d\d:\d\d) GMT([+-]\d{4})")


def origin(data: bytes) -> tuple[str | None, str | None]:
    """The address that a saved page came from and the moment of saving (ISO), each None where the page does not say."""
    for match in _COMMENT.finditer(data[:20_000]):
        text = match[1].decode("utf-8", "replace")
        if "SingleFile" in text and (url := _URL.search(text)):
            saved = _SAVED.search(text)
            return http(url[1]), saved_at(saved[1]) if saved else None
        if browser := _BROWSER.match(text):
            return http(browser[1]), None
    return None, None


def saved_at(stated: str) -> str | None:
    """The moment that a JavaScript or other date states, as ISO 8601."""
    match = _JAVASCRIPT.match(stated.strip())
    if match is None:
        return dates.iso(stated)
    try:
        return dt.datetime.strptime(f"{match[1]} {match[2]}", "%b %d %Y %H:%M:%S %z").isoformat()
    except ValueError:
        return None
