"""`stemma pledges`: who promised what to whom, how much, by when, and what later reports say came of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from stemma.cli.asking import Asked, asks, written_as

if TYPE_CHECKING:
    from stemma.model import Ledger
    from stemma.model.pledges import Pledge


@click.command()
@asks
@written_as()
def pledges(asked: Asked, form: str | None) -> None:
    """Show who promised what, and what came of it.

    For each promise: to whom, how much, by when, who says that it was made, and what later reports tell of it.
    The promiser is told apart from whoever reports the promise. A promise is put down as kept, begun or denied only where a
    later report says so of the same promiser, the same deed and a number that agrees.
    """
    from stemma.follow.pledges import pledges as follow

    form = asked.form(form)
    ledger = asked.ledger()
    asked.answer(_forms()[form](ledger, follow(ledger)))


def _forms() -> dict[str, Callable[[Ledger, Sequence[Pledge]], str]]:
    """The forms by name, written out."""
    from stemma.cli.running import width
    from stemma.tell.pledges import data
    from stemma.tell.pledges.markdown import markdown
    from stemma.tell.pledges.table import table

    return {"table": lambda ledger, found: table(ledger, found, width=width()), "json": data.as_json, "csv": data.as_csv, "md": markdown}
