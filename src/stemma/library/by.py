"""Who notes a correction, and when: the words that every face of Stemma puts on an act."""

from __future__ import annotations

import datetime as dt
import os


def who(named: str | None = None) -> str:
    """The name that was given, else STEMMA_NAME, else the system's name for the person."""
    return named or os.environ.get("STEMMA_NAME") or os.environ.get("USER") or os.environ.get("USERNAME") or "somebody"


def now() -> str:
    """UTC to the microsecond: acts are laid on in the order of their times."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
