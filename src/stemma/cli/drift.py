"""`stemma drift`: how quotations and claims change from one report to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stemma.cli.asking import Asked, asks, written_as

if TYPE_CHECKING:
    from stemma.model import Ledger


@click.command()
@asks
@written_as()
@click.option("--all", "every", is_flag=True, help="Every change, not the first few.")
def drift(asked: Asked, form: str | None, every: bool) -> None:
    """Show how a quotation's words change between reports, and what claims lose in the retelling.

    What bears on the meaning comes first: a negation, a figure, a word of doubt or a name that stands in one report only.
    Then other changes of words, and claims that lose a hedge, a bound or their source.
    """
    asked.answer(_told(asked.ledger(), asked.form(form), every))


def _told(ledger: Ledger, form: str, every: bool) -> str:
    from stemma.cli.running import colour, width
    from stemma.follow.drift import drift as found_in
    from stemma.tell.drift import data
    from stemma.tell.drift import table as tell

    found = found_in(ledger)
    if form == "json":
        return data.as_json(ledger, found)
    if form == "csv":
        return data.as_csv(ledger, found)
    if form == "md":
        from stemma.tell.drift.markdown import markdown

        return markdown(ledger, found)
    return tell.table(ledger, found, width=width(), colour=colour(), every=every)
