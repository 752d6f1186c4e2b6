"""Reports as JSON and JSON lines: the fields url, outlet, title, published, byline, text (updated); all others are ignored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from stemma.ingest import dates
from stemma.ingest.decode import decode
from stemma.model import RawReport, Trouble

#: An article longer than this (in characters) is cut, and the cut is said.
LONGEST_TEXT = 2_000_000
#: A line of JSON lines longer than this (in bytes) is passed over.
_LONGEST_LINE = 20_000_000
_SURROGATE = re.compile("[\ud800-\udfff]")

Taken = tuple[list[RawReport], list[Trouble]]


def plain(text: str, path: str, troubles: list[Trouble]) -> Taken:
    """A plain text as a report: exactly as given."""
    if not text.strip():
        return [], [*troubles, _trouble("empty-file", f"{path} holds nothing but white space.", "Leave it out, or save the article again.", path)]
    text, said = capped(text, path)
    return [RawReport(path=path, text=text)], [*troubles, *said]


def capped(text: str, path: str) -> tuple[str, list[Trouble]]:
    """The text cut to what one article may have, with half surrogates made visible; each said as a trouble."""
    troubles = []
    if len(text) > LONGEST_TEXT:
        message = f"{path} has {len(text):,} characters; only the first {LONGEST_TEXT:,} are read."
        troubles.append(_trouble("text-cut", message, "Give the articles in it as separate files.", path))
        text = text[:LONGEST_TEXT]
    if _SURROGATE.search(text):
        message = f"{path} holds halves of characters (surrogates); they are shown as \ufffd."
        troubles.append(_trouble("damaged-text", message, "Write the file again, as UTF-8.", path))
        text = _SURROGATE.sub("\ufffd", text)
    return text, troubles


def from_json(data: bytes, path: str) -> Taken:
    """One report, or a list of them (named path#1, path#2, ...)."""
    text, troubles = decode(data, path=path)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return [], [*troubles, _bad_json(error, path)]
    if not isinstance(value, list):
        return _joined(troubles, [_record(value, path)])
    if not value:
        return [], [*troubles, _trouble("empty-file", f"{path} holds an empty list.", "Leave it out.", path)]
    return _joined(troubles, [_record(item, f"{path}#{n}") for n, item in enumerate(value, start=1)])


def from_lines(file: Path, path: str) -> Taken:
    """The reports of a JSON lines file, read line by line so that a file of any size passes through little memory."""
    with file.open("rb") as stream:
        return from_json_lines(iter(lambda: stream.readline(_LONGEST_LINE + 1), b""), path)


def from_json_lines(lines: Iterable[bytes], path: str) -> Taken:
    """One report a line, named path#n for the n-th line; a line that is none is a trouble with its number."""
    taken: list[Taken] = []
    number, within = 0, False
    for line in lines:
        continued, within = within, not line.endswith(b"\n") and len(line) > _LONGEST_LINE
        if continued:
            continue  # the rest of a line that was passed over
        number += 1
        name = f"{path}#{number}"
        if within:
            taken.append(([], [_trouble("too-large", f"{name} is longer than 20 MB and is passed over.", "Check the line.", name)]))
        elif line.strip(b"\xef\xbb\xbf\0 \t\r\n"):
            taken.append(_of_line(line, name))
    if not taken:
        return [], [_trouble("empty-file", f"{path} holds no line with a report.", "Leave it out.", path)]
    return _joined([], taken)


def _of_line(line: bytes, name: str) -> Taken:
    text, troubles = decode(line, path=name)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return [], [*troubles, _bad_json(error, name)]
    return _joined(troubles, [_record(value, name)])


def _record(value: Any, path: str) -> Taken:
    """A report from one JSON object."""
    if not isinstance(value, dict):
        message = f"{path} is no JSON object with the fields of a report."
        return [], [
            _trouble("no-report", message, 'Write {"text": ..., "title": ..., "published": ..., "outlet": ..., "url": ..., "byline": ...}.', path)
        ]
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        return [], [_trouble("no-text", f"{path} has no text.", "Put the article's words into the field text.", path)]
    text, troubles = capped(text, path)
    published, updated = dates.iso(value.get("published")), dates.iso(value.get("updated"))
    if value.get("published") and published is None:
        message = f"{path}: {str(value['published'])[:60]!r} is no clear date of publication."
        troubles.append(_trouble("bad-date", message, "Write it as 2025-06-17.", path))
    report = RawReport(
        path=path,
        text=text,
        url=_string(value, "url"),
        outlet=_string(value, "outlet"),
        title=_string(value, "title"),
        byline=_string(value, "byline"),
        published=published,
        published_from="metadata" if published else None,
        updated=updated,
    )
    return [report], troubles


def _string(value: dict[str, Any], field: str) -> str | None:
    found = value.get(field)
    if isinstance(found, list):
        found = ", ".join(str(f) for f in found if isinstance(f, str))
    return _SURROGATE.sub("\ufffd", found).strip() or None if isinstance(found, str) else None


def _bad_json(error: Exception, path: str) -> Trouble:
    where = (
        f"line {error.lineno}, column {error.colno}: {error.msg}" if isinstance(error, json.JSONDecodeError) else str(error) or "nested too deeply"
    )
    return _trouble("bad-json", f"{path} is no JSON ({where}).", "Check the file at that place.", path)


def _joined(troubles: list[Trouble], taken: Iterable[Taken]) -> Taken:
    reports: list[RawReport] = []
    said = list(troubles)
    for found, more in taken:
        reports += found
        said += more
    return reports, said


def _trouble(code: str, message: str, hint: str, path: str) -> Trouble:
    return Trouble(code=code, message=message, hint=hint, path=path)
