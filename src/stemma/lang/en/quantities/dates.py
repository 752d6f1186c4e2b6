"""Numbers that are dates, years or times of day, told by the words beside them. They are read by `times`; here they are only kept out."""

from __future__ import annotations

from stemma.lang.en.quantities.amounts import Amount
from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.lexicon import WORDS, singular


def clock_time(a: Atoms, i: int, j: int) -> str | None:
    """Whether the number is a time of day."""
    after = a.word(j)
    if after in WORDS.clock and (a.digits(i) or after.startswith("o")):
        return "clock time"
    if after in {"a", "p"} and a.word(j + 1) == "." and a.word(j + 2) == "m":
        return "clock time"
    military = a.digits(i) and len(a.raw[i]) == 4 and a.raw[i][0] in "012" and a.raw[i].endswith("00")
    return "clock time" if military and after == "hours" and a.word(i - 1) in {"at", "by", "from"} else None


def date(a: Atoms, i: int, j: int, amount: Amount) -> str | None:
    """Whether the number is a day, a year or a pair of them, by the words beside it."""
    if amount.range and year_like(a, i) and year_like(a, j - 1) and not amount.unit and singular(a.word(j)) not in WORDS.nouns:
        return "years"
    if amount.range and not amount.unit and amount.high <= 31 and (_month(a, i - 1) or _month(a, j)):
        return "date"
    if not a.digits(i) or j != i + 1:
        return "date" if amount.form == "words" and _month(a, j) else None
    raw = a.raw[i]
    if raw.isdigit() and int(raw) <= 31 and len(raw) <= 2 and not amount.unit:
        k = i - 1 - (a.word(i - 1) in {".", "the"} and i > 1)
        if _month(a, k) or _month(a, j + (a.word(j) == "of")):
            return "date"
        if a.word(i - 1) in {"and", "to", "-", "–", ",", "or"} and (a.digits(i - 2) and (_month(a, i - 3) or _month(a, j))):
            return "date"
        if a.word(j) in {"-", "–", "to", "and", "or", ","} and a.digits(j + 1) and _month(a, j + 2):
            return "date"
    if not year_like(a, i):
        return "decade" if (a.word(j) == "s" and a.glued(j) and raw.endswith("0")) or (a.glued(j) and a.word(j) in {"’s", "'s"}) else None
    return _year(a, i, j, amount)


def _year(a: Atoms, i: int, j: int, amount: Amount) -> str | None:
    """Four bare figures are a year unless a unit or a plural noun follows that no "in", "since" or "the" turns into one."""
    raw, before, after = int(a.raw[i]), a.word(i - 1), a.word(j)
    if amount.unit and not (amount.unit in {"metre"} and 1900 <= raw < 2100):
        return None
    if after in {"s"} and a.glued(j):
        return "decade"
    modern = 1900 <= raw < 2100
    if _month(a, i - 1) or (a.word(i - 1) == "," and a.digits(i - 2) and _month(a, i - 3)) or _month(a, j):
        return "year"
    plural = bool(after) and after[0].isalpha() and singular(after) != after and a.word(j)[0].islower() if j < len(a) and a.raw[j] else False
    person = singular(after) in WORDS.nouns and singular(after) != after
    if before in WORDS.year_before and not (
        before in {"and", "to", "for", "of", "between", "from", "by", "around"} and (person or plural or not modern)
    ):
        return "year"
    if before in {"by", "until", "till"} and not plural and raw >= 1000:
        return "year"
    if modern:
        return None if person and before not in {"the", "s"} else "year"
    if plural or person or (a.tagged and j < len(a) and a.token(j).pos_ in {"NOUN", "ADJ", "PROPN"} and before not in {"the"}):
        return None
    return "year" if raw >= 1100 and before in {"the", "of", "from", "to", "("} else None


def year_like(a: Atoms, i: int) -> bool:
    """Four bare figures that could be a year."""
    return a.digits(i) and len(a.raw[i]) == 4 and a.raw[i].isdigit() and 1000 <= int(a.raw[i]) < 2200


def _month(a: Atoms, n: int) -> bool:
    word = a.word(n)
    return word in WORDS.months and (word not in {"may", "march", "mar", "dec", "sep", "jan"} or a.raw[n][0].isupper())
