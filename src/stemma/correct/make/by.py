"""Who says it: what every constructor of acts is given."""

from __future__ import annotations

from typing import TypedDict

from stemma.correct.refs import Refs
from stemma.errors import UsageError
from stemma.model import acts as a
from stemma.model.acts import Act


class By(TypedDict, total=False):
    """Who says it, when, and why."""

    who: str
    time: str
    note: str


def act_of(refs: Refs, verb: str, subject: a.Subject | None, change: a.Change | None, by: By, undoes: str | None = None) -> Act:
    """The sealed act."""
    return refs.act(verb, subject, change, who=by.get("who", ""), time=by.get("time", ""), note=by.get("note", ""), undoes=undoes)


def two(one: str, other: str, what: str) -> None:
    """Refuses a pair that is one thing."""
    if one == other:
        raise UsageError(f"That is one {what} with itself.", code="one-and-the-same", hint=f"Name two {what}s.")
