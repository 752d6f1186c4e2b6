"""`stemma stories`, `stemma story`, `stemma claims`, `stemma search`, `stemma voice`: what is in the store."""

from __future__ import annotations

import re
from typing import Any

import click

from stemma.cli.shelf import Shelf, on_shelf


@click.command()
@on_shelf
@click.option("--since", metavar="DAY", default="", help="Only stories with a report of this day (2025-06-17; also a month or a year) or later.")
@click.option("--until", metavar="DAY", default="", help="Only stories that began on this day or before.")
@click.option("--outlet", metavar="NAME", default="", help="Only stories with a report of an outlet with these words in its name.")
@click.option("--voice", metavar="NAME", default="", help="Only stories in which a voice of this name is heard.")
@click.option("--place", metavar="NAME", default="", help="Only stories of which a report or a claim names this place.")
@click.option("--words", metavar="WORDS", default="", help="Only stories of which one report or claim has all these words.")
@click.option("--disputed", is_flag=True, help="Only stories in which reports are in conflict.")
@click.option("--all", "every", is_flag=True, help="Show every story, not the newest twenty.")
def stories(shelf: Shelf, every: bool, since: str, until: str, **named: Any) -> None:
    """List the stories, newest first, with the counts that matter; the options narrow the list down."""
    from stemma.model.library import Which
    from stemma.tell.library import lists

    with shelf.open() as library:
        which = Which(since=_day(since, "--since"), until=_day(until, "--until"), **named)
        page = library.listed(which, most=None if every or shelf.as_json else lists.FIRST)
    shelf.answer(lambda width, colour: lists.stories(page, filtered=which != Which(), width=width, colour=colour), lambda: page.stories)


def _day(said: str, option: str) -> str:
    """A day, a month or a year as it was typed."""
    if said and not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", said):
        raise click.BadParameter(f"{said!r} is no day. Write 2025-06-17, 2025-06 or 2025.", param_hint=option)
    return said


@click.command()
@click.argument("named", metavar="ID")
@on_shelf
@click.option("--claim", metavar="N", help="Show one claim: each telling with its words, its chain and the reasons.")
@click.option("--all", "every", is_flag=True, help="Show all claims and voices, not the first dozen.")
def story(shelf: Shelf, named: str, claim: str | None, every: bool) -> None:
    """Show one story: its claims with their standing, who speaks, where reports differ.

    ID is the story's id or the beginning of it, or the id of a report in it. `stemma figures --story ID` and the other commands look at it
    further.
    """
    from stemma.cli import running
    from stemma.tell import table as form
    from stemma.tell.contract import as_json

    with shelf.progress() as progress, shelf.open() as library:
        ledger = library.story(named, progress=progress)
    if shelf.as_json:
        running.write(as_json(ledger), shelf.out)
        return
    width, colour = running.width(), running.colour()
    page = (
        form.table(ledger, width=width, colour=colour, every=every) if claim is None else form.claim_page(ledger, claim, width=width, colour=colour)
    )
    if page is None:
        raise click.UsageError(f"There is no claim {claim}; there are {len(ledger.claims)}.")
    running.write(page, shelf.out)


@click.command()
@on_shelf
@click.option("--story", "named", metavar="ID", multiple=True, help="Only the claims of this story; may be given more than once.")
@click.option("--all", "every", is_flag=True, help="Show every claim of each story, not the first twenty.")
def claims(shelf: Shelf, named: tuple[str, ...], every: bool) -> None:
    """List the claims of the newest stories (or of those named), each with its standing."""
    from stemma.model.library import Which
    from stemma.tell.contract import as_json
    from stemma.tell.library import lists

    with shelf.progress() as progress, shelf.open() as library, library.store.reading():
        which = Which(ids=tuple(library.story_id(n) for n in named) if named else None)
        rows = library.listed(which, most=None if named or every else lists.FIRST).stories
        found = [(row, library.story(row.id, progress=progress)) for row in rows]
    import json

    shelf.answer(
        lambda width, colour: lists.claims(found, width=width, colour=colour, every=every),
        lambda: [json.loads(as_json(ledger)) for _, ledger in found],
    )


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@on_shelf
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="At most so many of each kind.")
def search(shelf: Shelf, words: tuple[str, ...], limit: int) -> None:
    """Find reports, claims and voices by their words.

    \b
    All words must stand there; "words in quotes" stand together. outlet:NAME, from:2025-06-01, to:2025-06-30 narrow it down.
    Accents, capitals and look-alike letters make no difference.
    """
    from stemma.tell.library import lists

    with shelf.open() as library:
        hits, notes = library.search(" ".join(words), limit=limit)
    shelf.answer(lambda width, colour: lists.hits(hits, notes, width=width, colour=colour), lambda: {"hits": hits, "notes": notes})


@click.command()
@click.argument("name", nargs=-1, required=True, metavar="NAME...")
@on_shelf
@click.option("--all", "every", is_flag=True, help="Show everything, not the first twenty.")
def voice(shelf: Shelf, name: tuple[str, ...], every: bool) -> None:
    """Show a voice over all stories: its names, and what it is said to have said, through whom."""
    from stemma.tell.library import lists

    with shelf.progress(), shelf.open() as library:
        found = library.heard(" ".join(name))
    shelf.answer(lambda width, colour: lists.heard(found, width=width, colour=colour, every=every), lambda: found)
