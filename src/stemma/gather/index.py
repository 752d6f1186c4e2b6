"""What grouping asks of whatever keeps signatures and links: memory here, tables of the store there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from stemma.gather.signature import Signature

#: One report that holds a term: its number, its day (0: none), the term's weight in it, and whether the term is one of its strongest few.
ENTRY = np.dtype([("key", "<u8"), ("day", "<i4"), ("weight", "<u2"), ("top", "u1"), ("pad", "u1")])
Entries = npt.NDArray[np.void]
#: A report that is near another, and how strongly they are linked; `BEST` is added where one is the other's very nearest.
Near = tuple[int, int]
BEST = 1 << 14
#: The days in `between` from the first to the last that there can be.
EVER = (0, 1 << 30)
#: `between` for the reports whose date cannot be told.
UNDATED = (0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Whom a report keeps as its nearest, nearest first, and who keeps it as one of theirs (with `BEST` where it is their very nearest)."""

    nearest: tuple[Near, ...] = ()
    kept_by: tuple[Near, ...] = ()
    #: Id of the story that the report was last put in; empty before that.
    story: str = ""

    @property
    def keeps(self) -> frozenset[Near]:
        """The nearest, with `BEST` at the very nearest: as it stands in `kept_by` there."""
        if not self.nearest:
            return frozenset()
        key, strong = self.nearest[0]
        return frozenset(((key, strong + BEST), *self.nearest[1:]))


class Index(Protocol):
    """Signatures by number, reports by term, and the links found between them.

    What comes back never depends on the order in which things were put in. Keys are `Signature.key`.
    """

    def put(self, signature: Signature) -> None:
        """Takes a signature in; one with the same key must have been dropped before."""
        ...

    def drop(self, key: int) -> None:
        """Forgets a signature and its links (not what others keep of it)."""
        ...

    def signatures(self, keys: Collection[int]) -> dict[int, Signature]:
        """The signatures of those keys that are held."""
        ...

    def holders(self, term: int, between: tuple[int, int]) -> Entries:
        """The reports that hold a term (by `Signature.term_keys`), at least all of those whose day lies in `between`, both days included."""
        ...

    def bars(self, keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
        """How strong a link to each of these reports must at least be to become one of its nearest: that of its weakest where it has all it may
        have, else 0."""
        ...

    def links(self, keys: Collection[int]) -> dict[int, Links]:
        """The links of those keys that are held."""
        ...

    def put_links(self, links: Mapping[int, Links]) -> None:
        """Sets the links of reports that are held."""
        ...
