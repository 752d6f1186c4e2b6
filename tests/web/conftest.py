"""A desk over the examples: one store, read once, copied for every test that writes."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from stemma.library import Library
from stemma.library.uploads import pasted
from stemma.web.app import application
from stemma.web.security import Gate
from tests.conftest import ROOT, missing
from tests.library.conftest import EXAMPLES, clock

#: A report that tries everything, in every field that a person can fill in.
HOSTILE = {
    "title": '<script>window.ran=1</script>"><img src=x onerror=window.ran=1>',
    "outlet": "' autofocus onfocus=window.ran=1 <b>Gazette</b>",
    "url": "javascript:alert(1)",
    "published": "2025-06-01",
}
HOSTILE_TEXT = (
    "</p><script>window.ran=1</script> The mayor of Osta, <b>Ida Brandt</b>, said on Monday that 12 people were hurt when a bridge fell. "
    'She said "<img src=x onerror=window.ran=1> we will rebuild it by June", and \u202egnp.exe\u202c was shown.'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A desk for tests: its browser, its store, and what is in it."""

    client: TestClient
    path: Path
    #: The story of eight reports, and that of the hostile one.
    story: str
    hostile: str
    #: A claim of the first story that several reports tell, another one, and a report of it.
    claim: str
    other: str
    report: str

    def pages(self) -> list[str]:
        """An address of every kind of page."""
        story = f"/story/{self.story}"
        views = [f"{story}/{v}" for v in ("figures", "timeline", "pledges", "descent", "side", "omissions", "export")]
        fixed = ["/", "/search?q=troops", "/voices", "/voice?name=NATO", "/corrections", "/add", "/help"]
        return [*fixed, story, f"{story}/claim/{self.claim}", f"/report/{self.report}", *views]


def twin(address: str) -> str:
    """The JSON twin of an address."""
    path, _, query = address.partition("?")
    return ("/index" if path == "/" else path) + ".json" + (f"?{query}" if query else "")


def desk_over(path: Path) -> Desk:
    """The desk over a store of the session's making."""
    client = TestClient(application(path, Gate(hosts=("testserver",), port=None, key=None)))
    with Library.open(path, write=False) as library:
        rows = {row.reports: row.id for row in library.stories()}
        ledger = library.story(rows[8])
    many = next(c for c in ledger.claims if len({t.report for t in c.tellings}) > 2)
    other = next(c for c in ledger.claims if c.id != many.id)
    return Desk(
        client=client, path=path, story=rows[8], hostile=rows[1], claim=many.id, other=other.id, report=next(r.id for r in ledger.reports if r.outlet)
    )


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight reports of one story and a hostile one, read."""
    path = tmp_path_factory.mktemp("desk") / "made.stemma"
    with Library.open(path, write=True, make=True, now=clock) as library:
        library.add([str(EXAMPLES / "troops")])
        library.take(pasted(HOSTILE_TEXT, **HOSTILE))
        library.derive()
    return path


@pytest.fixture(scope="session")
def desk(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk that tests look at and leave as it is."""
    copy = Path(shutil.copy(made, tmp_path_factory.mktemp("looked-at") / "desk.stemma"))
    one = desk_over(copy)
    with one.client:
        yield one


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Iterator[Desk]:
    """A desk of one's own, to write to."""
    one = desk_over(Path(shutil.copy(made, tmp_path / "desk.stemma")))
    with one.client:
        yield one


@pytest.fixture(scope="session")
def packages() -> Path:
    """The packages that the script is built and the pages are examined with; fetched where they are not there yet."""
    folder = ROOT / "web" / "node_modules"
    npm = shutil.which("npm")
    if npm is None:
        missing("npm is absent")
    if not all((folder / name).is_dir() for name in ("vite", "axe-core", "preact", "d3-zoom", "@types/d3-zoom")):
        got = subprocess.run(
            [str(npm), "install", "--no-package-lock", "--no-audit", "--no-fund"], cwd=folder.parent, capture_output=True, text=True, timeout=300
        )
        if got.returncode:
            missing(f"the packages of web/ cannot be fetched: {got.stderr[-200:]}")
    return folder
