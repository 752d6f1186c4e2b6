"""Ledgers as bytes, for the store: MessagePack of the model's own values, compressed.

Read back, a ledger equals the one that was written. The form belongs to one version of Stemma (`FORM`): a store drops what it cannot read and
derives it again, since everything in a ledger follows from the evidence and from what people corrected.
"""

from __future__ import annotations

import zlib

import msgspec

from stemma import __version__
from stemma.errors import DamagedError
from stemma.lang.annotator.manifest import name as annotator_name
from stemma.model import Ledger

#: Raised when the form of a stored ledger changes, and when the same evidence gives another ledger; part of the key under which ledgers are kept.
_FORM, _JUDGEMENT = 1, 1
#: Made here and now, under the lock of the import: while msgspec learns a dataclass, a second thread that needs the same one would crash the process.
_ENCODER, _DECODER = msgspec.msgpack.Encoder(order="deterministic"), msgspec.msgpack.Decoder(Ledger)
#: A ledger larger than this, unpacked, is none of ours (a story of 2,000 claims has 10 MB).
_LARGEST = 1 << 30


def reads() -> str:
    """What reads: its version and its weights. A ledger that something else read is made anew."""
    return f"{__version__}/{_JUDGEMENT}.{_FORM}/{annotator_name()}"


def pack(ledger: Ledger) -> bytes:
    """The ledger as bytes; the same ledger gives the same bytes."""
    return zlib.compress(_ENCODER.encode(ledger), 6)


def unpack(data: bytes) -> Ledger:
    """The ledger again; raises DamagedError when the bytes are not one that `pack` made."""
    inflate = zlib.decompressobj()
    try:
        raw = inflate.decompress(data, _LARGEST)
        if not inflate.eof:
            raise DamagedError("A stored ledger is cut short or too large.", hint="Run `stemma rebuild`.")
        return _DECODER.decode(raw)
    except (zlib.error, msgspec.MsgspecError) as error:
        raise DamagedError(f"A stored ledger cannot be read: {error}.", hint="Run `stemma rebuild`.") from error
