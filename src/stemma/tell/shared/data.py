"""Pieces of JSON and CSV that the forms for programs share: places, reasons, quantities, who wrote it, cells that a sheet only shows."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Sequence
from typing import Any

from stemma import __version__
from stemma.model import Ground, Ledger, Place, Quantity
from stemma.tell.shared.safe import safe_json, safe_term

Json = dict[str, Any]
#: A cell that begins so is run as a formula by spreadsheets (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@")


def encoded(value: Json, *, indent: int | None = 1) -> str:
    """The value as JSON text that no page can take for mark-up; the same value gives the same bytes."""
    return safe_json(json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent)) + "\n"


def generator(ledger: Ledger | None = None) -> Json:
    """Who wrote it, and by which annotator where the ledger is at hand."""
    return {"name": "stemma", "version": __version__, **({"model": ledger.annotator} if ledger else {})}


def as_place(place: Place) -> Json:
    """A place."""
    return {"report": place.report, "start": place.start, "end": place.end}


def as_ground(ground: Ground) -> Json:
    """A reason with the places that it points at."""
    return {"rule": ground.rule, "sentence": ground.sentence, "spans": [as_place(p) for p in ground.spans]}


def as_grounds(grounds: Iterable[Ground]) -> list[Json]:
    """Reasons with the places that they point at."""
    return [as_ground(g) for g in grounds]


def number(value: float | None) -> float | int | None:
    """Whole numbers as integers; no number at all for what JSON cannot hold."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if value == int(value) else float(value)


def as_quantity(q: Quantity | None) -> Json | None:
    """A quantity as the ledger's contract has it."""
    if q is None:
        return None
    return {
        "low": number(q.low),
        "high": number(q.high),
        "low_open": q.low_open,
        "high_open": q.high_open,
        "unit": q.unit,
        "what": q.what,
        "approximate": q.approximate,
        "per": q.per,
    }


def sheet(head: Sequence[str], rows: Iterable[Sequence[object]], *, line_end: str = "\r\n") -> str:
    """Rows as CSV (RFC 4180); a cell that a spreadsheet would run gets an apostrophe in front."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=line_end)
    writer.writerow(head)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return int(value) if value == int(value) else value
    if isinstance(value, int):
        return value
    text = safe_term(str(value))
    return f"'{text}" if text.startswith(("\t", "\r")) or text.lstrip().startswith(_FORMULA) else text
