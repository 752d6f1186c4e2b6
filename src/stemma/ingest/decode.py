"""Bytes to text, and a word about it when that was no plain UTF-8.

Order: byte order mark, strict UTF-8, what the transport states, what the page declares, detection. A byte order mark is a signature
and no part of the text.
No newline is translated and no letter changed: offsets in the text are offsets in the file's characters.
"""

from __future__ import annotations

import codecs
import re

from stemma.ingest.taken import trouble
from stemma.model import Trouble

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""", re.IGNORECASE
)
#: Encodings that differ from Windows-1252 in few letters; on English text the detector cannot tell them from it.
_LIKE_1252 = frozenset(
    {"cp1250", "cp1254", "cp1257", "iso-8859-1", "iso-8859-2", "iso-8859-9", "iso-8859-15", "latin_1", "latin-1", "windows-1252", "cp1252"}
)
#: Codecs of Python that no server means.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode_escape", "unicode-escape", "raw_unicode_escape", "utf-7", "utf7", "undefined", "mbcs", "oem"})
_WESTERN = frozenset("‘’“”–—…•€£°é©®™ èêëáàâäãåçíìîïñóòôöõúùûüýÉÈÁÀÄÅÇÍÑÓÖØøÚÜßæÆœŒ§¢¥½¼¾«»´·\xa0ª†‹›")


def decode(data: bytes, *, path: str, declared: bool = False, charset: str | None = None) -> tuple[str, list[Trouble]]:
    """The text of `data`; a trouble says so when its encoding had to be guessed or some bytes made no sense.

    `charset` is what the transport states (HTTP, MIME); `declared` says that the document may state its encoding itself.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _with_mark(data[len(mark) :], name, path)
    if b"\0" in data[:4000]:  # valid as UTF-8, but letters and zeros in turn are UTF-16 without its mark
        return _guessed(data, path)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 4:  # cut off within its last character
            text = data[: error.start].decode("utf-8")
            if not text.isascii() or error.reason == "unexpected end of data":
                return text + "\ufffd", [trouble("cut-off", path, f"{path} breaks off within a character.", "Save the article again.")]
    stated = _in_charset(data, charset) if charset else None
    stated = _as_declared(data) if stated is None and declared else stated
    if stated is not None:
        return stated, []
    return _guessed(data, path)


def encoding_of(head: bytes, *, path: str) -> tuple[str, list[Trouble]]:
    """The encoding of a text that begins with `head`, for texts that are too large to be held."""
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name, []
    try:
        head.decode("utf-8")
        return "utf-8", []
    except UnicodeDecodeError as error:
        if error.start >= len(head) - 4 and b"\0" not in head[:4000]:
            return "utf-8", []
    name = _likeliest(head)
    try:
        head[:1000].decode(name, "replace")
    except LookupError:
        name = "cp1252"
    return name, [trouble("guessed-encoding", path, f"{path} is not UTF-8; it was read as {name}.", "If letters look wrong, save it as UTF-8.")]


def _with_mark(data: bytes, name: str, path: str) -> tuple[str, list[Trouble]]:
    try:
        return data.decode(name), []
    except UnicodeDecodeError:
        return data.decode(name, "replace"), [_damaged(path, name)]


def _as_declared(data: bytes) -> str | None:
    """The text in the encoding that the page declares, if it does and its bytes bear it out."""
    match = _DECLARED.search(data[:4096])
    if match is None:
        return None
    return _in_charset(data, (match[1] or match[2]).decode("ascii"))


def _in_charset(data: bytes, stated: str) -> str | None:
    """The text in the encoding of that name, if there is one and the bytes bear it out."""
    name = stated.strip().lower()
    if name in _NO_CHARSETS:
        return None
    name = "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "ascii", "us-ascii") else name  # as browsers do
    try:
        return data.decode(name)
    except (LookupError, ValueError):
        return None


def _guessed(data: bytes, path: str) -> tuple[str, list[Trouble]]:
    """The text in the likeliest encoding, with a trouble that names it."""
    name = _likeliest(data)
    try:
        text = data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return data.decode("utf-8", "replace"), [_damaged(path, "utf-8")]
    message = f"{path} is not UTF-8; it was read as {name}."
    return text, [trouble("guessed-encoding", path, message, "If letters look wrong, save it as UTF-8.")]


def _likeliest(data: bytes) -> str:
    head = data[:4000]
    if b"\0" in head:
        return "utf-16-be" if head[0::2].count(0) > head[1::2].count(0) else "utf-16-le"
    from resiliparse.parse.encoding import detect_encoding

    name = str(detect_encoding(data[:200_000]) or "cp1252").lower()
    if name in _LIKE_1252 or name in ("utf-8", "ascii"):
        return "cp1252" if _bears(data, "cp1252") else "latin-1" if name in ("utf-8", "ascii") else name
    other = {c for c in data[:200_000].decode("cp1252", "replace") if not c.isascii()}
    return (
        "cp1252"
        if other and other <= _WESTERN and len(data) < 20_000 and name.startswith(("cp125", "iso-8859", "mac")) and name != "cp1251"
        else name
    )


def _bears(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _damaged(path: str, name: str) -> Trouble:
    message = f"{path} holds bytes that are no {name}; they are shown as \ufffd."
    return trouble("damaged-text", path, message, "Save the article again, as UTF-8.")
