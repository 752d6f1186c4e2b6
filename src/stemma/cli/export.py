"""`stemma export`: the ledger, tables, a workbook, a brief, citations, to take away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from stemma.cli.shelf import Shelf, on_shelf

if TYPE_CHECKING:
    from stemma.model import Ledger

#: Format -> what it is, and whether it takes several stories.
FORMATS = {
    "json": ("the ledger, as `stemma read --format json` has it", False),
    "csv": ("all tables as a zip of CSV files", True),
    "xlsx": ("all tables as a workbook with a column for notes", True),
    "md": ("a brief with numbered citations, Markdown", False),
    "html": ("the same as one HTML file", False),
    "docx": ("the same for Word", False),
    "page": ("the story as one HTML file that opens from disk", False),
    "ris": ("the reports as citations, RIS", False),
    "csl": ("the reports as citations, CSL-JSON", False),
    "annotations": ("who says what as W3C Web Annotations", False),
    "jsonld": ("claims as schema.org JSON-LD", False),
    "canonical": ("everything in the store as sorted JSON lines, by content only", True),
}
_ENDINGS = {
    ".json": "json", ".zip": "csv", ".csv": "csv", ".xlsx": "xlsx", ".md": "md", ".html": "html", ".htm": "html", ".docx": "docx", ".ris": "ris",
    ".jsonl": "canonical",
}  # fmt: skip


@click.command(epilog="\b\n" + "\n".join(f"{name:12} {said}" for name, (said, _) in FORMATS.items()))
@on_shelf
@click.option("--story", "named", metavar="ID", multiple=True, help="This story; may be given more than once for tables. Default: all stories.")
@click.option("--format", "form", type=click.Choice(tuple(FORMATS)), help="What to write. Default: by the ending of --out, else json.")
@click.option("--for-machines", is_flag=True, help="CSV without the apostrophe that keeps spreadsheets from running a cell.")
def export(shelf: Shelf, named: tuple[str, ...], form: str | None, for_machines: bool) -> None:
    """Take a story away: tables, workbook, brief, citations."""
    import sys

    from stemma.cli import running

    form = form or next((f for end, f in _ENDINGS.items() if (shelf.out or "").lower().endswith(end)), "json")
    if form in ("xlsx", "docx", "csv") and shelf.out in (None, "-") and sys.stdout.isatty():
        raise click.UsageError("A terminal cannot show that; name a file with --out.")
    with shelf.progress() as progress, shelf.open() as library:
        if form == "canonical":
            running.write(b"".join(library.canonical(progress=progress)), shelf.out)
            return
        ids = [library.story_id(n) for n in named] or [r.id for r in library.stories()]
        if len(ids) != 1 and not FORMATS[form][1]:
            raise click.UsageError(f"{form} takes one story; name it with --story ID (`stemma stories` lists {len(ids)}).")
        ledgers = [library.story(i, progress=progress) for i in ids]
        taken = {r.id: library.store.sightings(r.id)[0].seen for ledger in ledgers for r in ledger.reports}
    running.write(_forms(taken, for_machines)[form](ledgers), shelf.out)


def _forms(taken: dict[str, str], machine: bool) -> dict[str, Callable[[Sequence[Ledger]], str | bytes]]:
    """The forms by name; each is imported when it is asked for."""

    def json(ledgers: Sequence[Ledger]) -> str:
        from stemma.tell.contract import as_json

        return as_json(ledgers[0])

    def csv(ledgers: Sequence[Ledger]) -> bytes:
        from stemma.tell.exports.csv_files import as_zip
        from stemma.tell.exports.tables import tables

        return as_zip(tables(*ledgers), machine=machine)

    def xlsx(ledgers: Sequence[Ledger]) -> bytes:
        from stemma.tell.exports.tables import tables
        from stemma.tell.exports.workbook import as_xlsx

        return as_xlsx(tables(*ledgers))

    def md(ledgers: Sequence[Ledger]) -> bytes:
        from stemma.tell.exports.brief import brief

        return brief(ledgers[0], "md", taken=taken)

    def html(ledgers: Sequence[Ledger]) -> bytes:
        from stemma.tell.exports.brief import brief

        return brief(ledgers[0], "html", taken=taken)

    def docx(ledgers: Sequence[Ledger]) -> bytes:
        from stemma.tell.exports.brief import brief

        return brief(ledgers[0], "docx", taken=taken)

    def page(ledgers: Sequence[Ledger]) -> bytes | str:
        from stemma.tell.exports.story_file import story_file

        return story_file(ledgers[0])

    def ris(ledgers: Sequence[Ledger]) -> bytes:
        from stemma.tell.exports.bibliography import as_ris

        return as_ris(ledgers[0], taken=taken)

    def csl(ledgers: Sequence[Ledger]) -> bytes:
        from stemma.tell.exports.bibliography import as_csl

        return as_csl(ledgers[0], taken=taken)

    def annotations(ledgers: Sequence[Ledger]) -> bytes:
        from stemma.tell.exports.annotations import as_annotations

        return as_annotations(ledgers[0])

    def jsonld(ledgers: Sequence[Ledger]) -> bytes:
        from stemma.tell.exports.linked_claims import as_linked_claims

        return as_linked_claims(ledgers[0])

    return {
        "json": json, "csv": csv, "xlsx": xlsx, "md": md, "html": html, "docx": docx, "page": page, "ris": ris, "csl": csl,
        "annotations": annotations, "jsonld": jsonld,
    }  # fmt: skip
