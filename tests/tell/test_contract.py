"""The JSON form against its schema and against the names that the contract fixes."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from stemma.model import Ledger, Quantity, RawReport
from stemma.tell.contract import as_contract, as_json, schema_text, when_days
from tests.tell.golden import same_as_kept
from tests.tell.hand import ledger
from tests.tell.payloads import PAYLOADS, poisoned

VALIDATOR = Draft202012Validator(json.loads(schema_text()))


def faults(value: Any) -> list[str]:
    return [f"{e.json_path}: {e.message}" for e in VALIDATOR.iter_errors(value)]


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json.loads(schema_text()))


@pytest.mark.parametrize("value", [ledger(), Ledger()], ids=["hand-made", "empty"])
def test_output_holds_against_the_schema(value: Ledger) -> None:
    assert faults(json.loads(as_json(value))) == []


@pytest.mark.parametrize(
    "path",
    [
        "schema",
        "reports.0.text",
        "reports.0.zones.0.kind",
        "claims.0.tellings.0.chain",
        "claims.0.standing",
        "relations.0.from",
        "descent.0.parent_name",
    ],
)
def test_the_schema_misses_what_is_taken_away(path: str) -> None:
    value: Any = json.loads(as_json(ledger()))
    *way, last = path.split(".")
    here = value
    for step in way:
        here = here[int(step)] if step.isdigit() else here[step]
    del here[last]
    assert faults(value)


def test_the_schema_refuses_other_words() -> None:
    value: Any = json.loads(as_json(ledger()))
    value["claims"][0]["standing"] = "true"
    value["claims"][1]["certainty"] = "fake"
    assert len(faults(value)) == 2


def test_kept_output() -> None:
    same_as_kept("ledger.json", as_json(ledger()))


def test_same_ledger_same_bytes() -> None:
    assert as_json(ledger()) == as_json(ledger())


def test_whole_numbers_are_integers() -> None:
    text = as_json(ledger())
    assert '"low": 70,' in text
    assert re.search(r'"(low|high|share)": \d+\.0\b', text) is None


def test_what_json_cannot_hold_is_null() -> None:
    quantity = Quantity(low=float("-inf"), high=float("nan"))
    claims = (dataclasses.replace(ledger().claims[0], quantity=quantity, salience=float("nan")),)
    claim = as_contract(dataclasses.replace(ledger(), claims=claims))["claims"][0]
    assert (claim["quantity"]["low"], claim["quantity"]["high"], claim["salience"]) == (None, None, None)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_json_acts_on_a_terminal_and_nothing_is_lost(payload: str) -> None:
    value = poisoned(ledger(), payload, "https://x.example/")
    text = as_json(value)
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text) is None
    text.encode("utf-8")
    assert json.loads(text) == as_contract(value)
    assert json.loads(text)["reports"][0]["title"] == payload


@pytest.mark.parametrize(
    ("iso", "days"),
    [
        ("2025-06-17", ("2025-06-17", "2025-06-17")),
        ("2025-06", ("2025-06-01", "2025-06-30")),
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-12", ("2024-12-01", "2024-12-31")),
        ("2024-10-08/2024-10-13", ("2024-10-08", "2024-10-13")),
        ("2025-01/2025-02", ("2025-01-01", "2025-02-28")),
        ("2025-06-17T09:00", ("2025-06-17", "2025-06-17")),
        ("P3D", None),
        ("PAST_REF", None),
        ("2025-13", None),
        ("9999-12", None),
        ("2025-W25", None),
        (None, None),
    ],
)
def test_days_of_a_telling(iso: str | None, days: tuple[str, str] | None) -> None:
    assert when_days(iso) == days


def names_in(value: Any) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {n for v in value.values() for n in names_in(v)}
    return {n for v in value for n in names_in(v)} if isinstance(value, list) else set()


@pytest.mark.shared
def test_every_name_of_the_contract_is_there(shared: Path) -> None:
    block = (shared / "contract.md").read_text("utf-8").split("```")[1]
    block = re.sub(r'(?s)\n\s+"over 6,000" low.*?\nground', "\nground", block)
    named = set(re.findall(r'(?<!: )(?<!\| )"([a-z_]+)"', block))
    assert {"report", "tellings", "direction_from", "low_open", "hint"} <= named
    assert named - names_in(as_contract(ledger())) == set()


def test_raw_reports_are_no_part_of_the_ledger() -> None:
    assert {f.name for f in dataclasses.fields(RawReport)} - names_in(as_contract(ledger())) == {"extracted_by", "marked", "original"}


def test_the_docs_name_everything_in_the_output() -> None:
    text = (Path(__file__).parents[2] / "docs" / "ledger.md").read_text("utf-8")
    said = {name for quoted in re.findall(r"`([^`]+)`", text) for name in re.findall(r"\w+", quoted)}
    assert names_in(as_contract(ledger())) - said == set()
