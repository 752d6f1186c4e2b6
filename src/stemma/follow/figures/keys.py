"""What a number counts, as a key: unit, head noun, what befell it, what marks it as a part, and the period."""

from __future__ import annotations

import re
from dataclasses import dataclass

from stemma.follow.figures import patterns, words
from stemma.follow.figures.days import AsOf
from stemma.follow.figures.measures import kind
from stemma.follow.figures.places import countries, is_country
from stemma.model import Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What a number counts, as far as words tell: two keys alike may be one series, two unlike ones are not."""

    #: "person", "percent", "USD", ...; jobs count with persons where both are cut.
    unit: str
    #: Sense of the noun counted; "" for people of whom no more is said.
    head: str
    #: What befell them; "" where no word says.
    fate: str
    modifiers: frozenset[str]
    #: Year of a count long before the report; "" for the news itself.
    period: str
    per: str


def key_of(q: Quantity, text: str, number: tuple[int, int], inside: tuple[int, int], bounds: tuple[int, int], before: str, when: AsOf) -> Key:
    """The key of a number at its place: `number`, its clause `inside` and its sentence `bounds` are offsets into the text."""
    unit, what = kind(q.unit), q.what or ""
    if not unit and not what and patterns.TOLLED.search(text[bounds[0] : number[0]]):
        unit = "person"  # "the number of people killed has climbed to five"
    if is_country(what) and unit == what.lower():  # "two of Russia's largest firms" does not count Russias
        unit, what = "", ""
    allowed = words.PEOPLE if unit in {"person", "job"} else words.THINGS
    marks = words.modifiers(what, text[max(inside[0], number[0] - 60) : number[0]])
    if unit == "percent":
        marks |= {"change"} if words.is_change(before) else {"threshold"} if words.is_threshold(before) or _if(text[inside[0] : inside[1]]) else set()
        chance = words.chance(text, number, inside, bounds)
        if chance:
            return Key(unit=unit, head="chance", fate=chance, modifiers=marks, period=when.period, per=q.per or "")
    if unit == "person":
        marks |= _of_whom(text, number, what)
    fate = words.fate(what, text, number, inside, bounds, allowed)
    noun = "quake" if unit == "magnitude" else words.head(what)
    if unit == "magnitude":
        fate = "aftershock" if "aftershock" in text[max(bounds[0], number[0] - 40) : min(bounds[1], number[1] + 40)].lower() else ""
    if unit == "job":
        noun, unit = "worker", "person" if fate == "cut" else "job"
    if noun in words.DOERS and fate != "sanction":
        fate = ""
    if noun == "body":
        fate = "body"
    if noun in {fate, "job"}:
        noun = "worker" if fate == "cut" else ""
    return Key(unit=unit, head=noun, fate=fate, modifiers=marks, period=when.period, per=q.per or "")


def _of_whom(text: str, number: tuple[int, int], what: str) -> frozenset[str]:
    """What makes a count of people a part of another: "five of the dead", "10 US citizens", "a family of five"."""
    part = bool(patterns.PART.match(_after_figures(text, number)))
    family = bool(re.search(r"\bfamily of\s*$", text[max(0, number[0] - 12) : number[0]], re.I))
    return frozenset({"part"} if part else ()) | frozenset({"family"} if family else ()) | {f"from {c}" for c in countries(what)}


def _after_figures(text: str, number: tuple[int, int]) -> str:
    """What follows the figures or number word at the beginning of the number's place."""
    return re.sub(r"^\s*[\w,.]+", "", text[number[0] : number[0] + 30])


def _if(clause: str) -> bool:
    return bool(re.match(r"\s*(?:if|unless|should|once)\b", clause, re.I))


def adds(above: str, fate: str) -> bool:
    """Whether "another 40" adds to a count of the same: not where only other fates are told before it ("12 dead and another 40 injured")."""
    told = set(words.fates(above))
    return fate not in words.TOLLS or fate in told or not told
