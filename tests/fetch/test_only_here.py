"""The network is touched in `fetch` and nowhere else, and not before somebody asks for a page."""

from __future__ import annotations

import ast
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "stemma"
#: Modules with which a connection could be made. `urllib.parse` is none of them.
WIRES = {
    "httpx2", "httpcore2", "h11", "httpx", "httpcore", "requests", "urllib3", "aiohttp", "niquests", "socket", "ssl", "asyncio", "http.client",
    "urllib.request", "urllib.robotparser", "ftplib", "smtplib", "poplib", "imaplib", "nntplib", "telnetlib", "xmlrpc", "websockets", "pycurl",
}  # fmt: skip


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
            if name in ("import_module", "__import__") and node.args and isinstance(node.args[0], ast.Constant):
                yield str(node.args[0].value)


def wires(text: str) -> set[str]:
    if not any(wire.rpartition(".")[2] in text for wire in WIRES):
        return set()
    return {wire for name in imported(ast.parse(text)) for wire in WIRES if name == wire or name.startswith(wire + ".")}


#: What the reading desk needs to be asked by a browser of this machine: it listens, and asks nobody.
LISTENING = {"web/server.py": {"socket"}}


def test_no_other_module_can_make_a_connection() -> None:
    files = {f.relative_to(SOURCE).as_posix(): f.read_text(encoding="utf-8") for f in SOURCE.rglob("*.py") if SOURCE / "fetch" not in f.parents}
    assert len(files) > 100
    found = {name: wires(text) for name, text in files.items()}
    assert {name: names - LISTENING.get(name, set()) for name, names in found.items() if names - LISTENING.get(name, set())} == {}
    for name in LISTENING.keys() & files.keys():
        assert "connect" not in files[name].replace("connection", "")


def test_the_search_finds_every_way_of_importing() -> None:
    assert wires("import socket") == {"socket"}
    assert wires("from urllib import request") == {"urllib.request"}
    assert wires("def f():\n    from http.client import HTTPConnection") == {"http.client"}
    assert wires("importlib.import_module('httpx2')") == {"httpx2"}
    assert wires("from urllib.parse import urlsplit\nfrom stemma.fetch import Fetcher") == set()
    assert wires((SOURCE / "fetch" / "guard" / "backend.py").read_text(encoding="utf-8")) == {"httpcore2", "socket", "ssl"}


def test_within_fetch_only_two_modules_hold_the_wire() -> None:
    holding = {f.name for f in (SOURCE / "fetch").rglob("*.py") if wires(f.read_text(encoding="utf-8"))}
    assert holding == {"backend.py", "wire.py"}


@pytest.mark.parametrize("module", ["stemma.fetch", "stemma.fetch.guard", "stemma.cli"])
def test_nothing_heavy_is_imported_before_the_first_request(module: str) -> None:
    program = f"import {module}, sys; print(sorted({{'httpx2', 'httpcore2', 'protego', 'ssl', 'idna', 'brotli'}} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "[]"


def test_these_tests_have_no_way_out() -> None:
    with socket.socket() as one, pytest.raises(PermissionError, match=r"192\.0\.2\.1"):
        one.connect(("192.0.2.1", 80))
    with pytest.raises(PermissionError, match="example"):
        socket.getaddrinfo("news.example", 80)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one, pytest.raises(PermissionError, match=r"192\.0\.2\.1"):
        one.sendto(b"a", ("192.0.2.1", 53))
