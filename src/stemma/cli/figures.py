"""`stemma figures`: for each thing counted every value told of it, as of when and by whom, and which one stands."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stemma.cli.asking import Asked, asks

if TYPE_CHECKING:
    from stemma.model import Ledger
    from stemma.model.figures import FigureSeries

FORMATS = ("table", "json", "csv", "svg", "png")
_SUFFIXES = {".json": "json", ".csv": "csv", ".svg": "svg", ".png": "png"}


@click.command()
@asks
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write. Default: by the ending of --out, else table.")
@click.option("--all", "every", is_flag=True, help="Show everything that is counted in table and drawing, not what matters most.")
def figures(asked: Asked, form: str | None, every: bool) -> None:
    """Show what is counted, and how the count changed.

    For each thing counted: every value told, as of when, by whom, in which reports; the one that stands now and why (the
    latest, then the better corroborated; never an average); and what it replaced. Plans, forecasts and denials are marked and
    are never mixed with counts. svg and png draw the values over time.
    """
    from stemma.follow.figures import figures as follow

    form = form or _form_of(asked.out)
    if form == "png" and asked.out in (None, "-") and sys.stdout.isatty():
        raise click.UsageError("A terminal cannot show a PNG; name a file with --out.")
    ledger = asked.ledger()
    found = follow(ledger)
    if form in ("svg", "png"):
        from stemma.tell.figures.plot import plot

        _write(plot(ledger, found, kind="svg" if form == "svg" else "png", every=every), asked.out)
    else:
        asked.answer(_forms(every)[form](ledger, found))


def _form_of(out: str | None) -> str:
    """The format that the ending of the file names."""
    return next((form for suffix, form in _SUFFIXES.items() if out and out.lower().endswith(suffix)), "table")


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


def _write(data: bytes, out: str | None) -> None:
    """A drawing to standard output, or to a file that appears whole or not at all."""
    from stemma.cli.running import NO_READER
    from stemma.errors import UsageError

    if out is None or out == "-":
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            with contextlib.suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(NO_READER) from None
        return
    target = Path(out)
    if target.exists() and not stat.S_ISREG(target.stat().st_mode):
        target.write_bytes(data)  # a device or a pipe: nothing to replace
        return
    target = target.resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with open(draft, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        os.replace(draft, target)
    except OSError as error:
        raise UsageError(f"{out} cannot be written: {error.strerror}.", code="out-not-written", hint="Choose another place.") from error
    finally:
        draft.unlink(missing_ok=True)
