"""Adding by the desk: text, files, addresses; what goes wrong is told, and what was taken in stays."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from stemma.web.app import application
from stemma.web.security import Gate
from tests.library.conftest import EXAMPLES
from tests.web.conftest import HOSTILE, Desk


def finished(client: TestClient, job: str) -> dict:
    """The adding when it is done."""
    for _ in range(600):
        found = client.get(f"{job}.json").json()
        if not found["running"]:
            assert isinstance(found, dict)
            return found
        time.sleep(0.1)
    raise AssertionError(f"{job} still runs")


def sent(client: TestClient, **given: object) -> dict:
    """A form for adding, sent; what came of it."""
    answer = client.post("/add", follow_redirects=False, **given)  # type: ignore[arg-type]
    assert answer.status_code == 303, answer.text
    return finished(client, answer.headers["location"])


@pytest.fixture
def empty(tmp_path: Path) -> TestClient:
    """A desk over a store that is not there yet."""
    return TestClient(application(tmp_path / "none" / "new.stemma", Gate(hosts=("testserver",), port=None, key=None)))


def test_a_desk_without_a_store_says_so_and_makes_one(empty: TestClient) -> None:
    for address in ("/", "/voices", "/search?q=a", "/corrections", "/story/nope"):
        page = html.fromstring(empty.get(address).text)
        assert page.xpath("//h1/text()") == ["Nothing here yet"], address
        assert page.xpath("//main//a[@href='/add']")
    for address in ("/add", "/help"):
        assert empty.get(address).status_code == 200
    done = sent(
        empty,
        data={"text": "The mayor of Osta said 12 people were hurt.", "outlet": "The Osta Post", "published": "2025-06-01"},
        files=[("files", ("../../01.json", (EXAMPLES / "troops" / "01-harbour-post.json").read_bytes(), "application/json"))],
    )
    assert (done["new"], done["troubles"]) == (2, [])
    rows = empty.get("/index.json").json()["stories"]
    assert len(rows) == 2
    assert {r["outlets"][0] for r in rows} == {"The Osta Post", "The Harbour Post"}
    page = html.fromstring(empty.get("/").text)
    assert {a.get("href") for a in page.xpath("//tbody//a")} == {f"/story/{id_}" for id_, _ in done["stories"]}


def test_what_cannot_be_read_is_told_and_the_rest_is_kept(own: Desk) -> None:
    done = sent(
        own.client,
        files=[
            ("files", ("broken.json", b'{"text": ', "application/json")),
            ("files", ("<img src=x onerror=window.ran=1>.exe", b"MZ\x90\x00", "application/octet-stream")),
            ("files", ("good.txt", b"The harbour master of Lunfors said two ferries collided in fog.", "text/plain")),
        ],
    )
    assert done["new"] == 1
    assert len(done["troubles"]) >= 2
    again = sent(own.client, data={"text": "The harbour master of Lunfors said two ferries collided in fog."})
    assert again["new"] == 0


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/", "http://localhost:8437/", "http://[::1]/", "http://0x7f000001/", "http://169.254.169.254/latest"]
)
def test_addresses_of_this_machine_are_refused_and_told(address: str, own: Desk) -> None:
    done = sent(own.client, data={"addresses": address})
    assert done["new"] == 0
    assert len(done["troubles"]) == 1
    assert "is not fetched" in done["troubles"][0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Nothing was given"),
        ({"text": "   \n"}, "Nothing was given"),
        ({"addresses": "file:///etc/passwd"}, "no web address"),
        ({"addresses": "javascript:1"}, "no web"),
    ],
)
def test_nothing_and_nonsense(data: dict[str, str], words: str, own: Desk) -> None:
    answer = own.client.post("/add", data=data)
    assert answer.status_code == 400
    assert words in html.fromstring(answer.text).text_content()


def test_a_job_that_nobody_began(own: Desk) -> None:
    assert own.client.get("/add/job/0123456789abcdef").status_code == 404


def test_the_hostile_report_came_in_as_words(desk: Desk) -> None:
    page = html.fromstring(desk.client.get(f"/story/{desk.hostile}").text)
    assert HOSTILE["outlet"] in page.text_content()
