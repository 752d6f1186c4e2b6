"""Numbers that are levels or ages: magnitudes, categories, points on a named scale, years of age."""

from __future__ import annotations

from dataclasses import replace

from stemma.lang.en.quantities.amounts import Amount
from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.lexicon import WORDS

_STORMS = frozenset({"hurricane", "typhoon", "cyclone", "storm"})
_QUAKES = frozenset({"quake", "earthquake", "tremor", "aftershock", "temblor", "shock"})


def level_of(a: Atoms, amount: Amount) -> Amount | None:
    """ "magnitude 7.7", "a 7.7 quake", "category 4 hurricane", "3 on the Beaufort scale", "Beaufort Scale level 3"."""
    if amount.unit == "magnitude":
        return amount
    if amount.unit is not None or not 0 <= amount.low <= 100:
        return None
    before = a.word(amount.i - 1)
    dash = a.hyphen(amount.i - 1)
    name = a.word(amount.i - 2) if dash or before == "of" else before
    if name == "magnitude":
        return replace(amount, i=amount.i - 1 - (dash or before == "of"), unit="magnitude")
    k = amount.j + a.joined(amount.j)
    if before == "category" and (a.word(k) in _STORMS or a.word(amount.i - 2) == "a") and amount.high <= 5:
        return replace(amount, i=amount.i - 1, unit="category")
    if "." in a.raw[amount.first] and a.word(k) in _QUAKES:
        return replace(amount, unit="magnitude")
    return _named_scale(a, amount)


def _named_scale(a: Atoms, amount: Amount) -> Amount | None:
    if a.word(amount.j) == "on" and a.word(amount.j + 1) in {"the", "a"}:
        for k in range(amount.j + 3, min(amount.j + 7, len(a))):
            if a.word(k) == "scale":
                name = a.word(amount.j + 2)
                return replace(amount, j=k + 1, unit="magnitude" if name in {"richter", "moment"} else f"{name}-level")
    if a.word(amount.i - 1) == "level" and a.word(amount.i - 2) == "scale" and a.word(amount.i - 3).isalpha():
        return replace(amount, i=amount.i - 3, unit=f"{a.word(amount.i - 3)}-level")
    return None


def age_of(a: Atoms, amount: Amount) -> Amount | None:
    """ "50-year-old", "18 months old", "aged 35", "the age of 21", "Maria Lopez, 44, said"."""
    k = amount.j
    if amount.unit in {"year", "month", "week", "day"}:
        hyphen = a.joined(k)
        if a.word(k + hyphen) in {"old", "olds"}:
            return replace(amount, j=k + hyphen + 1, attributive=False)
        return None
    if amount.unit is not None or not 0 < amount.low < 130 or amount.form != "figures" or amount.low != int(amount.low):
        return None
    i = amount.first
    if (
        a.word(i - 1) in {"aged", "age", "ages"}
        or (a.word(i - 1) == "and" and a.word(i - 3) in {"aged", "ages"})
        or (a.word(i - 1) == "of" and a.word(i - 2) in {"age", "ages"})
    ):
        return replace(amount, i=i - 1, unit="year")
    if not amount.exact or amount.low < 5:
        return None
    return replace(amount, unit="year") if _after_name(a, i, k) or _turned(a, i, k) else None


def _after_name(a: Atoms, i: int, k: int) -> bool:
    """The number behind a name and a comma: "Maria Lopez, 44, said"; also "Ann Bell, 51; and her sons" where the name is a person's."""
    who = a.word(i - 2)
    if a.word(i - 1) != "," or i < 2 or not who.isalpha() or a.line_break(i) or not a.glued(k):
        return False
    if a.word(k) == "," and a.word(k + 1).isalpha() and a.raw[k + 1].islower() and (a.raw[i - 2][0].isupper() or WORDS.nouns.get(who) == "person"):
        return True
    return a.word(k) in {",", ";", ".", ")"} and not a.digits(k + 1) and a.token(i - 2).ent_type_ in {"PER", "PERSON"}


def _turned(a: Atoms, i: int, k: int) -> bool:
    """ "she turned 50 on Friday": somebody's birthday, and not "turned 50 acres"."""
    if a.word(i - 1) not in {"turned", "turning", "turns"}:
        return False
    return a.word(k) in {"", ".", ",", ";", ")", "on", "in", "last", "this", "earlier", "yesterday", "today", "tomorrow", "while", "when", "and"}
