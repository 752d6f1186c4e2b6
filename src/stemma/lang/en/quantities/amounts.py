"""Numbers with their unit of measure or currency, alone or joined to an interval.

"$3 billion to $5 billion", "10-12 per cent", "between 130 and 330 feet", "minus 5 degrees Celsius", "58.24 US dollars per barrel".
A counted noun ("3,000 troops") is not looked for here: that needs a parse, and is left to `nouns`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.lexicon import WORDS, longest, longest_before, singular
from stemma.lang.en.quantities.numbers import Number, number_at

_CURRENCIES = frozenset(WORDS.currency_after)


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
    money = longest_before(WORDS.currency_before, a.low, start)
    if money and not _currency_fits(a, start, money[0]):
        money = None
    if not minus and money is None and start > 1 and a.word(start - 1) in {"-", "−"} and a.glued(start) and a.word(start - 2) in {"$", "€", "£"}:
        money, start, low, high = longest_before(WORDS.currency_before, a.low, start - 1), start - 1, -high, -low  # $-50.8bn
    amount = Amount(i=start, j=n.j, first=n.i, last=n.j, low=low, high=high, form=n.form, scale=n.scale)
    if money:
        echo = n.j
        if a.word(echo) == "u" and a.word(echo + 1) == "." and a.word(echo + 2) == "s":
            echo += 4 if a.word(echo + 3) == "." and a.glued(echo + 3) else 3
        elif a.word(echo) in WORDS.currency_echo and (a.word(echo) != "us" or a.raw[echo] == "US"):
            echo += 1
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
        return 1
    return 0


def _currency_fits(a: Atoms, i: int, length: int) -> bool:
    """Letters that stand for a currency must be written as such: "PS8bn", "Rs 5", "USD10m", not "ps 5" or the verb "try"."""
    first, last = i - length, i - 1
    word = a.raw[last]
    if a.glued(first) and a.raw[first][0].isalpha() and a.raw[first - 1][-1].isalnum():
        return False
    if not word.isalpha():
        return True
    if word in {"PS", "RM", "Rp"}:
        return a.glued(i)
    return word.isupper() or word == "Rs"


def with_unit(a: Atoms, amount: Amount) -> Amount:
    """The amount with the currency or measure that follows it, if one does; "of" and hyphens between are passed."""
    j = amount.j
    hyphen = a.joined(j)
    k = j + hyphen
    if amount.form in {"vague", "few", "part"} and a.word(k) == "of":
        k += 1 + (a.word(k + 1) in {"the"} and amount.form != "part")
    if amount.form == "part":
        if k == j and a.word(k) in {"a", "an"}:
            k += 1
        elif k > j or a.word(k) == "of":
            return amount
    if a.line_break(k):
        return amount
    money = longest(WORDS.currency_after, a.low, k)
    if money and not (money[1] in {"GBP"} and a.word(k) in {"pound", "pounds"}) and _money_word_fits(a, k, money[1]):
        return with_rate(a, replace(amount, j=k + money[0], unit=money[1], attributive=hyphen))
    if a.word(k) in {"pound", "pounds"} and amount.scale >= 1_000_000:
        return with_rate(a, replace(amount, j=k + 1, unit="GBP"))
    unit = WORDS.cased.get(a.raw[k]) if k < len(a) else None
    found = (1, unit) if unit and (a.glued(k) or unit in {"watt", "celsius", "farad", "volt", "ampere"}) else longest(WORDS.measures, a.low, k)
    if unit and (longer := longest(WORDS.measures, a.low, k)) and longer[0] > 1:
        found = longer
    if found is None or not _measure_fits(a, k, k + found[0], amount):
        return amount
    name, _, per = str(found[1]).partition("/")
    out = replace(amount, j=k + found[0], unit=name, per=per or None, attributive=hyphen or _attributive(a, k, found[0], amount))
    return out if per else with_rate(a, out)


def _money_word_fits(a: Atoms, k: int, unit: str) -> bool:
    word = a.word(k)
    if word in {"try", "real", "won", "rand", "lei", "dong", "us$"}:
        return False
    if word in {"usd", "eur", "gbp", "sek", "nok", "cad", "aud", "ils", "nis", "chf", "kn"} and a.raw[k] == "kn":
        return not a.glued(k)
    return not (word in {"p"} and unit == "penny")


def _measure_fits(a: Atoms, k: int, end: int, amount: Amount) -> bool:
    """Short unit letters must be glued or stand alone, and not begin another word or name."""
    word = a.raw[k]
    if a.glued(end) and (a.digits(end) or a.raw[end][0].isalpha()):
        return False
    if a.low[k] == "second" and (amount.low != 1 and amount.form == "words" or a.word(end) in {"half", "round", "place"}):
        return False
    if len(word) == 1 and word.isalpha() and not a.glued(k):
        return word in {"m", "g", "W", "C", "F", "V", "A"} and not a.word(end).isalpha() and a.word(end) != "."
    if a.low[k] in {"in", "mi", "min", "sec", "ha", "s", "l", "t", "mm", "ms", "ps", "mp", "nm", "bp", "gal", "bits", "stone", "nis", "max"}:
        return a.low[k] != "in" and (a.glued(k) or not a.raw[k].istitle()) and (a.low[k] != "s" or a.glued(k) and not _decade(a, k))
    return not (a.low[k] == "quarters" and amount.form == "part")


def _decade(a: Atoms, k: int) -> bool:
    """Whether the "s" at `k` ends "1990s" or "80s"."""
    return a.digits(k - 1) and a.low[k - 1].endswith("0") and len(a.low[k - 1]) in {2, 4}


def _attributive(a: Atoms, k: int, length: int, amount: Amount) -> bool:
    """ "a 10 km run", "a 7.7 magnitude earthquake": the unit is singular and a word follows."""
    after = a.word(k + length)
    return length == 1 and amount.high > 1 and bool(after) and after[0].isalpha() and not a.low[k].endswith("s")


def with_rate(a: Atoms, amount: Amount) -> Amount:
    """The amount with "per day", "a year", "an hour", "/month", "monthly" after it."""
    found = rate_at(a, amount.j)
    return replace(amount, j=found[0], per=found[1]) if found else amount


def rate_at(a: Atoms, j: int) -> tuple[int, str] | None:
    """A rate that begins at atom `j`: (atom after it, what it is per)."""
    word = a.word(j)
    hyphen = a.joined(j)
    k = j + hyphen
    word = a.word(k)
    if word in {"per", "/"} or word == "p" and a.word(k + 1) in {"a", "h"} and a.word(k + 2) == ".":
        short = longest(WORDS.rate_short, a.low, k + 1 + a.joined(k + 1))
        if short:
            return k + 1 + a.joined(k + 1) + short[0], short[1]
        after = a.word(k + 1)
        ok = after.isalpha() and len(after) > 2 and (word == "per" or singular(after) in WORDS.rate_units) and after not in {"cent", "the"}
        return (k + 2, singular(after)) if ok else None
    if word in {"a", "an", "each", "every"}:
        noun = a.word(k + 1 + a.joined(k + 1))
        if (
            noun not in WORDS.rate_units
            or a.word(k + 2) in {"ago", "earlier", "later", "before", "after", "old", "prior", "in", "long"}
            or a.digits(k + 1)
        ):
            return None
        return k + 2 + a.joined(k + 1), noun
    if word in WORDS.rate_adverbs and not hyphen and word != "annual":
        return j + 1, WORDS.rate_adverbs[word]
    return None


def joined_at(a: Atoms, first: Amount) -> Amount | None:
    """The interval that begins with `first`: "A to B", "A-B", "A or B", "between A and B", "from A to B"; None where there is none."""
    between = (
        a.word(first.i - 1) == "between"
        or a.word(first.i - 2) == "between"
        and a.word(first.i - 1) in {"about", "roughly", "around", "approximately"}
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
        if a.digits(start) or a.word(start) in WORDS.cardinals or a.word(start) in {"a", "an", "half"} and start == k:
            amount = amount_at(a, start)
            return amount if amount is not None and amount.i <= max(k, start - 3) and (amount.i == k or start == k or a.word(k) == "about") else None
    return None


def _interval(a: Atoms, first: Amount, second: Amount, *, between: bool) -> Amount | None:
    unit_a, unit_b = first.unit, second.unit
    if unit_a and unit_a != unit_b or (first.signed and not second.signed):
        return None
    if unit_b and not unit_a and second.signed and not between:
        return None
    scale = second.scale if first.scale == 1 and second.scale >= 100 and first.high < 1000 and first.form == "figures" else 1.0
    low, high = first.low * scale, second.high
    word = a.word(first.j)
    if not low < high or low < 0 <= first.low:
        return None
    if word == "or" and not (high - low == 1 or high <= 3 * low and high <= 12):
        return None
    if a.hyphen(first.j) and unit_b is None and (_score(a, first, second)):
        return None
    if word == "to" and not between and _is_change(a, first, unit_b):
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
        signed=second.signed,
    )


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


def _is_change(a: Atoms, first: Amount, unit: str | None) -> bool:
    """Whether "A to B" is a change from one value to the other: "rose from 240 to 273", "fell 12 to 1,340"."""
    before = [a.word(first.i - n) for n in range(1, 7)]
    if before[0] == "from":
        return any(w in WORDS.change for w in before[1:]) and "ranging" not in before and "range" not in before
    return before[0] in WORDS.change and unit is None
