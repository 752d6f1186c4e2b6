"""Words of promising: what is one, whose, and what only looks like one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from stemma.follow.pledges.promises import Promise, promises
from stemma.follow.shared.wording import bases, participle, senses, sentence, spoken, tokens
from stemma.model import Report, Span, Zone

CASES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "promises.yml").read_text("utf-8"))
FOUND = [(kind, marked) for kind, sentences in CASES.items() if "silent" not in kind for marked in sentences]
SILENT = [(kind, text) for kind, sentences in CASES.items() if "silent" in kind for text in sentences]


def found(text: str, *, headline: bool = False) -> list[Promise]:
    return list(promises(text, tokens(text), headline=headline))


@pytest.mark.parametrize(("kind", "marked"), FOUND)
def test_promiser_and_thing(kind: str, marked: str) -> None:
    text = re.sub(r"<<|>>|\{\{|\}\}", "", marked)
    who, what = (re.search(p, marked)[1] for p in (r"<<(.*?)>>", r"\{\{(.*?)\}\}"))  # type: ignore[index]
    (one,) = found(text, headline=kind == "headlines")
    assert one.kind == ("announcement" if kind == "headlines" else kind)
    assert one.who is not None
    assert one.who.of(text) == who.removesuffix("'s")
    assert one.what.of(text).removeprefix("not to ") == what


@pytest.mark.parametrize(("kind", "text"), SILENT)
def test_no_promise(kind: str, text: str) -> None:
    assert found(text, headline=kind.startswith("headlines")) == []


def test_a_promise_not_to_keeps_its_not() -> None:
    text = "The mayor promised not to close the school."
    (one,) = found(text)
    assert one.what.of(text) == "not to close the school"


def test_a_pronoun_is_told_and_left_unnamed() -> None:
    (one,) = found("It has pledged to send tents.")
    assert (one.who, one.pronoun) == (None, "it")


@pytest.mark.parametrize(
    ("text", "passive", "who"),
    [
        ("Most residents will be offered 90 days of rent.", True, None),
        ("Some 900 jobs will be cut by Lorn Lines.", True, "Lorn Lines"),
        ("Those affected will get three months of pay.", True, None),
    ],
)
def test_what_will_be_done_to_somebody(text: str, passive: bool, who: str | None) -> None:
    (one,) = found(text)
    assert one.passive is passive
    assert (one.who.of(text) if one.who else None) == who


@pytest.mark.parametrize("text", ["", " ", "to", "will", "pledged to", "has pledged to send", ", , ,", "plan", "'s pledge", "will be", "“”", "1,0"])
def test_scraps_raise_nothing(text: str) -> None:
    assert isinstance(found(text, headline=True), list)


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("sent", "send"),
        ("dispatching", "dispatch"),
        ("carried", "carry"),
        ("stopped", "stop"),
        ("closes", "close"),
        ("built", "build"),
        ("gave", "give"),
    ],
)
def test_forms_lead_to_their_verb(form: str, base: str) -> None:
    assert base in bases(form)


def test_words_for_one_deed_share_a_sense() -> None:
    assert senses("dispatching") & senses("deployed") & senses("sent")
    assert not senses("sent") & senses("closed")


@pytest.mark.parametrize(
    ("form", "past"), [("sent", True), ("closed", True), ("sends", False), ("cut", False), ("sending", False), ("need", False), ("agreed", True)]
)
def test_a_past_form(form: str, past: bool) -> None:
    assert participle(form) is past


def test_a_sentence_ends_at_its_stop_and_not_at_an_abbreviation() -> None:
    text = "First one. Then Mr. Reed of the U.S. Navy came on Oct. 8 and left. Last one."
    report = Report(id="r", path="r", text=text, zones=(Zone(kind="body", start=0, end=len(text)),))
    at = text.index("came")
    assert sentence(report, Span(at, at + 4)).of(text) == "Then Mr. Reed of the U.S. Navy came on Oct. 8 and left."


@pytest.mark.parametrize(("iso", "words"), [("2025-06-17", "17 June 2025"), ("2025-06", "2025-06"), ("", ""), ("2025-13-01", "2025-13-01")])
def test_days_read_aloud(iso: str, words: str) -> None:
    assert spoken(iso) == words


def test_case_file_is_whole() -> None:
    kinds: Any = set(CASES)
    assert {"promise", "decision", "plan", "offer", "announcement", "silent", "headlines"} <= kinds
