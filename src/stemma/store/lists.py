"""Lists, asked of an open store: `Store.lists`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from stemma.model.library import Which
from stemma.store import listed
from stemma.store.values import Listing, ListPage, Named

if TYPE_CHECKING:
    from stemma.store.store import Store


class Lists:
    """Stories, outlets and voices in order, filtered and cut into pages by SQLite (see `listed`)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def stories(self, which: Which, *, most: int = -1, at: int = 0) -> ListPage:
        """What lists show of the stories that are meant, the newest first; `most` of them from number `at` on, all when negative."""
        with self._store.reading() as db:
            return listed.page(db, which, most=most, at=at)

    def relist(self, listings: Mapping[str, Listing | None]) -> None:
        """Lists stories otherwise than their reports say, because people set something right; None stands for what the reports say."""
        with self._store.transaction() as db:
            listed.relist(db, listings)

    def unsettled(self) -> list[str]:
        """Ids of the stories of a store of an earlier form of which nobody has told yet how corrections would have them listed."""
        with self._store.reading() as db:
            return listed.unsettled(db)

    def outlets(self, most: int) -> list[Named]:
        """The outlets that have reports in most stories."""
        with self._store.reading() as db:
            return listed.outlets(db, most)

    def voices(self, beginnings: str = "", *, most: int, at: int = 0) -> tuple[list[Named], int]:
        """Voices of all ledgers by name, those in most stories first, and how many there are; only such as have words that begin so."""
        with self._store.reading() as db:
            return listed.voices(db, beginnings, most=most, at=at)

    def voiced(self, name: str) -> list[tuple[str, tuple[str, ...]]]:
        """Stories, the newest first, each with the names of a voice of its in which all words of the name stand."""
        with self._store.reading() as db:
            return listed.voiced(db, name)
