"""The log of what people judged: added to, never changed. What an act means is not known here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import apsw

from stemma.errors import StoreError
from stemma.store import sealed
from stemma.store.sealed import Table
from stemma.store.values import Json

ACTS = Table(
    name="acts",
    insert="INSERT INTO acts (id, body, digest) VALUES (?, ?, ?)",
    rows="SELECT n, id, body, digest FROM acts",
)
#: What each act must have: text, and `undoes` may be null.
_FIELDS = ("id", "time", "who")


def append(db: apsw.Connection, acts: Iterable[Json]) -> int:
    """Notes the acts in their order; one that is noted already is passed over. How many were new."""
    new = 0
    for act in acts:
        _check(act)
        body = sealed.encoded(dict(act))
        known = sealed.row(db, "SELECT body FROM acts WHERE id = ?", (act["id"],))
        if known is None:
            sealed.put(db, ACTS, act["id"], body)
            new += 1
        elif known[0] != body:
            raise StoreError(f"The act {act['id']} is in the log already, and says something else.", code="act-clash", hint="Give it another id.")
    return new


def _check(act: Json) -> None:
    lacking = [name for name in _FIELDS if not isinstance(act.get(name), str) or not act[name]]
    if lacking or not isinstance(act.get("undoes", None), str | None):
        raise StoreError(f"An act lacks {', '.join(lacking) or 'a good `undoes`'}.", code="act-form", hint="Nothing was noted.")


def acts(db: apsw.Connection) -> list[dict[str, Any]]:
    """All acts, in the order in which they were noted."""
    return [sealed.decoded(body) for (body,) in db.execute("SELECT body FROM acts ORDER BY n")]
