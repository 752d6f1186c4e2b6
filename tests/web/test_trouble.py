"""Bad days: a page that says what is the matter and what can be done, in time, with nothing lost."""

from __future__ import annotations

import dataclasses
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from lxml import html
from starlette.testclient import TestClient

from stemma.library import Library
from stemma.library.shelves import row_of
from stemma.library.taking import prepared
from stemma.library.uploads import pasted
from stemma.model import RawReport, Story
from stemma.store.values import Incoming
from tests.library.conftest import clock
from tests.tell import hand
from tests.web.conftest import Desk
from tests.web.test_injection import client_over, library_of, library_version


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nowhere", 404),
        ("/story/none", 404),
        ("/story/none/figures", 404),
        ("/report/r-000000000000", 404),
        ("/report/r-000000000000/original", 404),
        ("/voice?name=Nobody", 404),
        ("/voice", 404),
        ("/add/job/none", 404),
        ("/static/none.js", 404),
        ("/act", 405),
    ],
)
def test_what_is_not_there(address: str, status: int, desk: Desk) -> None:
    answer = desk.client.get(address)
    assert answer.status_code == status
    page = html.fromstring(answer.text)
    assert page.xpath("string(//h1)")
    assert page.xpath("//main//a[@href='/']"), "a way on"
    assert "Traceback" not in answer.text
    if "?" not in address and status == 404 and not address.startswith("/static") and not address.endswith("original"):
        assert {"title", "message", "hint", "code"} == set(desk.client.get(f"{address}.json").json())


def test_a_claim_and_a_form_that_are_not_there(desk: Desk) -> None:
    for address in (f"/story/{desk.story}/claim/none", f"/story/{desk.story}/export/exe"):
        answer = desk.client.get(address)
        assert answer.status_code == 404
        assert "Not in this library" in answer.text


def test_while_another_process_writes_pages_are_shown_and_a_correction_is_told_to_wait(own: Desk) -> None:
    code = (
        "import sys\nfrom stemma.library import Library\n"
        "with Library.open(sys.argv[1], write=True) as library:\n    print('in', flush=True)\n    sys.stdin.read()\n"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(own.path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert other.stdout is not None
        assert other.stdout.readline().strip() == b"in"
        assert own.client.get(f"/story/{own.story}").status_code == 200
        begun = time.monotonic()
        answer = own.client.post("/act", data={"verb": "confirm-claim", "story": own.story, "claim": own.claim})
        assert time.monotonic() - begun < 30
        assert answer.status_code == 503
        assert "The library is in use" in answer.text
    finally:
        other.communicate(b"")
    assert own.client.get("/corrections.json").json()["acts"] == []


def test_a_store_that_is_replaced_underneath(own: Desk, tmp_path: Path) -> None:
    assert own.client.get("/").status_code == 200
    new = tmp_path / "new.stemma"
    with Library.open(new, write=True, make=True, now=clock) as library:
        library.take(pasted("The harbour master of Lunfors said two ferries collided in fog.", outlet="Lunfors Post"))
    for suffix in ("-wal", "-shm"):
        own.path.with_name(own.path.name + suffix).unlink(missing_ok=True)
    new.replace(own.path)
    answers = [own.client.get("/index.json") for _ in range(3)]
    assert all(a.status_code in (200, 500, 503) for a in answers)
    assert answers[-1].status_code == 200
    assert [r["outlets"] for r in answers[-1].json()["stories"]] == [["Lunfors Post"]]


def test_a_file_that_is_no_store(own: Desk) -> None:
    path = own.path.with_name("other.stemma")
    path.write_bytes(b"this is no store" * 1000)
    with client_over(path) as client:
        answer = client.get("/")
        assert answer.status_code == 500
        page = html.fromstring(answer.text)
        assert page.xpath("string(//h1)") == "The library cannot be read"
    assert path.read_bytes() == b"this is no store" * 1000


def test_a_store_that_gets_another_form_underneath(own: Desk) -> None:
    """A newer Stemma migrates the file while the desk is open: the desk says so, writes nothing, and goes on when the form is its own again."""
    import apsw

    assert own.client.get("/").status_code == 200
    before = own.client.get("/index.json").json()["stories"]
    other = apsw.Connection(str(own.path))
    form = other.pragma("user_version")
    other.execute("CREATE TABLE of_a_newer_stemma (n INTEGER)")
    other.pragma("user_version", form + 1)
    for address in ("/", f"/story/{own.story}", f"/report/{own.report}"):
        answer = own.client.get(address)
        assert answer.status_code == 500, address
        page = html.fromstring(answer.text)
        assert page.xpath("string(//h1)") == "The library cannot be read"
        assert "newer Stemma" in page.xpath("string(//main)")
    answer = own.client.post("/act", data={"verb": "confirm-claim", "story": own.story, "claim": own.claim})
    assert answer.status_code == 500
    assert "newer Stemma" in answer.text
    other.execute("DROP TABLE of_a_newer_stemma")
    other.pragma("user_version", form)
    other.close()
    assert own.client.get("/index.json").json()["stories"] == before
    assert own.client.get("/corrections.json").json()["acts"] == []


def test_a_report_that_is_taken_out_counts_no_more(own: Desk) -> None:
    def row() -> dict:
        return next(r for r in own.client.get("/index.json").json()["stories"] if r["id"] == own.story)

    before = row()
    outlet = own.client.get(f"/report/{own.report}.json").json()["shown"]["outlet"]
    answer = own.client.post("/act", data={"verb": "hide-report", "story": own.story, "report": own.report, "back": "/"})
    assert answer.status_code == 200
    after = row()
    assert after["reports"] == before["reports"] - 1
    assert outlet in before["outlets"]
    assert outlet not in after["outlets"]
    shown = html.fromstring(own.client.get("/").text).xpath(f"string(//tr[th/a/@href='/story/{own.story}']/td[@data-label='Reports'])")
    assert shown == str(after["reports"])
    assert own.client.get(f"/report/{own.report}").status_code == 200, "it is kept"


def test_what_changed_since_one_looked(own: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looks outlive the desk and belong to a person; another browser, or none, makes no difference."""
    monkeypatch.setenv("STEMMA_NAME", "Ana Field")

    def marks(client: TestClient) -> dict[str, dict]:
        found = client.get("/index.json").json()["marks"]
        assert isinstance(found, dict)
        return found

    assert marks(own.client)[own.story] == {"looked": None, "changed": ""}
    own.client.get(f"/story/{own.story}.json")
    own.client.get(f"/story/{own.story}", headers={"sec-purpose": "prefetch"})
    assert marks(own.client)[own.story]["looked"] is None, "programs and browsers that fetch ahead do not look"
    own.client.get(f"/story/{own.story}")
    looked = marks(own.client)[own.story]
    assert looked["looked"]
    assert looked["changed"] == ""
    with Library.open(own.path, write=True) as library:
        told = library.store.raw(own.report)
        library.take(pasted(f"{told.text} More was told on Sunday.", outlet="The Late Post", title=told.title, published="2024-10-20"))
    with client_over(own.path) as client:
        assert "1 report" in marks(client)[own.story]["changed"]
        page = html.fromstring(client.get("/?changed=1").text)
        assert page.xpath("//tbody/tr/th/a[1]/@href") == [f"/story/{own.story}"]
        (address,) = page.xpath("//a[@class='badge']/@href")
        assert address.startswith(f"/story/{own.story}?since=")
        news = client.get(address.replace(f"/story/{own.story}?", f"/story/{own.story}.json?")).json()["news"]
        assert [outlet for _, outlet, _ in news["reports"]] == ["The Late Post"]
        monkeypatch.setenv("STEMMA_NAME", "Ben Field")
        assert marks(client)[own.story]["looked"] is None
    monkeypatch.setenv("STEMMA_NAME", "Ana Field")
    own.path.with_name(own.path.name + ".looks").write_bytes(b"spoiled" * 1000)
    page = own.client.get("/")
    assert page.status_code == 200
    assert "cannot be kept" in page.text


def test_two_thousand_claims(tmp_path: Path) -> None:
    """The dearest pages of a story that is 30 times as long as most, in time."""
    small = hand.ledger()
    pattern = small.claims[0]
    claims = tuple(
        dataclasses.replace(pattern, id=f"c-{n:04}", statement=f"At least {n} passengers had been taken off the ferry.") for n in range(2000)
    )
    ledger = dataclasses.replace(small, claims=claims, relations=())
    path = tmp_path / "long.stemma"
    library_of(path, ledger)
    with client_over(path) as client:
        story = f"/story/{ledger.stories[0].id}"
        for address in (story, f"{story}/claim/c-0001", f"{story}/side", f"{story}/timeline"):
            begun = time.process_time()
            answer = client.get(address)
            spent = time.process_time() - begun
            assert answer.status_code == 200
            print(f"{address}: {spent:.2f} s, {len(answer.content):,} bytes")
            assert spent < 6, address
        first = client.get(f"{story}?sort=last")
        assert len(first.content) < 100_000
        tree = html.fromstring(first.text)
        assert len(tree.xpath("//table[@class='claims']/tbody/tr")) == 60
        (further,) = tree.xpath("//a[@rel='next']/@href")
        assert further == f"{story}?at=60&sort=last"
        assert len(html.fromstring(client.get(f"{story}?at=1980").text).xpath("//table[@class='claims']/tbody/tr")) == 20
        assert len(client.get("/").content) < 100_000


def test_stories_of_a_large_library_come_in_pages(tmp_path: Path) -> None:
    path = tmp_path / "large.stemma"
    with Library.open(path, write=True, make=True, now=clock) as library:
        coming = []
        for n in range(120):
            raw = RawReport(path=f"{n}.txt", text=f"Event {n} happened.", outlet=f"Outlet {n}", title=f"Story {n}", published="2024-01-01")
            coming.append(Incoming(raw=raw, report=prepared(raw, seen=clock().date())[0], seen="2024-01-01T00:00:00Z"))
        library.store.add(coming, version=library_version())
        library.store.put_stories([row_of(Story(id=f"story-{c.report.id}", title=c.raw.title or "", reports=(c.report.id,))) for c in coming])
    with client_over(path) as client:
        page = client.get("/")
        assert page.status_code == 200
        assert len(page.content) < 100_000
        tree = html.fromstring(page.text)
        assert len(tree.xpath("//tbody/tr")) == 50
        (further,) = tree.xpath("//a[@rel='next']/@href")
        assert len(html.fromstring(client.get(further).text).xpath("//tbody/tr")) == 50
        assert len(html.fromstring(client.get("/?at=100").text).xpath("//tbody/tr")) == 20


def test_copies_of_the_made_store_are_whole(made: Path, tmp_path: Path) -> None:
    with Library.open(Path(shutil.copy(made, tmp_path / "copy.stemma")), write=False) as library:
        assert library.verify().damages == ()
