"""Measures quantities on the development half of NewsQuant, and prints the table with the baselines beside it.

    python bench/quantities.py ../shared/data/quantities/newsquant_dev.jsonl [--errors] [--blank]

How matching is done, one gold quantity to at most one found:

* value: the value that the words name, before the bound makes an interval of it (1,000 of "over 1,000"), equal within a thousandth.
  An order of magnitude counts as NewsQuant writes it ("thousands" 1000-10000, "dozens" 12 or 12-120). Shares are percent with us and
  fractions there. A change "from A to B" is one interval in NewsQuant and two values with us: finding both is right (`--strict`: wrong).
* bound: > (open above), < (open below), ~ (loose), =. NewsQuant writes "up" and "down" in the place of the bound when the sentence tells
  of a rise or a fall; those are directions and no bounds, and agree with any (`--strict`: with = only).
* unit: equal to `unit` or `normalized_unit` after lower-casing, singulars, and names for currency codes and short forms; for counted things
  the head nouns must agree. No unit agrees with no unit.

Several and a few are not marked in NewsQuant and are left out.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from stemma.lang.en.quantities import find
from stemma.lang.en.quantities.lexicon import WORDS, singular
from stemma.model import QuantityMention

#: As published (design notes): value+bound and value+unit where both are known.
BASELINES = {"CQE": (0.881, 0.856), "GPT-3": (0.591, None), "quantulum3": (0.473, None), "Recognizers-Text": (0.342, None)}

_ALIASES = {
    "USD": "dollar",
    "EUR": "euro",
    "GBP": "pound sterling",
    "JPY": "japanese yen",
    "AUD": "australian dollar",
    "HKD": "hong kong dollar",
    "ILS": "shekel",
    "MYR": "malaysian ringgit",
    "DKK": "danish krone",
    "HRK": "croatian kuna",
    "percent": "percentage",
    "km": "kilometre",
    "cm": "centimetre",
    "mm": "millimetre",
    "kg": "kilogram",
    "mg": "milligram",
    "pound": "pound-mass",
    "foot2": "square foot",
    "metre2": "square metre",
    "mile2": "square mile",
    "foot3": "cubic foot",
    "kilowatt-hour": "kilowatt hour",
    "gigawatt-hour": "gigawatt hour",
    "ampere/cm2": "ampere per square centimetre",
    "basis-point": "basis point",
    "ppb": "parts-per-billion",
    "newton-metre": "newton metre",
    "foot-pound": "foot pound-force",
    "revolution per minute": "revolutions per minute",
    "time": "count",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One gold or found quantity in NewsQuant's terms."""

    values: tuple[tuple[float, float], ...]
    bound: str
    units: frozenset[str]
    shown: str


def gold_row(q: dict[str, str]) -> Row:
    """A line of NewsQuant."""
    found = re.findall(r"(?<![\d.])-?\d+(?:\.\d+)?(?:[eE]-?\d+)?", q["value"].replace(" ", ""))
    numbers = [float(x) for x in found]
    if len(numbers) == 2 and numbers[1] < 0 and numbers[0] >= 0:
        numbers[1] = -numbers[1]
    units = {_plain(q["unit"]), _plain(q["normalized_unit"])}
    for text in (q["unit"], q["normalized_unit"]):
        words = _plain(text).split(" of ")[0].split()
        if words and "per" not in words and words[-1] not in WORDS.measures and words[-1] not in WORDS.currency_after:
            units.add(words[-1])
    return Row(((min(numbers), max(numbers)),), q["change"], frozenset(units), f"{q['change']} {q['value']} [{q['unit']}] [{q['normalized_unit']}]")


def found_row(m: QuantityMention, text: str) -> Row:
    """A mention of ours."""
    q, rules = m.quantity, {g.rule for g in m.grounds}
    low, high = q.low, q.high
    bound = "~" if q.approximate and low is not None and high is not None else ">" if high is None else "<" if low is None or q.high_open else "="
    if "quantity.nearly" in rules or "quantity.just-under" in rules:
        low = high
    elif "quantity.about" in rules and low is not None and high is not None and "quantity.range" not in rules:
        low = high = (low + high) / 2
    low, high = (high if low is None else low), (low if high is None else high)
    assert low is not None
    assert high is not None
    values = [(low, high)]
    if "quantity.order-of-magnitude" in rules:
        bound, values = "=", [(low / 2, (high + 1)), (low / 2, low / 2), (low / 2, low * 5)]
    if q.unit == "percent" and rules & {"quantity.part", "quantity.odds"}:
        values.append((low / 100, high / 100))
    return Row(tuple(values), bound, _units(m, text, rules), f"{bound} {low:g}-{high:g} [{q.unit}/{q.per}] «{m.span.of(text)}» {q.what}")


def _units(m: QuantityMention, text: str, rules: set[str]) -> frozenset[str]:
    q = m.quantity
    names = {q.unit or "-", _ALIASES.get(q.unit or "", q.unit or "-")}
    if q.per:
        names = {f"{n} per {q.per.replace('foot2', 'square foot').replace('metre2', 'square metre')}" for n in names} | {
            n for n in names if q.per in {"month"}
        }
        names |= {_ALIASES.get(n, n) for n in names}
    if q.unit == "person" and "people" in (q.what or "people"):
        names |= {"people", "person"}
    if q.unit == "year" and "quantity.age" in rules:
        names |= {"year of age", "-", "age"}
    if q.unit == "month" and "quantity.age" in rules:
        names |= {"month of age"}
    if rules & {"quantity.part", "quantity.odds"}:
        names |= {"%", "-", "percentage"}
    if m.head is not None:
        names |= {_plain(m.head.of(text))}
        names |= {f"{n} per {q.per}" for n in list(names) if q.per}
    if q.what and m.head is not None and q.unit != "percent":
        names |= {_plain(q.what), _plain(q.what).split()[-1]}
    if m.head is not None and rules & {"quantity.part", "quantity.odds"}:
        names |= {"% " + _plain(q.what or "")}
    return frozenset(_plain(n) for n in names)


def _plain(unit: str) -> str:
    words = unit.lower().replace("united states ", "").strip().split()
    return " ".join([*words[:-1], singular(words[-1])]) if words else "-"


def same_value(a: Row, b: Row) -> bool:
    """Whether some reading of one equals some reading of the other."""
    return any(_eq(x[0], y[0]) and _eq(x[1], y[1]) for x in a.values for y in b.values)


def _eq(a: float, b: float) -> bool:
    return abs(a - b) <= 0.001 * max(abs(a), abs(b))


def same_bound(gold: Row, mine: Row, *, strict: bool = False) -> bool:
    """Whether the bounds agree; directions agree with any bound unless `strict`."""
    return mine.bound == gold.bound or (gold.bound in {"up", "down"} and (not strict or mine.bound == "="))


def same_unit(gold: Row, mine: Row) -> bool:
    """Whether some name of the unit agrees."""
    return bool(gold.units & mine.units)


@dataclass(slots=True)
class Count:
    """How many were found right, found, and wanted."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Scores:
    """The three figures, and what went wrong, for looking at."""

    value: Count
    bound: Count
    unit: Count
    errors: list[str]


def score(
    rows: Iterable[dict[str, Any]], docs: Iterable[Any], *, strict: bool = False, finder: Callable[[Any], Iterable[QuantityMention]] = find
) -> Scores:
    """Scores over all sentences."""
    out = Scores(Count(), Count(), Count(), [])
    for row, doc in zip(rows, docs, strict=True):
        gold = [gold_row(q) for q in row["quantities"]]
        mine = [found_row(m, doc.text) for m in finder(doc) if not _unmarked(m)]
        _score_one(gold, mine, out, text=row["text"], strict=strict)
    return out


def _unmarked(m: QuantityMention) -> bool:
    return any(g.rule == "quantity.few" for g in m.grounds)


def _score_one(gold: list[Row], mine: list[Row], out: Scores, *, text: str, strict: bool) -> None:
    pairs, mine = _pairs(gold, mine, strict=strict)
    for count in (out.value, out.bound, out.unit):
        count.found += len(mine)
        count.wanted += len(gold)
    bad = []
    for g, m in pairs:
        out.value.right += 1
        bound, unit = same_bound(g, m, strict=strict), same_unit(g, m)
        out.bound.right += bound
        out.unit.right += unit
        if not (bound and unit):
            bad.append(f"   {'bound' * (not bound)} {'unit' * (not unit)}: want {g.shown}; got {m.shown}")
    got, seen = {id(g) for g, _ in pairs}, {id(m) for _, m in pairs}
    bad.extend(f"   missed: {g.shown}" for g in gold if id(g) not in got)
    bad.extend(f"   extra: {m.shown}" for m in mine if id(m) not in seen)
    if bad:
        out.errors.append(text + "\n" + "\n".join(bad))


def _pairs(gold: list[Row], mine: list[Row], *, strict: bool) -> tuple[list[tuple[Row, Row]], list[Row]]:
    """One-to-one pairs of equal value, best agreement first; and the found ones, changes joined where gold has an interval."""
    if not strict:
        for g in gold:
            (low, high) = g.values[0]
            if low == high or any(same_value(g, m) for m in mine):
                continue
            for a, b in itertools.pairwise(mine):
                ends = sorted([a.values[0][0], b.values[0][0]])
                if _eq(ends[0], low) and _eq(ends[1], high):
                    mine = [m for m in mine if m is not a and m is not b] + [
                        Row(((low, high),), b.bound, a.units | b.units, a.shown + " & " + b.shown)
                    ]
                    break
    ranked = sorted(
        ((same_unit(g, m) + same_bound(g, m), -abs(x - y), x, y) for x, g in enumerate(gold) for y, m in enumerate(mine) if same_value(g, m)),
        reverse=True,
    )
    used_g: set[int] = set()
    used_m: set[int] = set()
    pairs = []
    for _, _, x, y in ranked:
        if x not in used_g and y not in used_m:
            used_g.add(x)
            used_m.add(y)
            pairs.append((gold[x], mine[y]))
    return pairs, mine


def pipeline(*, blank: bool) -> Any:
    """The shipped annotator, or a tokenizer alone."""
    if blank:
        import spacy

        return spacy.blank("en")
    from stemma.lang import annotator

    return annotator.load()


def main(argv: list[str] | None = None) -> int:
    """Prints the table."""
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("data", type=Path)
    ap.add_argument("--errors", action="store_true")
    ap.add_argument("--strict", action="store_true")
    ap.add_argument("--blank", action="store_true", help="without any parse")
    args = ap.parse_args(argv)
    rows = [json.loads(line) for line in args.data.read_text(encoding="utf-8").splitlines()]
    docs = list(pipeline(blank=args.blank).pipe([r["text"] for r in rows]))
    scores = score(rows, docs, strict=args.strict)
    if args.errors:
        print("\n".join(scores.errors))
    print(f"{'NewsQuant dev, ' + str(len(rows)) + ' sentences':<36}{'P':>7}{'R':>7}{'F1':>7}")
    for name, c in (("value", scores.value), ("value + bound", scores.bound), ("value + unit", scores.unit)):
        print(f"{name:<36}{c.precision:>7.3f}{c.recall:>7.3f}{c.f1:>7.3f}")
    for name, (bound, unit) in BASELINES.items():
        print(f"{name + ', as published':<36} value + bound {bound:.3f}" + (f"   value + unit {unit:.3f}" if unit else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
