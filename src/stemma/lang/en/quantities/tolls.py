"""Numbers without a noun: whether the words round them count people, as in "killed 1,644", "a death toll of 13", "2,056 dead"."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.lang.en.quantities.amounts import Amount
from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.lexicon import WORDS, singular

#: Bodies of people that say how many they are: "a family of five", and what may stand behind such a number when it counts nothing else.
_BANDS = frozenset({"family", "crowd", "crew", "party", "gang", "jury", "congregation", "delegation", "squad", "platoon", "audience", "workforce"})
_BORDERS = frozenset(
    {
        "",
        ".",
        ",",
        ";",
        ")",
        "from",
        "in",
        "at",
        "on",
        "was",
        "were",
        "who",
        "and",
        "gathered",
        "outside",
        "had",
        "has",
        "is",
        "to",
        "left",
        "that",
        "with",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The noun that a number counts."""

    unit: str | None
    #: Atoms of the head noun and of the whole phrase without the number; None where no noun stands in the text.
    head: int | None = None
    first: int | None = None
    last: int | None = None
    rule: str = "quantity.count"


def bare(a: Atoms, amount: Amount) -> Counted:
    """A number without a noun after it: people, when the words round it speak of killing, dying, tolls, or the governor is such a noun."""
    governor = _governor(a, amount)
    if governor is not None:
        lemma = lemma_at(a, governor)
        if lemma in WORDS.person_measures or WORDS.nouns.get(lemma) == "person":
            first = governor
            while first > 0 and governor - first < 3 and a.tagged and a.token(first - 1).pos_ in {"ADJ", "NOUN", "PROPN"}:
                first -= 1
            return Counted(unit="person", head=governor, first=first, last=governor + 1, rule="quantity.unit-by-toll")
    sign = casualty_word(a, amount, amount.j)
    if sign is not None:
        return Counted(unit="person", first=sign, last=sign + 1, rule="quantity.unit-by-toll")
    if a.word(amount.first - 1) == "of" and a.word(amount.first - 2) in _BANDS and a.word(amount.j) in _BORDERS:
        return Counted(unit="person", first=amount.first - 2, last=amount.first - 1, rule="quantity.unit-by-band")
    return Counted(unit=None, rule="quantity.bare")


def _governor(a: Atoms, amount: Amount) -> int | None:
    """The noun of which the number is the value: "a toll of 13", "deaths could exceed 1,000", "the injured at 2,376"."""
    i = amount.i
    for n in range(i - 1, max(-1, i - 12), -1):
        word = a.word(n)
        if (
            word in {".", ";", ",", "!", "?", "(", ")"}
            or a.line_break(n + 1)
            or (a.digits(n) and not a.joined(n + 1))
            or (word == "and" and i - n > 1)
        ):
            return None
        if singular(word) in WORDS.person_measures or word in WORDS.person_measures:
            return n
    return None


def casualty_word(a: Atoms, amount: Amount, k: int) -> int | None:
    """The nearest word that speaks of people killed, hurt, missing, held or employed: a few atoms after the number, else before it."""
    for n in range(k, min(k + 5, len(a))):
        if a.word(n) in {".", ";", ",", "(", "and", "but", "while"} or a.digits(n) or a.line_break(n):
            break
        if a.word(n) in WORDS.casualty_words:
            return n
    for n in range(amount.i - 1, max(-1, amount.i - 7), -1):
        if a.word(n) in {".", ";", "(", ")"} or a.line_break(n + 1):
            break
        if a.word(n) in WORDS.casualty_words:
            return n
    return None


def lemma_at(a: Atoms, n: int) -> str:
    """The singular of the noun at atom `n`: the Doc's lemma where it has one, else by spelling."""
    token = a.token(n)
    if token.lemma_ and len(token.text) == len(a.raw[n]) and a.word(n) not in WORDS.irregular:
        return str(token.lemma_).lower()
    return singular(a.word(n))
