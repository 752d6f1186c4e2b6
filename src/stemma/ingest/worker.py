"""A child process that parses HTML and can be killed: limits of time and memory that a parser cannot talk its way around.

Some pages take minutes or gigabytes to parse, by the very design of HTML. A thread cannot be stopped; a process can. The child runs
`serve`: it takes pages from its standard input and answers on its standard output, both framed by an 8-byte length, headers and
answers as JSON (no pickle: what comes from a parser of hostile pages is data). It imports lxml and the extractors, never spaCy.
It is started with the parent's import path and without the current folder on it, so it works from any entry point and nothing that
lies beside the reports is ever imported.
"""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from typing import IO, Any

from stemma.model import RawReport, Trouble, Zone

#: Seconds of computing that one page may take. The child counts them itself (its system kills it); the parent waits `_PATIENCE`
#: times as long, since on a busy machine honest pages wait for their turn.
SECONDS = 10.0
_PATIENCE = 3
#: Seconds that a fresh child may take to come up (imports on a cold, busy machine).
_START_SECONDS = 60.0
#: Bytes of address space of the child.
MEMORY = 1_500_000_000
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from stemma.ingest.worker import serve; serve()"

#: The signal by which the system ends a process that computed for too long; 0 where there is none.
_OUT_OF_TIME = int(getattr(signal, "SIGXCPU", 0))

Taken = tuple[list[RawReport], list[Trouble]]


class Worker:
    """One child process, started at the first page and started anew after it was killed."""

    def __init__(self, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._child: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def page(self, data: bytes, path: str) -> Taken:
        """The report on an HTML page; whatever the page does to its reader, this returns."""
        try:
            child = self._child if self._child and self._child.poll() is None else self._start()
            answer = _ask(child, data, path, self._seconds * _PATIENCE)
        except TimeoutError:
            self._stop()
            return [], [self._too_slow(path)]
        except (OSError, EOFError, ValueError):
            code = self._stop()
            if code == -_OUT_OF_TIME:
                return [], [self._too_slow(path)]
            message = f"{path} broke its reader (ended with {code}), most likely for want of memory."
            return [], [_trouble("reader-died", message, "Save the article as plain text.", path)]
        return _unpacked(answer)

    def _too_slow(self, path: str) -> Trouble:
        message = f"{path} took more than {self._seconds:.0f} s to parse and was given up."
        return _trouble("too-slow", message, "Save the article as plain text.", path)

    def _start(self) -> subprocess.Popen[bytes]:
        paths = [p or os.getcwd() for p in sys.path]
        # -P: the current folder, which may hold anything, is not put before the library's own modules.
        command = [sys.executable, "-P", "-c", _CODE, json.dumps(paths), str(self._memory), str(self._seconds)]
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        if _timed(lambda: _receive(self._child.stdout), _START_SECONDS) != b"ready":  # type: ignore[arg-type]
            raise EOFError("the reader did not come up")
        return self._child

    def _stop(self) -> int | None:
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


def serve() -> None:
    """The child's life: says "ready", then answers one page after another until its input ends."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr  # nothing a library prints gets into the answers
    memory, seconds = int(sys.argv[2]), float(sys.argv[3])
    _limit(memory)
    from stemma.ingest.page import report_of

    _send(answers, b"ready")
    while (path := _receive(requests)) is not None:
        data = _receive(requests) or b""
        _allow(seconds)
        try:
            reports, troubles = report_of(data, path.decode("utf-8", "surrogateescape"))
            answer: dict[str, Any] = {"reports": [asdict(r) for r in reports], "troubles": [asdict(t) for t in troubles]}
        except MemoryError:
            os._exit(77)
        except Exception as error:  # a parser may raise anything on a hostile page; the page is told, the child lives on
            answer = {"failed": f"{type(error).__name__}: {error}"[:300], "path": path.decode("utf-8", "replace")}
        _send(answers, json.dumps(answer).encode("utf-8"))


def _limit(memory: int) -> None:
    """Caps the process's address space, where the system can."""
    try:
        import resource
    except ImportError:  # not on Windows; there the time limit stands alone
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow(seconds: float) -> None:
    """Lets the process compute for so much longer; then the system ends it, where it can."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(used.ru_utime + used.ru_stime + seconds)
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (limit if hard == resource.RLIM_INFINITY else min(limit, hard), hard))


def _ask(child: subprocess.Popen[bytes], data: bytes, path: str, seconds: float) -> dict[str, Any]:
    def talk() -> bytes | None:
        assert child.stdin is not None
        assert child.stdout is not None
        _send(child.stdin, path.encode("utf-8", "surrogateescape"))
        _send(child.stdin, data)
        return _receive(child.stdout)

    answer = _timed(talk, seconds)
    if answer is None:
        raise EOFError("no answer")
    value = json.loads(answer)
    if not isinstance(value, dict):
        raise ValueError("not an answer")
    return value


def _timed(talk: Any, seconds: float) -> bytes | None:
    """What `talk` returns, if it does within `seconds`; it is left behind otherwise (its pipes end when the child is killed)."""
    box: list[bytes | BaseException | None] = []

    def run() -> None:
        try:
            box.append(talk())
        except (OSError, EOFError, ValueError) as error:
            box.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if not box:
        raise TimeoutError
    if isinstance(box[0], BaseException):
        raise box[0]
    return box[0]


def _send(stream: IO[bytes], data: bytes) -> None:
    stream.write(len(data).to_bytes(8, "big"))
    stream.write(data)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes | None:
    """The next frame; None at the end of the stream."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    return data if len(data) == size else None


def _unpacked(answer: dict[str, Any]) -> Taken:
    if "failed" in answer:
        path = str(answer["path"])
        message = f"{path} could not be parsed ({answer['failed']})."
        return [], [_trouble("bad-page", message, "Save the article as plain text.", path)]
    reports = []
    for fields in answer["reports"]:
        marked = tuple(Zone(**zone) for zone in fields.pop("marked"))
        reports.append(RawReport(**{**fields, "credits": tuple(fields["credits"]), "marked": marked}))
    return reports, [Trouble(**fields) for fields in answer["troubles"]]


def _trouble(code: str, message: str, hint: str, path: str) -> Trouble:
    return Trouble(code=code, message=message, hint=hint, path=path)
