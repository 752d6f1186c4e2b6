"""Keeping a library: what is derived from reports alone made anew, and everything written out in a form that depends on content only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from stemma.library import shelves
from stemma.model import Ledger, Report
from stemma.store import Store

if TYPE_CHECKING:
    from stemma.model.acts import Act

#: Reports that are handled before the next commit.
_TOGETHER = 64


def prepare(store: Store, progress: Callable[[str, int | None], None]) -> int:
    """Zones and dates the reports that another version of Stemma prepared, or none; how many."""
    from stemma.read import prepare as prepared

    waiting = store.unprepared(shelves.version())
    for at in range(0, len(waiting), _TOGETHER):
        batch: list[Report] = []
        for id_ in waiting[at : at + _TOGETHER]:
            seen = dt.date.fromisoformat(store.first_seen(id_)[:10])
            batch.append(prepared(store.raw(id_), id=id_, today=seen)[0])
        store.put_prepared(batch, version=shelves.version())
        progress("preparing", at + len(batch))
    return len(waiting)


def canonical(store: Store, ledgers: Iterable[Ledger], log: Sequence[Act]) -> Iterator[bytes]:
    """Reports, stories, ledgers and acts as sorted JSON lines; paths are no part of them."""
    from stemma.tell.exports.canonical import canonical as lines

    reports = (replace(store.report(r), path="") for r in store.ids())
    plain = (replace(ledger, reports=tuple(replace(r, path="") for r in ledger.reports)) for ledger in ledgers)
    return lines(reports, plain, [shelves.act_json(a) for a in log])
