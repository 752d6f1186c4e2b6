"""`stemma compare`: whether two statements tell the same."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from stemma.errors import NothingReadError, UsageError

if TYPE_CHECKING:
    from stemma.cli.pairs import Row
    from stemma.model.comparison import Answer, Comparison

FORMATS = ("table", "json", "jsonl")
#: What --exit-code ends with.
CODES: dict[Answer, int] = {"same": 0, "different": 10, "cannot tell": 11}


@click.command(short_help="Whether two statements tell the same, with the words on which that rests.")
@click.argument("statements", nargs=-1, metavar="A B | FILE")
@click.option(
    "--published", metavar="DATE", help="The day of both statements (2025-06-17), from which “Tuesday” counts. Default: one day, not known."
)
@click.option("--json", "as_json", is_flag=True, help="Write JSON: the same as --format json.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="What to write. Default: by the ending of --out, else table.")
@click.option("--out", metavar="FILE", help="Write there instead of standard output; the file appears whole or not at all.")
@click.option("--exit-code", "coded", is_flag=True, help="End with 0 for same, 10 for different, 11 for cannot tell; of many pairs with the highest.")
@click.option("--spacy", metavar="NAME", help="Use this spaCy pipeline (package or folder) instead of the shipped annotator.")
@click.option("--quiet", is_flag=True, help="No progress and no faults of lines on standard error.")
def compare(
    statements: tuple[str, ...], published: str | None, as_json: bool, form: str | None, out: str | None, coded: bool, spacy: str | None, quiet: bool
) -> None:
    """Say of two statements whether they tell the same: same, different, or cannot tell.

    \b
    stemma compare "Shelling killed 14 people in Osta." "Fourteen died when Osta was shelled."
    stemma compare pairs.tsv           pairs from a file: A, tab, B a line, or {"a": ..., "b": ...}
    stemma compare - --json            pairs from standard input, as JSON

    Two statements are the same when one claim stands in both in other words; who says it is no part of it, how sure it is put is. With the
    answer come its grounds: which words, numbers, dates, names, parts, negations or degrees of certainty differ, and what was taken for what.
    Where a word is not known to mean the same, the answer is "cannot tell".

    Exit codes: 0 whatever the answers (see --exit-code), 1 no pair could be read, 2 wrong usage.
    """
    from stemma import desk
    from stemma.cli import running

    running.check_target(out)
    form = _form(form, as_json=as_json, out=out)
    rows = _rows(statements, quiet=quiet)
    with running.Progress(quiet=quiet) as progress:
        found = desk.compare([(r.a, r.b) for r in rows], published=_day(published), spacy=spacy, progress=progress)
    running.write(_written([(r.name, c) for r, c in zip(rows, found, strict=True)], form), out)
    if coded:
        raise click.exceptions.Exit(max(CODES[c.answer] for c in found))


def _rows(statements: tuple[str, ...], *, quiet: bool) -> list[Row]:
    """The pairs that the person gave: two statements, or the lines of a file."""
    from stemma.cli import pairs, running

    if len(statements) == 2:
        return [pairs.Row(name="1", a=statements[0], b=statements[1])]
    if len(statements) != 1:
        raise click.UsageError("Give two statements, each in quotation marks, or one file of pairs (- for standard input).")
    name = statements[0]
    if name == "-":
        running.hint_keyboard()
    content = sys.stdin.buffer.read() if name == "-" else running.read_file(name)
    rows, faults = pairs.rows(content)
    for fault in faults[: running.TROUBLES] if not quiet or not rows else ():
        running.talk(f"{name}: {fault}")
    if len(faults) > running.TROUBLES and not quiet:
        running.talk(f"and {len(faults) - running.TROUBLES:,} more lines without a pair.")
    if not rows:
        raise NothingReadError(f"{name} holds no pair.", hint='A pair is a line: A, a tab, B; or {"a": ..., "b": ...}.')
    return rows


def _form(named: str | None, *, as_json: bool, out: str | None) -> str:
    if as_json:
        if named not in (None, "json"):
            raise click.UsageError(f"--json and --format {named} cannot both be.")
        return "json"
    ending = (out or "").lower().rpartition(".")[2]
    return named or (ending if ending in FORMATS else FORMATS[0])


def _day(published: str | None) -> str | None:
    """The day as given; says what is wrong where it is none."""
    import datetime as dt

    if published is not None:
        try:
            dt.date.fromisoformat(published)
        except ValueError as error:
            raise UsageError(f"{published!r} is no date.", code="no-date", hint="Write it as 2025-06-17.") from error
    return published


def _written(found: list[tuple[str, Comparison]], form: str) -> str:
    from stemma.cli.running import colour, width
    from stemma.tell.compare import data
    from stemma.tell.compare.table import table

    if form == "table":
        return table(found, width=width(), colour=colour())
    return data.as_json(found) if form == "json" else data.as_lines(found)
