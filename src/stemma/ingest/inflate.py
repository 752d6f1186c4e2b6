"""Decompression under a cap: what is compressed tells nothing of how large it will be, so it is inflated bit by bit and stopped in time."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

#: Bytes that may come out whatever went in.
CAP = 20_000_000
#: What a stream that is longer may give for each byte that went in. Text gives 3 to 10, a bomb 1,000.
RATIO = 100
_BLOCK = 64 * 1024


class BombError(Exception):
    """More comes out than any honest document gives."""


class CutOffError(Exception):
    """The compressed data break off or are damaged."""


class Inflating(io.RawIOBase):
    """A gzip file of any number of members, read as what it holds, in little memory.

    Raises CutOffError where the data break off, after everything before it was given, and BombError beyond cap and ratio.
    """

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._ready = b""
        self._member = zlib.decompressobj(31)
        self._went_in = self._came_out = 0
        self._begun = False
        self._failed: Exception | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        while not self._ready:
            if self._failed is not None:
                raise self._failed
            if not self._more():
                return 0
        count = min(len(buffer), len(self._ready))
        buffer[:count] = self._ready[:count]
        self._ready = self._ready[count:]
        return count

    def close(self) -> None:
        self._packed.close()
        super().close()

    def _more(self) -> bool:
        """Inflates a little more; False at the end."""
        data = self._member.unconsumed_tail or self._member.unused_data
        if self._member.eof:
            data = self._member.unused_data.lstrip(b"\0")  # tape-style padding
            self._member, self._begun = zlib.decompressobj(31), False
        if not data:
            data = self._packed.read(_BLOCK)
            self._went_in += len(data)
            if not data:
                if self._begun:
                    raise CutOffError("the compressed data break off")
                return False
        self._begun = True
        try:
            self._ready = self._member.decompress(data, _BLOCK)
        except zlib.error as error:
            self._failed = CutOffError(f"the compressed data are damaged ({error})")
            raise self._failed from error
        self._came_out += len(self._ready)
        if self._came_out > CAP and self._came_out > RATIO * self._went_in:
            self._failed = BombError(f"{self._went_in:,} bytes give more than {self._came_out:,}")
            raise self._failed
        return True


def inflated(data: bytes, *, cap: int = CAP, raw: bool = False) -> bytes:
    """What gzip or zlib data (`raw`: bare deflate) hold, up to `cap`. Raises BombError beyond it, CutOffError on damage."""
    member = zlib.decompressobj(-15 if raw else 47)
    try:
        out = member.decompress(data, cap + 1)
    except zlib.error as error:
        raise CutOffError(str(error)) from error
    if len(out) > cap:
        raise BombError(f"{len(data):,} bytes give more than {cap:,}")
    return out
