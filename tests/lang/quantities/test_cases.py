"""Every rule of quantities on its phrasings, with the shipped annotator and with a tokenizer alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import spacy
import yaml

from stemma.lang.en.quantities import RULES, find
from stemma.model import QuantityMention

_BLANK = spacy.blank("en")
_FILE = Path(__file__).with_name("cases.yml")


class _Loader(yaml.SafeLoader):
    """Lets a mapping be the key of a group of phrasings."""


def _pairs(loader: yaml.SafeLoader, node: yaml.MappingNode) -> Any:
    if any(isinstance(k, yaml.MappingNode) for k, _ in node.value):
        return [(loader.construct_mapping(k, deep=True), loader.construct_sequence(v, deep=True)) for k, v in node.value]
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _pairs)
_CASES = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=_Loader)
_VALUES = [(want, str(text)) for row in _CASES["values"] for want, texts in row for text in texts]
_SILENT = [(kind, str(text)) for kind, texts in _CASES["silent"].items() for text in texts]


@pytest.fixture(scope="module", params=["blank", "annotator"])
def nlp(request: pytest.FixtureRequest) -> Any:
    """A tokenizer alone, and the shipped annotator."""
    if request.param == "blank":
        return _BLANK
    return request.getfixturevalue("annotator")


@pytest.fixture(scope="module")
def annotator() -> Any:
    from stemma.lang import annotator as shipped

    return shipped.load()


def _framed(text: str) -> str:
    """The phrase as a sentence of a report; phrases that are sentences or begin a line stay as they are."""
    return text if text[:1].isupper() or (text[:1] in "([1" and text[1:2] in ".)2") else f"It was told that {text} there."


@pytest.mark.parametrize(("want", "text"), _VALUES, ids=[t for _, t in _VALUES])
def test_phrasing_gives_the_value(want: dict[str, Any], text: str) -> None:
    found = find(_BLANK(text))
    assert len(found) == 1, [(m.span.of(text), m.quantity) for m in found]
    _check(want, found[0])


def test_phrasings_with_the_annotator(annotator: Any) -> None:
    """The same values within sentences and over a parse; the parse may be wrong in a few, so a share is asked, and what failed is shown."""
    bad = []
    for (want, text), doc in zip(_VALUES, annotator.pipe([_framed(t) for _, t in _VALUES]), strict=True):
        found = find(doc)
        try:
            assert len(found) == 1
            _check(want, found[0])
        except AssertionError:
            bad.append((text, [(m.span.of(doc.text), m.quantity) for m in found]))
    assert len(bad) <= 0.03 * len(_VALUES), bad


def test_ages_behind_the_names_of_persons(annotator: Any) -> None:
    doc = annotator("The temple named Ann Bell, 51; her sons Paul Bell, 19, and Carl Bell, 13. Tom Reed, 48. Mary Reed, 11, was not told.")
    ages = [m.quantity.low for m in find(doc) if m.quantity.what == "age"]
    assert ages == [51, 19, 13, 48, 11]


def test_one_that_stands_for_a_thing_named_before_counts_nothing(annotator: Any) -> None:
    assert find(annotator("They want two laws: one requiring labels, and another.")) == find(annotator("They want two laws."))


def _check(want: dict[str, Any], found: QuantityMention) -> None:
    assert want["rule"] in {g.rule for g in found.grounds} or want["rule"] == "quantity.exact", found.grounds
    for name, value in want.items():
        if name == "rule":
            continue
        mine = found.additional if name == "additional" else getattr(found.quantity, name)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            assert mine == pytest.approx(value, rel=1e-4), (name, found)
        else:
            assert mine == value, (name, found)


@pytest.mark.parametrize("row", _CASES["several"], ids=[r[0] for r in _CASES["several"]])
def test_several_in_one_phrase(row: list[Any]) -> None:
    text, *want = row
    found = [(m.quantity.low, m.quantity.high, m.quantity.unit) for m in find(_BLANK(text))]
    assert len(found) == len(want), found
    for mine, (low, high, unit) in zip(found, want, strict=True):
        assert mine[0] == (None if low is None else pytest.approx(low)), found
        assert mine[1] == (None if high is None else pytest.approx(high)), found
        assert mine[2] == unit, found


@pytest.mark.parametrize(("kind", "text"), _SILENT, ids=[f"{k}: {t}" for k, t in _SILENT])
def test_stays_silent(kind: str, text: str, nlp: Any) -> None:
    for shown in {text, _framed(text)} if kind != "lists" else {text}:
        assert [m.span.of(shown) for m in find(nlp(shown))] == [], shown


def test_every_rule_is_named_once_and_has_a_case() -> None:
    names = [r.name for r in RULES]
    assert len(names) == len(set(names))
    tried = {w["rule"] for w, _ in _VALUES}
    several = {g.rule for row in _CASES["several"] for m in find(_BLANK(row[0])) for g in m.grounds}
    assert set(names) <= tried | several


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.name)
def test_examples_of_a_rule_fire_it(rule: Any) -> None:
    for example in rule.examples:
        fired = {g.rule for m in find(_BLANK(example)) for g in m.grounds}
        assert rule.name in fired, (example, fired)
