"""What every command on the store asks for: which store, JSON or text, where the answer goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from stemma.cli.parameters import gathered

if TYPE_CHECKING:
    from stemma.cli.running import Progress
    from stemma.library import Library
    from stemma.model import Trouble

_PARAMETERS = (
    click.option("--store", metavar="FILE", help="The store. Default: STEMMA_STORE, else the one in your data folder."),
    click.option("--json", "as_json", is_flag=True, help="Write JSON."),
    click.option("--out", metavar="FILE", help="Write there instead of standard output; the file appears whole or not at all."),
    click.option("--quiet", is_flag=True, help="No progress and no troubles on standard error."),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The store that a person means, and how they want the answer."""

    store: str | None
    as_json: bool
    out: str | None
    quiet: bool

    def open(self, *, write: bool = False, make: bool = False) -> Library:
        """The library; says before any work that the answer could not be written."""
        from stemma.cli import running
        from stemma.library import Library

        running.check_target(self.out)
        return Library.open(self.store, write=write, make=make)

    def progress(self) -> Progress:
        """Progress on standard error."""
        from stemma.cli.running import Progress

        return Progress(quiet=self.quiet, noun="done")

    def answer(self, text: Callable[[int, bool], str], value: Callable[[], object]) -> None:
        """The answer as text (for a width, with colour or without), or as JSON of the value."""
        from stemma.cli import running

        if self.as_json:
            running.write(json_of(value()), self.out)
        else:
            running.write(text(running.width(), running.colour() and self.out in (None, "-")), self.out)

    def tell(self, troubles: tuple[Trouble, ...]) -> None:
        """What went wrong, a line each."""
        from stemma.cli import running
        from stemma.model import Ledger

        running.tell_troubles(Ledger(troubles=troubles), quiet=self.quiet)


def json_of(value: object) -> str:
    """Model values as JSON text that no terminal and no page acts on."""
    import json

    import msgspec

    from stemma.tell.shared.safe import safe_json

    return safe_json(json.dumps(msgspec.to_builtins(value), ensure_ascii=False, allow_nan=False, indent=1)) + "\n"


def on_shelf(command: Callable[..., None]) -> Callable[..., None]:
    """Gives a command the parameters above; it gets them as one `Shelf`, first."""
    return gathered(Shelf, _PARAMETERS, command)
