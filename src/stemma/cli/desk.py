"""`stemma desk`: the reading desk in the browser."""

from __future__ import annotations

import click


@click.command(name="desk")
@click.option("--store", metavar="FILE", help="The store. Default: STEMMA_STORE, else the one in your data folder.")
@click.option("--port", type=click.IntRange(0, 65535), default=8437, show_default=True, help="Port; another is taken where it is in use.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; one beyond this machine needs --key-file.")
@click.option("--key-file", type=click.Path(exists=True, dir_okay=False), metavar="FILE", help="A file with the key that visitors must give.")
@click.option("--open/--no-open", "opened", default=True, help="Open the browser.")
def desk(store: str | None, port: int, host: str, key_file: str | None, opened: bool) -> None:
    """Open the reading desk: a local web application on the store.

    It listens on this machine only, and the printed address holds a key that is new at every start. End with Ctrl-C.
    """
    from pathlib import Path

    from stemma.cli import running
    from stemma.library.where import where
    from stemma.web import server

    key = Path(key_file).read_text(encoding="utf-8").strip() if key_file else None
    path = where(store)
    serving = server.prepare(host=host, port=port, key=key)
    running.talk(f"the desk is open at {serving.address} (store: {path}). End it with Ctrl-C.")
    if host in ("0.0.0.0", "::"):
        running.talk("everybody who can reach this machine can try the key; http is not encrypted.")

    def started() -> None:
        if opened:
            import webbrowser

            webbrowser.open(serving.address)

    server.serve(path, serving, started=started)
