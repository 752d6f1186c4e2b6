"""The body of a stored HTTP response, out of its transfer and content encodings, under a cap."""

from __future__ import annotations

import io
import re
from typing import BinaryIO, cast

from stemma.ingest.inflate import BombError, CutOffError, inflated

_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")


class UnknownEncodingError(Exception):
    """The body is packed in a way that is not known here."""


def decoded(body: bytes, *, transfer: str, content: str, cap: int) -> bytes:
    """The body itself. Raises BombError, CutOffError or UnknownEncodingError.

    Archives keep headers of what they have already unpacked; a body that is not what its header says is taken as it is.
    """
    if "chunked" in transfer.lower():
        body = _unchunked(body)
    for name in reversed([c.strip().lower() for c in content.split(",") if c.strip()]):
        body = _unpacked(body, name, cap)
    return body


def _unchunked(body: bytes) -> bytes:
    out: list[bytes] = []
    at = 0
    while match := _CHUNK.match(body, at):
        size = int(match[1], 16)
        if size == 0:
            return b"".join(out)
        out.append(body[match.end() : match.end() + size])
        at = match.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    return b"".join(out) if out else body


def _unpacked(body: bytes, name: str, cap: int) -> bytes:
    if name == "identity":
        return body
    if name in ("gzip", "x-gzip"):
        return inflated(body, cap=cap) if body.startswith(b"\x1f\x8b") else body
    if name == "deflate":
        try:
            return inflated(body, cap=cap)
        except CutOffError:
            return inflated(body, cap=cap, raw=True)
    if name in ("br", "zstd"):
        from fastwarc.stream_io import BrotliReader, ZstdReader

        reader = (BrotliReader if name == "br" else ZstdReader)(cast(BinaryIO, io.BytesIO(body)))
        try:
            out = _read(cast(BinaryIO, reader), cap + 1)
        except OSError as error:
            raise CutOffError(str(error)) from error
        if len(out) > cap:
            raise BombError(f"{len(body):,} bytes give more than {cap:,}")
        return out
    raise UnknownEncodingError(name)


def _read(reader: BinaryIO, size: int) -> bytes:
    out = bytearray()
    while len(out) < size and (data := reader.read(min(1 << 20, size - len(out)))):
        out += data
    return bytes(out)
