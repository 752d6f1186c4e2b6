"""Threats 6, 8 and 21: who may talk to the desk, with which words, and how much of it."""

from __future__ import annotations

import asyncio
import resource
from collections.abc import AsyncIterator, MutableMapping
from typing import Any

import pytest
from lxml import html

from stemma.errors import UsageError
from stemma.web import server
from stemma.web.app import application
from stemma.web.security import ALWAYS, COOKIE, LARGEST_BODY, LARGEST_UPLOAD, Gate, Guard, loopback
from stemma.web.writes import _back
from tests.web.conftest import Desk

KEY = "k3y-of-this-start-and-of-no-other"
PORT = 8437
US = f"127.0.0.1:{PORT}"
GOOD = {"host": US, "cookie": f"{COOKIE}={KEY}"}

#: Name, method, headers beside (or instead of) the good ones, query, the status that is due. None takes a header away.
MATRIX: list[tuple[str, str, dict[str, str | None], str, int]] = [
    ("our address", "GET", {}, "", 200),
    ("localhost", "GET", {"host": f"localhost:{PORT}"}, "", 200),
    ("capitals", "GET", {"host": f"LOCALHOST:{PORT}"}, "", 200),
    ("the IPv6 loopback", "GET", {"host": f"[::1]:{PORT}"}, "", 200),
    ("a rebinding name", "GET", {"host": f"rebind.evil.example:{PORT}"}, "", 421),
    ("a name that begins like ours", "GET", {"host": f"127.0.0.1.evil.example:{PORT}"}, "", 421),
    ("a name that ends like ours", "GET", {"host": f"evil.example.localhost:{PORT}"}, "", 421),
    ("ours with a user before it", "GET", {"host": f"evil.example@127.0.0.1:{PORT}"}, "", 421),
    ("a final dot", "GET", {"host": f"localhost.:{PORT}"}, "", 421),
    ("another loopback address", "GET", {"host": f"127.0.0.2:{PORT}"}, "", 421),
    ("0.0.0.0", "GET", {"host": f"0.0.0.0:{PORT}"}, "", 421),
    ("decimal address", "GET", {"host": f"2130706433:{PORT}"}, "", 421),
    ("another port", "GET", {"host": "127.0.0.1:80"}, "", 421),
    ("no port", "GET", {"host": "127.0.0.1"}, "", 421),
    ("an empty port", "GET", {"host": "127.0.0.1:"}, "", 421),
    ("a port that is none", "GET", {"host": "127.0.0.1:eight"}, "", 421),
    ("no host", "GET", {"host": None}, "", 421),
    ("an empty host", "GET", {"host": ""}, "", 421),
    ("two hosts in one", "GET", {"host": f"{US}, evil.example"}, "", 421),
    ("X-Forwarded-Host counts for nothing", "GET", {"host": "evil.example", "x-forwarded-host": US}, "", 421),
    ("no key", "GET", {"cookie": None}, "", 403),
    ("a wrong key", "GET", {"cookie": f"{COOKIE}={KEY[:-1]}x"}, "", 403),
    ("the beginning of the key", "GET", {"cookie": f"{COOKIE}={KEY[:-1]}"}, "", 403),
    ("an empty key", "GET", {"cookie": f"{COOKIE}="}, "", 403),
    ("a cookie that cannot be read", "GET", {"cookie": f"{COOKIE}; =;\x07"}, "", 403),
    ("the key in the address", "GET", {"cookie": None}, f"key={KEY}", 303),
    ("a wrong key in the address", "GET", {"cookie": None}, "key=guess", 403),
    ("the key in the address of a write", "POST", {"cookie": None}, f"key={KEY}", 403),
    ("a bearer", "GET", {"cookie": None, "authorization": f"Bearer {KEY}"}, "", 200),
    ("a wrong bearer beside a good cookie", "GET", {"authorization": "Bearer guess"}, "", 403),
    ("our own form", "POST", {"sec-fetch-site": "same-origin"}, "", 200),
    ("our own form in an old browser", "POST", {"origin": f"http://{US}"}, "", 200),
    ("a program", "POST", {}, "", 200),
    ("a page elsewhere", "POST", {"sec-fetch-site": "cross-site"}, "", 403),
    ("another port of this machine", "POST", {"sec-fetch-site": "same-site"}, "", 403),
    ("a page elsewhere in an old browser", "POST", {"origin": "https://evil.example"}, "", 403),
    ("a page without origin", "POST", {"origin": "null"}, "", 403),
    ("an origin that cannot be read", "POST", {"origin": "http://["}, "", 403),
    ("a deletion from elsewhere", "DELETE", {"sec-fetch-site": "cross-site"}, "", 403),
    ("a length that is too large", "POST", {"content-length": str(LARGEST_BODY + 1)}, "", 413),
    ("an upload that is too large", "POST", {"content-length": str(LARGEST_UPLOAD + 1), "content-type": "multipart/form-data; boundary=x"}, "", 413),
    ("a length that is none", "POST", {"content-length": "\xb2"}, "", 413),
    ("a length without end", "POST", {"content-length": "9" * 5000}, "", 413),
    ("a negative length", "POST", {"content-length": "-1"}, "", 413),
]


async def _inner(scope: Any, receive: Any, send: Any) -> None:
    while True:
        message = await receive()
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"in"})


def asked(
    app: Any, method: str, headers: dict[str, str], query: str = "", path: str = "/", body: AsyncIterator[bytes] | None = None
) -> tuple[int, dict]:
    """Status and headers of the answer to one request in plain ASGI: no client in between mends it."""
    got: list[MutableMapping[str, Any]] = []
    chunks = body

    async def receive() -> dict[str, Any]:
        if chunks is None:
            return {"type": "http.request", "body": b"", "more_body": False}
        try:
            return {"type": "http.request", "body": await anext(chunks), "more_body": True}
        except StopAsyncIteration:
            return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        got.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(k.encode("latin-1"), v.encode("latin-1")) for k, v in headers.items()],
        "server": ("127.0.0.1", PORT),
        "client": ("127.0.0.1", 50000),
    }
    asyncio.run(app(scope, receive, send))
    start = next(m for m in got if m["type"] == "http.response.start")
    return start["status"], {k.decode().lower(): v.decode("latin-1") for k, v in start["headers"]}


@pytest.mark.parametrize(("method", "given", "query", "due"), [row[1:] for row in MATRIX], ids=[row[0] for row in MATRIX])
def test_matrix(method: str, given: dict[str, str | None], query: str, due: int) -> None:
    headers = {k: v for k, v in {**GOOD, **given}.items() if v is not None}
    status, answer = asked(Guard(_inner, Gate(port=PORT, key=KEY)), method, headers, query)
    assert status == due
    assert all(answer.get(name.decode()) == value.decode() for name, value in ALWAYS), "the policy stands on every answer"


def test_the_matrix_has_forty_cases() -> None:
    assert len(MATRIX) >= 40


def test_two_host_headers_are_none() -> None:
    async def go() -> int:
        got: list[Any] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            got.append(message)

        headers = [(b"host", US.encode()), (b"host", b"evil.example"), (b"cookie", f"{COOKIE}={KEY}".encode())]
        scope = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": headers}
        await Guard(_inner, Gate(port=PORT, key=KEY))(scope, receive, send)
        return int(got[0]["status"])

    assert asyncio.run(go()) == 421


def test_the_key_goes_from_the_address_into_a_strict_cookie_and_never_elsewhere() -> None:
    guard = Guard(_inner, Gate(port=PORT, key=KEY))
    for path, query, to in (
        ("/", f"key={KEY}", "/"),
        ("/search", f"q=a%20b&key={KEY}", "/search?q=a+b"),
        ("//evil.example/x", f"key={KEY}", "/evil.example/x"),
        ("/\\evil.example", f"key={KEY}", "/%5Cevil.example"),
        ("/a\r\nset-cookie: x=y", f"key={KEY}", "/a%0D%0Aset-cookie:%20x=y"),
    ):
        status, headers = asked(guard, "GET", {"host": US}, query, path)
        assert (status, headers["location"]) == (303, to)
        cookie = headers["set-cookie"].casefold()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert KEY not in headers["location"]


@pytest.mark.parametrize(("kind", "size"), [("application/x-www-form-urlencoded", LARGEST_BODY), ("multipart/form-data; boundary=x", LARGEST_UPLOAD)])
def test_a_body_without_length_is_cut_off_while_it_is_read(kind: str, size: int, desk: Desk) -> None:
    """A gigabyte that promises nothing: told that it is too large, and it never lies in memory."""
    app = application(desk.path, Gate(port=PORT, key=KEY))
    sent = 0

    async def stream() -> AsyncIterator[bytes]:
        nonlocal sent
        if kind.startswith("multipart"):
            yield b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        else:
            yield b"text="
        for _ in range(1000):
            sent += 1_000_000
            yield b"a" * 1_000_000

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status, _ = asked(app, "POST", {**GOOD, "content-type": kind}, "", "/add", stream())
    assert status == 413
    assert sent <= size + 2_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000  # KB


def test_twenty_oversize_forms_are_refused_before_any_of_them_is_read(desk: Desk) -> None:
    app = application(desk.path, Gate(port=PORT, key=KEY))
    read = 0

    async def stream() -> AsyncIterator[bytes]:
        nonlocal read
        for _ in range(1000):
            read += 1
            yield b"a" * 1_000_000

    statuses = []
    desk.client.get("/add")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for n in range(20):
        kind = "multipart/form-data; boundary=x" if n % 2 else "application/x-www-form-urlencoded"
        headers = {**GOOD, "content-type": kind, "content-length": "1000000000"}
        statuses.append(asked(app, "POST", headers, "", "/add" if n % 2 else "/act", stream())[0])
    assert statuses == [413] * 20
    assert read == 0
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KB


def test_the_answer_to_a_large_upload_is_a_page(desk: Desk) -> None:
    answer = desk.client.post("/add", content=b"x", headers={"content-length": str(10**9), "content-type": "multipart/form-data; boundary=x"})
    assert answer.status_code == 413
    page = html.fromstring(answer.text)
    assert page.xpath("string(//h1)") == "Too large"
    assert "50 MB" in page.xpath("string(//main)")
    assert "stemma add" in page.xpath("string(//main)"), "and what to do"


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.9.9.9"])
def test_these_stay_on_this_machine(host: str) -> None:
    assert loopback(host)


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "[::]", "192.168.1.7", "10.0.0.1", "169.254.1.1", "8.8.8.8", "fe80::1", "fd00::1", "2001:db8::1", "host.example", "", "*"],
)
def test_beyond_this_machine_a_key_is_needed(host: str) -> None:
    assert not loopback(host)
    with pytest.raises(UsageError) as none:
        server.prepare(host=host, port=0)
    assert none.value.code == "no-key"
    with pytest.raises(UsageError) as short:
        server.prepare(host=host, port=0, key="too-short")
    assert short.value.code == "short-key"


def test_the_desk_listens_where_it_says_with_a_key_of_its_own() -> None:
    first, second = server.prepare(port=0), server.prepare(port=0)
    with first.listening, second.listening:
        assert first.listening.getsockname() == ("127.0.0.1", first.port)
        assert first.key != second.key
        assert len(first.key) >= 32
        assert first.address == f"http://127.0.0.1:{first.port}/?key={first.key}"
        taken = server.prepare(port=first.port)
        with taken.listening:
            assert taken.port != first.port


def test_originals_and_exports_are_never_pages(desk: Desk) -> None:
    with_original = desk.client.get(f"/report/{desk.report}/original")
    assert with_original.headers["content-type"] == "application/octet-stream"
    forms = [name for name, _ in desk.client.get(f"/story/{desk.story}/export.json").json()["forms"]]
    assert len(forms) > 4
    for answer in [with_original, *(desk.client.get(f"/story/{desk.hostile}/export/{form}") for form in forms)]:
        assert answer.status_code == 200
        assert answer.headers["content-disposition"].startswith('attachment; filename="')
        assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
        assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/static/%2e%2e/app.py",
        "/static//etc/passwd",
        "/static/desk.css%00.js",
        "/report/../../etc/passwd/original",
    ],
)
def test_no_path_leads_out(path: str, desk: Desk) -> None:
    answer = desk.client.get(path)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "import" not in answer.text


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example", "", "evil"])
def test_a_form_leads_back_here_and_nowhere_else(back: str) -> None:
    assert _back({"back": [back]}) == "/"
    assert _back({"back": ["/story/s?sort=last&q=a+b\u00e9"]}) == "/story/s?sort=last&q=a+b%C3%A9"
