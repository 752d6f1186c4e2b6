"""From a source to its pieces: one document each, in the order of the source, however large it is.

What is plain (text, JSON, CSV) is read here; what needs a parser that strangers can break comes out as a `Piece` for the child
process. Containers are opened bit by bit, so that a file of any size passes through little memory, and a damaged stretch costs
only itself.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from stemma.ingest import records
from stemma.ingest.inflate import BombError, CutOffError, Inflating
from stemma.ingest.kinds import MEDIA_OF, Kind, charset_of, is_bookmarks, looks_binary, of_xml, sniff
from stemma.ingest.records import LONGEST_LINE, Item
from stemma.ingest.sources import LARGEST_FILE, Source, largest, too_large
from stemma.ingest.taken import Piece, PieceKind, Taken, refused

#: Kinds that may hold bytes of any value; only the marks at their beginning are looked at.
_BYTES: frozenset[Kind] = frozenset({"pdf", "mail", "mhtml"})


def of_source(source: Source, stdin: bytes | BinaryIO | None) -> Iterator[Item]:
    """The pieces of a file or of standard input; what cannot be read is a trouble among them."""
    name = source.name
    try:
        if source.kind in ("jsonl", "csv", "mbox", "warc", "wacz"):
            yield from _STREAMS[source.kind](source)
            return
        yield from of_document(_whole(source, stdin), None if source.kind == "stdin" else source.kind, name)
    except PermissionError:
        yield refused("not-readable", name, f"{name} may not be read: permission is missing.", "Change its permissions.")
    except CutOffError as error:
        yield refused("cut-off", name, f"{name}: {error}; what comes before was read.", "Fetch or copy the file again.")
    except BombError as error:
        yield refused("bomb", name, f"{name} was given up: {error}, as no honest file does.", "Leave it out.")
    except OSError as error:
        yield refused("not-readable", name, f"{name} cannot be read: {error.strerror or error}.", "Check the file and the disk.")


def of_document(
    data: bytes, kind: Kind | None, name: str, *, media: str | None = None, url: str | None = None, at: str | None = None
) -> Iterator[Item]:
    """The pieces of one document in memory; `kind` None: by how it begins."""
    kind = kind or sniff(data)
    if not data.strip():
        yield refused("empty-file", name, f"{name} is empty.", "Leave it out, or save the article again.")
        return
    if len(data) > largest(kind):
        yield Taken(troubles=(too_large(name, len(data), kind),))
        return
    what = looks_binary(data if kind not in _BYTES else data[:8])
    if what is not None and not (kind == "pdf" and b"%PDF" in data[:1024]):
        yield refused("binary-file", name, f"{name} is no {'PDF' if kind == 'pdf' else 'text'}: {what}.", "Save the article as .txt or .html.")
        return
    charset = charset_of(media)
    if kind == "text":
        yield records.of_text(data, name, charset=charset)
    elif kind == "json":
        yield from records.of_json(data, name)
    elif kind == "jsonl":
        yield from records.of_lines(_lines(io.BytesIO(data)), name)
    elif kind == "csv":
        from stemma.ingest import table

        yield from table.of_stream(io.BytesIO(data), name)
    elif kind == "mbox":
        from stemma.ingest import mbox

        yield from mbox.of_lines(_lines(io.BytesIO(data)), name)
    elif kind in ("warc", "wacz"):
        yield refused("unknown-kind", name, f"{name} is a web archive, which is only read from a file.", "Save it as .warc or .wacz.")
    else:
        inner = _piece_kind(kind, data)
        if inner is None:
            yield refused("unknown-xml", name, f"{name} is XML, but no feed and no list of feeds.", "Give RSS, Atom, OPML or the article's page.")
        else:
            yield Piece(name=name, kind=inner, data=data, media=media or MEDIA_OF[inner], url=url, at=at, charset=charset)


def _piece_kind(kind: Kind, data: bytes) -> PieceKind | None:
    """What the child process is to take a document for."""
    if kind == "xml":
        form = of_xml(data)
        return None if form == "other" else form
    if kind == "html":
        return "bookmarks" if is_bookmarks(data) else "html"
    return kind  # type: ignore[return-value]  # the rest are the same words


def _whole(source: Source, stdin: bytes | BinaryIO | None) -> bytes:
    """All bytes of a source, or one more than it may have."""
    if source.kind == "stdin":
        if isinstance(stdin, bytes):
            return stdin
        return (sys.stdin.buffer if stdin is None else stdin).read(LARGEST_FILE + 1)
    with _opened(source) as stream:
        return _up_to(stream, largest(source.kind) + 1)


def _opened(source: Source) -> BinaryIO:
    stream = Path(source.file).open("rb")  # noqa: SIM115  (its caller closes it)
    return io.BufferedReader(Inflating(stream)) if source.gzipped else stream


def _up_to(stream: BinaryIO, size: int) -> bytes:
    out = bytearray()
    while len(out) < size and (data := stream.read(min(1 << 20, size - len(out)))):
        out += data
    return bytes(out)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; those that are too long in stretches."""
    return iter(lambda: stream.readline(LONGEST_LINE + 1), b"")


def _json_lines(source: Source) -> Iterator[Item]:
    with _opened(source) as stream:
        yield from records.of_lines(_lines(stream), source.name)


def _mail_folder(source: Source) -> Iterator[Item]:
    from stemma.ingest import mbox

    with _opened(source) as stream:
        yield from mbox.of_lines(_lines(stream), source.name)


def _table(source: Source) -> Iterator[Item]:
    from stemma.ingest import table

    with _opened(source) as stream:
        yield from table.of_stream(stream, source.name)


def _archive(source: Source) -> Iterator[Item]:
    from stemma.ingest import archives

    yield from archives.pieces(source.file, source.kind, source.name)


_STREAMS: dict[str, Callable[[Source], Iterator[Item]]] = {
    "jsonl": _json_lines,
    "mbox": _mail_folder,
    "csv": _table,
    "warc": _archive,
    "wacz": _archive,
}
