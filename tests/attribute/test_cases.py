"""Every rule on phrasings of its own, and on phrasings that must stay silent."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from stemma.attribute import attribute
from stemma.model import Span
from tests.attribute.making import name_of, reading, telling

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text("utf-8"))
MARKED = [pytest.param(case, id=f"{rule}-{n}") for rule, cases in CASES["marked"].items() for n, case in enumerate(cases)]
_MARK = re.compile(r"<(/?)([sct])>")


def unmarked(marked: str) -> tuple[str, dict[str, list[Span]]]:
    """The text without marks, and the spans that they mark by letter."""
    spans: dict[str, list[Span]] = {"s": [], "c": [], "t": []}
    text, at, opened = "", 0, {}
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        at = mark.end()
        if mark.group(1):
            spans[mark.group(2)].append(Span(opened[mark.group(2)], len(text)))
        else:
            opened[mark.group(2)] = len(text)
    return text + marked[at:], spans


@pytest.mark.parametrize("case", MARKED)
def test_marked(case: dict[str, Any]) -> None:
    text, spans = unmarked(case["text"])
    found = attribute([reading(text)])
    cue = spans["c"][0]
    hits = [a for a in found.attributions if a.cue is not None and a.cue.overlap(cue)]
    assert hits, [a.cue and a.cue.of(text) for a in found.attributions]
    one = max(hits, key=lambda a: sum(s.overlap(t) for s in a.content for t in spans["t"]))
    if spans["s"]:
        assert one.source is not None
        assert one.source.overlap(spans["s"][0]) >= 0.8 * len(spans["s"][0]), one.source.of(text)
    else:
        assert one.source is None
    if not case.get("alone"):
        shared = sum(s.overlap(t) for s in one.content for t in spans["t"])
        assert shared >= 0.8 * sum(map(len, spans["t"])), [s.of(text) for s in one.content]
        assert not any(s.overlap(cue) for s in one.content)
    for key in ("form", "certainty"):
        if key in case:
            assert getattr(one, key) == case[key]


@pytest.mark.parametrize("text", CASES["silent"])
def test_silent(text: str) -> None:
    found = attribute([reading(text)])
    assert [(a.grounds[0].rule, a.cue and a.cue.of(text)) for a in found.attributions] == []


@pytest.mark.parametrize("case", CASES["chains"], ids=lambda c: c["of"])
def test_chains(case: dict[str, Any]) -> None:
    found = attribute([reading(case["text"])])
    one = telling(found, case["text"], case["of"])
    assert one is not None
    names = [name_of(found, v) or "" for v in found.chains[one.id]]
    assert len(names) == len(case["chain"]), names
    assert all(got.startswith(want) for got, want in zip(names, case["chain"], strict=True)), names
    assert name_of(found, found.origins[one.id]) == case["origin"]


@pytest.mark.parametrize("case", CASES["within"], ids=lambda c: f"{c['source']}={c['voice']}")
def test_voices_within_a_report(case: dict[str, Any]) -> None:
    text = case["text"]
    found = attribute([reading(text)])
    at = text.rindex(case["source"])
    hits = [a for a in found.attributions if a.source is not None and a.source.overlap(Span(at, at + len(case["source"])))]
    assert hits, [a.source and a.source.of(text) for a in found.attributions]
    assert name_of(found, hits[0].voice) == case["voice"]


@pytest.mark.parametrize("case", CASES["across"], ids=lambda c: f"{c['a'][:25]}|{c['b'][:25]}")
def test_voices_across_reports(case: dict[str, Any]) -> None:
    found = attribute([reading(case["a"], outlet="Harbour Post"), reading(case["b"], outlet="Hill Courier")])
    assert len(found.attributions) == 2
    first, second = (a.voice for a in found.attributions)
    assert first is not None
    assert second is not None
    assert (first == second) is case["same"]
    if case["same"]:
        voice = next(v for v in found.voices if v.id == first)
        assert {m.report for m in voice.mentions} == {a.report for a in found.attributions}
