"""The page that says what went wrong, in words for people, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException

from stemma.errors import StemmaError, StoreError, UsageError
from stemma.web.pages.page import says
from stemma.web.security import LARGEST_UPLOAD, TooLargeError


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong."""

    title: str = says("What happened, in a few words.")
    message: str = says("What happened, in a sentence.")
    hint: str = says("What can be done about it.")
    code: str = says("A name for it that does not change, for programs.")


def failure(error: Exception) -> tuple[int, Failure]:
    """Status and words for an error."""
    if isinstance(error, UsageError):
        missing = error.code.startswith("no-such")
        return (404 if missing else 400), Failure(
            title="Not in this library" if missing else "That could not be done", message=error.message, hint=error.hint, code=error.code
        )
    if isinstance(error, StoreError):
        if error.code == "store-missing":
            return 200, Failure(title="Nothing here yet", message="This library has no reports.", hint="Add some to begin.", code=error.code)
        busy = error.code in ("store-locked", "store-busy")
        if error.code == "store-unknown":
            return 404, Failure(title="Not in this library", message=error.message, hint="It may have been another library.", code=error.code)
        return (503 if busy else 500), Failure(
            title="The library is in use" if busy else "The library cannot be read", message=error.message, hint=error.hint, code=error.code
        )
    if isinstance(error, StemmaError):
        return 500, Failure(title="That could not be done", message=error.message, hint=error.hint, code=error.code)
    if isinstance(error, TooLargeError):
        return 413, Failure(
            title="Too large",
            message=f"A file may have {LARGEST_UPLOAD // 1_000_000} MB here.",
            hint="`stemma add` takes larger ones.",
            code="too-large",
        )
    if isinstance(error, HTTPException) and error.status_code == 404:
        return 404, Failure(title="No such page", message="There is nothing at this address.", hint="Begin at the list of stories.", code="no-page")
    status = error.status_code if isinstance(error, HTTPException) else 500
    return status, Failure(
        title="That did not work", message=str(getattr(error, "detail", "")) or "Something failed.", hint="Go back and try again.", code="failed"
    )
