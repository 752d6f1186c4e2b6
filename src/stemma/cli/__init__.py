"""The command line. Here: `stemma read`, `stemma explain`, `stemma schema`; every other command has a module of its own.

stdout is data, stderr is talk. Exit codes: 0 read, perhaps with troubles; 1 nothing could be read; 2 wrong usage;
3 the installation is damaged; 4 a fault of Stemma; 5 the store cannot be used; 130 stopped with Ctrl-C; 141 nobody reads our output any more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from stemma import __version__
from stemma.cli.add import add
from stemma.cli.asking import Asked, asks, written_as
from stemma.cli.compare import compare
from stemma.cli.correct import correct, log, undo
from stemma.cli.descent import descent
from stemma.cli.desk import desk
from stemma.cli.drift import drift
from stemma.cli.export import export
from stemma.cli.figures import figures
from stemma.cli.keeping import backup, rebuild, snapshot, verify
from stemma.cli.omissions import omissions
from stemma.cli.origins import origins
from stemma.cli.pledges import pledges
from stemma.cli.stories import claims, search, stories, story, voice
from stemma.cli.timeline import timeline
from stemma.cli.watch import watch

if TYPE_CHECKING:
    from stemma.model import Ledger

FORMATS = ("table", "json", "md", "html")


def main() -> None:
    """Runs the command line of the process."""
    from stemma.cli.running import guarded

    guarded(stemma)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="stemma", message="%(prog)s %(version)s")
def stemma() -> None:
    """Source criticism for news: who says what, through whom, and on how many independent origins it stands.

    \b
    stemma read story/                 a table of the claims in these reports
    stemma read story/ --claim 3       the words behind claim 3
    stemma read story/ --out brief.html
    stemma compare A B                 whether two statements tell the same, and on which words that rests

    \b
    stemma add story/ https://...      keep reports in a store that grows
    stemma stories                     what it holds
    stemma origins --story ID          any of the commands, on a story of the store

    Everything is read on this machine; nothing is sent anywhere. Only `add` and `watch` fetch, and only what you name.

    \b
    Exit codes: 0 something was read, 1 nothing could be, 2 wrong usage,
    3 the installation is damaged, 4 a fault of Stemma, 5 the store cannot be
    used, 130 stopped with Ctrl-C, 141 nobody reads the output any more.
    """


@stemma.command()
@asks
@written_as(FORMATS)
@click.option("--claim", metavar="N", help="Show one claim: each telling with its words, its chain and the reasons.")
@click.option("--all", "every", is_flag=True, help="Show all claims and voices in the table, not the first dozen.")
def read(asked: Asked, form: str | None, claim: str | None, every: bool) -> None:
    """Read reports together, and show what they claim and who says so.

    PATH: a file (text, HTML, PDF, MHTML, mail, WARC, WACZ, feed, JSON, CSV; most also as .gz), a folder of them, or - for standard input.

    Exit code 0 when anything was read (troubles are told on standard error), 1 when nothing could be read.
    """
    form = asked.form(form, FORMATS)
    if claim is not None and form != "table":
        raise click.UsageError("--claim belongs to the table; the other formats hold every claim.")
    asked.answer(_forms(claim, every)[form](asked.ledger()))


def _forms(claim: str | None, every: bool) -> dict[str, Callable[[Ledger], str]]:
    """The forms by name, written out; each is imported when it is asked for."""

    def table(ledger: Ledger) -> str:
        from stemma.cli.running import colour, width
        from stemma.tell import table as form

        if claim is None:
            return form.table(ledger, width=width(), colour=colour(), every=every)
        page = form.claim_page(ledger, claim, width=width(), colour=colour())
        if page is None:
            raise click.UsageError(f"There is no claim {claim}; there are {len(ledger.claims)}.")
        return page

    def json(ledger: Ledger) -> str:
        from stemma.tell.contract import as_json

        return as_json(ledger)

    def md(ledger: Ledger) -> str:
        from stemma.tell.brief import markdown

        return markdown(ledger)

    def html(ledger: Ledger) -> str:
        from stemma.tell.brief import html as form

        return form(ledger)

    return {"table": table, "json": json, "md": md, "html": html}


@stemma.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Say what a rule looks at, what it concludes and where it fails; without RULE, list them all."""
    from stemma import desk
    from stemma.cli import rulebook, running

    text = rulebook.page(desk.explain(rule), width=running.width()) if rule else rulebook.index(desk.rules(), width=running.width())
    running.write(text, None)


@stemma.command()
def schema() -> None:
    """Print the JSON Schema of the ledger that --format json writes."""
    from stemma.cli import running
    from stemma.tell.contract import schema_text

    running.write(schema_text(), None)


for _command in (omissions, drift, origins, pledges, timeline, descent, figures, compare):  # what runs through claims
    stemma.add_command(_command)
for _command in (add, watch, stories, story, claims, search, voice, correct, log, undo, export, desk):  # the store
    stemma.add_command(_command)
for _command in (rebuild, verify, snapshot, backup):  # keeping it
    stemma.add_command(_command)
