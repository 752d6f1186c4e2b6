"""Comparisons for programs: one JSON document, or a line of JSON for each pair, which is what the scorer of the distorted claims reads."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Place
from stemma.model.comparison import Comparison, Difference, Match
from stemma.tell.shared.data import Json, as_grounds, encoded, generator

SCHEMA = "stemma-compare/1"


def as_json(found: Sequence[tuple[str, Comparison]]) -> str:
    """Every pair by its name, with places as offsets into the statements; the same statements give the same bytes."""
    return encoded({"schema": SCHEMA, "generator": generator(), "comparisons": [_comparison(name, c) for name, c in found]})


def as_lines(found: Sequence[tuple[str, Comparison]]) -> str:
    """The same, a line for each pair."""
    return "".join(encoded(_comparison(name, c), indent=None) for name, c in found)


def _comparison(name: str, c: Comparison) -> Json:
    return {
        "id": name,
        "answer": c.answer,
        "a": c.a.text,
        "b": c.b.text,
        "rule": c.grounds[0].rule,
        "sentence": c.grounds[0].sentence,
        "differences": [_difference(c, d) for d in c.differences],
        "matches": [_match(c, m) for m in c.matches],
        "only_a": [_place(c, p) for p in c.only_a],
        "only_b": [_place(c, p) for p in c.only_b],
        "grounds": [{"rule": g["rule"], "sentence": g["sentence"]} for g in as_grounds(c.grounds)],
    }


def _difference(c: Comparison, d: Difference) -> Json:
    return {
        "aspect": d.aspect,
        "decides": d.decides,
        "rule": d.ground.rule,
        "sentence": d.ground.sentence,
        "a": [_place(c, p) for p in d.a],
        "b": [_place(c, p) for p in d.b],
    }


def _match(c: Comparison, m: Match) -> Json:
    return {"kind": m.kind, "alike": m.alike, "a": _place(c, m.a), "b": _place(c, m.b)}


def _place(c: Comparison, place: Place) -> Json:
    return {"start": place.start, "end": place.end, "words": words(c, place)}


def words(c: Comparison, place: Place) -> str:
    """What stands there, with white space folded."""
    report = c.a if place.report == c.a.id else c.b
    return " ".join(place.span.of(report.text).split())
