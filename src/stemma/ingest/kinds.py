"""Which kind of input a file or a document is: by its suffix, by the media type that a server states, by how it begins."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["text", "html", "json", "jsonl", "csv", "pdf", "mail", "mbox", "mhtml", "xml", "warc", "wacz", "stdin"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "text",
    ".markdown": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "csv",
    ".pdf": "pdf",
    ".eml": "mail",
    ".mbox": "mbox",
    ".mhtml": "mhtml",
    ".mht": "mhtml",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".rdf": "xml",
    ".opml": "xml",
    ".warc": "warc",
    ".wacz": "wacz",
}
#: Kinds that may lie compressed with gzip on the disk (`reports.jsonl.gz`); all are inflated under a cap.
GZIPPED: frozenset[Kind] = frozenset({"text", "html", "json", "jsonl", "csv", "mbox", "xml", "warc"})
#: Media types, without parameters, of the kinds that can come over the network.
_MEDIA: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "application/json": "json",
    "application/feed+json": "json",
    "application/x-ndjson": "jsonl",
    "text/csv": "csv",
    "application/pdf": "pdf",
    "application/x-pdf": "pdf",
    "application/rss+xml": "xml",
    "application/atom+xml": "xml",
    "application/rdf+xml": "xml",
    "application/xml": "xml",
    "text/xml": "xml",
    "text/x-opml": "xml",
    "message/rfc822": "mail",
    "multipart/related": "mhtml",
}
#: The media type under which the bytes of a kind are kept when nobody states one.
MEDIA_OF: dict[str, str] = {
    "text": "text/plain",
    "html": "text/html",
    "json": "application/json",
    "jsonl": "application/json",
    "json-feed": "application/feed+json",
    "ninjs": "application/json",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "mail": "message/rfc822",
    "mbox": "message/rfc822",
    "mhtml": "multipart/related",
    "xml": "application/xml",
    "feed": "application/xml",
    "opml": "text/x-opml",
    "bookmarks": "text/html",
}
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a media file"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "compressed with gzip"),
    (b"BZh", "compressed with bzip2"),
    (b"\xfd7zXZ", "compressed with xz"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a database"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_NO_ELEMENT = re.compile(rb"\s+|<\?[^>]{0,2000}>|<!--.{0,20000}?-->|<![^>\[]{0,2000}(?:\[.{0,20000}?\]\s*)?>", re.DOTALL)
_ELEMENT = re.compile(rb"<(?:([A-Za-z_][\w.-]{0,40}):)?([A-Za-z_][\w.-]{0,40})(?=[\s/>])")
_HEADER = re.compile(rb"^(from|to|subject|date|message-id|mime-version|received|return-path|delivered-to|content-type|list-id):", re.I | re.M)
#: A saved page is built as mail is; but nobody sent it.
_RELATED = re.compile(rb"^content-type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_SENT = re.compile(rb"^(?:message-id|received|to|delivered-to|return-path):", re.IGNORECASE | re.MULTILINE)
_FEEDS = frozenset({"rss", "rdf", "feed", "channel"})
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([\w.:-]{2,40})", re.IGNORECASE)


def of_media(media: str | None, data: bytes) -> Kind | None:
    """The kind of what came under a media type; the bytes win where servers are known to be careless. None: no kind of ours."""
    begins = sniff(data)
    stated = _MEDIA.get((media or "").partition(";")[0].strip().lower())
    if begins in ("pdf", "mhtml", "mbox", "mail", "xml") or stated is None:
        return begins if stated is not None or looks_binary(data) is None or begins == "pdf" else None
    if stated in ("text", "xml") and begins in ("html", "json"):
        return begins
    return "html" if stated == "xml" and begins == "text" else stated


def charset_of(media: str | None) -> str | None:
    """The charset that a Content-Type states."""
    match = _CHARSET.search(media or "")
    return match[1].lower() if match else None


def sniff(data: bytes) -> Kind:
    """What kind of input stands in `data`, by how it begins."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF"):
        return "pdf"
    if head.startswith((b"WARC/1.", b"WARC/0.")):
        return "warc"
    if head[:5] == b"From " and _headers(head) >= 2:
        return "mbox"
    if _headers(head) >= 3 and _HEADER.match(head):
        return "mhtml" if _RELATED.search(head) and not _SENT.search(head) else "mail"
    if re.match(rb"<(?:!doctype html|html|head|body|div|article|p\b|meta|!DOCTYPE NETSCAPE)", head, re.IGNORECASE):
        return "html"
    if head.startswith((b"<?xml", b"<!", b"<rss", b"<feed", b"<rdf:", b"<opml")):
        return "xml" if root(data) not in ("html", None) else "html"
    if re.match(rb"\{\s*[\"}]|\[\s*[{\]]", head):
        lines = [line for line in data.splitlines() if line.strip()][:2] if len(data) < 20_000_000 else []
        several = len(lines) == 2 and all(line.strip().startswith(b"{") and line.strip().endswith(b"}") for line in lines)
        return "jsonl" if several else "json"
    return "text"


def root(data: bytes) -> str | None:
    """The local name of an XML document's first element, in small letters; None where there is none near its beginning."""
    head = data[:65_536].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe")
    at = 0
    while match := _NO_ELEMENT.match(head, at):
        at = match.end()
    found = _ELEMENT.match(head, at)
    return found[2].decode("ascii", "replace").lower() if found else None


def of_xml(data: bytes) -> Literal["feed", "opml", "html", "other"]:
    """Which of the XML forms a document is."""
    name = root(data)
    if name in _FEEDS:
        return "feed"
    return "opml" if name == "opml" else "html" if name == "html" else "other"


def is_bookmarks(data: bytes) -> bool:
    """Whether a page is the list of bookmarks that browsers and Pocket export."""
    return b"netscape-bookmark-file" in data[:2000].lower()


def looks_binary(data: bytes) -> str | None:
    """What the data are, in words, when they are no text; None when they may be."""
    for magic, what in _MAGIC:
        if data.startswith(magic):
            return what
    head = data[:8192]
    if data.startswith(_BOMS) or b"\0" not in head:
        controls = sum(c < 9 or 13 < c < 27 or 27 < c < 32 for c in head) if not data.startswith(_BOMS) else 0
        return "it holds control characters" if controls > 0.05 * len(head) else None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) > 0.3 * len(head) / 2 and min(even, odd) < 0.05 * len(head) / 2:
        return None  # UTF-16 without a mark
    return "it holds zero bytes"


def _headers(head: bytes) -> int:
    return len({m[1].lower() for m in _HEADER.finditer(head.replace(b"\r\n", b"\n").partition(b"\n\n")[0])})
