"""Bodies of answers, unpacked piece by piece under a limit, so that a bomb is left before it has grown.

A body may not exceed its limit, packed or unpacked, nor be more than 100 times as large as what came over the wire (beyond a first
megabyte: small pages of spaces do exist). One packing at a time: nobody packs twice in good faith.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from stemma.fetch.errors import LATER, FetchError, TooLargeError

MOST_RATIO = 100
#: Below this, nothing is a bomb.
HARMLESS = 1_000_000
_PIECE = 256 * 1024


class _Unpacker(Protocol):
    def unpack(self, data: bytes) -> Iterator[bytes]:
        """What `data` holds, in pieces of bounded size."""
        ...

    def complete(self) -> bool:
        """Whether the end was seen."""
        ...


def codings() -> str:
    """The packings that can be read here, as an Accept-Encoding header has them."""
    return ", ".join(_unpackers())


def unpacked(chunks: Iterable[bytes], coding: str, largest: int) -> bytes:
    """The body; FetchError when it is too large, cut off, damaged, or packed in an unknown way."""
    unpacker = _unpacker(coding)
    pieces: list[bytes] = []
    packed = size = 0
    for chunk in chunks:
        packed += len(chunk)
        if packed > largest:
            pieces.append(b"" if coding else chunk)
            raise TooLargeError(f"is larger than {_mega(largest)} and was not read to its end", _begun(pieces, largest))
        try:
            for piece in unpacker.unpack(chunk):
                pieces.append(piece)
                size += len(piece)
                if (too_much := _weighed(size, packed, largest)) is not None:
                    raise TooLargeError(too_much, _begun(pieces, largest))
        except (zlib.error, ValueError) as error:
            raise FetchError("damaged-body", "came damaged: it cannot be unpacked", LATER, passing=True) from error
    if packed and not unpacker.complete():
        raise FetchError("cut-off", "broke off before its end", LATER, passing=True)
    return b"".join(pieces)


def _weighed(size: int, packed: int, largest: int) -> str | None:
    """Why a body of `size` out of `packed` bytes is too large, if it is."""
    if size > largest:
        return f"is larger than {_mega(largest)} and was not read to its end"
    if size > HARMLESS and size > MOST_RATIO * packed:
        return "unpacks to more than a hundred times its size, as no honest page does"
    return None


def _begun(pieces: list[bytes], largest: int) -> bytes:
    """The beginning of a body that is too large, a megabyte at most."""
    end, begun = min(largest, HARMLESS), b""
    for piece in pieces:
        if len(begun) >= end:
            break
        begun += piece[: end - len(begun)]
    return begun


def _mega(size: int) -> str:
    return f"{size / 1_000_000:g} MB"


def _unpacker(coding: str) -> _Unpacker:
    name = coding.strip().lower()
    if name in ("", "identity"):
        return _Plain()
    make = _unpackers().get(name.removeprefix("x-"))
    if make is None:
        hint = "Open it in a browser, save the page, and add the file."
        raise FetchError("unknown-coding", f"came packed in a way that is not read ({name[:40]!r})", hint)
    return make()


def _unpackers() -> dict[str, Callable[[], _Unpacker]]:
    """The packings that this installation can unpack in pieces of bounded size."""
    known: dict[str, Callable[[], _Unpacker]] = {"gzip": _Gzip, "deflate": _Deflate}
    try:
        import brotli  # type: ignore[import-untyped,unused-ignore]
    except ImportError:
        return known
    if hasattr(brotli.Decompressor, "can_accept_more_data"):  # since 1.2 its output can be bounded
        known["br"] = _Brotli
    return known


class _Plain:
    """Not packed."""

    def unpack(self, data: bytes) -> Iterator[bytes]:
        yield data

    def complete(self) -> bool:
        return True


class _Gzip:
    """gzip, of one or several members; what follows the last one and begins none is left alone, as browsers do."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
        self._over = False

    def unpack(self, data: bytes) -> Iterator[bytes]:
        while data and not self._over:
            if self._inflate.eof:
                self._over = data[0] != 0x1F
                if self._over:
                    return
                self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 16)
            yield self._inflate.decompress(data, _PIECE)
            data = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail

    def complete(self) -> bool:
        return self._inflate.eof


class _Deflate:
    """zlib's format, or the bare stream that some servers send under the same name."""

    def __init__(self) -> None:
        self._inflate = zlib.decompressobj()
        self._first = b""

    def unpack(self, data: bytes) -> Iterator[bytes]:
        if len(self._first) < 2:
            self._first = data = self._first + data
            if len(data) < 2:
                return
            if data[0] & 0x0F != 8 or (data[0] * 256 + data[1]) % 31:
                self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        while data and not self._inflate.eof:
            yield self._inflate.decompress(data, _PIECE)
            data = self._inflate.unconsumed_tail

    def complete(self) -> bool:
        return self._inflate.eof


class _Brotli:
    """Brotli, whose library allocates up to twice the limit it is given."""

    def __init__(self) -> None:
        import brotli

        self._brotli = brotli.Decompressor()
        self._error: type[Exception] = brotli.error

    def unpack(self, data: bytes) -> Iterator[bytes]:
        if self._brotli.is_finished():
            return
        try:
            piece = self._brotli.process(data, output_buffer_limit=_PIECE)
            while piece:
                yield piece
                piece = b"" if self._brotli.is_finished() else self._brotli.process(b"", output_buffer_limit=_PIECE)
        except self._error as error:
            raise ValueError(str(error)) from error

    def complete(self) -> bool:
        return bool(self._brotli.is_finished())
