"""The index in memory: for one reading, and for tests."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt

from stemma.gather.index import ENTRY, EVER, UNDATED, Entries, Links
from stemma.gather.nearest import entries, room
from stemma.gather.signature import Signature

#: Days that share a shelf.
_SHELF = 32


class Memory:
    """Signatures, holders of terms by month or so, and links, in dictionaries."""

    def __init__(self) -> None:
        self._signatures: dict[int, Signature] = {}
        self._holders: dict[int, dict[int, list[bytes]]] = defaultdict(lambda: defaultdict(list))
        self._links: dict[int, Links] = {}
        self._bars: dict[int, int] = {}

    def put(self, signature: Signature) -> None:
        """Takes a signature in."""
        self._signatures[signature.key] = signature
        self._links[signature.key] = Links()
        self._bars[signature.key] = 0
        for term, entry in entries(signature):
            self._holders[term][(signature.day or 0) // _SHELF].append(entry)

    def drop(self, key: int) -> None:
        """Forgets a signature and its links."""
        signature = self._signatures.pop(key)
        del self._links[key], self._bars[key]
        for term, entry in entries(signature):
            self._holders[term][(signature.day or 0) // _SHELF].remove(entry)

    def signatures(self, keys: Collection[int]) -> dict[int, Signature]:
        """Those that are held."""
        return {key: self._signatures[key] for key in keys if key in self._signatures}

    def holders(self, term: int, between: tuple[int, int]) -> Entries:
        """The reports that hold a term."""
        shelves = self._holders.get(term, {})
        wanted = shelves if between == EVER else [0] if between == UNDATED else range(between[0] // _SHELF, between[1] // _SHELF + 1)
        return np.frombuffer(b"".join(e for shelf in wanted for e in shelves.get(shelf, ())), dtype=ENTRY)

    def bars(self, keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
        """The weakest of those that have all the links they may have, else 0."""
        return np.array([self._bars[key] for key in keys.tolist()], dtype=np.int64)

    def links(self, keys: Collection[int]) -> dict[int, Links]:
        """Those that are held."""
        return {key: self._links[key] for key in keys if key in self._links}

    def put_links(self, links: Mapping[int, Links]) -> None:
        """Sets them."""
        self._links.update(links)
        self._bars.update({key: room(one) for key, one in links.items()})
