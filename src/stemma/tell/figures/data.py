"""Figures for programs: JSON (described in docs/cli.md) and CSV, one row a figure. The same ledger gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from stemma.model import Ledger
from stemma.model.figures import Figure, FigureSeries, Reading
from stemma.tell.figures import words as say
from stemma.tell.shared.citing import Citations
from stemma.tell.shared.data import Json, as_quantity, encoded, generator, sheet

SCHEMA = "stemma-figures/1"
_HEADER = [
    "story", "series", "counted", "unit", "per", "as_of_first", "as_of_last", "as_of_from", "after", "low", "high", "low_open", "high_open",
    "bound", "status", "stands", "superseded", "origin", "outlets", "unsourced_outlets", "reports", "words",
]  # fmt: skip


def as_json(ledger: Ledger, found: Sequence[FigureSeries]) -> str:
    """JSON text with a final newline."""
    cite = Citations(ledger)
    told = sorted({r for s in found for f in s.figures for r in (*f.reports, *f.unsourced)})
    whole = {
        "schema": SCHEMA,
        "generator": generator(ledger),
        "reports": cite.listed(told),
        "stories": [{"id": s.id, "title": s.title} for s in ledger.stories],
        "series": [_series(s, cite) for s in found],
    }
    return encoded(whole)


def _series(series: FigureSeries, cite: Citations) -> Json:
    return {
        "id": series.id,
        "story": series.story,
        "counted": series.label,
        "unit": series.unit,
        "per": series.per,
        "reading": None if series.reading is None else _reading(series.reading, cite),
        "figures": [_figure(f, cite) for f in series.figures],
        "grounds": cite.grounds(series.grounds),
    }


def _reading(reading: Reading, cite: Citations) -> Json:
    return {
        "figure": reading.figure,
        "range": {"low": reading.low, "high": reading.high},
        "origins": [cite.voice(o) for o in reading.origins],
        "grounds": cite.grounds(reading.grounds),
    }


def _figure(figure: Figure, cite: Citations) -> Json:
    as_of = None if figure.last is None else {"first": figure.first, "last": figure.last, "from": figure.day_from}
    return {
        "quantity": as_quantity(figure.quantity),
        "bound": figure.bound,
        "status": figure.status,
        "as_of": as_of,
        "after": figure.after,
        "older": figure.older,
        "superseded": figure.superseded,
        "origin": cite.voice(figure.origin),
        "reports": list(figure.reports),
        "unsourced": list(figure.unsourced),
        "claims": list(figure.claims),
        "places": [cite.place(p) for p in figure.places],
        "grounds": cite.grounds(figure.grounds),
    }


def as_csv(ledger: Ledger, found: Sequence[FigureSeries]) -> str:
    """One row a figure, in the order of the table."""
    cite = Citations(ledger)
    return sheet(_HEADER, [_row(s, n, f, cite) for s in found for n, f in enumerate(s.figures)])


def _row(series: FigureSeries, n: int, figure: Figure, cite: Citations) -> list[Any]:
    story = cite.stories.get(series.story)
    q = figure.quantity
    return [
        story.title if story else None,
        series.id,
        series.label,
        series.unit,
        series.per,
        figure.first,
        figure.last,
        figure.day_from,
        figure.after,
        q.low,
        q.high,
        q.low_open,
        q.high_open,
        figure.bound,
        figure.status,
        series.reading is not None and series.reading.figure == n,
        figure.superseded,
        say.who(figure, cite) if figure.origin else None,
        "; ".join(cite.cited(r) for r in figure.reports),
        "; ".join(cite.cited(r) for r in figure.unsourced),
        len({*figure.reports, *figure.unsourced}),
        " | ".join(cite.quote(p) for p in figure.places),
    ]
