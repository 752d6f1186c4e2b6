"""The grouping's index in the store: signatures, who holds which term, links between reports; in tables that can be dropped and made anew.

`Nearby` speaks on the connection of a running transaction, so that a report and what it changes around it are there together or not at all:

    with store.transaction() as db:
        store.add(batch)
        change = gather.update(Nearby(db), put=[Signature.of(report), ...], wishes=wishes)
        store.put_stories([...], gone=change.gone)

Make a new one for every transaction: what it has read it keeps.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import apsw
import msgspec
import numpy as np
import numpy.typing as npt

from stemma.gather.index import ENTRY, EVER, Entries, Links, Near
from stemma.gather.nearest import entries, room
from stemma.gather.signature import Signature
from stemma.lang.en.stemming import stem
from stemma.lang.words import fold
from stemma.model import Report
from stemma.store import sealed
from stemma.store.values import Damage

#: Days that share a shelf, and bytes of entries in a piece.
_SHELF = 32
_PIECE = 256 * ENTRY.itemsize
_NEAR = np.dtype([("key", "<u8"), ("strength", "<u2")])
#: Most signatures remembered from reading; a block has at most 128.
_REMEMBERED = 4096
_EMPTY = ("DELETE FROM nearby_signatures", "DELETE FROM nearby_links", "DELETE FROM nearby_bars", "DELETE FROM nearby_holders")

_SHELVES = "SELECT entries FROM nearby_holders WHERE term = ? AND shelf BETWEEN ? AND ?"
_LAST_PIECE = "SELECT piece, entries FROM nearby_holders WHERE term = ? AND shelf = ? ORDER BY piece DESC LIMIT 1"
_PIECES = "SELECT piece, entries FROM nearby_holders WHERE term = ? AND shelf = ?"
_NEW_PIECE = "INSERT INTO nearby_holders (term, shelf, piece, entries) VALUES (?, ?, ?, ?)"
_SET_PIECE = "UPDATE nearby_holders SET entries = ? WHERE term = ? AND shelf = ? AND piece = ?"
_DROP_PIECE = "DELETE FROM nearby_holders WHERE term = ? AND shelf = ? AND piece = ?"
_BARS = "SELECT b.key, b.bar FROM json_each(?) AS j JOIN nearby_bars AS b ON b.key = j.value"
_LINKS = "SELECT l.key, l.nearest, l.kept_by, l.story FROM json_each(?) AS j JOIN nearby_links AS l ON l.key = j.value"
_BODIES = "SELECT s.key, s.body FROM json_each(?) AS j JOIN nearby_signatures AS s ON s.key = j.value"


class Nearby:
    """A `gather.Index` on a connection."""

    def __init__(self, db: apsw.Connection) -> None:
        self._db = db
        self._remembered: dict[int, Signature] = {}

    def put(self, signature: Signature) -> None:
        """Takes a signature in."""
        key = signature.key
        self._db.execute("INSERT INTO nearby_signatures (key, body) VALUES (?, ?)", (key, _packed(signature)))
        self._db.execute("INSERT INTO nearby_links (key, nearest, kept_by, story) VALUES (?, x'', x'', '')", (key,))
        self._db.execute("INSERT INTO nearby_bars (key, bar) VALUES (?, 0)", (key,))
        shelf = (signature.day or 0) // _SHELF
        for term, entry in entries(signature):
            last = sealed.row(self._db, _LAST_PIECE, (term, shelf))
            if last is None or len(last[1]) >= _PIECE:
                self._db.execute(_NEW_PIECE, (term, shelf, 0 if last is None else last[0] + 1, entry))
            else:
                self._db.execute(_SET_PIECE, (last[1] + entry, term, shelf, last[0]))

    def drop(self, key: int) -> None:
        """Forgets a signature and its links."""
        signature = self.signatures([key])[key]
        self._remembered.pop(key, None)
        shelf = (signature.day or 0) // _SHELF
        for term, entry in entries(signature):
            for piece, held in sealed.rows(self._db, _PIECES, (term, shelf)):
                left = _without(held, entry)
                if not left:
                    self._db.execute(_DROP_PIECE, (term, shelf, piece))
                elif len(left) < len(held):
                    self._db.execute(_SET_PIECE, (left, term, shelf, piece))
        self._db.execute("DELETE FROM nearby_signatures WHERE key = ?", (key,))
        self._db.execute("DELETE FROM nearby_links WHERE key = ?", (key,))
        self._db.execute("DELETE FROM nearby_bars WHERE key = ?", (key,))

    def signatures(self, keys: Collection[int]) -> dict[int, Signature]:
        """Those that are held."""
        missing = [key for key in keys if key not in self._remembered]
        if missing:
            if len(self._remembered) + len(missing) > _REMEMBERED:
                self._remembered = {key: one for key, one in self._remembered.items() if key in set(keys)}
            self._remembered.update((key, _unpacked(body)) for key, body in sealed.rows(self._db, _BODIES, (_listed(missing),)))
        return {key: self._remembered[key] for key in keys if key in self._remembered}

    def holders(self, term: int, between: tuple[int, int]) -> Entries:
        """The reports that hold a term, and some more of the same months."""
        shelves = (0, EVER[1]) if between == EVER else (between[0] // _SHELF, between[1] // _SHELF)
        return np.frombuffer(b"".join(row[0] for row in sealed.rows(self._db, _SHELVES, (term, *shelves))), dtype=ENTRY)

    def bars(self, keys: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
        """The weakest of those that have all the links they may have, else 0."""
        listed = keys.tolist()
        held = dict(sealed.rows(self._db, _BARS, (_listed(listed),)))
        return np.array([held[key] for key in listed], dtype=np.int64)

    def links(self, keys: Collection[int]) -> dict[int, Links]:
        """Those that are held."""
        rows = sealed.rows(self._db, _LINKS, (_listed(keys),))
        return {key: Links(nearest=_near(nearest), kept_by=_near(kept_by), story=story) for key, nearest, kept_by, story in rows}

    def put_links(self, links: Mapping[int, Links]) -> None:
        """Sets them."""
        rows = [(_bytes(one.nearest), _bytes(one.kept_by), one.story, key) for key, one in links.items()]
        self._db.executemany("UPDATE nearby_links SET nearest = ?, kept_by = ?, story = ? WHERE key = ?", rows)
        bars = [(room(one), key, room(one)) for key, one in links.items()]
        self._db.executemany("UPDATE nearby_bars SET bar = ? WHERE key = ? AND bar != ?", bars)


class NearbyTables:
    """The tables as a part of the store. `gather.update` takes in what is new: it needs to know which version speaks, and what people said."""

    def added(self, db: apsw.Connection, reports: Sequence[Report]) -> None:
        """Nothing yet: the library groups in the same transaction."""

    def dropped(self, db: apsw.Connection) -> None:
        """Empties the tables."""
        for sql in _EMPTY:
            db.execute(sql)

    def damages(self, db: apsw.Connection) -> Iterable[Damage]:
        """Links without a signature, signatures without links or terms, terms of nobody: what rows that each look well do not show."""
        owed: dict[int, int] = {}
        for key, body in db.execute("SELECT key, body FROM nearby_signatures"):
            owed[key] = len(_unpacked(body).terms)
        for term, shelf, piece, data in db.execute("SELECT term, shelf, piece, entries FROM nearby_holders"):
            for key in np.frombuffer(data, dtype=ENTRY)["key"].tolist():
                if key not in owed:
                    yield Damage(where="nearby_holders", key=f"{term}/{shelf}/{piece}", message="Holds a term of a report that is not there.")
                    break
                owed[key] -= 1
        for key, left in owed.items():
            if left:
                yield Damage(where="nearby_signatures", key=str(key), message="Does not stand under all of its terms, or under too many.")
        yield from _damaged_links(db, owed)


def _damaged_links(db: apsw.Connection, held: Collection[int]) -> Iterator[Damage]:
    """Who keeps whom must be who is kept by whom: the sums of both over all reports are compared, so that little is held in memory."""
    seen, keeps, kept = 0, 0, 0
    for key, nearest, kept_by in db.execute("SELECT key, nearest, kept_by FROM nearby_links"):
        seen += 1
        if key not in held:
            yield Damage(where="nearby_links", key=str(key), message="Has no signature.")
        keeps += sum(hash((key, other, strong)) for other, strong in Links(nearest=_near(nearest)).keeps)
        kept += sum(hash((other, key, strong)) for other, strong in _near(kept_by))
    if seen < len(held):
        yield Damage(where="nearby_links", key="", message=f"{len(held) - seen} reports have no links.")
    if keeps != kept:
        yield Damage(where="nearby_links", key="", message="Who keeps whom near is not who is kept by whom.")


def _packed(signature: Signature) -> bytes:
    """The signature as bytes; terms that follow from their words are left out."""
    odd = [t if stem(fold(w)) != t else "" for t, w in zip(signature.terms, signature.words, strict=True)]
    flags = sum(1 << n for n, name in enumerate(signature.names) if name)
    body = (
        signature.report,
        signature.published,
        signature.title,
        signature.words,
        odd if any(odd) else [],
        signature.weights,
        flags.to_bytes(len(signature.names) // 8 + 1, "little"),
        [n for place in signature.places for n in place],
        signature.named_days,
    )
    return msgspec.msgpack.encode(body)


def _unpacked(data: bytes) -> Signature:
    body: list[Any] = msgspec.msgpack.decode(data)
    report, published, title, words, odd, weights, flags, places, days = body
    named = int.from_bytes(flags, "little")
    return Signature(
        report=report,
        published=published,
        title=title,
        words=tuple(words),
        terms=tuple(t or stem(fold(w)) for t, w in zip(odd or [""] * len(words), words, strict=True)),
        weights=tuple(weights),
        names=tuple(bool(named >> n & 1) for n in range(len(words))),
        places=tuple(zip(places[::2], places[1::2], strict=True)),
        named_days=tuple(days),
    )


def _listed(keys: Iterable[int]) -> str:
    """Numbers as JSON, for one question about many."""
    return "[" + ",".join(map(str, keys)) + "]"


def _near(data: bytes) -> tuple[Near, ...]:
    return tuple(np.frombuffer(data, dtype=_NEAR).tolist())


def _bytes(near: Sequence[Near]) -> bytes:
    return np.array(list(near), dtype=_NEAR).tobytes()


def _without(held: bytes, entry: bytes) -> bytes:
    """The entries but that one."""
    size = ENTRY.itemsize
    at = next((n for n in range(0, len(held), size) if held[n : n + size] == entry), None)
    return held if at is None else held[:at] + held[at + size :]
