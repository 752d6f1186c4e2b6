"""Several child processes at work on one stream of documents, whose results come out in the stream's order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from queue import SimpleQueue
from typing import TYPE_CHECKING

from stemma.ingest.records import Item
from stemma.ingest.taken import Piece, Taken
from stemma.ingest.worker import Worker

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

#: Documents that may wait for each worker, done or undone: enough that none idles, few enough that memory stays small.
_AHEAD = 3
_AHEAD_BYTES = 64_000_000
_Done = tuple[int, Taken, Piece | None]


class Crew:
    """Workers that are started when the first document needs one, and shared by the threads that wait for them."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._stack = ExitStack()
        self._idle: SimpleQueue[Worker] = SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None
        for _ in range(size):
            self._idle.put(self._stack.enter_context(Worker()))

    def close(self) -> None:
        """Ends the child processes; what is under way is given up."""
        if self._threads is not None:
            self._threads.shutdown(wait=False, cancel_futures=True)
        self._stack.close()

    def in_order(self, items: Iterable[tuple[int, Item]]) -> Iterator[_Done]:
        """What each item gives, with its number and the piece that it came from, in the order of the items."""
        if self._size == 1:
            for number, item in items:
                yield (number, item, None) if isinstance(item, Taken) else (number, self._ask(item), item)
            return
        if self._threads is None:
            from concurrent.futures import ThreadPoolExecutor

            self._threads = ThreadPoolExecutor(self._size)
        waiting: deque[tuple[int, Taken | Future[Taken], Piece | None]] = deque()
        ahead = 0
        for number, item in items:
            if isinstance(item, Taken):
                waiting.append((number, item, None))
            else:
                waiting.append((number, self._threads.submit(self._ask, item), item))
                ahead += len(item.data)
            while len(waiting) > _AHEAD * self._size or ahead > _AHEAD_BYTES:
                done = _result(*waiting.popleft())
                ahead -= len(done[2].data) if done[2] else 0
                yield done
        while waiting:
            yield _result(*waiting.popleft())

    def _ask(self, piece: Piece) -> Taken:
        worker = self._idle.get()
        try:
            return worker.ask(piece)
        finally:
            self._idle.put(worker)


def _result(number: int, taken: Taken | Future[Taken], piece: Piece | None) -> _Done:
    return number, taken if isinstance(taken, Taken) else taken.result(), piece
