"""What passes between the reader and its child process: frames of an 8-byte length and bytes, values as JSON.

No pickle: what comes out of a parser of hostile documents is data and nothing more.
"""

from __future__ import annotations

import base64
import json
from dataclasses import asdict, replace
from typing import IO, Any

from stemma.ingest.taken import Capture, Original, Piece, Pointer, Taken
from stemma.model import RawReport, Trouble, Zone


def send(stream: IO[bytes], data: bytes) -> None:
    """Writes one frame."""
    stream.write(len(data).to_bytes(8, "big"))
    stream.write(data)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """The next frame; None at the end of the stream."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    size = int.from_bytes(head, "big")
    data = stream.read(size)
    return data if len(data) == size else None


def send_value(stream: IO[bytes], value: dict[str, Any]) -> None:
    """Writes a JSON object as a frame."""
    send(stream, json.dumps(value).encode("ascii"))


def receive_value(stream: IO[bytes]) -> dict[str, Any] | None:
    """The next frame as a JSON object; None at the end. Raises ValueError where the frame is none."""
    data = receive(stream)
    if data is None:
        return None
    value = json.loads(data)
    if not isinstance(value, dict):
        raise ValueError("not an answer")
    return value


def piece_facts(piece: Piece) -> dict[str, Any]:
    """A piece without its bytes."""
    return {f: getattr(piece, f) for f in ("name", "kind", "media", "url", "at", "charset")}


def packed(taken: Taken) -> dict[str, Any]:
    """What was taken, as a JSON object."""
    reports = []
    for report in taken.reports:
        kept = report.original
        fields = asdict(replace(report, original=None))
        fields["original"] = kept and {"data": base64.b64encode(kept.data).decode("ascii"), "media": kept.media}
        reports.append(fields)
    return {
        "reports": reports,
        "troubles": [asdict(t) for t in taken.troubles],
        "pointers": [asdict(p) for p in taken.pointers],
        "captures": [asdict(c) for c in taken.captures],
    }


def unpacked(value: dict[str, Any]) -> Taken:
    """What `packed` made, as values."""
    return Taken(
        reports=tuple(_report(fields) for fields in value["reports"]),
        troubles=tuple(Trouble(**fields) for fields in value["troubles"]),
        pointers=tuple(Pointer(**fields) for fields in value["pointers"]),
        captures=tuple(Capture(**fields) for fields in value["captures"]),
    )


def _report(fields: dict[str, Any]) -> RawReport:
    kept = fields.pop("original")
    original = Original(data=base64.b64decode(kept["data"]), media=kept["media"]) if kept else None
    marked = tuple(Zone(**zone) for zone in fields.pop("marked"))
    return RawReport(**{**fields, "credits": tuple(fields["credits"]), "marked": marked, "original": original})
