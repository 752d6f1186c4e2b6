"""Short forms of organisations' names within a report: "the Observatory" after "the Northern Observatory for Birds".

Theory of operation. News names an organisation in full once and then by the noun that its name is built on, in capitals: its last word, or the last
before "of", "for" and the like, alone or with words beside it. Such a name is the one organisation of the report whose full name stood
before it (in a headline: anywhere) and has that noun; where two have it, nobody is taken. Where it is based ("the Oslo-based Observatory")
and what it is said to be ("the so-called") are no part of the name. Limits: a short form of two organisations at once ("the two Commissions"); a name
shortened to its first word ("Redcliff" for "Redcliff Copper") is known of firms alone, and never of what has another word behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from stemma.lang.en import voices
from stemma.lang.en.names import ROLES, TITLES, words

#: A short form of so many words can mean nobody else, wherever it stands.
LONG = 3
#: First words of names that many share.
_FIRST = """
new north south east west northern southern eastern western united national royal central global general public first great us uk eu
international world european african asian city state federal high supreme human free open air bank university
"""
COMMON = frozenset(_FIRST.split()) | TITLES | ROLES["bodies"] | ROLES["companies"] | ROLES["bodies_by_name"]
_AFTER_HEAD = frozenset({"of", "for", "on", "in", "to", "at", "against", "without", "under"})
#: Words before a name that say where it sits or what it is held to be.
_SEAT = re.compile(r"^(?:so[- ]called|self[- ]styled|(?:[\w.'’]+(?:\s[\w.'’]+)?\s?-\s?)?(?:based|linked|backed|funded|run|led))\s+", re.IGNORECASE)


def bare(name: str) -> str:
    """An organisation's name without article, seat and what it is: "the UK-based watchdog Harbour Watch group" is Harbour Watch."""
    rest = re.sub(r"^.*\sThe\s(?=[A-Z])", "", name.strip(" ,()"))  # what runs into a name from a headline
    while rest:
        less = _SEAT.sub("", rest)
        first = less.split(" ", 1)
        if len(first) > 1 and _said_of(first[0]):
            less = first[1]
        if less == rest:
            break
        rest = less
    parts = rest.split()
    while len(parts) > 1 and parts[-1].islower():
        parts.pop()
    return " ".join(parts)


def _said_of(word: str) -> bool:
    """Whether a word before a name is none of it: an article, "watchdog", "anti-war"; not "al" nor "al-Hayat"."""
    return word.lower() in {"the", "a", "an"} or (word.islower() and len(word) > 3) or word.startswith(("anti-", "pro-"))


def head_at(name: Sequence[str]) -> int:
    """Where the noun stands on which a name is built."""
    return next((i - 1 for i, w in enumerate(name) if w in _AFTER_HEAD and i > 0), len(name) - 1)


def shortens(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether a name is a shorter form of a full one: an unbroken part of it with its head."""
    size, head = len(short), head_at(full)
    if not 0 < size < len(full):
        return False
    return any(tuple(full[i : i + size]) == tuple(short) and i <= head < i + size for i in range(len(full) - size + 1))


def _of_a_body(full: Sequence[str]) -> bool:
    """Whether a full name is built on the noun of a body ("Osta Miners Union"): its first word may be where it sits, and another's name too."""
    return full[head_at(full)] in ROLES["bodies"] | ROLES["bodies_by_name"]


class FullNames:
    """The full names of a report's organisations, each with where it stood first."""

    def __init__(self) -> None:
        self._first: dict[tuple[tuple[str, ...], str], int] = {}

    def add(self, name: str, key: str, at: int) -> None:
        """Notes that the organisation `key` was called so."""
        parts = words(bare(name))
        if len(parts) > 1:
            self._first.setdefault((parts, key), at)

    def key_of(self, short: str, *, before: int | None) -> str | None:
        """The key of the only organisation whose full name, begun before this offset (None: anywhere), the short form can mean."""
        called = bare(short)
        parts = words(called)
        if not parts or not (called[0].isupper() or (called in ROLES["bodies"] and before is not None)):
            return None
        if len(parts) >= LONG:
            before = None
        keys = {key for (full, key), at in self._first.items() if (before is None or at < before) and shortens(parts, full)}
        if not keys and " " not in called and parts[0] not in COMMON and voices.country_in(called) is None:
            keys = {
                key for (full, key), at in self._first.items() if (before is None or at < before) and full[0] == parts[0] and not _of_a_body(full)
            }
        return keys.pop() if len(keys) == 1 else None
