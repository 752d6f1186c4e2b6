"""`stemma add`: files, folders, archives, feeds and addresses into the store."""

from __future__ import annotations

import click

from stemma.cli.shelf import Shelf, on_shelf


@click.command()
@click.argument("named", nargs=-1, required=True, metavar="PATH|URL...")
@on_shelf
@click.option("--outlet", metavar="NAME", help="Outlet of the reports; your word wins over theirs.")
@click.option("--published", metavar="DATE", help="Publication date of the reports (2025-06-17); your word wins over theirs.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that parse and read.")
@click.option("--later", is_flag=True, help="Only take in and group; stories are read when you ask for them.")
@click.option("--allow-private", is_flag=True, help="Also fetch from this machine and private nets.")
def add(shelf: Shelf, named: tuple[str, ...], outlet: str | None, published: str | None, workers: int, later: bool, allow_private: bool) -> None:
    """Add reports to the store.

    \b
    PATH: .txt .md .html .json .jsonl .csv .pdf .eml .mbox .mhtml .warc .wacz, RSS, Atom, OPML (most also as .gz), folders of them, - for
    standard input. URL: a page, PDF or feed (http, https).

    Adding is safe to repeat and to break off: what was taken in stays, what is there already is seen a second time. Exit code 0 when anything
    was taken in, 1 when nothing could be.
    """
    from stemma.cli import running
    from stemma.tell.library.lists import adding

    with shelf.progress() as progress, shelf.open(write=True, make=True) as library:
        done = library.add(
            named,
            outlet=outlet,
            published=published,
            workers=workers,
            fetcher=lambda: library.fetcher(allow_private=allow_private),
            progress=progress,
        )
        if not later:
            library.derive(done.stories, workers=workers, progress=progress)
        rows = library.stories(done.stories)
    shelf.tell(done.troubles)
    if not done.reports:
        running.nothing_read(len(named))
    shelf.answer(lambda width, colour: adding(done, rows), lambda: {"added": done, "stories": rows})
