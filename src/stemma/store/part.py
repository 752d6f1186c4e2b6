"""What keeps tables of its own in the store."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import apsw

from stemma.model import Report
from stemma.store.values import Damage


class Part(Protocol):
    """Something that keeps tables of its own in the store, made by a step of the schema, and is told what happens.

    Each method is handed the connection of the running transaction and must not commit. Its tables are derived: what it knows of a
    report must follow from the report.
    """

    def added(self, db: apsw.Connection, reports: Sequence[Report]) -> None:
        """These reports are new to the store (or prepared anew): in the same transaction, before it is committed."""
        ...

    def dropped(self, db: apsw.Connection) -> None:
        """All that is derived is being dropped: empty the tables."""
        ...

    def damages(self, db: apsw.Connection) -> Iterable[Damage]:
        """What in the tables is not as it was written; `db` may be read-only."""
        ...
