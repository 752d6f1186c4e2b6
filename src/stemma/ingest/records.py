"""Reports as plain text, JSON and JSON lines: the fields url, outlet, title, published, byline, text (updated); all others are ignored.

JSON that is a JSON Feed or a ninjs item is passed on whole: its bodies may be HTML, which is parsed in the child process.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from stemma.ingest import dates
from stemma.ingest.addresses import http
from stemma.ingest.decode import decode
from stemma.ingest.taken import Original, Piece, Pointer, Taken, refused, trouble
from stemma.model import RawReport, Trouble

#: An article longer than this (in characters) is cut, and the cut is said.
LONGEST_TEXT = 2_000_000
#: A line of JSON lines longer than this (in bytes) is passed over.
LONGEST_LINE = 20_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"[ \t\r\n]*")

#: What a document gives: something taken in, or a piece that the child process has to parse.
Item = Taken | Piece


def of_text(data: bytes, path: str, *, charset: str | None = None) -> Taken:
    """A plain text as a report, exactly as given; a text of nothing but addresses as pointers."""
    text, troubles = decode(data, path=path, charset=charset)
    if not text.strip():
        said = trouble("empty-file", path, f"{path} holds nothing but white space.", "Leave it out, or save the article again.")
        return Taken(troubles=(*troubles, said))
    pointers = _addresses(text, path)
    if pointers:
        return Taken(troubles=tuple(troubles), pointers=pointers)
    text, said_cut = capped(text, path)
    report = RawReport(path=path, text=text, original=Original(data=data, media="text/plain"))
    return Taken(reports=(report,), troubles=(*troubles, *said_cut))


def capped(text: str, path: str) -> tuple[str, list[Trouble]]:
    """The text cut to what one article may have, with half surrogates made visible; each said as a trouble."""
    troubles = []
    if len(text) > LONGEST_TEXT:
        message = f"{path} has {len(text):,} characters; only the first {LONGEST_TEXT:,} are read."
        troubles.append(trouble("text-cut", path, message, "Give the articles in it as separate files."))
        text = text[:LONGEST_TEXT]
    if not _sound(text):
        message = f"{path} holds halves of characters (surrogates); they are shown as \ufffd."
        troubles.append(trouble("damaged-text", path, message, "Write the file again, as UTF-8."))
        text = _SURROGATE.sub("\ufffd", text)
    return text, troubles


def _sound(text: str) -> bool:
    """Whether all of the text can be written; encoding it tells many times as fast as a search for halves of characters."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def of_json(data: bytes, path: str) -> Iterator[Item]:
    """One report, or a list of them (named path#1, path#2, ...); a list that breaks off gives what stands before the break."""
    text, troubles = decode(data, path=path)
    yield Taken(troubles=tuple(troubles))
    try:
        if not text.lstrip().startswith("["):
            yield _record(json.loads(text), path, data)
            return
        opened = text.index("[") + 1
        number, end = 0, opened
        for number, (value, start, end) in enumerate(members(text, opened), start=1):
            yield _record(value, f"{path}#{number}", text[start:end].encode("utf-8", "surrogatepass"))
        if text[end:].strip() != "]":
            raise json.JSONDecodeError("Extra data", text, end)
        if not number:
            yield refused("empty-file", path, f"{path} holds an empty list.", "Leave it out.")
    except (ValueError, RecursionError) as error:
        yield Taken(troubles=(_bad_json(error, path),))


def members(text: str, at: int) -> Iterator[tuple[Any, int, int]]:
    """The members of the JSON list whose bracket opened before `at`, each with where its words stand. Raises ValueError where it is broken."""
    decoder = json.JSONDecoder()
    at = _after_space(text, at)
    while text[at : at + 1] != "]":
        value, end = decoder.raw_decode(text, at)
        yield value, at, end
        at = _after_space(text, end)
        if text[at : at + 1] == ",":
            at = _after_space(text, at + 1)
        elif text[at : at + 1] != "]":
            raise json.JSONDecodeError("Expecting ',' delimiter", text, at)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def of_lines(lines: Iterable[bytes], path: str) -> Iterator[Item]:
    """One report a line, named path#n for the n-th line; a line that is none is a trouble with its number.

    `lines` come in stretches of at most LONGEST_LINE + 1 bytes, so that a file of any size passes through little memory.
    """
    number, within, empty = 0, False, True
    for line in lines:
        continued, within = within, not line.endswith(b"\n") and len(line) > LONGEST_LINE
        if continued:
            continue  # the rest of a line that was passed over
        number += 1
        name = f"{path}#{number}"
        if within:
            yield refused("too-large", name, f"{name} is longer than 20 MB and is passed over.", "Check the line.")
        elif line.strip(b"\xef\xbb\xbf\0 \t\r\n"):
            yield from _of_line(line.rstrip(b"\r\n"), name)
        else:
            continue
        empty = False
    if empty:
        yield refused("empty-file", path, f"{path} holds no line with a report.", "Leave it out.")


def _of_line(line: bytes, name: str) -> Iterator[Item]:
    text, troubles = decode(line, path=name)
    if troubles:
        yield Taken(troubles=tuple(troubles))
    try:
        yield _record(json.loads(text), name, line)
    except (ValueError, RecursionError) as error:
        yield Taken(troubles=(_bad_json(error, name),))


def _record(value: Any, path: str, data: bytes) -> Item:
    """A report from one JSON object."""
    if not isinstance(value, dict):
        message = f"{path} is no JSON object with the fields of a report."
        hint = 'Write {"text": ..., "title": ..., "published": ..., "outlet": ..., "url": ..., "byline": ...}.'
        return refused("no-report", path, message, hint)
    text = value.get("text")
    if not isinstance(text, str) and (kind := _other_form(value)):
        return Piece(name=path, kind=kind, data=data, media="application/feed+json" if kind == "json-feed" else "application/json")
    if not isinstance(text, str) or not text.strip():
        return refused("no-text", path, f"{path} has no text.", "Put the article's words into the field text.")
    return from_fields({**value, "text": text}, path, Original(data=data, media="application/json"))


def from_fields(value: dict[str, Any], path: str, original: Original) -> Taken:
    """A report from its six fields, each as its outlet states it."""
    text, troubles = capped(value["text"], path)
    published, updated = dates.iso(value.get("published")), dates.iso(value.get("updated"))
    if value.get("published") and published is None:
        message = f"{path}: {str(value['published'])[:60]!r} is no clear date of publication."
        troubles.append(trouble("bad-date", path, message, "Write it as 2025-06-17."))
    report = RawReport(
        path=path,
        text=text,
        url=string(value, "url"),
        outlet=string(value, "outlet"),
        title=string(value, "title"),
        byline=string(value, "byline"),
        published=published,
        published_from="metadata" if published else None,
        updated=updated,
        original=original,
    )
    return Taken(reports=(report,), troubles=tuple(troubles))


def _other_form(value: dict[str, Any]) -> Any:
    """The known form of JSON, other than our own six fields, that an object has."""
    if str(value.get("version", "")).startswith(("https://jsonfeed.org/version/", "http://jsonfeed.org/version/")):
        return "json-feed"
    if any(k == "bodies" or k.startswith("body_") for k in value) and any(k in value for k in ("uri", "headline", "headlines", "type")):
        return "ninjs"
    return None


def string(value: dict[str, Any], field: str) -> str | None:
    """A field's words; None where it has none."""
    found = value.get(field)
    if isinstance(found, list):
        found = ", ".join(str(f) for f in found if isinstance(f, str))
    return _SURROGATE.sub("\ufffd", found).strip() or None if isinstance(found, str) else None


def _addresses(text: str, path: str) -> tuple[Pointer, ...]:
    """The addresses that a text lists, one a line, when it holds nothing else but comments (#)."""
    if len(text) > 5_000_000 or "://" not in text[:5000]:
        return ()
    lines = [s for line in text.splitlines() if (s := line.strip()) and not s.startswith("#")]
    urls = [http(line) for line in lines]
    return tuple(Pointer(url=u, from_path=path) for u in dict.fromkeys(urls) if u) if all(urls) else ()


def _bad_json(error: Exception, path: str) -> Trouble:
    where = (
        f"line {error.lineno}, column {error.colno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else str(error) or "nested too deeply"
    )
    return trouble("bad-json", path, f"{path} is no JSON ({where}).", "Check the file at that place.")
