"""Rows that know whether they were changed, and the forms in which bytes, texts and values are stored.

A row's digest is the first 16 bytes of the SHA-256 of table name and values (MessagePack, so that types and borders count). It tells
which row was changed; that rows were taken away or added, the tallies tell. Both guard against damage and slips, not against harm.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import dataclass
from typing import Any

import apsw
import msgspec

from stemma.errors import StoreError

Value = str | int | float | bytes | None
_PACK = msgspec.msgpack.Encoder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose rows are sealed; every statement is written out."""

    name: str
    #: Takes the sealed values in order, then the digest.
    insert: str
    #: Gives rowid, the sealed values in the same order, and the digest, of every row.
    rows: str


def rows(db: apsw.Connection, sql: str, values: tuple[Value, ...] = ()) -> list[Any]:
    """All rows that a question gives; the tables are STRICT, so the columns have the types that the schema says."""
    return db.execute(sql, values).fetchall()


def row(db: apsw.Connection, sql: str, values: tuple[Value, ...] = ()) -> Any:
    """The first row that a question gives, or None."""
    return db.execute(sql, values).fetchone()


def one(db: apsw.Connection, sql: str, values: tuple[Value, ...] = ()) -> Any:
    """The row that must be there."""
    found = row(db, sql, values)
    if found is None:
        raise StoreError("A row that others point at is missing.", code="store-damaged", hint="Run `stemma verify`.")
    return found


def digest(table: str, values: tuple[Value, ...]) -> bytes:
    """The digest of a row."""
    return hashlib.sha256(_PACK.encode((table, values))).digest()[:16]


def put(db: apsw.Connection, table: Table, *values: Value) -> int:
    """Stores a row with its digest; its rowid."""
    db.execute(table.insert, (*values, digest(table.name, values)))
    return db.last_insert_rowid()


def packed(data: bytes) -> tuple[str, bytes]:
    """Bytes as they are stored: how, and what."""
    small = zlib.compress(data, 6)
    return ("zlib", small) if len(small) < len(data) else ("plain", data)


def unpacked(codec: str, size: int, data: bytes) -> bytes:
    """Stored bytes as they were; never more than `size`, whatever the data says."""
    if codec == "plain":
        out = data
    else:
        unpacking = zlib.decompressobj()
        try:
            out = unpacking.decompress(data, size + 1)
        except zlib.error as error:
            raise StoreError(f"Stored bytes cannot be unpacked ({error}).", code="store-damaged", hint="Run `stemma verify`.") from error
    if len(out) != size:
        raise StoreError("Stored bytes are not as long as they were.", code="store-damaged", hint="Run `stemma verify`.")
    return out


def text_of(data: bytes) -> str:
    """The text that `bytes_of` made bytes of."""
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise StoreError("A stored text is not a text any more.", code="store-damaged", hint="Run `stemma verify`.") from error


def bytes_of(text: str) -> bytes:
    """A text as bytes; half characters, which no text file has but JSON may, are kept."""
    return text.encode("utf-8", "surrogatepass")


def encoded(value: Any) -> bytes:
    """A value (dataclass, dict, list) as JSON: keys sorted, ASCII only, so that half characters come through."""
    plain = msgspec.to_builtins(value)
    return json.dumps(plain, ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode("ascii")


def decoded(data: bytes) -> Any:
    """JSON as dicts and lists."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise StoreError("A stored row cannot be read any more.", code="store-damaged", hint="Run `stemma verify`.") from error


def shown(text: str | None) -> str | None:
    """A text as a column that other programs may read: no half characters, no NUL."""
    if text is None or (text.isascii() and "\x00" not in text):
        return text
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\ufffd")
