"""`stemma omissions`: which reports carry a claim and which leave it out."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import click

from stemma.cli.asking import Asked, asks, written_as

if TYPE_CHECKING:
    from stemma.model import Ledger


@click.command()
@asks
@written_as()
@click.option("--report", "one", metavar="FILE", help="One report: what it leaves out, and what only it tells. Its path, file name or number.")
@click.option("--all", "every", is_flag=True, help="Every claim, not the first few.")
def omissions(asked: Asked, form: str | None, one: str | None, every: bool) -> None:
    """Show which reports leave a claim out.

    Asked after are claims that several reports or origins tell, and those that qualify others: denials, conflicts, hedges,
    answers. A report published before a claim came up has left nothing out; where dates are missing, that is said.
    """
    form = asked.form(form)
    if one is not None and form != "table":
        raise click.UsageError("--report belongs to the table; the other formats hold every report.")
    ledger = asked.ledger()
    asked.answer(_told(ledger, form, one, every))


def _told(ledger: Ledger, form: str, one: str | None, every: bool) -> str:
    from stemma.cli.running import colour, width
    from stemma.follow.omissions import omissions as found_in
    from stemma.tell.omissions import data
    from stemma.tell.omissions import table as tell

    found = found_in(ledger)
    if form == "json":
        return data.as_json(ledger, found)
    if form == "csv":
        return data.as_csv(ledger, found)
    if form == "md":
        from stemma.tell.omissions.markdown import markdown

        return markdown(ledger, found)
    if one is None:
        return tell.table(ledger, found, width=width(), colour=colour(), every=every)
    return tell.report_page(ledger, found, _report(ledger, one), width=width(), colour=colour(), every=every)


def _report(ledger: Ledger, wanted: str) -> str:
    """Id of the report with that path, number, id or file name."""
    exact = [r.id for n, r in enumerate(ledger.reports, 1) if wanted in (r.path, r.id, str(n))]
    named = exact or [r.id for r in ledger.reports if wanted in (PurePath(r.path).name, PurePath(r.path).stem)]
    if len(set(named)) == 1:
        return named[0]
    paths = [r.path for r in ledger.reports][:5]
    if named:
        raise click.UsageError(f"{wanted} is the name of {len(named)} reports. Give the path as you gave it for reading.")
    raise click.UsageError(
        f"No report {wanted} was read. There are {len(ledger.reports)}: {', '.join(paths)}{', ...' if len(ledger.reports) > 5 else ''}."
    )
