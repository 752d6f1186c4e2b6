"""What every command that looks at a ledger asks for: paths or a story of the store, the person's word on them, where the answer goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from stemma.cli.parameters import gathered

if TYPE_CHECKING:
    from stemma.model import Ledger
    from stemma.model.rating import Reliability

#: The formats of most commands; the first is the one for reading.
FORMATS = ("table", "json", "csv", "md")
#: What the ending of a file asks for, where the command has it.
_SUFFIXES = {
    ".json": "json", ".csv": "csv", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".svg": "svg", ".png": "png",
    ".graphml": "graphml", ".xml": "graphml", ".dot": "dot", ".gv": "dot",
}  # fmt: skip
_PARAMETERS = (
    click.argument("paths", nargs=-1, metavar="PATH..."),
    click.option("--story", metavar="ID", help="Look at this story of the store instead of files (`stemma stories` lists them)."),
    click.option("--store", metavar="FILE", help="The store, with --story. Default: STEMMA_STORE, else the one in your data folder."),
    click.option("--json", "as_json", is_flag=True, help="Write JSON: the same as --format json."),
    click.option("--out", metavar="FILE", help="Write there instead of standard output; the file appears whole or not at all."),
    click.option("--outlet", metavar="NAME", help="Outlet of the reports; your word wins over theirs."),
    click.option("--published", metavar="DATE", help="Publication date of the reports (2025-06-17); your word wins over theirs."),
    click.option("--spacy", metavar="NAME", help="Use this spaCy pipeline (package or folder) instead of the shipped annotator."),
    click.option("--corrections", metavar="FILE", help="Lay these corrections on the reading (a log that `stemma log --export` wrote)."),
    click.option("--quiet", is_flag=True, help="No progress and no troubles on standard error."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The reports that a person named, not read yet: files, or a story of the store."""

    paths: tuple[str, ...]
    story: str | None
    store: str | None
    as_json: bool
    out: str | None
    outlet: str | None
    published: str | None
    spacy: str | None
    corrections: str | None
    quiet: bool

    def ledger(self) -> Ledger:
        """Reads them, telling progress and troubles; ends with exit code 1 when nothing could be read."""
        from stemma import desk
        from stemma.cli import running

        running.check_target(self.out)
        if self.story is not None:
            return self._of_store(self.story)
        if not self.paths:
            raise click.UsageError("Name the reports (files, folders, or - for standard input), or a story of the store with --story ID.")
        if "-" in self.paths:
            running.hint_keyboard()
        corrections = None if self.corrections is None else running.read_file(self.corrections)
        with running.Progress(quiet=self.quiet) as progress:
            ledger = desk.read(self.paths, outlet=self.outlet, published=self.published, spacy=self.spacy, corrections=corrections, progress=progress)
        running.tell_troubles(ledger, quiet=self.quiet)
        if not ledger.reports:
            running.nothing_read(len(self.paths))
        return ledger

    def letters(self) -> dict[str, Reliability]:
        """The letters that people gave sources: noted in the store, or in the log that is laid on the files."""
        from stemma.correct import letters, load

        if self.story is not None:
            from stemma.library import Library

            with Library.open(self.store, write=False) as library:
                return letters(library.acts())
        if self.corrections is not None:
            from stemma.cli import running

            return letters(load(running.read_file(self.corrections))[0])
        return {}

    def _of_store(self, story: str) -> Ledger:
        from stemma.cli import running
        from stemma.library import Library

        if self.paths or self.outlet or self.published or self.spacy or self.corrections:
            raise click.UsageError("--story looks at the store; paths, --outlet, --published, --spacy and --corrections belong to files.")
        with running.Progress(quiet=self.quiet) as progress, Library.open(self.store, write=False) as library:
            ledger = library.story(story, progress=progress)
        running.tell_troubles(ledger, quiet=self.quiet)
        return ledger

    def form(self, named: str | None, formats: Sequence[str] = FORMATS) -> str:
        """The format that the person named; else that of the file's ending; else the command's first."""
        if self.as_json:
            if named not in (None, "json"):
                raise click.UsageError(f"--json and --format {named} cannot both be.")
            return "json"
        out = (self.out or "").lower()
        return named or next((form for suffix, form in _SUFFIXES.items() if out.endswith(suffix) and form in formats), formats[0])

    def answer(self, content: str | bytes) -> None:
        """Writes the answer where the person wants it."""
        from stemma.cli import running

        running.write(content, self.out)


def written_as(formats: Sequence[str] = FORMATS) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """The option by which a person names a format; the command gets it as `form`."""
    return click.option("--format", "form", type=click.Choice(formats), help=f"What to write. Default: by the ending of --out, else {formats[0]}.")


def asks(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the parameters above; it gets them as one `Asked`, first."""
    return gathered(Asked, _PARAMETERS, command)
