"""Whose number is it, by place: the countries that words name, and the smaller places in which something is counted.

A toll of a country and one of a city in it are part and whole. Limits: countries come from a table; a smaller place is whatever name follows
"in", "at", "near" or "across"; that a town lies in a country is known of the largest cities only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from stemma.lang.en.places import table

#: Names after these are where a thing is counted.
_LOCAL = re.compile(r"\b(?:in|at|near|across|around|outside|from)\s+((?:the\s+)?(?:[A-Z][\w’'-]+)(?:\s+(?:of\s+)?[A-Z][\w’'-]+){0,3})")
_NOT_PLACES = re.compile(
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december|reuters|afp|ap|\w+day)\b", re.IGNORECASE
)
#: Wider than a country: says nothing of which one.
_WIDE = re.compile(r"\b(?:asia|europe|africa|americas?|north|south|east|west|southeast|middle|world|union|pacific)\b", re.IGNORECASE)
#: Before a country that is a place ("in Chile five miners died").
_PLACED = re.compile(r"\b(?:in|at|near|across|outside|inside|throughout)\s+(?:the\s+)?$", re.IGNORECASE)
#: Behind a nationality: those who have it.
_PEOPLE = re.compile(
    r"\s+(?:[a-z]+\s+)?(?:citizens?|nationals?|tourists?|people|m[ea]n|wom[ea]n|children|boys?|girls?|soldiers?|troops|pilots?|passengers?|students?"
    r"|workers?|miners?|crew(?:m[ea]n|members?)?|sailors?|doctors?|nurses?|famil(?:y|ies)|couples?|victims?|visitors?|fighters?|fishermen|guards?"
    r"|teachers?|journalists?|migrants?|refugees?|athletes?|players?|fans?|survivors?)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where a number counts: countries, and smaller places inside or outside them. Both empty: not said."""

    countries: frozenset[str] = frozenset()
    local: frozenset[str] = frozenset()

    def __or__(self, other: Scope) -> Scope:
        return Scope(countries=self.countries | other.countries, local=self.local | other.local)

    def __bool__(self) -> bool:
        return bool(self.countries or self.local)

    def meets(self, other: Scope) -> bool:
        """Whether both may count in one place: a smaller place in common, or else no smaller place and a country in common."""
        if self.local or other.local:
            return bool(self.local & other.local)
        return bool(self.countries & other.countries)


@lru_cache(4096)
def countries(text: str) -> frozenset[str]:
    """The countries that words of a text name, by name, by what is made of it, or by a large city; names must begin with a capital."""
    of, pattern, _ = table()
    found = (m[0] for m in pattern.finditer(text) if m[0][:1].isupper() and (m[0].lower() != "us" or m[0] == "US"))
    return frozenset(of[w.lower()] for w in found)


def counted_in(text: str) -> frozenset[str]:
    """The countries in which a toll may count by a text: not those of which the people in it are ("10 US citizens", "two Costa Rican pilots")."""
    of, pattern, _ = table()
    kept = text
    for m in reversed(list(pattern.finditer(text))):
        word = m[0].lower()
        many = word.endswith("s") and word[:-1] in of  # "Americans"
        placed = _PLACED.search(text[max(0, m.start() - 14) : m.start()])
        if m[0][:1].isupper() and not placed and (many or _PEOPLE.match(text[m.end() : m.end() + 40])):
            kept = kept[: m.start()] + kept[m.end() :]
    return countries(kept)


def local(text: str) -> frozenset[str]:
    """The smaller places in which a stretch of words puts a thing, lower case, without article and possessive."""
    of, _, cities = table()
    out = set()
    for match in _LOCAL.finditer(text):
        name = re.sub(r"[’']s\b.*$", "", match[1]).lower().removeprefix("the ").strip()
        if not name or _NOT_PLACES.match(name) or _WIDE.search(name) or (name in of and name not in cities):
            continue
        out.add(name)
    return frozenset(out)


def is_country(word: str) -> bool:
    """Whether a word is a country's name."""
    return word.lower() in table()[0]
