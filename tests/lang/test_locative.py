"""The place of a sentence's matter, on made-up sentences read by the shipped annotator."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from spacy.tokens import Doc

from stemma.lang import annotator
from stemma.lang.en.locative import place_of

CASES = yaml.safe_load((Path(__file__).parent / "locative.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def reads() -> Callable[[str], Doc]:
    loaded: Any = annotator.load()
    return lambda text: loaded(text)  # type: ignore[no-any-return]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_the_place_is_where_it_happens(case: dict[str, Any], reads: Callable[[str], Doc]) -> None:
    doc = reads(case["text"])
    head = next(t for t in doc if t.head.i == t.i)
    assert place_of(doc, range(len(doc)), head) == case["where"]
