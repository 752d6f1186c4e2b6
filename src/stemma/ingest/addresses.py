"""Web addresses that files and pages state: which are ones at all, and whose."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

#: Host labels before an outlet's own name that say how a page is shown, not whose it is.
_SHOWN = re.compile(r"^(?:www\d?|m|mobile|amp|edition)\.")
#: Longer ones are no addresses of articles.
_LONGEST = 4000


def http(value: object) -> str | None:
    """The value if it is an address of the web; everything else (javascript:, file:, words) is none."""
    if not isinstance(value, str):
        return None
    text = value.strip()
    if len(text) > _LONGEST or re.search(r"[\s\x00-\x1f<>\"]", text):
        return None
    return text if host(text) else None


def host(url: str) -> str:
    """The host of an http or https address, "" where it has none."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower() if parts.scheme.lower() in ("http", "https") else ""
    except ValueError:
        return ""


def same_site(one: str, other: str) -> bool:
    """Whether two addresses lie on one site: equal hosts, or one below the other (www, m and amp aside)."""
    a, b = (_SHOWN.sub("", host(url)) for url in (one, other))
    return bool(a and b) and (a == b or a.endswith(f".{b}") or b.endswith(f".{a}"))
