"""The commands over a ledger made by hand: the desk is stood in for, the faces are real."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from stemma import desk
from stemma.cli import rulebook, running, stemma
from stemma.errors import DamagedError, NothingReadError, StemmaError, UsageError
from stemma.model import Ledger, Rule, Trouble
from stemma.tell.brief import html, markdown
from stemma.tell.contract import as_json
from stemma.tell.table import claim_page, table
from tests.tell.hand import ledger


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the desk was asked; it answers with the ledger made by hand."""
    seen: dict[str, Any] = {"answer": ledger()}

    def read(paths: tuple[str, ...], **options: Any) -> Ledger:
        seen.update(options, paths=paths)
        answer = seen["answer"]
        if isinstance(answer, BaseException):
            raise answer
        assert isinstance(answer, Ledger)
        return answer

    monkeypatch.setattr(desk, "read", read)
    monkeypatch.setenv("COLUMNS", "100")
    return seen


def run(*args: str) -> Result:
    return CliRunner().invoke(stemma, ["read", "a.txt", *args])


@pytest.mark.parametrize(
    ("args", "text"),
    [
        ([], table(ledger(), width=100)),
        (["--all"], table(ledger(), width=100, every=True)),
        (["--claim", "2"], claim_page(ledger(), "2", width=100)),
        (["--format", "json"], as_json(ledger())),
        (["--format", "md"], markdown(ledger())),
        (["--format", "html"], html(ledger())),
    ],
)
def test_each_form_on_standard_output(asked: dict[str, Any], args: list[str], text: str) -> None:
    done = run(*args)
    assert done.exit_code == 0, done.stderr
    assert done.stdout == text
    assert done.stderr == "stemma: story/bulletin.txt: Report 4 carries no date. Give one with --published.\n"


def test_quiet_keeps_the_data(asked: dict[str, Any]) -> None:
    done = run("--quiet", "--format", "json")
    assert (done.stderr, json.loads(done.stdout)["schema"]) == ("", "stemma-ledger/1")


@pytest.mark.parametrize(("name", "form"), [("b.html", html), ("b.md", markdown), ("b.json", as_json)])
def test_the_ending_of_the_file_chooses_the_form(asked: dict[str, Any], tmp_path: Path, name: str, form: Any) -> None:
    done = run("--out", str(tmp_path / name))
    assert (done.exit_code, done.stdout) == (0, "")
    assert (tmp_path / name).read_text("utf-8") == form(ledger())


def test_options_reach_the_desk(asked: dict[str, Any]) -> None:
    run("b.html", "--outlet", "Post", "--published", "2025-06-17", "--spacy", "mine")
    assert (asked["paths"], asked["outlet"], asked["published"], asked["spacy"]) == (("a.txt", "b.html"), "Post", "2025-06-17", "mine")


def test_no_such_claim_says_how_many_there_are(asked: dict[str, Any]) -> None:
    done = run("--claim", "9")
    assert done.exit_code == 2
    assert "There is no claim 9; there are 4." in done.stderr


def test_many_troubles_are_counted(asked: dict[str, Any]) -> None:
    troubles = tuple(Trouble(code="x", message=f"Trouble {n}.", path=f"{n}.txt") for n in range(50))
    asked["answer"] = dataclasses.replace(ledger(), troubles=troubles)
    said = run().stderr.splitlines()
    assert len(said) == running.TROUBLES + 1
    assert said[-1] == "stemma: and 30 more troubles; --format json holds them all."


@pytest.mark.parametrize(
    ("answer", "code", "word"),
    [
        (Ledger(troubles=(Trouble(code="empty-file", message="a.txt is empty.", path="a.txt"),)), 1, "a.txt is empty."),
        (NothingReadError("No."), 1, "No."),
        (UsageError("Bad option.", hint="Try another."), 2, "Bad option. Try another."),
        (DamagedError("The weights are not what was published.", hint="Install Stemma anew."), 3, "Install Stemma anew."),
        (StemmaError("Odd."), 4, "Odd."),
        (ValueError("inner"), 4, "this is a fault of Stemma"),
        (KeyboardInterrupt(), 130, "stopped."),
    ],
)
def test_exit_codes(asked: dict[str, Any], capsys: pytest.CaptureFixture[str], answer: object, code: int, word: str) -> None:
    asked["answer"] = answer
    with pytest.raises(SystemExit) as end:
        running.guarded(stemma, ["read", "a.txt"])
    out, said = capsys.readouterr()
    assert (end.value.code, out) == (code, "")
    assert word in said
    assert ("Traceback" in said) is (word == "this is a fault of Stemma")


def test_the_documented_exit_codes_are_those_of_the_program() -> None:
    text = (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8")
    for code in (0, running.NOTHING_READ, running.USAGE, running.DAMAGED, running.FAULT, running.INTERRUPTED, running.NO_READER):
        assert f"| {code} |" in text


def test_a_rule_as_a_page_and_the_rules_as_a_list() -> None:
    rule = Rule(name="quantity.at-least", explain="Looks at 'at least'. Gives a lower bound.\n\nFails in irony.", examples=("at least 70 people",))
    assert rulebook.page(rule, width=80) == (
        "quantity.at-least\n\nLooks at 'at least'. Gives a lower bound.\n\nFails in irony.\n\nFires in:\n  at least 70 people\n"
    )
    assert "quantity.at-least  Looks at 'at least'." in rulebook.index([rule], width=80)
    assert rulebook.index([], width=80).startswith("0 rules")
