"""`stemma origins`: who stands behind each claim, through whom, and what was not counted and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stemma.cli.asking import Asked, asks, written_as

if TYPE_CHECKING:
    from stemma.model import Ledger
    from stemma.model.rating import Reliability
    from stemma.tell.origins.account import Section


@click.command()
@asks
@written_as()
@click.option("--claim", metavar="N", help="One claim: every path, every reason, the derivation of its credibility.")
@click.option("--all", "every", is_flag=True, help="Show all claims in the table, not the first dozen of each story.")
@click.option(
    "--reliability",
    metavar="FILE",
    help="Your word on sources: YAML or CSV, a name and a letter A to F a line; it wins over letters among the corrections.",
)
@click.option("--families/--no-families", default=False, help="Count newsrooms of one owner as one. Off unless asked for.")
def origins(asked: Asked, form: str | None, claim: str | None, every: bool, reliability: str | None, families: bool) -> None:
    """Count the independent origins behind each claim, against the reports that tell it.

    For each claim: the origins by name and kind, the path of every telling (outlet ← agency ← official), and what was not
    counted, with the reason. Credibility (1 to 6) is of the information and is derived; reliability (A to F) is of the
    source and is your word alone.
    """
    from stemma.cli.reliability import letters_of

    form = asked.form(form)
    if claim is not None and form != "table":
        raise click.UsageError("--claim belongs to the table; the other formats hold every claim.")
    said = letters_of(reliability) if reliability else {}
    ledger = asked.ledger()
    if families:
        from stemma.weigh.families import with_families

        ledger = with_families(ledger)
    sections = _sections(ledger, asked.letters(), said, quiet=asked.quiet)
    asked.answer(_written(sections, form, claim=claim, every=every))


def _sections(ledger: Ledger, noted: dict[str, Reliability], said: dict[str, Reliability], *, quiet: bool) -> tuple[Section, ...]:
    """The accounts with both ratings. What is said now wins over what was noted among the corrections; a name said now that nobody bears is told, not
    dropped, while corrections may be of sources of other stories."""
    from stemma.cli import running
    from stemma.follow.credibility import credibility
    from stemma.follow.reliability import graded
    from stemma.lang.en.names import plain_outlet
    from stemma.tell.origins.accounts import accounts

    unmet = graded(ledger, said).unmet
    if unmet and not quiet:
        running.talk(f"rated, but no source of these reports: {', '.join(unmet[:10])}{' and more' if len(unmet) > 10 else ''}.")
    now = {plain_outlet(name) for name in said}
    grades = graded(ledger, {**{name: letter for name, letter in noted.items() if plain_outlet(name) not in now}, **said})
    return accounts(ledger, credibility=credibility(ledger), voices=grades.voices, outlets=grades.reports)


def _written(sections: tuple[Section, ...], form: str, *, claim: str | None, every: bool) -> str:
    from stemma.cli import running
    from stemma.tell.origins import forms, table

    if form != "table":
        return {"json": forms.as_json, "csv": forms.as_csv, "md": forms.as_markdown}[form](sections)
    width, colour = running.width(), running.colour()
    if claim is None:
        return table.table(sections, width=width, colour=colour, every=every)
    page = table.claim_page(sections, claim, width=width, colour=colour)
    if page is None:
        raise click.UsageError(f"There is no claim {claim}; there are {sum(len(s.accounts) for s in sections)}.")
    return page
