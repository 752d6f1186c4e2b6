"""What a number counts and what befell it, by the words about it: sentence, clause, head noun, fate, modifiers.

Theory of operation. The ledger holds no parse, so words near the number decide: first those of the thing counted, then those of the number's own
clause (cut at commas, "and", "while" ...), then what follows in the sentence. Known limits: "two of the 300 injured died" is read as injured;
a fate told two clauses before the number is not seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib.resources import files

import yaml

from stemma.follow.figures import patterns
from stemma.lang.en.quantities.lexicon import singular
from stemma.lang.en.senses import senses

_TABLE = yaml.safe_load((files("stemma.follow.figures") / "words.yml").read_text("utf-8"))
PEOPLE: frozenset[str] = frozenset(_TABLE["people"])
THINGS: frozenset[str] = frozenset(_TABLE["things"])
#: Fates by which alone two counts of the same noun are one series, place and period being equal.
TOLLS: frozenset[str] = frozenset(_TABLE["tolls"])
DOINGS: frozenset[str] = frozenset(_TABLE["doings"])
COMMON: frozenset[str] = frozenset(_TABLE["common"])
DOERS: frozenset[str] = frozenset(_TABLE["doers"])
NOUNS: frozenset[str] = frozenset(_TABLE["nouns"])
SOFT: frozenset[str] = frozenset(_TABLE["soft"])
_SETS: dict[str, frozenset[str]] = {
    name: frozenset(_TABLE[name]) for name in ("ambiguous", "generic", "modifiers", "nouns", "befallen", "chance", "common")
}
_EXTRA: dict[str, str] = dict(_TABLE["extra"])
_IRREGULAR: dict[str, str] = dict(_TABLE["irregular"])
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence about `[start, end)`: half-open offsets. Abbreviations with one capital or a title do not end one."""
    first = max((m.end() for m in patterns.BREAK.finditer(text, max(0, start - 1200), start + 1) if m.end() <= start), default=max(0, start - 1200))
    after = patterns.BREAK.search(text, end)
    return first, (after.start() + 1 if after else len(text))


def paragraph(text: str, start: int) -> int:
    """Where the paragraph of `start` begins."""
    return text.rfind("\n", 0, start) + 1


def clause(text: str, number: tuple[int, int], bounds: tuple[int, int]) -> tuple[int, int]:
    """The number's own clause within its sentence: between the nearest joints on both sides; a comma inside a figure is none."""
    first = max((m.end() for m in patterns.CUT.finditer(text, bounds[0], number[0] + 1) if m.end() <= number[0]), default=bounds[0])
    after = patterns.CUT.search(text, number[1], bounds[1])
    return first, (after.start() if after else bounds[1])


@lru_cache(8192)
def sense(word: str) -> str | None:
    """The sense of a word in any of its forms, by its ending; None where the table knows none or it is not to be trusted."""
    of, word = senses().of, word.lower().replace("’", "'").removesuffix("'s")
    if word in _EXTRA:
        return _EXTRA[word]
    for form in _forms(word):
        if form in of and form not in _SETS["ambiguous"]:
            return of[form]
    return None


def _forms(word: str) -> Iterable[str]:
    yield word
    yield singular(word)
    for ending, repairs in (
        ("ies", ("y",)),
        ("ied", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ing", ("", "e")),
        ("ed", ("", "e")),
        ("d", ("e", "")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            stem = word[: -len(ending)]
            yield from (stem + r for r in repairs)
            if ending in {"ed", "ing"} and stem[-1:] == stem[-2:-1]:
                yield stem[:-1]
    if word in _IRREGULAR:
        yield _IRREGULAR[word]


def fate(what: str, text: str, number: tuple[int, int], inside: tuple[int, int], bounds: tuple[int, int], allowed: frozenset[str]) -> str:
    """What befell the things counted: a sense, two joined by "+" for "killed or wounded", "" where no word says."""
    own = text[inside[0] : inside[1]]
    if both := _both(text[max(bounds[0], number[0] - 60) : min(bounds[1], number[1] + 60)]):
        return both
    if "hospital" in allowed and patterns.HOSPITAL.search(text[number[1] : inside[1]]):
        return "hospital"
    if patterns.BASE.search(text[max(bounds[0], number[0] - 60) : number[0]]):
        allowed = allowed & TOLLS
    if what and what.lower() not in own.lower():
        what = ""  # a word further off that the number was taken to count
    if re.search(r"\b(?:laid|lay|laying) off\b|\blay-?offs?\b", own, re.I) and "cut" in allowed:
        return "cut"
    after = _found(text[number[1] : inside[1]], allowed)
    before = _found(text[inside[0] : number[0]], allowed)
    nearest = _of_phrase(what, allowed) + before[-1:] * _touches(text[inside[0] : number[0]], allowed) + after + before[::-1]
    if nearest:
        return nearest[0]
    following = _found(text[number[1] : bounds[1]], allowed) if allowed is PEOPLE else []
    return following[0] if following else ""


def _of_phrase(what: str, allowed: frozenset[str]) -> list[str]:
    """Fates in the words for the thing counted: its noun ("deaths"), or a participle before it ("injured people")."""
    words = _WORD.findall(what)
    return [s for n, w in enumerate(words) if (n == len(words) - 1 or w.lower() in _SETS["befallen"]) and (s := sense(w)) in allowed]


def _both(window: str) -> str:
    """ "killed or wounded" is a count of its own."""
    found = patterns.BOTH.search(window)
    pair = sorted({s for g in found.groups() if (s := sense(g))}) if found else []
    return "+".join(pair) if len(pair) == 2 else ""


def _touches(before: str, allowed: frozenset[str]) -> int:
    """1 when the last words before the number are a fate ("killed 3,354", "injuring more than 40"), else 0."""
    words = _WORD.findall(before)[-4:]
    return int(any(sense(w) in allowed for w in words))


def _found(text: str, allowed: frozenset[str]) -> list[str]:
    return [s for w in _WORD.findall(patterns.NONE.sub(" ", text)) if (s := sense(w)) in allowed]


def fates(text: str) -> list[str]:
    """What befell people in a text, in order."""
    return _found(text, TOLLS)


def head(what: str | None) -> str:
    """The sense or singular of the noun counted; "" where none is named or it says no more than "people"."""
    words = [w.lower() for w in _WORD.findall((what or "").split(" of ")[0])]
    if not words:
        return ""
    last = words[-1]
    if last in _SETS["generic"] or sense(last) in TOLLS or (len(words) > 1 and last in {"alone"}):
        return ""
    if last in {"body", "bodies", "corpse", "corpses"}:
        return "body"
    if last in {"employs", "employ", "employed"}:
        return "worker"
    found = next((senses().of[f] for f in (singular(last), *_forms(last)) if f in senses().of), None)
    if found in {"people", "victim"}:
        return ""
    return found if found in _SETS["nouns"] else singular(last)


def modifiers(what: str | None, before: str) -> frozenset[str]:
    """Words that keep a count apart: those of the phrase counted, and "confirmed" or "additional" before the number."""
    words = {singular(w.lower()) for w in _WORD.findall(what or "")}
    near = patterns.SURE.search(before)
    return frozenset(words & _SETS["modifiers"]) | frozenset({near[1].lower()} if near else ())


def chance(text: str, number: tuple[int, int], inside: tuple[int, int], bounds: tuple[int, int]) -> str:
    """For a percentage: "hit" or "miss" when it is a chance of that, "chance" of anything else, "" when it is no chance at all."""
    clause_words = {w.lower() for w in _WORD.findall(text[inside[0] : inside[1]])}
    whole = text[bounds[0] : bounds[1]].lower()
    if not clause_words & _SETS["chance"] and not any(w in _SETS["chance"] for w in _WORD.findall(whole)):
        return ""
    if re.search(r"\bmiss(?:es|ing)?\b|\bpass(?:es|ing)?\b|\bsafely\b", text[inside[0] : inside[1]], re.I):
        return "miss"
    return "hit" if re.search(r"\bimpact|\bhit|\bstrik|\bcolli", whole) else "chance"


def is_change(before: str) -> bool:
    """Whether the number says by how much something changed, not where it stands."""
    return bool(patterns.CHANGE.search(before)) and not re.search(r"\b(?:up|down)\s+(?:to|from)\b", before[-20:], re.I)


def is_threshold(before: str) -> bool:
    """Whether the number is a mark to be passed ("a probability greater than 1%")."""
    return bool(patterns.THRESHOLD.search(before))


def is_planned(words: str) -> bool:
    """Whether the wording speaks of a doing that is planned or promised, whatever else it says."""
    return bool(patterns.PLANNED.search(words))


def is_newer(words: str) -> bool:
    """Whether the wording puts a figure after an earlier one."""
    return bool(patterns.NEWER.search(words))


def is_older(words: str) -> bool:
    """Whether the wording puts a figure before the one that stands."""
    return bool(patterns.OLDER.search(words))


def may_be(words: str) -> bool:
    """Whether the wording speaks of what may yet be."""
    return bool(patterns.FORECAST.search(words))


def content(text: str) -> frozenset[str]:
    """Senses and long words of a statement, for comparing."""
    found = (sense(w) or singular(w) for w in _WORD.findall(text) if len(w) > 3 and w.lower() not in _SETS["common"])
    return frozenset(str(w) for w in found)


def common(counted: Sequence[str]) -> str:
    """The commonest of some wordings, the first by letter among equals."""
    return min(set(counted), key=lambda w: (-counted.count(w), len(w), w)) if counted else ""
