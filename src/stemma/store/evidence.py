"""Evidence: reports, where they were seen, and the bytes they came from. Added to, never changed.

Order must not matter, so nothing stored depends on what came first, but for the numbering of rows and for which bytes are kept when
the same report is fetched from the same place twice (the first ones). Where one report was seen with differing metadata, `chosen`
says by a rule on the values which sighting speaks.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import apsw
import msgspec

from stemma.errors import StoreError
from stemma.model import Original, RawReport, Report
from stemma.store import prepared, sealed
from stemma.store.sealed import Table
from stemma.store.values import Added, Incoming, Sighting

BLOBS = Table(
    name="blobs",
    insert="INSERT INTO blobs (sha256, size, codec, data, digest) VALUES (?, ?, ?, ?, ?)",
    rows="SELECT n, sha256, size, codec, data, digest FROM blobs",
)
REPORTS = Table(
    name="reports",
    insert="INSERT INTO reports (id, text, digest) VALUES (?, ?, ?)",
    rows="SELECT n, id, text, digest FROM reports",
)
SIGHTINGS = Table(
    name="sightings",
    insert="INSERT INTO sightings (report, sha256, body, original, media, seen, via, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    rows="SELECT n, report, sha256, body, original, media, seen, via, digest FROM sightings",
)
#: Learnt under the lock of the import, as in `prepared`.
_LEARNT = msgspec.json.Decoder(RawReport)


def add(db: apsw.Connection, batch: Sequence[Incoming], *, version: str) -> list[Added]:
    """Stores each report, or the sighting of one that is known; what became of each."""
    return [_add(db, one, version) for one in batch]


def _add(db: apsw.Connection, one: Incoming, version: str) -> Added:
    text = _blob(db, sealed.bytes_of(one.raw.text))
    known = sealed.row(db, "SELECT n, text FROM reports WHERE id = ?", (one.report.id,))
    if known is None:
        number = sealed.put(db, REPORTS, one.report.id, text)
        _sight(db, number, one)
        before = prepared.put(db, number, one.report, text=text, raw=one.raw, version=version)
        return Added(report=one.report.id, kind=before.kind, of=before.of)
    number, other = known
    if other != text:
        raise StoreError(f"Two texts have the id {one.report.id}.", code="store-clash", hint="Add the input alone, and report this.")
    fresh = _sight(db, number, one)
    if fresh and _speaks(db, number, one.raw):
        prepared.put(db, number, one.report, text=text, raw=one.raw, version=version)
    return Added(report=one.report.id, kind="seen", of=one.report.id, sighting=fresh)


def _blob(db: apsw.Connection, data: bytes) -> int:
    """Stores bytes once; their row."""
    sha = hashlib.sha256(data).digest()
    for (number,) in db.execute("SELECT n FROM blobs WHERE sha256 = ?", (sha,)):
        return int(number)
    codec, small = sealed.packed(data)
    return sealed.put(db, BLOBS, sha, len(data), codec, small)


def _sight(db: apsw.Connection, number: int, one: Incoming) -> bool:
    """Stores where the report was seen, unless the same was seen there before."""
    body = sealed.encoded(_metadata(one.raw))
    sha = hashlib.sha256(body).digest()
    if sealed.row(db, "SELECT 1 FROM sightings WHERE report = ? AND sha256 = ?", (number, sha)):
        return False
    original = one.raw.original
    kept, media = (_blob(db, original.data), original.media) if original else (None, None)
    sealed.put(db, SIGHTINGS, number, sha, body, kept, sealed.shown(media), one.seen, sealed.shown(one.via))
    return True


def _metadata(raw: RawReport) -> dict[str, Any]:
    """The raw report without its text and bytes."""
    plain: dict[str, Any] = msgspec.to_builtins(replace(raw, text="", original=None))
    del plain["text"], plain["original"]
    return plain


def raw_report(db: apsw.Connection, report: str, *, original: bool = False) -> RawReport:
    """The report as it was taken in, by its chosen sighting; with its bytes when asked for."""
    number = _number(db, report)
    text = _text(db, number)
    body, kept, media = chosen(db, number)
    raw: RawReport = msgspec.convert({**sealed.decoded(body), "text": text}, RawReport)
    if original and kept is not None:
        raw = replace(raw, original=Original(data=_bytes(db, kept), media=media or ""))
    return raw


def text_of(db: apsw.Connection, report: str) -> str:
    """The text of a report."""
    return _text(db, _number(db, report))


def prepare(db: apsw.Connection, report: Report, *, version: str) -> None:
    """Stores a prepared form of a report that is there."""
    number = _number(db, report.id)
    text = db.execute("SELECT text FROM reports WHERE n = ?", (number,)).get
    prepared.put(db, number, report, text=text, raw=raw_report(db, report.id), version=version)


def chosen(db: apsw.Connection, number: int) -> tuple[bytes, int | None, str | None]:
    """Which sighting speaks for a report: the latest updated by its own word, then the first by path and digest."""
    rows = sealed.rows(db, "SELECT body, sha256, original, media FROM sightings WHERE report = ?", (number,))
    if not rows:
        raise StoreError("A report has no sighting any more.", code="store-damaged", hint="Run `stemma verify`.")
    ranked = sorted(((_rank(sealed.decoded(body)), bytes(sha), n) for n, (body, sha, _, _) in enumerate(rows)), key=lambda r: (r[0][1], r[1]))
    best = max(ranked, key=lambda r: r[0][0])  # the first of the latest
    body, _, kept, media = rows[best[2]]
    return body, kept, media


def _rank(body: dict[str, Any]) -> tuple[str, str]:
    return prepared.moment(body.get("updated")), body["path"]


def _speaks(db: apsw.Connection, number: int, raw: RawReport) -> bool:
    """Whether the chosen sighting of the report is this one."""
    return chosen(db, number)[0] == sealed.encoded(_metadata(raw))


def sightings(db: apsw.Connection, report: str) -> list[Sighting]:
    """Every sighting of a report, by time and place."""
    rows = db.execute(
        "SELECT s.body, s.seen, s.via, hex(b.sha256), s.media FROM sightings AS s LEFT JOIN blobs AS b ON b.n = s.original WHERE s.report = ?",
        (_number(db, report),),
    )
    out = []
    for body, seen, via, sha, media in rows:
        said = sealed.decoded(body)
        kept = sha.lower() or None if isinstance(sha, str) else None
        out.append(Sighting(report=report, path=said["path"], url=said["url"], seen=seen, via=via, original=kept, media=media))
    return sorted(out, key=lambda s: (s.seen, s.path))


def first_seen(db: apsw.Connection, report: str) -> str:
    """When a report was seen first."""
    seen: str = sealed.one(db, "SELECT seen FROM sightings WHERE report = ? ORDER BY seen LIMIT 1", (_number(db, report),))[0]
    return seen


def original(db: apsw.Connection, sha256: str) -> bytes:
    """The bytes of that SHA-256 (hex), checked."""
    for (number,) in db.execute("SELECT n FROM blobs WHERE sha256 = ?", (bytes.fromhex(sha256),)):
        return _bytes(db, number)
    raise StoreError(f"No bytes with the SHA-256 {sha256} are stored.", code="store-unknown")


def ids(db: apsw.Connection) -> Iterator[str]:
    """The ids of all reports, sorted."""
    return (row[0] for row in db.execute("SELECT id FROM reports ORDER BY id"))


def _number(db: apsw.Connection, report: str) -> int:
    for (number,) in db.execute("SELECT n FROM reports WHERE id = ?", (report,)):
        return int(number)
    raise StoreError(f"No report has the id {report!r}.", code="store-unknown", hint="`stemma search` and `stemma stories` show ids.")


def _text(db: apsw.Connection, number: int) -> str:
    for (blob,) in db.execute("SELECT text FROM reports WHERE n = ?", (number,)):
        return sealed.text_of(_bytes(db, blob))
    raise StoreError("A report is missing.", code="store-damaged", hint="Run `stemma verify`.")


def _bytes(db: apsw.Connection, blob: int) -> bytes:
    for sha, size, codec, data in db.execute("SELECT sha256, size, codec, data FROM blobs WHERE n = ?", (blob,)):
        whole = sealed.unpacked(codec, size, data)
        if hashlib.sha256(whole).digest() != sha:
            raise StoreError("Stored bytes are not what they were.", code="store-damaged", hint="Run `stemma verify`.")
        return whole
    raise StoreError("Stored bytes are missing.", code="store-damaged", hint="Run `stemma verify`.")
