"""Numbers with their unit of measure or currency, alone or joined to an interval.

"$3 billion to $5 billion", "10-12 per cent", "between 130 and 330 feet", "minus 5 degrees Celsius", "58.24 US dollars per barrel".
A counted noun ("3,000 troops") is not looked for here: that needs a parse, and is left to `nouns`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.lexicon import WORDS
from stemma.lang.en.quantities.numbers import Number, number_at
from stemma.lang.en.quantities.units import currency_after, currency_before, echo_after, measure_at, rate_at

#: What follows a length and is no noun: "130ft deep".
_ACROSS = frozenset(
    {"deep", "long", "wide", "high", "tall", "thick", "across", "away", "apart", "above", "below", "and", "or", "of", "in", "at", "to", "from", "by"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What stands in the atoms `[i, j)`: one value or two, and a unit where one was named."""

    i: int
    j: int
    #: The number words alone.
    first: int
    last: int
    low: float
    high: float
    form: str
    unit: str | None = None
    per: str | None = None
    #: "pledged between two values": the interval is in the words, not in their looseness.
    range: bool = False
    scale: float = 1.0
    #: The unit is glued or hyphenated before a noun ("a 7.7-magnitude quake", "the 12-strong crew").
    attributive: bool = False
    #: Spelled with a currency sign before the number.
    signed: bool = False

    @property
    def exact(self) -> bool:
        """Whether the words name one value."""
        return self.low == self.high and not self.range


def amount_at(a: Atoms, i: int) -> Amount | None:
    """The number at atom `i` with sign, currency and measure; `None` where no number begins."""
    n = number_at(a, i)
    return None if n is None else _dressed(a, n)


def _dressed(a: Atoms, n: Number) -> Amount:
    start, low, high = n.i, n.low, n.high
    minus = _minus(a, start)
    if minus:
        start, low, high = start - minus, -high, -low
    money = currency_before(a, start)
    if not minus and money is None and start > 1 and a.word(start - 1) in {"-", "−"} and a.glued(start) and a.word(start - 2) in {"$", "€", "£"}:
        money, start, low, high = currency_before(a, start - 1), start - 1, -high, -low  # $-50.8bn
    amount = Amount(i=start, j=n.j, first=n.i, last=n.j, low=low, high=high, form=n.form, scale=n.scale)
    if money:
        echo = echo_after(a, n.j)
        return with_rate(a, replace(amount, i=start - money[0], j=echo, unit=money[1], signed=True))
    if n.form == "odds":
        return replace(amount, unit="percent", low=low * 100, high=high * 100)
    return with_unit(a, amount)


def _minus(a: Atoms, i: int) -> int:
    """How many atoms before `i` say minus."""
    if i and a.word(i - 1) == "minus":
        return 1
    if i > 1 and a.joined(i - 1) and a.word(i - 2) == "minus":
        return 2
    if i and a.word(i - 1) in {"-", "−"} and a.glued(i) and not a.glued(i - 1) and a.digits(i):
        return 0 if i > 1 and a.raw[i - 2].isupper() and len(a.raw[i - 2]) > 1 else 1
    return 0


def with_unit(a: Atoms, amount: Amount) -> Amount:
    """The amount with the currency or measure that follows it, if one does; "of" and hyphens between are passed."""
    hyphen = a.joined(amount.j)
    k = _past_of(a, amount, amount.j + hyphen)
    if k is None or a.line_break(k):
        return amount
    money = currency_after(a, k, scale=amount.scale)
    if money:
        return with_rate(a, replace(amount, j=k + money[0], unit=money[1], attributive=hyphen))
    found = measure_at(a, k, one=amount.high == 1, spelled=amount.form == "words")
    if found is None:
        return amount
    end, unit, per = found
    out = replace(amount, j=end, unit=unit, per=per, attributive=hyphen or _attributive(a, k, end, amount))
    return out if per else with_rate(a, out)


def _past_of(a: Atoms, amount: Amount, k: int) -> int | None:
    """Where the unit may begin: "billions of dollars", "1/16 of a pint", "half an hour"; None for "half of the gallons", which is a share."""
    if amount.form in {"vague", "few"} and a.word(k) == "of":
        return k + 1
    if amount.form == "part":
        if a.word(k) == "of":
            return k + 2 + (a.word(k + 2) in {"us", "mere"}) if a.word(k + 1) in {"a", "an"} else None
        return k + (a.word(k) in {"a", "an"})
    return k


def _attributive(a: Atoms, k: int, end: int, amount: Amount) -> bool:
    """ "a 10 km run", "a 7.7 magnitude earthquake": the unit is singular and a word follows."""
    after = a.word(end)
    return end == k + 1 and amount.high > 1 and bool(after) and after[0].isalpha() and not a.low[k].endswith("s") and after not in _ACROSS


def with_rate(a: Atoms, amount: Amount) -> Amount:
    """The amount with "per day", "a year", "an hour", "/month", "monthly" after it."""
    found = rate_at(a, amount.j)
    if found is None:
        return amount
    inside = a.word(amount.j) == "("
    return replace(amount, j=amount.j if inside else found[0], per=found[1])


def joined_at(a: Atoms, first: Amount) -> Amount | None:
    """The interval that begins with `first`: "A to B", "A-B", "A or B", "between A and B", "from A to B"; None where there is none."""
    between = a.word(first.i - 1) == "between" or (
        a.word(first.i - 2) == "between" and a.word(first.i - 1) in {"about", "roughly", "around", "approximately"}
    )
    k = _connector(a, first.j, between=between, first=first)
    if k is None:
        return None
    second = _second(a, k)
    if second is None or second.form in {"odds", "part"} or first.form in {"odds", "part"}:
        return None
    return _interval(a, first, second, between=between)


def _connector(a: Atoms, j: int, *, between: bool, first: Amount) -> int | None:
    word = a.word(j)
    if a.line_break(j):
        return None
    if between:
        return j + 1 if word in {"and", "to", "-", "–"} else None
    if word == "to":
        return j + 1 + a.hyphen(j + 1)
    if a.hyphen(j):
        if a.word(j + 1) == "to":
            return j + 2 + a.hyphen(j + 2)
        return j + 1 if a.glued(j) == a.glued(j + 1) or a.word(j) in {"–", "—"} else None
    if word == "or" and first.unit is None and first.low < 100:
        return j + 1
    return None


def _second(a: Atoms, k: int) -> Amount | None:
    """The amount that begins at atom `k`, with its currency sign and perhaps "about" before it."""
    for start in range(k, k + 4):
        if a.digits(start) or a.word(start) in WORDS.cardinals or (a.word(start) in {"a", "an", "half"} and start == k):
            amount = amount_at(a, start)
            return amount if amount is not None and amount.i <= max(k, start - 3) and (amount.i == k or start == k or a.word(k) == "about") else None
    return None


def _interval(a: Atoms, first: Amount, second: Amount, *, between: bool) -> Amount | None:
    unit_a, unit_b = first.unit, second.unit
    if first.signed and unit_b is None and (a.hyphen(first.j) or second.scale >= 1000):
        unit_b = unit_a  # $3-5 billion
    if (unit_a and unit_a != unit_b) or (first.signed and not second.signed and second.unit is not None):
        return None
    if unit_b and not unit_a and second.signed and not between:
        return None
    scale = second.scale if first.scale == 1 and second.scale >= 100 and first.high < 1000 and first.form == "figures" else 1.0
    low, high = first.low * scale, second.high
    word = a.word(first.j)
    if not low < high or low < 0 <= first.low:
        return None
    if word == "or" and not (high - low == 1 or (high <= 3 * low and high <= 12)):
        return None
    if a.hyphen(first.j) and unit_b is None and _score(a, first, second) and not _large(a, first, second):
        return None
    if word == "to" and not between and _is_change(a, first, second):
        return None
    return Amount(
        i=first.i,
        j=second.j,
        first=first.first,
        last=second.last,
        low=low,
        high=high,
        form="figures",
        unit=unit_b,
        per=second.per or first.per,
        range=True,
        scale=second.scale,
        attributive=second.attributive,
        signed=first.signed or second.signed,
    )


def _large(a: Atoms, first: Amount, second: Amount) -> bool:
    """Too large for a score and no pair of years: "1,000-5,000", "5k-20k"."""
    years = first.scale == 1 and first.low < 2200 and second.high < 2200 and "," not in a.raw[first.first]
    return first.low >= 1000 and second.high >= 1000 and not years


def _score(a: Atoms, first: Amount, second: Amount) -> bool:
    """ "3-4" with nothing countable after it is a score, a year range or a reference, no interval."""
    after = a.word(second.j)
    return not (
        after
        and after[0].isalpha()
        and after
        not in {
            "in",
            "on",
            "at",
            "to",
            "by",
            "and",
            "but",
            "for",
            "with",
            "against",
            "win",
            "victory",
            "loss",
            "defeat",
            "down",
            "up",
            "lead",
            "draw",
            "over",
        }
    )


def _is_change(a: Atoms, first: Amount, second: Amount) -> bool:
    """Whether "A to B" is a change from one value to the other: "rose from 240 to 273", "fell 12 to 1,340", "increased by $4 to $52"."""
    before = [a.word(first.i - n) for n in range(1, 11)]
    before = before[: before.index(".")] if "." in before[1:] else before
    if before[0] == "from":  # "raised its provision for claims from $140m to $210m"
        return any(w in WORDS.change for w in before[1:]) and "ranging" not in before and "range" not in before
    if before[0] in WORDS.change or (before[0] == "by" and WORDS.change.intersection(before[1:2])):
        return second.unit is None or second.high > 4 * abs(first.low)
    return False
