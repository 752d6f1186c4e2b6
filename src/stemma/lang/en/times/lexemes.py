"""A text as words of time: each word becomes one lexeme of a kind, each kind one character, and patterns run over these.

A cut of its own, because tokenisers differ on "7pm", "Oct.", "mid-2024" and "2024-10-08", and because a rule then never sees more than
one symbol a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from typing import Any

import yaml

Value = int | float | str | tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lexemes:
    """Parallel columns: kind symbols, character offsets, values, and the words in lower case."""

    symbols: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    values: tuple[Value, ...]
    words: tuple[str, ...]


_FILE: dict[str, Any] = yaml.safe_load(resources.files("stemma.lang.en").joinpath("times.yml").read_text(encoding="utf-8"))
LISTS: dict[str, str] = _FILE.pop("lists")
TABLES: dict[str, dict[str, Any]] = _FILE

_SMALL: list[str] = LISTS["small-numbers"].split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBERS = {word: n for n, word in enumerate(_SMALL)} | _TENS
_NUMBERS |= {f"{ten}-{one}": n + k for ten, n in _TENS.items() for k, one in enumerate(_SMALL[1:10], 1)}
_NUMBERS |= {"hundred": 100, "thousand": 1000}
_ORDINALS = {word: n for n, word in enumerate(LISTS["ordinals"].split(), 1)}
#: Words that patterns name by themselves.
_LITERALS: list[str] = LISTS["literals"].split()

_FEASTS = "|".join(re.escape(name).replace("'", "['’]") for name in sorted(TABLES["holiday"], key=len, reverse=True))
_WORD = re.compile(
    r"(?P<isodate>\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,9})?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\w-]))"
    r"|(?P<slash>\d{1,4}/\d{1,2}/\d{1,4}(?![\w/])|\d{1,2}\.\d{1,2}\.\d{4}(?!\.?\w)|\d{1,2}-\d{1,2}-\d{4}(?![\w-]))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?![:\d])|\d{1,2}\.\d{2}(?=\s?[ap]\.?m\b))"
    r"|(?P<version>v?\d{1,9}(?:\.\d{1,9}){2,9}|v\d+\b)"
    r"|(?P<decade>(?:1[0-9]|20)\d0['’]?s\b|['’]\d0s\b)"
    r"|(?P<short>[2-9]0s\b)"
    r"|(?P<ordinal>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<tens>(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[- ](?:one|two|three|four|five"
    r"|six|seven|eight|nine|first|second|third|fourth"
    r"|fifth|sixth|seventh|eighth|ninth)(?!\w))"
    r"|(?P<joined>\d{1,2}(?=[ap]\.?m\b))"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?P<glued>[^\W\d_]+)?"
    r"|(?P<meridiem>[ap]\.\s?m\.?(?!\w)|[ap]m\b)"
    r"|(?P<q>[qh][1-4]\b)"
    rf"|(?P<holiday>(?:{_FEASTS})(?!\w))"
    r"|(?P<oclock>o['’]clock\b)"
    r"|(?P<word>[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)?)"
    r"|(?P<poss>['’]s?(?!\w))"
    r"|(?P<break>\n\s*\n)"
    r"|(?P<mark>[^\w\s])",
    re.IGNORECASE,
)  # every repetition is bounded or over a class that what follows cannot match, so no input makes it climb back far

_KINDS = (
    *TABLES,
    *_LITERALS,
    *[
        "isodate",
        "slash",
        "version",
        "clock",
        "decade",
        "decade-short",
        "century",
        "ordinal",
        "joined",
        "meridiem",
        "q",
        "oclock",
        "poss",
        "break",
        "other",
    ],
    *["number", "year4", "n12", "n24", "n31", "n59", "w12", "wn", "comma", "dash", "dot", "lpar", "rpar", "mark"],
)
SYMBOL: dict[str, str] = {kind: chr(0x4E00 + n) for n, kind in enumerate(dict.fromkeys(_KINDS))}
_MARKS = {",": "comma", "-": "dash", "–": "dash", "—": "dash", "‑": "dash", ".": "dot", "(": "lpar", ")": "rpar"}
#: Month and weekday names that are also other words: in lower case they need a number beside them.
_TWOFOLD = frozenset({"may", "march", "august", "mar", "jan", "dec", "sat", "sun", "mon", "wed", "fri", "second"})


def _vocabulary() -> dict[str, tuple[str, Value]]:
    """Word -> (kind, value); kinds earlier in this order win over later ones."""
    words: dict[str, tuple[str, Value]] = {}
    for literal in _LITERALS:
        words[literal] = (literal, 0)
    for kind, table in TABLES.items():
        if kind != "holiday":
            words |= {word: (kind, value) for word, value in table.items() if word not in words}
    words |= {word: ("w12" if 0 < n <= 12 else "wn", n) for word, n in _NUMBERS.items()}
    words |= {word: ("ordinal", n) for word, n in _ORDINALS.items() if word != "second"}
    words["second"] = ("ordinal", 2)
    return words


_VOCABULARY = _vocabulary()


def cut(text: str) -> Lexemes:
    """All lexemes of a text, in order."""
    symbols: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Value] = []
    words: list[str] = []
    for found in _WORD.finditer(text):
        group = found.lastgroup or "mark"
        word = found.group().lower()
        if group == "word":
            kind, value = _VOCABULARY.get(word, ("other", 0))
            if word in _TWOFOLD:
                kind, value = _twofold(text, found, kind, value, symbols)
        else:
            kind, value = _special(group, word, found)
        symbols.append(SYMBOL[kind])
        starts.append(found.start())
        ends.append(found.end())
        values.append(value)
        words.append(word)
    return Lexemes("".join(symbols), tuple(starts), tuple(ends), tuple(values), tuple(words))


_NUMERIC = {SYMBOL[k] for k in ("n12", "n24", "n31", "n59", "number", "w12", "wn", "year4")}
_DAYLIKE = {SYMBOL[k] for k in ("n12", "n24", "n31", "ordinal")}
_DAY_AHEAD = re.compile(r"[.\s]{1,3}(?:the\s)?[0-3]?\d(?:st|nd|rd|th)?\b|[.,]?\s{1,3}(?:of\s)?(?:1\d|20)\d\d\b", re.IGNORECASE)


def _twofold(text: str, found: re.Match[str], kind: str, value: Value, before: list[str]) -> tuple[str, Value]:
    """A word that is a month, weekday or unit only in company."""
    word = found.group()
    if word.lower() == "second":
        return ("unit", "TS") if before and before[-1] in _NUMERIC else (kind, value)
    company = (bool(before) and before[-1] in _DAYLIKE) or _DAY_AHEAD.match(text, found.end()) is not None
    return (kind, value) if word[0].isupper() or company else ("other", 0)


def _special(group: str, word: str, found: re.Match[str]) -> tuple[str, Value]:
    """Kind and value of what is not a plain word."""
    if group in {"number", "glued"}:
        return _number(found)
    if group == "mark":
        return _MARKS.get(word, "mark"), 0
    if group in {"ordinal", "joined"}:
        return group, int(re.sub(r"\D", "", word))
    if group == "clock":
        parts = [int(x) for x in re.split("[:.]", word)]
        ok = parts[0] < 25 and parts[1] < 60
        return ("clock", (parts[0], parts[1])) if ok else ("number", 0)
    if group == "decade":
        n = int(re.sub(r"\D", "", word))
        return "decade", n if n > 99 else 1900 + n
    if group == "short":
        return "decade-short", 1900 + int(word[:2])
    if group == "tens":
        ten, one = word.replace(" ", "-").split("-")
        return ("wn", _TENS[ten] + _NUMBERS[one]) if one in _NUMBERS else ("ordinal", _TENS[ten] + _ORDINALS[one])
    if group == "q":
        return ("q", word) if word in {"q1", "q2", "q3", "q4", "h1", "h2"} else ("other", 0)
    if group == "holiday":
        month, dom = TABLES["holiday"][word.replace("’", "'")].split("-")
        return "holiday", (int(month), int(dom))
    if group == "meridiem":
        return "meridiem", 12 if word[0] == "p" else 0
    return group, word


def _number(found: re.Match[str]) -> tuple[str, Value]:
    written, glued = found.group("number"), found.group("glued")
    if glued:
        return "other", 0  # "24hr", "5km", "737s": no bare number
    if "." in written or "," in written or len(written) > 6:
        return "number", float(written.replace(",", "")) if len(written) < 20 else 0
    n = int(written)
    if len(written) == 4 and 1000 <= n < 2200:
        return "year4", n
    for kind, low, high in (("n12", 1, 12), ("n24", 13, 24), ("n31", 25, 31), ("n59", 32, 59)):
        if low <= n <= high:
            return kind, n
    return ("n24", 0) if n == 0 else ("number", n)
