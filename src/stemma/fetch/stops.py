"""Ending cleanly: Ctrl-C and SIGTERM ask a run to stop between two requests; a second one ends it at once.

The handler runs in the main thread, perhaps amid `Event.wait`, which holds the event's lock for moments: to set the event there could wait for ever.
It is set from a thread of its own, begun without any lock of Python's.
"""

from __future__ import annotations

import _thread
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stop_on_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set, for `SystemClock`. For the main thread only, as signals are."""
    stop = threading.Event()
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}

    def ask(number: int, frame: FrameType | None) -> None:
        _thread.start_new_thread(stop.set, ())
        for each, handler in before.items():
            signal.signal(each, handler)

    for number in before:
        signal.signal(number, ask)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
