"""Which files the given paths mean, and what kind of file each is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from stemma.model import Trouble

Kind = Literal["text", "html", "json", "jsonl", "stdin"]

_KINDS: dict[str, Kind] = {
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
}
#: Larger files are refused unread (JSON lines are streamed and have no such limit).
LARGEST_FILE = 20_000_000

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to be read (or standard input), under the name that reports of it carry."""

    name: str
    file: str
    kind: Kind


def sources(paths: Sequence[str | Path]) -> tuple[list[Source], list[Trouble]]:
    """The files that `paths` mean, each once, in order; folders are walked, sorted, without hidden files."""
    found: list[Source] = []
    troubles: list[Trouble] = []
    seen: dict[str, str] = {}
    for path in map(str, paths):
        for name in _files(path, troubles):
            identity = name if name == "-" else os.path.realpath(name)
            if identity in seen:
                message = f"{name} was given twice ({seen[identity]}); it is read once."
                troubles.append(Trouble(code="given-twice", message=message, hint="Nothing needs to be done.", path=name))
                continue
            seen[identity] = name
            source = _source(name, troubles)
            if source is not None:
                found.append(source)
    return found, troubles


def _files(path: str, troubles: list[Trouble]) -> Iterator[str]:
    """The path itself, or the files below the folder that it names."""
    if path == "-" or not os.path.isdir(path):
        yield path
        return
    count = 0
    errors: list[OSError] = []
    for folder, below, names in os.walk(path, onerror=errors.append):
        below[:] = sorted(n for n in below if not n.startswith("."))
        for name in sorted(n for n in names if not n.startswith(".")):
            count += 1
            yield os.path.join(folder, name)
    for error in errors:
        message = f"{error.filename} cannot be opened: {error.strerror}."
        troubles.append(Trouble(code="not-readable", message=message, hint="Change its permissions.", path=str(error.filename)))
    if count == 0 and not errors:
        troubles.append(Trouble(code="empty-folder", message=f"{path} holds no files.", hint="Give the folder with the reports.", path=path))


def _source(name: str, troubles: list[Trouble]) -> Source | None:
    if name == "-":
        return Source(name=name, file=name, kind="stdin")
    kind = _KINDS.get(Path(name).suffix.lower())
    try:
        size = os.stat(name).st_size
        regular = os.path.isfile(name)
    except OSError as error:
        code = "no-such-file" if isinstance(error, FileNotFoundError) else "not-readable"
        message = f"{name} does not exist." if code == "no-such-file" else f"{name} cannot be read: {error.strerror}."
        troubles.append(Trouble(code=code, message=message, hint="Check the path.", path=name))
        return None
    if not regular:
        troubles.append(
            Trouble(code="not-a-file", message=f"{name} is no regular file.", hint="Give a file, a folder, or - for standard input.", path=name)
        )
        return None
    if kind is None:
        known = " ".join(sorted(_KINDS))
        message = f"{name} is of no kind that can be read."
        troubles.append(Trouble(code="unknown-kind", message=message, hint=f"Save it as one of: {known}", path=name))
        return None
    if kind != "jsonl" and size > LARGEST_FILE:
        message = f"{name} has {size / 1e6:.0f} MB; files above {LARGEST_FILE // 1_000_000} MB are no articles and are not read."
        troubles.append(Trouble(code="too-large", message=message, hint="Cut out the article, or give many reports as .jsonl.", path=name))
        return None
    return Source(name=name, file=name, kind=kind)


def sniff(data: bytes) -> Literal["text", "html", "json", "jsonl"]:
    """What kind of report stands in `data`, by how it begins."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb"<(?:!doctype|html|head|body|\?xml|!--|div|article|p\b|meta)", head, re.IGNORECASE):
        return "html"
    if re.match(rb"\{\s*[\"}]|\[\s*[{\]]", head):
        lines = [line for line in data.splitlines() if line.strip()][:2] if len(data) < LARGEST_FILE else []
        several = len(lines) == 2 and all(line.strip().startswith(b"{") and line.strip().endswith(b"}") for line in lines)
        return "jsonl" if several else "json"
    return "text"


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
