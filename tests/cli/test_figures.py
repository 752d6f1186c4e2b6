"""`stemma figures` over a ledger made by hand: each form, the ending of the file, files that appear whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from stemma import desk
from stemma.cli import stemma
from stemma.errors import UsageError
from stemma.follow.figures import figures
from stemma.model import Ledger
from stemma.tell.figures.data import as_csv, as_json
from stemma.tell.figures.plot import plot
from stemma.tell.figures.table import table
from tests.tell.test_figures import made


@pytest.fixture(autouse=True)
def _read(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(paths: tuple[str, ...], **options: Any) -> Ledger:
        return made()

    monkeypatch.setattr(desk, "read", read)
    monkeypatch.setenv("COLUMNS", "100")


def run(*args: str) -> Result:
    return CliRunner().invoke(stemma, ["figures", "a.txt", *args])


def test_each_form_of_text_on_standard_output() -> None:
    m = made()
    found = figures(m)
    assert run().stdout == table(m, found, width=100)
    assert run("--all").stdout == table(m, found, width=100, every=True)
    assert run("--format", "json").stdout == as_json(m, found)
    assert run("--format", "csv").stdout_bytes == as_csv(m, found).encode()


def test_drawings_on_standard_output_are_bytes() -> None:
    assert run("--format", "png").stdout_bytes.startswith(b"\x89PNG")
    assert run("--format", "svg").stdout_bytes == plot(made(), figures(made()), kind="svg")


@pytest.mark.parametrize(
    ("name", "start"), [("f.svg", b"<?xml"), ("f.PNG", b"\x89PNG"), ("f.json", b"{"), ("f.csv", b"story,"), ("f.txt", b"\nFigures")]
)
def test_the_ending_of_the_file_chooses_the_form(tmp_path: Path, name: str, start: bytes) -> None:
    done = run("--out", str(tmp_path / name))
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / name).read_bytes().startswith(start)
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_a_drawing_replaces_an_older_one_and_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "f.svg"
    target.write_text("old")
    target.chmod(0o640)
    assert run("--out", str(target)).exit_code == 0
    assert target.read_bytes()[:3] != b"old"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_place_that_does_not_exist_is_said_before_the_work(tmp_path: Path) -> None:
    done = run("--out", str(tmp_path / "no" / "f.svg"))
    assert isinstance(done.exception, UsageError)
