"""What a feed's answer names: pages by URL, and articles that have none.

An entry's id is not looked at: feeds re-use ids, and change them. All entries with one URL are one page; its fragment is no part of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from stemma.fetch.answers import Fetched
from stemma.fetch.errors import FetchError
from stemma.fetch.feeds import Entry, FeedState
from stemma.fetch.guard.links import LONGEST, checked
from stemma.model.reports import Original

MOST_ENTRIES = 5_000
_HTML = "text/html; charset=utf-8"
#: A feed's clock may be wrong by as much.
_TOLERATED = 86_400.0


@dataclass(slots=True, kw_only=True)
class Named:
    """A page as one answer of a feed names it: all entries with its URL together."""

    title: str | None
    published: str | None
    inline: Original | None
    words: list[str] = field(default_factory=list)

    @property
    def told(self) -> str:
        """Digest of the feed's word on it."""
        return digest_of("\x1e".join(self.words).encode("utf-8", "surrogatepass"))


def named(found: Sequence[Entry]) -> tuple[dict[str, Named], list[tuple[Original, str | None, str | None]]]:
    """The pages that the entries name, by URL, and the articles that have none. Entries with neither are left out."""
    pages: dict[str, Named] = {}
    loose: list[tuple[Original, str | None, str | None]] = []
    for written, title, published, carried in found:
        url, text = _normal(written), Original(data=carried, media=_HTML) if isinstance(carried, bytes) else carried
        title, published = title and title[:1_000], published and published[:100]
        if url is None:
            if text is not None:
                loose.append((text, title, published))
            continue
        page = pages.setdefault(url, Named(title=title, published=published, inline=text))
        page.inline = page.inline or text
        page.words += [title or "", published or "", text.sha256 if text is not None else ""]
    return pages, loose


def _normal(written: str) -> str | None:
    """The URL of an entry without its fragment; None when it is none of the web's."""
    if len(written) > LONGEST or not written.strip().lower().startswith(("http://", "https://")):
        return None
    try:
        return checked(written, allow_private=True).url
    except FetchError:
        return written.strip()  # refused, and said, when its turn comes


def odd(feed: FeedState, answer: Fetched, count: int) -> str:
    """What is to be known of a feed's answer; empty when all is well."""
    if count > MOST_ENTRIES:
        return f"{feed.url} has {count} entries; the first {MOST_ENTRIES} are read."
    if count == 0:
        return f"{feed.url} names no articles, or is no feed."
    if answer.moved:
        return f"{feed.url} has moved for good to {answer.final_url}."
    return ""


def in_future(published: str | None, now: float) -> bool:
    """Whether a date lies in the future; one that cannot be read does not: that is for those who read the article."""
    try:
        when = datetime.fromisoformat(published or "")
    except ValueError:
        return False
    when = when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    return when.timestamp() > now + _TOLERATED


def digest_of(data: bytes) -> str:
    """SHA-256, in hex."""
    return hashlib.sha256(data).hexdigest()
