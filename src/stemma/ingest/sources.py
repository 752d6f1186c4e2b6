"""Which files the given paths mean, and what kind of file each is."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stemma.ingest.kinds import GZIPPED, SUFFIXES, Kind
from stemma.model import Trouble

#: Larger files are refused unread.
LARGEST_FILE = 20_000_000
#: Some kinds carry pictures or whole books beside the words, and feeds are small.
_LARGEST: dict[Kind, int] = {"pdf": 50_000_000, "mail": 50_000_000, "mhtml": 50_000_000, "xml": 10_000_000}
#: Kinds that are streamed, piece by piece, and may have any size.
STREAMED: frozenset[Kind] = frozenset({"jsonl", "csv", "mbox", "warc", "wacz"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file to be read (or standard input), under the name that reports of it carry."""

    name: str
    file: str
    kind: Kind
    gzipped: bool = False


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


def largest(kind: Kind) -> int:
    """Bytes that one document of the kind may have."""
    return _LARGEST.get(kind, LARGEST_FILE)


def too_large(name: str, size: int, kind: Kind) -> Trouble:
    """The trouble of a file that is refused for its size."""
    limit = largest(kind) // 1_000_000
    what = {"pdf": "PDFs", "mail": "messages", "mhtml": "saved pages", "xml": "feeds"}.get(kind, "files")
    message = f"{name} has {size / 1e6:.0f} MB; {what} above {limit} MB are no articles and are not read."
    return Trouble(code="too-large", message=message, hint="Cut out the article, or give many reports as .jsonl.", path=name)


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
    kind, gzipped = _kind(name)
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
        known = " ".join(sorted(SUFFIXES))
        message = f"{name} is of no kind that can be read."
        troubles.append(Trouble(code="unknown-kind", message=message, hint=f"Save it as one of: {known}", path=name))
        return None
    if kind not in STREAMED and size > largest(kind):
        troubles.append(too_large(name, size, kind))
        return None
    return Source(name=name, file=name, kind=kind, gzipped=gzipped)


def _kind(name: str) -> tuple[Kind | None, bool]:
    """The kind that a file's name promises, and whether it lies there compressed."""
    path = Path(name)
    suffix = path.suffix.lower()
    if suffix != ".gz":
        return SUFFIXES.get(suffix), False
    kind = SUFFIXES.get(Path(path.stem).suffix.lower())
    return (kind, True) if kind in GZIPPED else (None, True)
