"""The canonical form: what a library holds, as sorted lines of JSON that depend on content only.

Two libraries that hold the same reports, judgements and acts give the same bytes, whatever the order in which reports came,
the number of workers, the clock, the machine, or where the files lay; so `digest` of it is one number to compare. Each line
is an object with its `kind` first in the sorting; keys are sorted, nothing is indented, whatever is not ASCII is escaped,
so that the form survives every terminal and mail. In this order:

1. one `header`, with the schema's name;
2. one `report` each, by id: text, zones, dates, outlet, address; without the path that it was read from;
3. for each ledger, by its first story: `story`, `claim`, `relation`, `descent`, `voice`, `attribution`, `quantity`, `time`
   lines, those of a kind sorted as bytes; a claim carries its `rank` in the ledger;
4. one `act` each, sorted as bytes.

Left out, because it tells of a run and not of content: paths, troubles, the version of Stemma and of its annotator.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

import msgspec

from stemma.errors import UsageError
from stemma.model import Ledger, Report
from stemma.tell.contract import as_contract
from stemma.tell.shared.data import Json

SCHEMA = "stemma-canonical/1"
_KINDS = {
    "stories": "story",
    "claims": "claim",
    "relations": "relation",
    "descent": "descent",
    "voices": "voice",
    "attributions": "attribution",
    "quantities": "quantity",
    "times": "time",
}
_T = TypeVar("_T")


def canonical(reports: Iterable[Report], ledgers: Iterable[Ledger], acts: Iterable[Any] = ()) -> Iterator[bytes]:
    """The lines, each with its line end.

    Lists and tuples are sorted here. Any other iterable is taken as a stream, so that a large library need not lie in memory:
    reports by id, ledgers by `ledger_key`, or `UsageError` at the first that is out of order. Reports that only a ledger
    holds are not told: pass them. `acts` are JSON objects, dataclasses or msgspec structs; they are sorted in memory.
    """
    yield _line("header", {"schema": SCHEMA})
    for _, same in groupby(_sorted(reports, _id, "reports"), _id):
        yield from sorted({report_line(r) for r in same})
    for _, same_story in groupby(_sorted(ledgers, ledger_key, "ledgers"), ledger_key):
        for lines in sorted({tuple(ledger_lines(x)) for x in same_story}):
            yield from lines
    yield from sorted(_line("act", _plain(act)) for act in acts)


def digest(lines: Iterable[bytes]) -> str:
    """SHA-256 of the lines: equal for equal content."""
    total = hashlib.sha256()
    for line in lines:
        total.update(line)
    return total.hexdigest()


def ledger_key(ledger: Ledger) -> str:
    """By which ledgers are sorted: the least of their stories' ids; "" without a story."""
    return min((s.id for s in ledger.stories), default="")


def report_line(report: Report) -> bytes:
    """One report; not where it was read from, and not to which story it belongs: the stories say that."""
    (value,) = as_contract(Ledger(reports=(report,)))["reports"]
    return _line("report", {k: v for k, v in value.items() if k not in ("path", "story")})


def ledger_lines(ledger: Ledger) -> Iterator[bytes]:
    """What a ledger says of its reports, without the reports."""
    whole = as_contract(ledger)
    for rank, claim in enumerate(whole["claims"], 1):
        claim["rank"] = rank
    for story in whole["stories"]:
        story["reports"].sort()
    for voice in whole["voices"]:
        voice["aliases"].sort()
        voice["mentions"].sort(key=lambda m: (m["report"], m["start"], m["end"]))
    for name, kind in _KINDS.items():
        yield from sorted(_line(kind, value) for value in whole[name])


def _id(report: Report) -> str:
    return report.id


def _sorted(items: Iterable[_T], key: Callable[[_T], str], what: str) -> Iterator[_T]:
    """In order; a stream is only checked."""
    if isinstance(items, Sequence):
        yield from sorted(items, key=key)
        return
    last = ""
    for item in items:
        if key(item) < last:
            raise UsageError(f"The {what} do not come in order: {key(item)} after {last}.", code="out-of-order")
        last = key(item)
        yield item


def _plain(act: Any) -> Json:
    value = msgspec.to_builtins(act)
    if not isinstance(value, dict):
        raise TypeError(f"an act is an object with named fields, not {type(act).__name__}")
    return value


def _line(kind: str, value: Json) -> bytes:
    return json.dumps({"kind": kind, "value": value}, sort_keys=True, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode() + b"\n"
