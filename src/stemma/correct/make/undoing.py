"""Acts on acts: taken back, and brought back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Unpack

from stemma.correct.codec import in_order
from stemma.correct.log import undone
from stemma.correct.make.by import By, act_of
from stemma.correct.refs import Refs
from stemma.errors import UsageError
from stemma.model import Ledger
from stemma.model.acts import Act


def undo(acts: Iterable[Act], act: str, **by: Unpack[By]) -> tuple[Act, ...]:
    """Takes back an act of the log."""
    log = {one.id: one for one in in_order(acts)}
    if act not in log:
        raise UsageError(f"There is no correction {act} in the log.", code="unknown-correction", hint="`stemma log` lists them.")
    if act in undone(log.values()):
        raise UsageError(f"The correction {act} is taken back already.", code="undone-already", hint="`stemma log` lists them.")
    return (act_of(Refs(Ledger()), "undo", None, None, by, undoes=act),)


def redo(acts: Iterable[Act], act: str, **by: Unpack[By]) -> tuple[Act, ...]:
    """Brings an act back that was taken back: every undo of it that stands is undone."""
    log = in_order(acts)
    gone = undone(log)
    if act not in gone:
        raise UsageError(f"The correction {act} was not taken back.", code="not-undone", hint="`stemma log` lists them.")
    return tuple(act_of(Refs(Ledger()), "undo", None, None, by, undoes=one.id) for one in log if one.undoes == act and one.id not in gone)
