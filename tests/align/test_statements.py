"""Statements that stand alone: for each sentence of the case file the statements that are made of it, and those that must never be. Own sentences."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.tokens import Doc
from spacy.vocab import Vocab

from stemma.align.propositions import propositions
from stemma.align.stated import Proposition
from stemma.align.statements import _quotation, in_its_clause
from stemma.align.voices import Says
from stemma.attribute import attribute
from stemma.ingest import ingest
from stemma.lang import annotator
from stemma.model import RawReport
from stemma.pipeline import read_together
from stemma.read import read

EXAMPLES = Path(__file__).parents[2] / "examples"
FILE: dict[str, list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("statements.yml").read_text(encoding="utf-8"))
CASES = [(group, case) for group, cases in FILE.items() for case in cases]


@pytest.fixture(scope="module")
def made() -> list[tuple[Proposition, ...]]:
    """The propositions of each case, in order."""
    raws = [
        RawReport(path=f"{n}.txt", text=case["text"], outlet="The Tarnau Post", published="2031-05-14", published_from="given")
        for n, (_, case) in enumerate(CASES)
    ]
    readings, _ = read(raws, pipeline=annotator.load())
    says = Says(attribute(readings))
    by_path = {r.report.path: propositions(r, says) for r in readings}
    return [by_path[f"{n}.txt"] for n in range(len(CASES))]


@pytest.mark.parametrize("n", range(len(CASES)), ids=[f"{group}: {case['text']}" for group, case in CASES])
def test_statements(n: int, made: list[tuple[Proposition, ...]]) -> None:
    _, case = CASES[n]
    said = {p.statement for p in made[n]}
    assert set(case.get("says", ())) <= said
    assert not [s for s in said for never in case.get("never", ()) if never in s]


@pytest.mark.parametrize("n", range(len(CASES)))
def test_no_statement_hangs(n: int, made: list[tuple[Proposition, ...]]) -> None:
    for p in made[n]:
        words = p.statement.strip('".“”').split()
        assert words
        assert words[0].lower() not in {"which", "whom", "are", "were", "was", "is"}, p.statement
        assert words[-1].lower() not in {"to", "of", "and", "or", "the", "that", "which"}, p.statement
        assert ",," not in p.statement
        assert " ," not in p.statement
        assert sum(p.statement.count(q) for q in '"“”') % 2 == 0


@pytest.mark.parametrize("n", range(len(CASES)))
def test_one_report_says_no_thing_twice(n: int, made: list[tuple[Proposition, ...]]) -> None:
    said = [p.statement for p in made[n] if p.mention is None and p.kind not in {"relative", "complement"}]
    assert len(said) == len(set(said))


def test_a_phrase_stands_before_its_clause() -> None:
    assert in_its_clause("two tugs", "Three ferries and two tugs left.") == "Two tugs: Three ferries and two tugs left."
    assert in_its_clause("Three ferries", "Three ferries left.") == "Three ferries left."


def test_nobody_is_quoted_in_other_words() -> None:
    """Of the examples, every quotation in a claim stands in a report that tells it."""
    raws, _ = ingest([str(path) for path in sorted(EXAMPLES.iterdir()) if path.is_dir()])
    pipeline = annotator.load()
    ledger = read_together(raws, pipeline=pipeline, roles=pipeline.roles)
    texts = {r.id: _words(f"{r.title or ''} {r.text}") for r in ledger.reports}
    quoted = [(words, claim) for claim in ledger.claims for words in re.findall(r'["“]([^"“”]+)["”]', claim.statement)]
    assert len(quoted) > 20
    assert not [words for words, claim in quoted if not any(_words(words) in texts[t.report] for t in claim.tellings)]


@pytest.mark.parametrize(
    ("text", "at", "whole"),
    [
        ('" We warned them " said Brenk and left " it was late "', 2, '" We warned them "'),
        ('" We warned them " said Brenk and left " it was late "', 6, ""),  # between two quotations nobody is quoted
        ('" We warned them " said Brenk and left " it was late "', 11, '" it was late "'),
        ("Brenk said it was late", 1, ""),
    ],
)
def test_the_quotation_that_words_are_of(text: str, at: int, whole: str) -> None:
    words = text.split()
    doc = Doc(Vocab(), words=words, pos=["PUNCT" if w == '"' else "X" for w in words], sent_starts=[True, *[False] * (len(words) - 1)])
    assert " ".join(t.text for t in _quotation([doc[at]])) == whole


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))
