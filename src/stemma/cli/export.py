"""`stemma export`: the ledger, tables, a workbook, a brief, citations, to take away."""

from __future__ import annotations

import click

from stemma.cli.shelf import Shelf, on_shelf

#: By the ending of --out; endings that several forms have mean the first.
_ENDINGS = {
    ".json": "json", ".zip": "csv", ".xlsx": "xlsx", ".md": "md", ".html": "html", ".htm": "html", ".docx": "docx", ".ris": "ris",
    ".jsonl": "canonical",
}  # fmt: skip


class _Forms(click.ParamType[str]):
    """The forms, known only when one is named: the table of them is heavy."""

    name = "form"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from stemma.tell.exports.forms import FORMS

        known = ("json", *FORMS, "canonical")
        if value not in known:
            self.fail(f"{value!r} is none of {', '.join(known)}.", param, ctx)
        return value


@click.command()
@on_shelf
@click.option("--story", "named", metavar="ID", multiple=True, help="This story; may be given more than once. Default: all stories.")
@click.option("--format", "form", type=_Forms(), metavar="FORM", help="What to write. Default: by the ending of --out, else json.")
@click.option("--list", "listed", is_flag=True, help="Say which forms there are, and end.")
def export(shelf: Shelf, named: tuple[str, ...], form: str | None, listed: bool) -> None:
    """Take stories away: tables, a workbook, a brief, citations, one file for an editor.

    `--list` says which forms there are. `canonical` is the whole store as sorted JSON lines that depend on content only.
    """
    import sys

    from stemma.cli import running
    from stemma.tell.exports.forms import FORMS

    if listed:
        about = {
            "json": "the ledger, as `stemma read --format json` writes it",
            **{n: f.about for n, f in FORMS.items()},
            "canonical": "the whole store",
        }
        shelf.answer(lambda width, colour: "".join(f"{name:12} {said}\n" for name, said in about.items()), lambda: about)
        return
    form = form or next((f for end, f in _ENDINGS.items() if (shelf.out or "").lower().endswith(end)), "json")
    if form in ("xlsx", "docx", "csv") and shelf.out in (None, "-") and sys.stdout.isatty():
        raise click.UsageError("A terminal cannot show that; name a file with --out.")
    with shelf.progress() as progress, shelf.open() as library:
        if form == "canonical":
            running.write(b"".join(library.canonical(progress=progress)), shelf.out)
            return
        given = library.given([library.story_id(n) for n in named] or [r.id for r in library.stories()], progress=progress)
    if form == "json":
        from stemma.tell.contract import as_json

        running.write(as_json(given.ledger), shelf.out)
    else:
        running.write(FORMS[form].write(given), shelf.out)
