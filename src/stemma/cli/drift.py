"""`stemma drift`: how quotations and claims change from one report to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from stemma.cli.asking import Asked, asks, written_as

if TYPE_CHECKING:
    from stemma.model import Ledger
    from stemma.model.drift import Drift


@click.command()
@asks
@written_as()
@click.option("--all", "every", is_flag=True, help="Every change, not the first few.")
def drift(asked: Asked, form: str | None, every: bool) -> None:
    """Show how a quotation's words change between reports, and what claims lose in the retelling.

    What bears on the meaning comes first: a negation, a figure, a word of doubt or a name that stands in one report only.
    Then other changes of words, and claims that lose a hedge, a bound or their source.
    """
    from stemma.follow.drift import drift as follow

    form = asked.form(form)
    ledger = asked.ledger()
    asked.answer(_forms(every)[form](ledger, follow(ledger)))


def _forms(every: bool) -> dict[str, Callable[[Ledger, Sequence[Drift]], str]]:
    """The forms by name, written out."""
    from stemma.cli.running import colour, width
    from stemma.tell.drift import data
    from stemma.tell.drift.markdown import markdown
    from stemma.tell.drift.table import table

    return {
        "table": lambda ledger, found: table(ledger, found, width=width(), colour=colour(), every=every),
        "json": data.as_json,
        "csv": data.as_csv,
        "md": markdown,
    }
