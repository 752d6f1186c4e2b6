"""Laws of the trade over the whole line, on the reports in examples/."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
REPORTS = sorted(p for p in (ROOT / "examples" / "quake").iterdir() if p.suffix in (".json", ".txt", ".html"))


def read(*paths: Path) -> Any:
    from stemma import desk
    from stemma.tell.contract import as_contract

    return as_contract(desk.read([str(p) for p in paths]))


@pytest.fixture(scope="module")
def ledger() -> Any:
    return read(*REPORTS)


def test_the_same_input_gives_the_same_bytes() -> None:
    command = [sys.executable, "-m", "stemma.cli", "read", *map(str, REPORTS), "--format", "json"]
    runs = [subprocess.run(command, capture_output=True, check=True, cwd=ROOT).stdout for _ in range(2)]
    assert runs[0]
    assert runs[0] == runs[1]


def test_the_order_of_reports_changes_nothing(ledger: Any) -> None:
    other = read(*reversed(REPORTS))
    for layer in ("stories", "attributions", "voices", "claims", "relations", "descent"):
        assert other[layer] == ledger[layer], layer
    for layer in ("times", "quantities"):  # told report by report, in the order given
        assert sorted(other[layer], key=str) == sorted(ledger[layer], key=str), layer
    assert sorted(r["id"] for r in other["reports"]) == sorted(r["id"] for r in ledger["reports"])


def test_a_copy_never_adds_an_origin(ledger: Any, tmp_path: Path) -> None:
    first = next(p for p in REPORTS if p.suffix == ".json")
    copied = json.loads(first.read_text(encoding="utf-8"))
    copied |= {"outlet": "The Echo of Nowhere", "url": "https://echo.example/copy"}
    (tmp_path / "copy.json").write_text(json.dumps(copied), encoding="utf-8")
    after = read(*REPORTS, tmp_path / "copy.json")
    assert len(after["reports"]) == len(ledger["reports"]) + 1

    def counted(one: Any) -> dict[tuple[str, int, int], int]:
        return {(t["report"], s["start"], s["end"]): c["independent_origins"] for c in one["claims"] for t in c["tellings"] for s in t["spans"]}

    before, now = counted(ledger), counted(after)
    assert all(now[place] <= before[place] for place in before if place in now)


def test_reading_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert read(REPORTS[0])["claims"]
    assert "huggingface_hub" not in sys.modules


def test_every_span_lies_in_its_report_and_every_id_is_known(ledger: Any) -> None:
    lengths = {r["id"]: len(r["text"]) for r in ledger["reports"]}
    voices = {v["id"] for v in ledger["voices"]}
    attributions = {a["id"] for a in ledger["attributions"]}
    claims = {c["id"] for c in ledger["claims"]}
    for a in ledger["attributions"]:
        spans = [s for s in [a["source"], a["cue"], *a["content"]] if s]
        assert all(0 <= s["start"] < s["end"] <= lengths[a["report"]] for s in spans)
        assert a["voice"] is None or a["voice"] in voices
        assert a["within"] is None or a["within"] in attributions
    for c in ledger["claims"]:
        assert set(c["origins"]) <= voices
        for t in c["tellings"]:
            assert set(t["chain"]) <= voices
            assert t["origin"] is None or t["origin"] in t["chain"]
            assert all(0 <= s["start"] < s["end"] <= lengths[t["report"]] for s in t["spans"])
    for r in ledger["relations"]:
        assert {r["from"], r["to"]} <= claims
    for d in ledger["descent"]:
        assert d["child"] in lengths
        assert d["parent"] is None or d["parent"] in lengths
        assert 0 <= d["share"] <= 1


def test_every_ground_names_a_rule_that_can_be_explained(ledger: Any) -> None:
    from stemma import desk

    known = {rule.name for rule in desk.rules()}

    def grounds(node: Any) -> set[str]:
        if isinstance(node, dict):
            own = {g["rule"] for g in node.get("grounds") or []}
            return own.union(*(grounds(v) for v in node.values()))
        return set().union(*(grounds(v) for v in node)) if isinstance(node, list) else set()

    assert grounds(ledger) <= known


def test_two_processes_say_the_same() -> None:
    """Whatever order Python gives to sets in a process (its hash seed) must not show: sums of shares once did, in their last digit."""
    named = [str(ROOT / "examples" / "troops"), str(ROOT / "tests" / "stories" / "telecom-takeover-2026-05" / "reports")]
    said = {
        subprocess.run(
            [sys.executable, "-m", "stemma.cli", "read", *named, "--format", "json"],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(said) == 1
