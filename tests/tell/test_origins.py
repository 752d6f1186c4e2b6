"""Who stands behind each claim: kept pages, answers that look alike and are not, and nothing that acts."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

import stemma
from stemma.follow.credibility import credibility
from stemma.model import Attribution, Ledger, Span, Telling, Voice
from stemma.tell.origins import forms as origins_forms
from stemma.tell.origins import table as origins_table
from stemma.tell.origins.account import Section
from stemma.tell.origins.accounts import accounts
from tests.tell.golden import same_as_kept
from tests.tell.hand import ledger
from tests.tell.payloads import PAYLOADS, poisoned
from tests.tell.test_table import ACTIVE

FORMS = {"json": origins_forms.as_json, "csv": origins_forms.as_csv, "md": origins_forms.as_markdown, "table": origins_table.table}


def sections(value: Ledger | None = None) -> tuple[Section, ...]:
    value = value or ledger()
    return accounts(value, credibility=credibility(value), voices={"v-brandt": "B"}, outlets={"r-inland": "D"})


def told(*tellings: Telling, independent: int = 0, origins: tuple[str, ...] = (), **more: object) -> Ledger:
    """The ledger with one claim, of these tellings."""
    claim = dataclasses.replace(
        ledger().claims[0], tellings=tellings, independent_origins=independent, origins=origins, standing="unattributed", **more
    )
    return dataclasses.replace(ledger(), claims=(claim,), relations=())


def telling(report: str, *chain: str, origin: str | None = None, attribution: str | None = None) -> Telling:
    return Telling(report=report, spans=(Span(0, 20),), chain=chain, origin=origin, certainty="asserted", attribution=attribution)


@pytest.mark.parametrize("form", ["table", "csv", "md", "json"])
def test_kept_forms(form: str) -> None:
    text = origins_table.table(sections(), width=80) if form == "table" else FORMS[form](sections())
    same_as_kept(f"origins.{'txt' if form == 'table' else form}", text)


def test_kept_claim_page() -> None:
    page = origins_table.claim_page(sections(), "1", width=80)
    same_as_kept("origins-claim-1.txt", page or "")
    assert page == origins_table.claim_page(sections(), "c-taken", width=80)
    assert origins_table.claim_page(sections(), "9") is None


def test_nobody_named_is_none_and_somebody_unknown_cannot_be_measured() -> None:
    nameless = Attribution(id="a-2", report="r-evening", form="indirect", source=Span(0, 8), cue=None, content=(Span(0, 20),))
    base = told(telling("r-evening"))
    (none,) = sections(base)[0].accounts
    assert (none.measure, none.independent, none.standing) == ("none", 0, "no named origin")
    unknown = dataclasses.replace(told(telling("r-evening", attribution="a-2")), attributions=(nameless,))
    (cannot,) = sections(unknown)[0].accounts
    assert (cannot.measure, cannot.independent, cannot.standing) == ("cannot measure", None, "cannot tell")
    assert "cannot measure" in origins_table.table(sections(unknown))
    assert json.loads(origins_forms.as_json(sections(unknown)))["stories"][0]["claims"][0]["independent_origins"] is None


def test_an_unread_language_cannot_be_measured() -> None:
    base = told(telling("r-evening"))
    foreign = dataclasses.replace(base, reports=tuple(dataclasses.replace(r, language="uk") for r in base.reports))
    (account,) = sections(foreign)[0].accounts
    assert account.measure == "cannot measure"
    assert "language" in account.discounts[-1].why


def test_a_source_that_cannot_be_told_makes_the_count_a_lower_bound() -> None:
    both = told(telling("r-harbour", "v-brandt", origin="v-brandt"), telling("r-evening", "v-gone"), independent=1, origins=("v-brandt",))
    (account,) = sections(both)[0].accounts
    assert account.measure == "at least"
    assert account.ratio == "at least 1 independent origin in 2 reports"


def test_a_vague_source_is_no_origin_and_says_so() -> None:
    base = told(telling("r-evening", "v-some"))
    vague = dataclasses.replace(base, voices=(*base.voices, Voice(id="v-some", name="some media", kind="group", vague=True)))
    (account,) = sections(vague)[0].accounts
    assert account.measure == "none"
    assert [d.why for d in account.discounts] == ["[3] only gives “some media”: nobody in particular, so no origin."]


def test_origins_that_count_once_are_shown_as_one() -> None:
    pair = ("v-brandt", "v-hospital")
    tellings = [telling(r, o, origin=o) for r, o in zip(("r-harbour", "r-evening"), pair, strict=True)]
    (account,) = sections(told(*tellings, independent=1, origins=pair, origin_groups=(pair,)))[0].accounts
    (origin,) = account.origins
    assert {m.name for m in origin.members} == {"Ada Brandt", "the hospital in Port Meridian"}
    assert "counted as one" in origins_table.origin_words(origin)


def test_the_path_of_every_telling_is_drawn_and_copies_are_named() -> None:
    paths = [origins_table.path_words(p) for p in sections()[0].accounts[0].paths]
    assert paths[:2] == ["[1] The Harbour Post ← Ada Brandt (B)", "[2] Inland Courier (D) ← Northwire ← Ada Brandt (B)"]
    assert paths[2].endswith("copied from [1] The Harbour Post")


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_asked(width: int) -> None:
    for text in (origins_table.table(sections(), width=width), origins_table.claim_page(sections(), "1", width=width) or ""):
        assert max(cell_len(line) for line in text.split("\n")) <= width


def test_no_form_says_that_anything_is_true() -> None:
    verdict = re.compile(r"\b(true|truth|truthful|false|fake|confirmed|verified|proven|lie|lies)\b", re.I)
    for form in (*FORMS.values(), lambda s: origins_table.claim_page(s, "1") or ""):
        said = form(sections()).replace("Stemma counts reporting, not truth.", "").replace('"vague": false', "").replace('"vague": true', "")
        assert verdict.search(said) is None, verdict.search(said)
    root = Path(stemma.__file__).parent
    for module in (*(root / "tell" / "origins").glob("*.py"), root / "follow" / "credibility.py", root / "follow" / "reliability.py"):
        strings = re.findall(r'f?"[^"\n]*"', module.read_text("utf-8"))
        assert not [s for s in strings if verdict.search(s.replace("Stemma counts reporting, not truth.", ""))]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_acts(payload: str) -> None:
    shown = sections(poisoned(ledger(), payload, "https://x.example/"))
    for text in (origins_table.table(shown), origins_table.claim_page(shown, "1") or "", origins_forms.as_markdown(shown)):
        assert ACTIVE.search(text) is None
    for row in csv.reader(io.StringIO(origins_forms.as_csv(shown))):
        assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@")]
        assert len(row) == 16
    value = json.loads(origins_forms.as_json(shown))
    assert value["stories"][0]["claims"][0]["statement"] == payload


def test_an_empty_ledger_says_so() -> None:
    assert "nothing was read" in origins_table.table(accounts(Ledger()))
    assert json.loads(origins_forms.as_json(accounts(Ledger())))["stories"] == []
