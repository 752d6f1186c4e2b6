"""`stemma timeline`: what is said to have happened when, by event time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from stemma.cli.asking import Asked, asks, written_as

if TYPE_CHECKING:
    from stemma.model import Ledger
    from stemma.model.timeline import Timeline


@click.command()
@asks
@written_as()
@click.option("--all", "every", is_flag=True, help="Name all claims without a date in the table, not the first few.")
def timeline(asked: Asked, form: str | None, every: bool) -> None:
    """Show what is said to have happened when.

    By event time, not publication time; what lay ahead when it was told is marked.
    Reports that tell one event are one line with all its citations; where they give times that exclude each other, both are
    shown with who gives which.
    """
    from stemma.follow.timeline import timelines as follow

    form = asked.form(form)
    ledger = asked.ledger()
    asked.answer(_forms(every)[form](ledger, follow(ledger)))


def _forms(every: bool) -> dict[str, Callable[[Ledger, Sequence[Timeline]], str]]:
    """The forms by name, written out."""
    from stemma.cli.running import width
    from stemma.tell.timeline import data
    from stemma.tell.timeline.markdown import markdown
    from stemma.tell.timeline.table import table

    return {
        "table": lambda ledger, found: table(ledger, found, width=width(), every=every),
        "json": data.as_json,
        "csv": data.as_csv,
        "md": markdown,
    }
