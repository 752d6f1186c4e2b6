"""The countries that words name: by name, by what is made of it ("Thai"), by a large city. From `places.yml`.

Limits: of towns only the largest are known; a person's name that is a country's ("Jordan") is taken for the country.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import yaml

#: Written small as well as with a capital.
_SMALL = frozenset({"moon", "lunar"})


@cache
def table() -> tuple[dict[str, str], re.Pattern[str], frozenset[str]]:
    """Word to country, the pattern of all words, longest first, and the words that are cities."""
    raw = yaml.safe_load((files("stemma.lang.en") / "places.yml").read_text("utf-8"))["countries"]
    of: dict[str, str] = {}
    cities: set[str] = set()
    for country, words in raw.items():
        names, _, towns = str(words).partition("|")
        for word in (*names.split(), *towns.split()):
            if of.setdefault(word.replace("_", " "), country) != country:
                raise ValueError(f"{word!r} stands for two countries")
        cities.update(w.replace("_", " ") for w in towns.split())
    longest = sorted(of, key=lambda w: (-len(w), w))
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(re.escape(w) for w in longest) + r")(?![\w-]|\.\w)", re.IGNORECASE)
    return of, pattern, frozenset(cities)


def countries(text: str) -> frozenset[str]:
    """The countries that a text names; the words must begin with a capital, and "US" be written in two."""
    return frozenset(table()[0][phrase] for phrase in country_words(text))


def country_words(text: str) -> frozenset[str]:
    """The words by which a text names countries, lower case ("north korean")."""
    words = (m[0] for m in table()[1].finditer(text))
    return frozenset(w.lower() for w in words if (w[:1].isupper() or w in _SMALL) and (w.lower() != "us" or w == "US"))
