"""Units of measure, currencies and rates beside a number."""

from __future__ import annotations

from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.lexicon import WORDS, longest, singular

#: What amperes are said of; without one of these, "54A" is a gate or a flat.
_ELECTRIC = frozenset({"current", "fuse", "circuit", "supply", "charger", "socket", "plug", "breaker", "outlet", "cable", "battery"})
#: Units that may stand apart from the figures as one capital letter ("a 5 W charger").
_APART = frozenset({"watt", "celsius", "farad", "volt", "newton-metre", "horsepower"})
#: Short forms that are also words or name parts; they count only when glued to the figures or clearly no name.
_SHORT = frozenset(
    {
        "mi",
        "min",
        "sec",
        "ha",
        "mm",
        "ms",
        "mp",
        "nm",
        "bp",
        "gal",
        "stone",
        "cal",
        "kt",
        "mw",
        "mb",
        "kb",
        "tb",
        "gw",
        "hp",
        "hz",
        "cm",
        "lb",
        "ft",
        "yd",
    }
)
_SCREENS = frozenset({"480", "720", "1080", "1440", "2160"})


def currency_before(a: Atoms, i: int) -> tuple[int, str] | None:
    """The currency sign that ends right before atom `i`: (number of atoms, currency)."""
    for atoms, unit in WORDS.currency_before.get(a.low[i - 1], ()) if i > 0 else ():
        n = len(atoms)
        if i >= n and tuple(a.low[i - n : i]) == atoms and _sign_fits(a, i, n):
            return n, unit
    return None


def _sign_fits(a: Atoms, i: int, length: int) -> bool:
    """Letters that stand for a currency must be written as such: "PS8bn", "Rs 5", "USD10m", "A$5", not "a $5" or the verb "try"."""
    first, last = i - length, i - 1
    if a.glued(first) and a.raw[first][0].isalpha() and a.raw[first - 1][-1].isalnum():
        return False
    word = a.raw[last]
    if word.isalpha():
        if word == "PS":  # PS8.1bn is money, PS4 is not
            return a.glued(i) and ("." in a.raw[i] or "," in a.raw[i] or a.word(i + 1) in WORDS.scales)
        if word in {"RM", "Rp", "TRY"}:
            return a.glued(i)
        return (word.isupper() or word == "Rs") and (length == 1 or a.glued(last))
    letters = [w for w in a.raw[first:i] if w.isalpha()]
    return all(w.isupper() or w == "Rs" for w in letters) and (length == 1 or a.glued(last) or a.raw[first] in {"US", "U", "HK"})


def currency_after(a: Atoms, k: int, *, scale: float) -> tuple[int, str] | None:
    """The currency word at atom `k`: (number of atoms, currency). Bare pounds are a currency only by the million."""
    if a.word(k) in {"pound", "pounds"}:
        return (1, "GBP") if scale >= 1_000_000 else None
    money = longest(WORDS.currency_after, a.low, k)
    if money is None:
        return None
    word = a.word(k)
    if word in {"real", "rand", "lei", "dong", "try", "kn", "sen", "nis"} and not (word in {"sen", "kn"} or a.raw[k].isupper()):
        return None
    return money


def echo_after(a: Atoms, j: int) -> int:
    """Past words that only repeat whose dollars they are: "$76 US", "$75 U.S."."""
    if a.word(j) == "u" and a.word(j + 1) == "." and a.word(j + 2) == "s":
        return j + (4 if a.word(j + 3) == "." and a.glued(j + 3) else 3)
    if a.word(j) in WORDS.currency_echo and (a.word(j) != "us" or a.raw[j] == "US"):
        return j + 1
    return j


def measure_at(a: Atoms, k: int, *, one: bool, spelled: bool) -> tuple[int, str, str | None] | None:
    """The measure that begins at atom `k`: (atom after it, unit, what it is per). `one`: the number is 1; `spelled`: it is written as a word."""
    if k >= len(a):
        return None
    found = longest(WORDS.measures, a.low, k)
    cased = WORDS.cased.get(a.raw[k])
    if cased and (found is None or found[0] == 1) and (a.glued(k) or cased in _APART):
        found = (1, cased)
    if found is None or not _fits(a, k, k + found[0], one=one, spelled=spelled):
        return None
    name, _, per = found[1].partition("/")
    return k + found[0], name, per or None


def _fits(a: Atoms, k: int, end: int, *, one: bool, spelled: bool) -> bool:
    """Short unit letters must be glued or stand alone, and not begin another word or name."""
    if a.glued(end) and (a.digits(end) or a.raw[end][0].isalpha()):
        return False
    low, after = a.low[k], a.word(end)
    if a.raw[k] == "A" and a.glued(k) and after not in _ELECTRIC:  # gate 54A, flat 12A
        return False
    if low == "second" and ((spelled and not one) or after in {"half", "round", "place", "straight", "quarter", "time"}):
        return False
    if low in {"barrel", "pound", "stone"} and after.startswith("bomb"):
        return False
    if low == "s":
        return a.glued(k) and "." in a.low[k - 1]
    if low == "p":
        return a.low[k - 1] not in _SCREENS
    if end == k + 1 and len(low) == 1 and low.isalpha() and not a.glued(k):
        return after != "."
    if low in _SHORT and not a.glued(k):
        return not spelled
    return not (low in {"quarters", "times"} and spelled and one)


def rate_at(a: Atoms, j: int) -> tuple[int, str] | None:
    """A rate that begins at atom `j`: (atom after it, what it is per). "(...)" before it is passed: "$23 billion (€22 billion) a year"."""
    if a.word(j) == "(":
        close = next((n for n in range(j + 1, min(j + 9, len(a))) if a.word(n) == ")"), None)
        return None if close is None or not any(a.digits(n) for n in range(j, close)) else rate_at(a, close + 1)
    k = j + a.joined(j)
    word = a.word(k)
    if word in {"per", "/"}:
        return _per(a, k, word)
    if word in {"a", "an", "each", "every"}:
        noun_at = k + 1 + a.joined(k + 1)
        noun, after = a.word(noun_at), a.word(noun_at + 1)
        if (
            noun not in WORDS.rate_units
            or after in {"ago", "earlier", "later", "before", "after", "old", "prior", "long"}
            or (a.joined(noun_at + 1) and k == j)
        ):
            return None
        return noun_at + 1, noun
    if word in WORDS.rate_adverbs and k == j and word != "annual":
        return j + 1, WORDS.rate_adverbs[word]
    return None


def _per(a: Atoms, k: int, word: str) -> tuple[int, str] | None:
    n = k + 1 + a.joined(k + 1)
    short = longest(WORDS.rate_short, a.low, n)
    if short:
        return n + short[0], short[1]
    after = a.word(n)
    ok = after.isalpha() and len(after) > 2 and (word == "per" or singular(after) in WORDS.rate_units) and after not in {"cent", "the", "his", "its"}
    return (n + 1, singular(after)) if ok else None
