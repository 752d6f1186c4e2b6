"""Propositions made by hand, for tests of what comes after the parse."""

from __future__ import annotations

from typing import Any

from stemma.align.stated import Proposition
from stemma.align.voices import Said
from stemma.lang.en.senses import sense_of
from stemma.model import Quantity, QuantityMention, Span


def number(low: float | None, high: float | None = None, *, unit: str = "person", **more: Any) -> Quantity:
    """A quantity; one figure alone is exact."""
    return Quantity(low=low, high=low if high is None and not more.pop("open_above", False) else high, unit=unit, **more)


def told(
    report: str, words: str, *, at: int = 0, quantity: Quantity | None = None, counted: str = "", names: str = "", subject: str = "", **more: Any
) -> Proposition:
    """A proposition of the given words (lemmas, apart by spaces) at a place of a report."""
    senses = frozenset(sense_of(w) for w in words.split())
    span = Span(at, at + len(words))
    mention = QuantityMention(span=Span(at, at + 3), quantity=quantity, number=Span(at, at + 3)) if quantity else None
    values: dict[str, Any] = {
        "report": report,
        "zone": "body",
        "kind": "sentence",
        "spans": (span,),
        "predicate": sense_of(words.split()[0]),
        "words": senses,
        "names": frozenset(n for n in names.split(",") if n),
        "subject": frozenset(n for n in subject.split(",") if n),
        "negated": False,
        "against": bool(more.get("negated")),
        "mention": mention,
        "counted": frozenset(sense_of(w) for w in counted.split()),
        "when": None,
        "where": None,
        "places": frozenset(),
        "certainty": "asserted",
        "said": Said(),
        "statement": words.capitalize() + ".",
        "published": "2031-03-04",
        "vector": None,
    }
    return Proposition(**(values | more))
