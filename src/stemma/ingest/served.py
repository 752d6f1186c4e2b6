"""The child's side of the worker: takes documents, answers with what is in them, and dies of its limits rather than linger.

Everything that parses what strangers wrote runs here: HTML, PDF, XML, mail, archives. It imports lxml and the extractors when the
first document of their kind comes, never spaCy.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import IO, Any

from stemma.ingest import wire
from stemma.ingest.taken import Piece, Taken, trouble

#: Which module (its `of_piece`) reads which kind of piece.
_PARSERS: dict[str, str] = {
    "html": "page",
    "pdf": "pdf",
    "mail": "mail",
    "mhtml": "mhtml",
    "feed": "feeds",
    "json-feed": "json_feed",
    "ninjs": "ninjs",
    "opml": "lists",
    "bookmarks": "lists",
}


def serve() -> None:
    """Says "ready", then answers one request after another until its input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # nothing a library prints gets into the answers
    memory, seconds = int(sys.argv[2]), float(sys.argv[3])
    limit_memory(memory)
    import stemma.ingest.page

    assert stemma.ingest.page
    wire.send(answers, b"ready")
    while (asked := wire.receive_value(requests)) is not None:
        if "archive" in asked:
            _archive(asked, answers, seconds)
            continue
        data = wire.receive(requests) or b""
        allow(seconds)
        wire.send_value(answers, _answer(Piece(data=data, **asked)))


def _answer(piece: Piece) -> dict[str, Any]:
    try:
        return wire.packed(parsed(piece))
    except MemoryError:
        os._exit(77)
    except Exception as error:  # a parser may raise anything on a hostile document; the document is told, the child lives on
        return {"failed": f"{type(error).__name__}: {error}"[:300]}


def parsed(piece: Piece) -> Taken:
    """What the document holds. Raises whatever its parser raises."""
    try:
        return _parser(piece.kind)(piece)
    except RecursionError:
        message = f"{piece.name} is nested too deeply to be read."
        return Taken(troubles=(trouble("too-deep", piece.name, message, "Save the article as plain text."),))


def _parser(kind: str) -> Callable[[Piece], Taken]:
    """The reader of a kind of document; imported when the first of its kind comes."""
    module = import_module(f"stemma.ingest.{_PARSERS[kind]}")
    parser: Callable[[Piece], Taken] = module.of_piece
    return parser


def _archive(asked: dict[str, Any], answers: IO[bytes], seconds: float) -> None:
    """Sends what an archive holds, from a place on: findings with their bodies, then a last word."""
    from stemma.ingest import warc

    facts = ("what", "member", "at", "url", "date", "media", "digest", "wrong")
    last: dict[str, Any] = {"what": "end"}
    allow(seconds)
    try:
        for item in warc.found(asked["archive"], asked["kind"], asked["member"], asked["at"]):
            wire.send_value(answers, {f: getattr(item, f) for f in facts})
            wire.send(answers, item.body)
            allow(seconds)
    except MemoryError:
        os._exit(77)
    except Exception as error:  # as in `_answer`: an archive may break its reader in any way
        last["failed"] = f"{type(error).__name__}: {error}"[:300]
    wire.send_value(answers, last)
    wire.send(answers, b"")


def limit_memory(memory: int) -> None:
    """Caps the process's address space, where the system can."""
    try:
        import resource
    except ImportError:  # not on Windows; there the time limit stands alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def allow(seconds: float) -> None:
    """Lets the process compute for so much longer; then the system ends it, where it can."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(used.ru_utime + used.ru_stime + seconds)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))
