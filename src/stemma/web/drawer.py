"""Drawing apart: matplotlib draws in a process of its own, so that no page waits for it.

Theory of operation. A drawing of figures is a quarter of a second of nothing but Python; in a thread of the desk it would take turns with every page.
The child is started at the first drawing, with a lower priority than the desk, and anew when it was killed. It gets the ledger and gives back
the drawing's text; it opens no file of ours and no socket.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from markupsafe import Markup

from stemma.errors import UsageError
from stemma.library.apart import children
from stemma.model import Ledger
from stemma.model.figures import FigureSeries

#: Seconds that a drawing may take, those of other drawings before it included.
_PATIENCE = 60.0


class Drawer:
    """One child process that draws, shared by all threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pool: ProcessPoolExecutor | None = None

    def figures(self, ledger: Ledger, found: Sequence[FigureSeries]) -> Markup | None:
        """The figures over time, as `tell.exports.drawings` draws them. Raises UsageError when the child dies twice or takes too long."""
        try:
            drawn = self._asked(ledger, found)
        except BrokenProcessPool:  # somebody killed it, or the machine had no memory for it: once more
            self.close()
            try:
                drawn = self._asked(ledger, found)
            except BrokenProcessPool as error:
                self.close()
                raise UsageError("The figures could not be drawn.", code="not-drawn", hint="The table has them all.") from error
        return None if drawn is None else Markup(drawn)

    def _asked(self, ledger: Ledger, found: Sequence[FigureSeries]) -> str | None:
        with self._lock:
            if self._pool is None:
                self._pool = children()
            asked = self._pool.submit(_figures, ledger, found)
        try:
            return asked.result(timeout=_PATIENCE)
        except TimeoutError as error:
            raise UsageError("The figures took too long to draw.", code="not-drawn", hint="The table has them all.") from error

    def close(self) -> None:
        """Ends the child; the next drawing starts another."""
        with self._lock:
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)


def _figures(ledger: Ledger, found: Sequence[FigureSeries]) -> str | None:
    from stemma.tell.exports.drawings import figures_drawing

    drawn = figures_drawing(ledger, found)
    return None if drawn is None else str(drawn)
