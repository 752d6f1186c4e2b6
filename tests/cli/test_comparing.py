"""`stemma omissions` and `stemma drift` over ledgers made by hand: the desk is stood in for, the faces are real."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from stemma import desk
from stemma.cli import stemma
from stemma.follow.drift import drift
from stemma.follow.omissions import omissions
from stemma.model import Ledger
from stemma.tell.drift import data as drift_data
from stemma.tell.drift.markdown import markdown as drift_markdown
from stemma.tell.omissions import data as omissions_data
from stemma.tell.omissions.markdown import markdown as omissions_markdown
from stemma.tell.omissions.table import report_page, table
from tests.follow.hearsay import ledger as hearsay
from tests.follow.hearsay import quoting
from tests.tell.hand import ledger

TWO = hearsay(
    quoting("The council never approved the second bridge over the Lorn river.", published="2025-03-01"),
    quoting("The council approved the second bridge over the Lorn river.", published="2025-03-02", outlet="Courier", path="b.txt"),
)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Ledger]:
    """The ledger that the desk answers with."""
    answer = {"ledger": ledger()}
    monkeypatch.setattr(desk, "read", lambda paths, **options: answer["ledger"])
    monkeypatch.setenv("COLUMNS", "80")
    return answer


def run(*args: str) -> Result:
    return CliRunner().invoke(stemma, [*args])


@pytest.mark.parametrize(("form", "told"), [("json", omissions_data.as_json), ("csv", omissions_data.as_csv), ("md", omissions_markdown)])
def test_omissions_in_each_form(asked: dict[str, Ledger], tmp_path: Path, form: str, told: Any) -> None:
    expected = told(ledger(), omissions(ledger()))
    assert run("omissions", "a.txt", "--quiet", "--format", form).stdout == expected
    run("omissions", "a.txt", "--quiet", "--out", str(tmp_path / f"x.{form}"))
    assert (tmp_path / f"x.{form}").read_text("utf-8") == expected


def test_omissions_as_a_table(asked: dict[str, Ledger]) -> None:
    done = run("omissions", "a.txt")
    assert (done.exit_code, done.stdout) == (0, table(ledger(), omissions(ledger()), width=80))


@pytest.mark.parametrize("name", ["3", "r-evening", "story/evening.txt", "evening.txt", "evening"])
def test_one_report_by_number_id_path_or_name(asked: dict[str, Ledger], name: str) -> None:
    done = run("omissions", "a.txt", "--report", name)
    assert done.stdout == report_page(ledger(), omissions(ledger()), "r-evening", width=80)


def test_an_unknown_report_is_wrong_usage_and_says_which_there_are(asked: dict[str, Ledger]) -> None:
    done = run("omissions", "a.txt", "--report", "noon.txt")
    assert done.exit_code == 2
    assert "story/harbour.txt" in done.stderr
    assert run("omissions", "a.txt", "--report", "3", "--format", "json").exit_code == 2


@pytest.mark.parametrize(("form", "told"), [("json", drift_data.as_json), ("csv", drift_data.as_csv), ("md", drift_markdown)])
def test_drift_in_each_form(asked: dict[str, Ledger], form: str, told: Any) -> None:
    asked["ledger"] = TWO
    assert run("drift", "a.txt", "--format", form).stdout == told(TWO, drift(TWO))


def test_drift_as_a_table(asked: dict[str, Ledger]) -> None:
    asked["ledger"] = TWO
    done = run("drift", "a.txt")
    assert done.exit_code == 0
    assert "NEGATION" in done.stdout


def test_json_names_its_schema(asked: dict[str, Ledger]) -> None:
    assert json.loads(run("omissions", "a.txt", "--format", "json").stdout)["schema"] == "stemma-omissions/1"
    assert json.loads(run("drift", "a.txt", "--format", "json").stdout)["schema"] == "stemma-drift/1"
