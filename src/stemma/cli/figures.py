"""`stemma figures`: for each thing counted every value told of it, as of when and by whom, and which one stands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from stemma.cli.asking import Asked, asks, written_as

if TYPE_CHECKING:
    from stemma.model import Ledger
    from stemma.model.figures import FigureSeries

FORMATS = ("table", "json", "csv", "svg", "png")


@click.command()
@asks
@written_as(FORMATS)
@click.option("--all", "every", is_flag=True, help="Show everything that is counted in table and drawing, not what matters most.")
def figures(asked: Asked, form: str | None, every: bool) -> None:
    """Show what is counted, and how the count changed.

    For each thing counted: every value told, as of when, by whom, in which reports; the one that stands now and why (the
    latest, then the better corroborated; never an average); and what it replaced. Plans, forecasts and denials are marked and
    are never mixed with counts. svg and png draw the values over time.
    """
    from stemma.follow.figures import figures as follow

    form = asked.form(form, FORMATS)
    if form == "png" and asked.out in (None, "-") and sys.stdout.isatty():
        raise click.UsageError("A terminal cannot show a PNG; name a file with --out.")
    ledger = asked.ledger()
    found = follow(ledger)
    if form in ("svg", "png"):
        from stemma.tell.figures.plot import plot

        asked.answer(plot(ledger, found, kind="svg" if form == "svg" else "png", every=every))
    else:
        asked.answer(_forms(every)[form](ledger, found))


def _forms(every: bool) -> dict[str, Callable[[Ledger, Sequence[FigureSeries]], str]]:
    """The forms of text by name, written out."""
    from stemma.cli.running import colour, width
    from stemma.tell.figures import data
    from stemma.tell.figures import table as tell

    return {
        "table": lambda ledger, found: tell.table(ledger, found, width=width(), colour=colour(), every=every),
        "json": data.as_json,
        "csv": data.as_csv,
    }
