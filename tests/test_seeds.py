"""The two reports that the project began from must come out right: one test a row of the design's table."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def ledger(shared: Path) -> Any:
    """The ledger that a user gets from the command line."""
    seeds = sorted(map(str, (shared / "seeds").glob("*.txt")))
    command = [sys.executable, "-m", "stemma.cli", "read", *seeds, "--published", "2025-06-17", "--format", "json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def words(ledger: Any, place: dict[str, Any], report: str | None = None) -> str:
    text = next(r["text"] for r in ledger["reports"] if r["id"] == (report or place["report"]))
    return str(text[place["start"] : place["end"]])


def told(ledger: Any, phrase: str) -> Iterator[tuple[Any, Any]]:
    """Every claim and telling whose words contain `phrase`."""
    for claim in ledger["claims"]:
        for telling in claim["tellings"]:
            if any(phrase in words(ledger, span, telling["report"]) for span in telling["spans"]):
                yield claim, telling


def names(ledger: Any, voice: str | None) -> str:
    found = next((v for v in ledger["voices"] if v["id"] == voice), None)
    return " | ".join([found["name"], *found["aliases"]]) if found else ""


def only(pairs: Iterator[tuple[Any, Any]], low: float | None, high: float | None) -> tuple[Any, Any]:
    fitting = [(c, t) for c, t in pairs if t["quantity"] and (t["quantity"]["low"], t["quantity"]["high"]) == (low, high)]
    assert fitting, f"no telling with {low}..{high}"
    return fitting[0]


def test_one_story_of_two_reports(ledger: Any) -> None:
    assert len(ledger["reports"]) == 2
    assert len(ledger["stories"]) == 1
    assert len({r["story"] for r in ledger["reports"]}) == 1


def test_the_same_story_without_a_given_date(shared: Path) -> None:
    seeds = sorted(map(str, (shared / "seeds").glob("*.txt")))
    done = subprocess.run([sys.executable, "-m", "stemma.cli", "read", *seeds, "--format", "json"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(json.loads(done.stdout)["stories"]) == 1


@pytest.mark.parametrize(("phrase", "number"), [("1,000 North", 1000), ("5,000 military", 5000)])
def test_pledges_come_from_shoigu_not_from_kim(ledger: Any, phrase: str, number: int) -> None:
    _, telling = only(told(ledger, phrase), number, number)
    assert telling["certainty"] == "pledged"
    assert "Shoigu" in names(ledger, telling["origin"])
    assert not any("Kim" in names(ledger, v) for v in telling["chain"])


def test_the_round_total_is_a_pledge_of_shoigus(ledger: Any) -> None:
    claim, telling = only(told(ledger, "thousands of military"), 2000, 9999)
    assert telling["certainty"] == "pledged"
    assert telling["quantity"]["approximate"]
    assert "Shoigu" in names(ledger, telling["origin"])
    assert {t["report"] for t in claim["tellings"]} == {telling["report"]}


def test_no_claim_of_six_thousand_workers(ledger: Any) -> None:
    sixes = [c for c in ledger["claims"] if c["quantity"] and c["quantity"]["low"] == 6000]
    assert all("killed" in c["statement"] or "wounded" in c["statement"] for c in sixes)
    for claim in sixes:
        for telling in claim["tellings"]:
            said = " ".join(words(ledger, s, telling["report"]) for s in telling["spans"])
            assert "workers" not in said
            assert "sappers" not in said


def test_six_thousand_casualties_have_one_origin(ledger: Any) -> None:
    claim, _ = only(told(ledger, "6,000 North"), 6000, None)
    assert len({t["report"] for t in claim["tellings"]}) == 2
    assert claim["independent_origins"] == 1
    assert claim["standing"] in ("single-origin", "disputed")
    assert claim["quantity"]["low_open"]
    assert all("ntelligence" in names(ledger, t["origin"]) for t in claim["tellings"])
    assert len({t["origin"] for t in claim["tellings"]}) == 1


def test_figures_with_bounds_and_hedges(ledger: Any) -> None:
    _, deployed = only(told(ledger, "11,000 troops"), 11000, None)
    assert deployed["quantity"]["low_open"]
    assert deployed["certainty"] == "hedged"
    _, more = only(told(ledger, "3,000 troops"), 3000, 3000)
    assert "Joint Chiefs" in names(ledger, more["origin"])
    _, shells = only(told(ledger, "millions of"), 2e6, 9999999)
    assert shells["certainty"] == "hedged"
    assert shells["origin"] is None
    _, missiles = only(told(ledger, "at least 100"), 100, None)
    assert not missiles["quantity"]["low_open"]
    assert missiles["certainty"] == "hedged"


def test_the_reuters_investigation_is_another_origin(ledger: Any) -> None:
    found = [(c, t) for c, t in told(ledger, "massive shipments") if t["origin"]]
    assert any("Reuters" in names(ledger, t["origin"]) for _, t in found)
    millions = {c["id"] for c, _ in told(ledger, "millions of")}
    assert not millions & {c["id"] for c, _ in found}


def test_putins_instructions_are_told_twice(ledger: Any) -> None:
    first = {c["id"]: t for c, t in told(ledger, "special instructions")}
    second = {c["id"]: t for c, t in told(ledger, "directed by President")}
    assert any("Shoigu" in names(ledger, t["origin"]) for t in first.values())
    assert any("tate media" in names(ledger, v) for t in second.values() for v in t["chain"])
    assert set(first) & set(second), "the two wordings are one claim"


def test_the_visit_before_is_early_june(ledger: Any) -> None:
    finer = {c["id"] for c, _ in told(ledger, "just over two weeks")}
    coarser = {c["id"] for c, _ in told(ledger, "previous visit")}
    pairs = {(r["from"], r["to"]) for r in ledger["relations"] if r["kind"] == "refines"}
    assert any((a, b) in pairs for a in finer for b in coarser)
    when = [c["when"] for c in ledger["claims"] if c["id"] in finer | coarser and c["when"]]
    assert any(w["start"] >= "2025-06-01" and w["end"] <= "2025-06-17" for w in when)


def test_the_treaty_is_one_claim_of_two_reports(ledger: Any) -> None:
    treaty = [c for c in ledger["claims"] if len({t["report"] for t in c["tellings"]}) == 2]
    hit = []
    for claim in treaty:
        said = [" ".join(words(ledger, s, t["report"]) for s in t["spans"]) for t in claim["tellings"]]
        if all("treaty" in s or "pact" in s for s in said):
            hit.append(claim)
    assert hit
    assert any("2024-06" in t["iso"] for t in ledger["times"] if t["iso"])


@pytest.mark.parametrize("phrase", ["formally acknowledged", "official casualty figures"])
def test_what_nobody_confirmed_is_not_asserted(ledger: Any, phrase: str) -> None:
    certainties = {t["certainty"] for _, t in told(ledger, phrase)}
    assert certainties
    assert certainties <= {"denied", "unknown"}


def test_captions_and_slugs_are_zones_and_never_claims(ledger: Any) -> None:
    report = next(r for r in ledger["reports"] if "FILE PHOTO" in r["text"])
    zones = [(z["kind"], words(ledger, z, report["id"])) for z in report["zones"]]
    captions = [w for k, w in zones if k in ("caption", "notice", "credit")]
    assert sum("ATTENTION EDITORS" in w for w in captions) >= 1
    slugs = [w for k, w in zones if "utin Kim" in w]
    assert slugs
    body = [z for z in report["zones"] if z["kind"] in ("body", "headline")]
    assert not any("KCNA via REUTERS" in words(ledger, z, report["id"]) or "Putin Kim" in words(ledger, z, report["id"]) for z in body)
    covered = {
        i for k in ("caption", "notice", "credit", "furniture") for z in report["zones"] if z["kind"] == k for i in range(z["start"], z["end"])
    }
    for claim in ledger["claims"]:
        for telling in claim["tellings"]:
            if telling["report"] == report["id"]:
                assert not any(i in covered for s in telling["spans"] for i in range(s["start"], s["end"]))


def test_caption_dates_are_found(ledger: Any) -> None:
    assert {"2025-06-04", "2023-09-10", "2023-09-13"} <= {t["iso"] for t in ledger["times"]}


def test_zones_cover_the_text_in_order(ledger: Any) -> None:
    for report in ledger["reports"]:
        at = 0
        for zone in report["zones"]:
            assert zone["start"] == at
            at = zone["end"]
        assert at == len(report["text"])


def test_a_cyrillic_letter_is_folded_and_offsets_stay(ledger: Any, shared: Path) -> None:
    from stemma.lang.fold import fold

    for path in sorted((shared / "seeds").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        kept = next(r for r in ledger["reports"] if r["path"] == str(path))
        assert kept["text"] == text
        assert len(fold(text)) == len(text)
    mixed = next(r["text"] for r in ledger["reports"] if "\u0421osmodrome" in r["text"])
    at = mixed.index("\u0421osmodrome")
    assert fold(mixed)[at : at + 10] == "Cosmodrome"
