"""`stemma rebuild`, `stemma verify`, `stemma snapshot`, `stemma backup`: keeping the store."""

from __future__ import annotations

import click

from stemma.cli.shelf import Shelf, on_shelf


@click.command()
@on_shelf
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that read.")
def rebuild(shelf: Shelf, workers: int) -> None:
    """Drop everything that Stemma derived and derive it again. Reports, their bytes and your corrections stay as they are."""
    with shelf.progress() as progress, shelf.open(write=True) as library:
        library.rebuild(workers=workers, progress=progress)
        rows = library.stories()
    shelf.answer(lambda width, colour: f"{len(rows):,} stories were made again.\n", lambda: rows)


@click.command()
@on_shelf
def verify(shelf: Shelf) -> None:
    """Look at everything in the store and say what is not as it was written. Exit code 5 when something is damaged."""
    from stemma.errors import StoreError

    with shelf.open(write=True) as library:
        found = library.verify()
    looked = sum(found.checked.values())

    def told(width: int, colour: bool) -> str:
        lines = [f"{d.where} {d.key}: {d.message}" for d in found.damages] + list(found.unchecked)
        verdict = f"{looked:,} things were looked at; {len(found.damages) or 'nothing'} is damaged."
        return "\n".join([*lines, verdict]) + "\n"

    shelf.answer(told, lambda: found)
    if found.damages:
        raise StoreError("The store is damaged.", code="store-damaged", hint="Go back to a backup; `stemma rebuild` mends what is derived.")


@click.command()
@click.argument("target", metavar="FILE")
@on_shelf
@click.option("--datasette", is_flag=True, help="Changes nothing: the copy is always ready for Datasette, with FILE.metadata.json beside it.")
def snapshot(shelf: Shelf, target: str, datasette: bool) -> None:
    """Write a clean copy with plain tables and views, which Datasette and any SQLite program open."""
    with shelf.progress() as progress, shelf.open() as library:
        library.snapshot(target, progress=progress)
    shelf.answer(lambda width, colour: f"{target} and {target}.metadata.json were written.\n", lambda: {"written": target})


@click.command()
@click.argument("target", metavar="FILE")
@on_shelf
def backup(shelf: Shelf, target: str) -> None:
    """Copy the store as it is now, while others read and write. Never over another file."""
    with shelf.open() as library:
        library.store.backup(target)
    shelf.answer(lambda width, colour: f"{target} was written.\n", lambda: {"written": target})
