"""A web server of this machine, with faults: what the tests of `fetch` fetch from."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Reply:
    """What the server answers; `raw` goes over the wire as it is, in place of everything else."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    #: Seconds between the pieces of the body, and their size.
    drip: float = 0.0
    piece: int = 1


Answers = Callable[["Asked"], Reply]


@dataclass
class Asked:
    """A request as it came."""

    path: str
    headers: dict[str, str]


@dataclass
class Server:
    """A running server: its address, what it answers by path, and what it was asked."""

    url: str
    port: int
    pages: dict[str, Reply | Answers] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    #: Requests being answered at this moment, and the most there ever were.
    busy: int = 0
    busiest: int = 0
    closing: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def paths(self, *, robots: bool = False) -> list[str]:
        """The paths asked for, in order."""
        return [a.path for a in self.asked if robots or a.path != "/robots.txt"]

    def reply(self, asked: Asked) -> Reply:
        """What a request is answered with; 404 where nothing was set."""
        page = self.pages.get(asked.path, Reply(status=404))
        return page(asked) if callable(page) else page


@contextmanager
def serving(address: str = "127.0.0.1") -> Iterator[Server]:
    """A server on a free port, until the end of the block."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
            with server.lock:
                server.asked.append(asked)
                server.busy += 1
                server.busiest = max(server.busiest, server.busy)
            try:
                self._send(server.reply(asked))
            except (BrokenPipeError, ConnectionResetError):
                pass  # the other side has had enough, as some tests want it to
            finally:
                with server.lock:
                    server.busy -= 1

        def _send(self, reply: Reply) -> None:
            self.close_connection = True
            if reply.raw is not None:
                self.wfile.write(reply.raw)
                return
            self.send_response(reply.status)
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(reply.body))} | reply.headers
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if not reply.drip:
                self.wfile.write(reply.body)
                return
            for start in range(0, len(reply.body), reply.piece):
                self.wfile.write(reply.body[start : start + reply.piece])
                self.wfile.flush()
                if server.closing.wait(reply.drip):
                    return

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    class Listening(ThreadingHTTPServer):
        daemon_threads = True

    http = Listening((address, 0), Handler)
    port = http.server_address[1]
    server = Server(url=f"http://{address}:{port}", port=port)
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        http.shutdown()
        http.server_close()
        thread.join()
