"""Errors of Stemma: misuse and a broken world raise; bad input never does (it becomes a `Trouble`).

StemmaError
├── UsageError        the caller asked for something that cannot be done (bad option, unknown rule)
├── NothingReadError  none of the given reports could be read
├── DamagedError      something Stemma ships is not what it should be (weights, tables)
└── StoreError        the store cannot be opened, read or written (missing, foreign, newer, locked, full, read-only, damaged); nothing was overwritten
"""

from __future__ import annotations


class StemmaError(Exception):
    """The base of all errors: a kebab-case `code`, a statement, and a hint that can be acted on."""

    code = "stemma-error"

    def __init__(self, message: str, *, code: str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(StemmaError):
    """The caller asked for something that cannot be done."""

    code = "usage"


class NothingReadError(StemmaError):
    """Not one of the given inputs could be read."""

    code = "nothing-read"


class DamagedError(StemmaError):
    """A shipped or stored file is not what its digest says."""

    code = "damaged"


class StoreError(StemmaError):
    """The store cannot be opened, read or written; the `code` says why, the message names the file, and nothing was overwritten."""

    code = "store"
