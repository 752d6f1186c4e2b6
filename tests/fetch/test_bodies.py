"""Packed bodies: unpacked piece by piece, and left when they are bombs."""

from __future__ import annotations

import gzip
import time
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stemma.fetch import bodies
from stemma.fetch.bodies import codings, unpacked
from stemma.fetch.errors import FetchError, TooLargeError

CAP = 20_000_000
TEXT = "".join(f"Report {n}: {n * 7919 % 1000} people, {n * 31 % 97} places.\n" for n in range(3_000)).encode()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": brotli.compress,
    "GZIP ": gzip.compress,
    "": bytes,
    "identity": bytes,
}


def pieces(data: bytes, size: int = 65_536) -> Iterator[bytes]:
    return (data[n : n + size] for n in range(0, len(data), size))


@pytest.mark.parametrize("coding", PACKED)
@pytest.mark.parametrize("size", [1, 7, 1_000, 10_000_000])
def test_a_body_is_unpacked(coding: str, size: int) -> None:
    text = TEXT[:5_000] if size < 10 else TEXT
    assert unpacked(pieces(PACKED[coding](text), size), coding, CAP) == text


@pytest.mark.parametrize("size", [1, 100_000])
def test_servers_that_mean_the_bare_stream_by_deflate_are_understood(size: int) -> None:
    assert unpacked(pieces(raw_deflate(TEXT), size), "deflate", CAP) == TEXT


def test_gzip_may_have_several_members_and_padding() -> None:
    data = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 40
    for size in (1, 3, 1_000):
        assert unpacked(pieces(data, size), "gzip", CAP) == b"one two"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
@pytest.mark.parametrize("junk", [b"\n", b"\0" * 30, b"<!-- served in 3 ms -->"])
def test_what_a_server_sends_behind_the_end_is_left_alone(coding: str, junk: bytes) -> None:
    packed = PACKED[coding](TEXT[:5_000])
    for size in (1, len(packed)):
        assert unpacked(pieces(packed + junk, size), coding, CAP) == TEXT[:5_000]


def test_nothing_is_a_body_too() -> None:
    for coding in PACKED:
        assert unpacked([], coding, CAP) == b""


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_body_that_breaks_off_is_told(coding: str) -> None:
    packed = PACKED[coding](TEXT)
    for cut in (1, 2, 10, len(packed) // 2, len(packed) - 1):
        with pytest.raises(FetchError) as caught:
            unpacked(pieces(packed[:cut]), coding, CAP)
        assert (caught.value.code, caught.value.passing) == ("cut-off", True)


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br"])
def test_a_body_that_is_not_what_it_says_is_told(coding: str) -> None:
    for data in (b"<html>not packed at all</html>", b"\xff" * 100, PACKED[coding](TEXT)[:50] + b"\xff" * 500):
        with pytest.raises(FetchError) as caught:
            unpacked([data], coding, CAP)
        assert caught.value.code in ("damaged-body", "cut-off")


@pytest.mark.parametrize("coding", ["compress", "zstd2", "gzip, br", "gzip,gzip", "\x1b[31m", "a" * 5_000])
def test_an_unknown_packing_is_told(coding: str) -> None:
    with pytest.raises(FetchError) as caught:
        unpacked([b"abc"], coding, CAP)
    assert caught.value.code == "unknown-coding"
    assert len(caught.value.statement) < 200
    assert caught.value.statement.isprintable()


def gzip_bomb(megabytes: int, level: int = 9) -> bytes:
    packer = zlib.compressobj(level, wbits=zlib.MAX_WBITS | 16)
    return b"".join([packer.compress(bytes(1_000_000)) for _ in range(megabytes)]) + packer.flush()


def deflate_bomb(megabytes: int, fill: bytes = b"A", wbits: int = zlib.MAX_WBITS) -> bytes:
    packer = zlib.compressobj(6, wbits=wbits)
    return b"".join([packer.compress(fill * 1_000_000) for _ in range(megabytes)]) + packer.flush()


def brotli_bomb(megabytes: int, fill: bytes = b"\0") -> bytes:
    packer = brotli.Compressor(quality=1)
    return b"".join([packer.process(fill * 1_000_000) for _ in range(megabytes)]) + packer.finish()


def members(count: int) -> bytes:
    return gzip.compress(bytes(1_000_000)) * count


def honest_ratio(megabytes: int) -> bytes:
    """A body that stays below the ratio and is too large all the same."""
    block = bytes((n * n * 31 + n // 7) % 251 for n in range(8_000)) + b"a" * 92_000
    packer = zlib.compressobj(1, wbits=zlib.MAX_WBITS | 16)
    return b"".join([packer.compress(block) for _ in range(megabytes * 10)]) + packer.flush()


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "gzip of 60 MB": ("gzip", lambda: gzip_bomb(60)),
    "gzip of 40 MB": ("gzip", lambda: gzip_bomb(40)),
    "gzip of 30 MB, badly packed": ("gzip", lambda: gzip_bomb(30, 1)),
    "gzip of 21 MB": ("gzip", lambda: gzip_bomb(21)),
    "gzip of 5 MB, far beyond the ratio": ("gzip", lambda: gzip_bomb(5)),
    "x-gzip": ("x-gzip", lambda: gzip_bomb(25)),
    "three hundred members": ("gzip", lambda: members(300)),
    "thirty members": ("gzip", lambda: members(30)),
    "a bomb behind an honest member": ("gzip", lambda: gzip.compress(TEXT) + gzip_bomb(40)),
    "deflate of 40 MB": ("deflate", lambda: deflate_bomb(40)),
    "deflate of letters": ("deflate", lambda: deflate_bomb(25, b"B")),
    "deflate of markup": ("deflate", lambda: deflate_bomb(3, b"<b>hello")),
    "bare deflate": ("deflate", lambda: deflate_bomb(30, wbits=-zlib.MAX_WBITS)),
    "brotli of 300 MB": ("br", lambda: brotli_bomb(300)),
    "brotli of 60 MB": ("br", lambda: brotli_bomb(60, b"x")),
    "brotli of 5 MB": ("br", lambda: brotli_bomb(5)),
    "brotli of words": ("br", lambda: brotli_bomb(3, b"word word ")),
    "below the ratio, above the cap": ("gzip", lambda: honest_ratio(21)),
    "not packed, 40 MB": ("", lambda: b"a" * 40_000_000),
    "packed 21 MB that nobody unpacks": ("gzip", lambda: b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + b"\xff" * 21_000_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_left_before_it_has_grown(name: str) -> None:
    coding, make = BOMBS[name]
    packed = make()
    tracemalloc.start()
    began = time.process_time()
    try:
        with pytest.raises(FetchError) as caught:
            unpacked(pieces(packed), coding, CAP)
        took = time.process_time() - began
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert caught.value.code in ("too-large", "damaged-body")
    assert took <= 2
    assert peak <= CAP + 3_000_000, peak


def test_what_came_before_the_limit_is_given_with_the_refusal() -> None:
    with pytest.raises(TooLargeError) as caught:
        unpacked(pieces(gzip.compress(TEXT), 100), "gzip", 10_000)
    assert caught.value.begun == TEXT[:10_000]
    with pytest.raises(TooLargeError) as caught:
        unpacked(pieces(TEXT, 1_000), "", 2_500)
    assert caught.value.begun == TEXT[:2_500]


def test_without_brotli_it_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert codings() == "gzip, deflate, br"
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    assert codings() == "gzip, deflate"
    assert set(bodies._unpackers()) == {"gzip", "deflate"}


def test_an_old_brotli_that_knows_no_bound_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    class Old:
        Decompressor = object

    monkeypatch.setitem(__import__("sys").modules, "brotli", Old)
    assert codings() == "gzip, deflate"


@settings(deadline=None)
@given(st.binary(max_size=3_000), st.sampled_from(["gzip", "deflate", "br", ""]), st.integers(1, 400))
def test_any_body_survives_packing(data: bytes, coding: str, size: int) -> None:
    assert unpacked(pieces(PACKED[coding](data), size), coding, CAP) == data


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["gzip", "deflate", "br"]), st.integers(0, 200), st.integers(0, 255))
def test_any_damage_ends_in_a_body_or_a_word(data: bytes, coding: str, place: int, value: int) -> None:
    packed = bytearray(PACKED[coding](data))
    packed[place % len(packed)] = value
    for body in (bytes(packed), data):
        try:
            assert len(unpacked(pieces(body, 50), coding, CAP)) <= CAP
        except FetchError as error:
            assert error.code in ("damaged-body", "cut-off", "too-large")  # noqa: PT017 - both endings are right
