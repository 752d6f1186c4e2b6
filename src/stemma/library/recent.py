"""Ledgers that this process met lately, by all that they follow from: what an undo brings back was there a moment ago and is not read again.

A ledger follows from the version of what reads, the story, its reports as they were taken in, the last day that dates are inferred for, and the acts
that hold; an act that was taken back, and the act that took it back, hold no more. So the key after an undo is the key from before the correction.
Only for as long as the process lives (the desk); nothing here is ever needed.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from typing import TYPE_CHECKING

import msgspec

from stemma.correct import undone
from stemma.library import codec

if TYPE_CHECKING:
    from stemma.library.deriving import Job

#: Ledgers, and bytes of all of them, that are remembered.
_MOST, _MOST_BYTES = 32, 16_000_000
_lock = threading.Lock()
_known: OrderedDict[bytes, bytes] = OrderedDict()


def key(job: Job) -> bytes:
    """What the ledger of this job follows from, in a digest."""
    gone = undone(job.acts)
    holding = [a for a in job.acts if a.id not in gone and a.verb != "undo"]
    parts = (codec.reads(), job.story, job.raws, holding, job.today)
    return hashlib.sha256(msgspec.msgpack.encode(parts, order="deterministic")).digest()


def keep(job: Job, packed: bytes) -> None:
    """Remembers the ledger of a job, as bytes."""
    name = key(job)
    with _lock:
        _known[name] = packed
        _known.move_to_end(name)
        while len(_known) > 1 and (len(_known) > _MOST or sum(map(len, _known.values())) > _MOST_BYTES):
            _known.popitem(last=False)


def find(job: Job) -> bytes | None:
    """The ledger of a job, if it was met lately."""
    name = key(job)
    with _lock:
        return _known.get(name)
