"""A child process that parses hostile documents and can be killed: limits of time and memory that a parser cannot talk its way around.

Some documents take minutes or gigabytes to parse, by the very design of their format. A thread cannot be stopped; a process can. The
child runs `served.serve`: it takes documents from its standard input and answers on its standard output (`wire`). It is started with
the parent's import path and without the current folder on it, so it works from any entry point and nothing that lies beside the
reports is ever imported.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from stemma.ingest import wire
from stemma.ingest.taken import Piece, Taken, trouble
from stemma.model import Trouble

#: Seconds of computing that one document may take. The child counts them itself (its system kills it); the parent waits `_PATIENCE`
#: times as long, since on a busy machine honest documents wait for their turn.
SECONDS = 10.0
_PATIENCE = 3
#: Seconds that a fresh child may take to come up (imports on a cold, busy machine).
_START_SECONDS = 60.0
#: Bytes of address space of the child.
MEMORY = 1_500_000_000
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from stemma.ingest.served import serve; serve()"
#: The signal by which the system ends a process that computed for too long; 0 where there is none.
_OUT_OF_TIME = int(getattr(signal, "SIGXCPU", 0))

_T = TypeVar("_T")


class Worker:
    """One child process, started at the first document and started anew after it was killed."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def ask(self, piece: Piece) -> Taken:
        """What a document holds; whatever it does to its reader, this returns."""
        try:
            answer = self._timed(lambda child: _talk(child, piece))
        except TimeoutError:
            self.stop()
            return Taken(troubles=(self._too_slow(piece.name),))
        except (OSError, EOFError, ValueError):
            return Taken(troubles=(self.died(piece.name),))
        if "failed" in answer:
            message = f"{piece.name} could not be parsed ({answer['failed']})."
            code = "bad-page" if piece.kind == "html" else "bad-document"
            return Taken(troubles=(trouble(code, piece.name, message, "Save the article as plain text."),))
        return wire.unpacked(answer)

    def archive(self, file: str, kind: str, member: int, at: int) -> Iterator[tuple[dict[str, Any], bytes]]:
        """What a web archive holds from a place on, as `warc.found`. Raises TimeoutError, OSError or EOFError when the child ends."""
        child = self._child if self._child and self._child.poll() is None else self._start()
        assert child.stdin is not None
        assert child.stdout is not None
        stream = child.stdout
        wire.send_value(child.stdin, {"archive": os.path.abspath(file), "kind": kind, "member": member, "at": at})
        while True:
            facts, body = within(lambda: (wire.receive_value(stream), wire.receive(stream)), self._seconds * _PATIENCE)
            if facts is None or body is None:
                raise EOFError("no answer")
            if facts["what"] == "end":
                if "failed" in facts:
                    wrong = f"bad-archive: it cannot be read ({facts['failed']})"
                    yield {"what": "trouble", "member": member, "at": 0, "url": "", "wrong": wrong}, b""
                return
            yield facts, body

    def died(self, name: str) -> Trouble:
        """Why the child ended while it read `name`; it is cleared away."""
        code = self.stop()
        if code == -_OUT_OF_TIME:
            return self._too_slow(name)
        message = f"{name} broke its reader (ended with {code}), most likely for want of memory."
        return trouble("reader-died", name, message, "Save the article as plain text.")

    def _too_slow(self, name: str) -> Trouble:
        message = f"{name} took more than {self._seconds:.0f} s to parse and was given up."
        return trouble("too-slow", name, message, "Save the article as plain text.")

    def _timed(self, talk: Callable[[subprocess.Popen[bytes]], _T | None]) -> _T:
        """What `talk` with the child returns. Raises TimeoutError, and EOFError or OSError when the child ended."""
        child = self._child if self._child and self._child.poll() is None else self._start()
        answer = within(lambda: talk(child), self._seconds * _PATIENCE)
        if answer is None:
            raise EOFError("no answer")
        return answer

    def _start(self) -> subprocess.Popen[bytes]:
        self.stop()
        paths = [p or os.getcwd() for p in sys.path]
        # -P: the current folder, which may hold anything, is not put before the library's own modules.
        command = [sys.executable, "-P", "-c", _CODE, json.dumps(paths), str(self._memory), str(self._seconds)]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._child = child
        assert child.stdout is not None
        stream = child.stdout
        if within(lambda: wire.receive(stream), _START_SECONDS) != b"ready":
            raise EOFError("the reader did not come up")
        return child

    def stop(self) -> int | None:
        """Ends the child, if there is one, and returns how it ended."""
        child, self._child = self._child, None
        if child is None:
            return None
        child.kill()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue  # what was not yet sent needs no reader any more
        return child.wait()


def _talk(child: subprocess.Popen[bytes], piece: Piece) -> dict[str, Any] | None:
    assert child.stdin is not None
    assert child.stdout is not None
    wire.send_value(child.stdin, wire.piece_facts(piece))
    wire.send(child.stdin, piece.data)
    return wire.receive_value(child.stdout)


def within(talk: Callable[[], _T], seconds: float) -> _T:
    """What `talk` returns, if it does within `seconds`; it is left behind otherwise (its pipes end when the child is killed)."""
    box: list[_T] = []
    failed: list[Exception] = []

    def run() -> None:
        try:
            box.append(talk())
        except (OSError, EOFError, ValueError) as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not box:
        raise TimeoutError
    return box[0]
