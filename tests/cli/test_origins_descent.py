"""`stemma origins` and `stemma descent`: words in, words out; the desk is stood in for."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from stemma import desk
from stemma.cli import stemma
from stemma.cli.reliability import letters_of
from stemma.errors import UsageError
from stemma.model import Ledger
from tests.tell.hand import ledger


@pytest.fixture(autouse=True)
def _desk(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(paths: tuple[str, ...], **options: Any) -> Ledger:
        return ledger()

    monkeypatch.setattr(desk, "read", read)
    monkeypatch.setenv("COLUMNS", "80")


def run(*args: str) -> Result:
    return CliRunner().invoke(stemma, [args[0], "a.txt", "--quiet", *args[1:]])


def test_origins_in_every_form() -> None:
    assert "1 independent origin in 3 reports" in run("origins").stdout
    assert json.loads(run("origins", "--format", "json").stdout)["schema"] == "stemma-origins/1"
    assert run("origins", "--format", "csv").stdout.startswith("claim,statement,standing")
    assert run("origins", "--format", "md").stdout.startswith("# Ferry aground")


def test_one_claim_shows_the_derivation_and_no_claim_is_wrong_usage() -> None:
    assert "(credibility.origins)" in run("origins", "--claim", "1").stdout
    assert run("origins", "--claim", "77").exit_code == 2
    assert run("origins", "--claim", "1", "--format", "json").exit_code == 2


@pytest.mark.parametrize(("name", "start"), [("o.json", "{"), ("o.csv", "claim,"), ("o.md", "# "), ("o.txt", "\n")])
def test_the_ending_of_the_file_decides(tmp_path: Path, name: str, start: str) -> None:
    assert run("origins", "--out", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_text("utf-8").startswith(start)


@pytest.mark.parametrize(("name", "start"), [("s.svg", "<svg "), ("s.graphml", "<?xml"), ("s.gv", "digraph"), ("s.json", "{"), ("s.txt", "\n")])
def test_descent_in_every_form(tmp_path: Path, name: str, start: str) -> None:
    assert run("descent", "--out", str(tmp_path / name)).exit_code == 0
    assert (tmp_path / name).read_text("utf-8").startswith(start)


@pytest.mark.parametrize("edge", [("4", "1"), ("1", "4"), ("bulletin.txt", "the harbour post"), ("[4]", "[1]"), ("1", "northwire")])
def test_the_evidence_of_two_named_any_way(edge: tuple[str, str]) -> None:
    done = run("descent", "--edge", *edge)
    assert done.exit_code == 0, done.output
    assert "How sure" in done.stdout


@pytest.mark.parametrize(("edge", "said"), [(("1", "3"), "No descent was found"), (("1", "nobody"), "called nobody"), (("1", "1"), "No descent")])
def test_two_without_descent(edge: tuple[str, str], said: str) -> None:
    done = run("descent", "--edge", *edge)
    assert done.exit_code == 2
    assert said in done.output


def test_edge_belongs_to_the_text() -> None:
    assert run("descent", "--edge", "1", "4", "--format", "svg").exit_code == 2


def test_families_are_off_unless_asked_for() -> None:
    assert run("origins").stdout == run("origins", "--no-families").stdout
    assert run("origins", "--families").exit_code == 0


def test_a_person_s_letters_are_shown_and_names_that_nobody_bears_are_told(tmp_path: Path) -> None:
    given = tmp_path / "letters.yml"
    given.write_text("Northwire: c\nAda Brandt: B\nInland Courier: D\nNobody: A\n", "utf-8")
    done = CliRunner().invoke(stemma, ["origins", "a.txt", "--reliability", str(given)])
    assert "[2] Inland Courier (D) ← Northwire (C) ← Ada Brandt (B)" in done.stdout
    assert "no source of these reports: Nobody." in done.stderr
    assert "credibility 4" in run("origins").stdout
    assert "credibility 4" in done.stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.yml", 'Reuters: B\nNo: A\n"Yes": e\n', {"Reuters": "B", "No": "A", "Yes": "E"}),
        ("a.csv", 'Reuters,B\n"Post, The", c\n\n', {"Reuters": "B", "Post, The": "C"}),
        ("a.csv", "name,reliability\nReuters,B\n", {"Reuters": "B"}),
        ("a.csv", "\ufeffReuters,B\n", {"Reuters": "B"}),
        ("a.yml", "", {}),
        ("a.yml", "Agency: F\nAgency: F", {"Agency": "F"}),
    ],
)
def test_letters(tmp_path: Path, name: str, content: str, said: dict[str, str]) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    assert letters_of(str(tmp_path / name)) == said


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("a.yml", "Reuters: G\nAFP: 1\nAP: B\n", "Reuters: 'G'; AFP: '1'"),
        ("a.yml", "- Reuters\n", "no table"),
        ("a.yml", "Reuters: [A\n", "not YAML"),
        ("a.yml", "Reuters: {a: b}\n", "no letter"),
        ("a.yml", "[" * 5000, "not YAML"),
        ("a.csv", "Reuters\n", "Reuters: ''"),
        ("a.csv", ",A\n", "without a name"),
        ("a.csv", "Reuters,A\nReuters,B\n", "both A and B"),
        ("a.yml", b"\xff\xfe\x00", "UTF-8"),
        ("a.csv", "x" * 200_000 + ",A", "no CSV"),
        ("gone.yml", None, "cannot be read"),
    ],
)
def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path, name: str, content: str | bytes | None, fault: str) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(UsageError) as error:
        letters_of(str(tmp_path / name))
    assert fault in error.value.message
    assert error.value.hint
