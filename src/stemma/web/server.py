"""Serving the desk: on loopback, with a key that is new at every start."""

from __future__ import annotations

import gc
import secrets
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from stemma.errors import UsageError
from stemma.web.security import Gate, loopback

#: Seconds for which a thread may hold the interpreter while others wait: a page asks SQLite some fifty times, and would wait for the usual 5 ms each
#: time while a story is being read.
_TURN = 0.0005
#: Objects that come before young ones are swept, and rounds of that before older and all are. Ledgers that lie open are some hundred thousand objects
#: without circles: looking at all of them, which Python does whenever a quarter has been added, held every page up for 200 ms, once in 75 pages.
_SWEEPS = (10_000, 5, 1_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What was asked for, checked: the socket is open, nobody is answered yet."""

    host: str
    port: int
    key: str
    #: What a person opens; it holds the key.
    address: str
    listening: socket.socket


def prepare(*, host: str = "127.0.0.1", port: int = 8437, key: str | None = None) -> Serving:
    """Opens the port. An address beyond this machine needs a `key` of the person's own; raises UsageError with what to do.

    Port 0 takes any that is free; so does the usual one when another program has it.
    """
    if not loopback(host):
        if not key:
            raise UsageError(
                f"{host} can be reached from other machines.", code="no-key", hint="Give a key of your own with --key-file, or leave --host out."
            )
        if len(key) < 16:
            raise UsageError("The key is too short to keep others out.", code="short-key", hint="Use 16 characters or more.")
    listening = _socket(host, port)
    port = listening.getsockname()[1]
    chosen = key or secrets.token_urlsafe(24)
    shown = f"[{host}]" if ":" in host else host
    return Serving(host=host, port=port, key=chosen, address=f"http://{shown}:{port}/?key={chosen}", listening=listening)


def _socket(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in dict.fromkeys((port, 0)):
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind((host, candidate))
            made.listen(64)
            return made
        except OSError as error:
            made.close()
            if error.errno == 98 and loopback(host):  # EADDRINUSE: another desk, most likely
                continue
            raise UsageError(f"{host}:{candidate} cannot be listened on: {error.strerror}.", code="no-port", hint="Choose another --port.") from error
    raise UsageError(f"No port of {host} is free.", code="no-port", hint="Choose one with --port.")


def serve(store: Path, serving: Serving, *, started: Callable[[], None] = lambda: None) -> None:
    """Answers until the process is told to stop."""
    import uvicorn

    from stemma.web.app import application

    hosts = ("127.0.0.1", "localhost", "[::1]") if loopback(serving.host) else (serving.host.lower(), f"[{serving.host.lower()}]")
    app = application(store, Gate(hosts=hosts, port=serving.port, key=serving.key), apart=True)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=15,
        limit_concurrency=200,
        lifespan="off",
    )
    sys.setswitchinterval(_TURN)
    _sweep_little()
    started()
    uvicorn.Server(config).run(sockets=[serving.listening])


def _sweep_little() -> None:
    """Has the garbage collector look at what is young, and leave alone what stays for as long as the process does."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SWEEPS)
