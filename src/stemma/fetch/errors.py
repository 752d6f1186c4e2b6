"""Why a page could not be had. Raised inside `fetch` and turned into a `Trouble` at its border; no caller sees it raised."""

from __future__ import annotations

from stemma.model import Trouble

SAVE_IT = "Open it in a browser, save the page, and add the file."
LATER = "Try again later."


class FetchError(Exception):
    """A code, a statement that follows the address ("leads to 10.0.0.5, a private address"), and what to do."""

    def __init__(self, code: str, statement: str, hint: str, *, passing: bool = False, retry_after: float | None = None) -> None:
        super().__init__(statement)
        self.code = code
        self.statement = statement
        self.hint = hint
        #: Whether it may well succeed when tried again.
        self.passing = passing
        #: Seconds that the host asked to be left alone for.
        self.retry_after = retry_after

    def trouble(self, url: str) -> Trouble:
        """The trouble as the user is told it."""
        return Trouble(code=self.code, message=f"{_short(url)} {self.statement}.", hint=self.hint, path=url)


class TooLargeError(FetchError):
    """A body beyond its limit; `begun` is its beginning, a megabyte at most."""

    def __init__(self, statement: str, begun: bytes) -> None:
        super().__init__("too-large", statement, SAVE_IT)
        self.begun = begun


def _short(url: str) -> str:
    return url if len(url) <= 200 else url[:197] + "..."
