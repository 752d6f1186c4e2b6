"""`stemma pledges`: who promised what to whom, how much, by when, and what later reports say came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from stemma.cli.asking import Asked, asks

if TYPE_CHECKING:
    from stemma.model import Ledger
    from stemma.model.pledges import Pledge

FORMATS = ("table", "json", "csv", "md")
_SUFFIXES = {".json": "json", ".csv": "csv", ".md": "md", ".markdown": "md"}


@click.command()
@asks
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write. Default: by the ending of --out, else table.")
def pledges(asked: Asked, form: str | None) -> None:
    """Show who promised what, and what came of it.

    For each promise: to whom, how much, by when, who says that it was made, and what later reports tell of it.
    The promiser is told apart from whoever reports the promise. A promise is put down as kept, begun or denied only where a
    later report says so of the same promiser, the same deed and a number that agrees.
    """
    from stemma.follow.pledges import pledges as follow

    form = form or form_of(asked.out)
    ledger = asked.ledger()
    asked.answer(_forms()[form](ledger, follow(ledger)))


def form_of(out: str | None) -> str:
    """The format that the ending of the file names."""
    return next((form for suffix, form in _SUFFIXES.items() if out and out.lower().endswith(suffix)), "table")


def _forms() -> dict[str, Callable[[Ledger, Sequence[Pledge]], str]]:
    """The forms by name, written out."""
    from stemma.cli.running import width
    from stemma.tell import pledges as tell

    return {"table": lambda ledger, found: tell.table(ledger, found, width=width()), "json": tell.as_json, "csv": tell.as_csv, "md": tell.markdown}
