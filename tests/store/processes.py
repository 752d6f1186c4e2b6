"""Other processes: children that do something with a store and say what came of it."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def child(act: Callable[[Callable[[str], None]], None]) -> Iterator[tuple[int, Callable[[], str]]]:
    """Runs `act` in a forked child; it is handed a function that says a line. Gives the child's pid and a function that reads a line.

    The child is killed and waited for at the end, if it has not ended by itself.
    """
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            os.close(ours)
            act(lambda line: _say(theirs, line))
            status = 0
        except BaseException:
            traceback.print_exc(file=sys.stderr)
        finally:
            os._exit(status)
    os.close(theirs)
    with os.fdopen(ours, encoding="utf-8") as pipe:
        try:
            yield pid, lambda: pipe.readline().rstrip("\n")
        finally:
            try:
                os.kill(pid, 9)
            finally:
                os.waitpid(pid, 0)


def _say(pipe: int, line: str) -> None:
    os.write(pipe, (line + "\n").encode())


def as_nobody() -> None:
    """Gives up root's rights for good, if this process has them."""
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
