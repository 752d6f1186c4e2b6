"""The terminal table: kept snapshots, widths, and nothing that a terminal would act on."""

from __future__ import annotations

import dataclasses
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from stemma.model import Ledger, Relation
from stemma.tell.shared.safe import safe_term
from stemma.tell.table import claim_page, table
from tests.tell.golden import same_as_kept
from tests.tell.hand import ledger
from tests.tell.payloads import PAYLOADS, poisoned

ACTIVE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff]")
SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [80, 120])
def test_kept_table(width: int) -> None:
    same_as_kept(f"table-{width}.txt", table(ledger(), width=width))


def test_kept_claim_page() -> None:
    same_as_kept("claim-1.txt", claim_page(ledger(), "1", width=80) or "")


def test_a_claim_is_found_by_number_or_id_and_not_otherwise() -> None:
    assert claim_page(ledger(), "1") == claim_page(ledger(), "c-taken")
    assert claim_page(ledger(), "5") is None


@pytest.mark.parametrize("width", [60, 80, 100, 120, 140])
def test_no_line_is_wider_than_asked(width: int) -> None:
    for text in (table(ledger(), width=width), claim_page(ledger(), "1", width=width) or ""):
        assert max(cell_len(line) for line in text.split("\n")) <= width


def test_colour_adds_no_word() -> None:
    lines = SGR.sub("", table(ledger(), colour=True)).split("\n")
    assert [line.rstrip() for line in lines] == table(ledger(), colour=False).split("\n")


def test_no_standing_is_cut() -> None:
    long = dataclasses.replace(ledger().claims[1], standing="unattributed", certainty="unknown", statement="The harbour master of Tarnau left. " * 4)
    claims = tuple(dataclasses.replace(long, id=f"c-{n}") for n in range(120))
    text = table(dataclasses.replace(ledger(), claims=claims, relations=()), width=100, every=True)
    assert text.count("no named origin") >= 120
    assert text.count("left open") >= 120


def test_a_dozen_first_and_all_on_request() -> None:
    claims = tuple(dataclasses.replace(ledger().claims[1], id=f"c-{n}", statement=f"Claim number {n} stands.") for n in range(30))
    many = dataclasses.replace(ledger(), claims=claims, relations=())
    assert "Claim number 11 stands." in table(many)
    assert "Claim number 12 stands." not in table(many)
    assert "and 18 more claims" in table(many)
    assert "Claim number 29 stands." in table(many, every=True)


def test_an_empty_ledger_says_so() -> None:
    assert "nothing was read" in table(Ledger())


def test_a_story_without_claims_says_so() -> None:
    assert "4 reports, and no claim that could be told apart." in table(dataclasses.replace(ledger(), claims=(), relations=()))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_reaches_the_terminal(payload: str) -> None:
    value = poisoned(ledger(), payload, "https://x.example/")
    for text in (table(value, width=120), claim_page(value, "1") or "", SGR.sub("", table(value, colour=True))):
        assert ACTIVE.search(text) is None
    assert re.sub(r"\s+", "", safe_term(payload)) in re.sub(r"\s+", "", table(value, width=140))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=60))
def test_any_title_is_only_printed(words: str) -> None:
    value = poisoned(ledger(), words or "x", "https://x.example/")
    assert ACTIVE.search(table(value, width=80)) is None


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=200))
def test_safe_term_is_one_quiet_line_and_settles(words: str) -> None:
    safe = safe_term(words)
    assert ACTIVE.search(safe) is None
    assert "\n" not in safe
    assert safe_term(safe) == safe
    safe.encode("utf-8")


def test_what_differs_and_what_changed_are_told_apart() -> None:
    claims = tuple(dataclasses.replace(ledger().claims[1], id=f"c-{n}", statement=f"Claim number {n} stands.") for n in range(30))
    relations = (
        Relation(source="c-20", target="c-0", kind="conflicts", grounds=()),
        Relation(source="c-1", target="c-0", kind="updates", grounds=()),
        Relation(source="c-2", target="c-0", kind="refines", grounds=()),
    )
    text = table(dataclasses.replace(ledger(), claims=claims, relations=relations), width=120)
    assert "Where the reports differ\n  Claim 21 (“Claim number 20 stands.”) is in conflict with claim 1.\n" in text
    assert "What changed later\n  Claim 2 updates claim 1.\n" in text
    assert "refines" not in text
