"""`stemma watch`: feeds that are followed, polled politely until told to stop."""

from __future__ import annotations

import click

from stemma.cli.shelf import Shelf, on_shelf


@click.command()
@click.argument("feeds", nargs=-1, metavar="[FEED...]")
@on_shelf
@click.option("--once", is_flag=True, help="One round of what is due, then end.")
@click.option("--list", "listed", is_flag=True, help="Show the feeds that are followed, and end.")
@click.option("--stop", is_flag=True, help="Follow the named feeds no more, and end. The reports that they brought stay.")
@click.option("--allow-private", is_flag=True, help="Also fetch from this machine and private nets.")
def watch(shelf: Shelf, feeds: tuple[str, ...], once: bool, listed: bool, stop: bool, allow_private: bool) -> None:
    """Follow feeds (RSS, Atom, JSON): each is asked when it is due, what is new in it is added.

    FEEDs named are followed from now on; without any, those followed already. Hosts are left in peace: robots.txt, one request at a time,
    nothing asked twice that has not changed. End with Ctrl-C; nothing is lost.
    """
    import signal
    import threading

    from stemma.cli import running
    from stemma.fetch import SystemClock
    from stemma.fetch.watch import Round
    from stemma.library import watching
    from stemma.model.library import Adding

    stopping = threading.Event()
    with shelf.open(write=not listed, make=not listed and not stop) as library:
        if listed:
            states = watching.followed(library)
            shelf.answer(lambda width, colour: _listed(states), lambda: states)
            return
        if stop:
            gone = watching.unfollow(library, feeds)
            shelf.answer(lambda width, colour: f"{len(gone)} of {len(feeds)} followed no more.\n", lambda: gone)
            return
        watching.follow(library, feeds)
        if not watching.followed(library):
            raise click.UsageError("No feed is followed yet; name one.")

        def taken(done: Adding) -> None:
            for one in done.reports:
                if one.did != "seen before":
                    running.talk(f"{one.did}: {one.outlet or one.where}: {one.title or one.report}")
            shelf.tell(done.troubles)

        def told(done: Round) -> None:
            shelf.tell(done.troubles)
            running.talk(f"{done.polled} asked, {done.fresh} new, {done.changed} changed.")

        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        clock = SystemClock(stopping)
        from stemma.fetch import Fetcher

        watching.watch(library, fetcher=Fetcher(clock=clock, allow_private=allow_private), clock=clock, once=once, taken=taken, told=told)


def _listed(states: object) -> str:
    from stemma.fetch.feeds import FeedState
    from stemma.tell.shared.safe import safe_term

    assert isinstance(states, list)
    lines = []
    for state in states:
        assert isinstance(state, FeedState)
        due = "never again" if state.due is None else f"due {state.due}" if state.due else "due at once"
        lines.append(f"{safe_term(state.url)}  ({due}{'; ' + safe_term(state.note) if state.note else ''})")
    return "\n".join(lines or ["No feed is followed."]) + "\n"
