"""What a series counts, in the field's words: "people killed, Myanmar"; "corporate jobs cut"; "chance of impact on Earth"."""

from __future__ import annotations

import re

from stemma.follow.figures import words
from stemma.follow.figures.items import Item
from stemma.follow.figures.nodes import Group
from stemma.follow.figures.places import countries
from stemma.lang.en.quantities.lexicon import singular

_FATES = {
    "death": "killed",
    "injury": "injured",
    "casualty": "killed or injured",
    "death+injury": "killed or injured",
    "death+missing": "killed or missing",
    "injury+missing": "injured or missing",
    "missing": "missing",
    "displaced": "displaced",
    "arrest": "arrested",
    "rescue": "rescued",
    "hostage": "held hostage",
    "release": "released",
    "infection": "infected",
    "trapped": "trapped",
    "hospital": "taken to hospital",
    "cut": "cut",
    "send": "sent",
    "destroy": "destroyed",
    "damage": "damaged",
    "collapse": "collapsed",
    "sanction": "sanctioned",
    "supply": "supplied",
    "sell": "sold",
    "buy": "bought",
    "produce": "produced",
    "cost": "of cost or worth",
}
_BODIES = {"Earth": "Earth", "Moon": "the Moon", "Mars": "Mars"}
_SHORT = 48
#: A label is cut at the first word beyond so many characters; words that a clause must have besides its number to be a label.
_MOST, _WORDS = 60, 2


def label(group: Group, *, planned: bool = False) -> str:
    """The label of a series, "jobs to be cut" where nothing is done yet; a place only where it tells one series from another (tolls, chances)."""
    key = group.key
    where = sorted(frozenset().union(*(n.scope.countries for n in group.nodes)))
    smaller = sorted(frozenset().union(*(n.scope.local for n in group.nodes)))
    if key.head == "chance":
        what = {"hit": "chance of impact", "miss": "chance of a miss"}.get(key.fate, "chance")
        target = f" on {_BODIES[where[0]]}" if len(where) == 1 and where[0] in _BODIES and key.fate == "hit" else ""
        marks = {"change": ", change", "threshold": ", a threshold"}
        return what + target + "".join(marks[m] for m in sorted(key.modifiers) if m in marks)
    if key.unit == "magnitude":
        return "magnitude of the aftershock" if key.fate == "aftershock" else "magnitude"
    text = _counted(group, planned=planned)
    if key.fate in words.TOLLS or "+" in key.fate:
        text += _place(where, smaller)
    part = "part" in key.modifiers and not text.startswith("…") and not any(i.number in text for i in group.items)
    text = f"some of the {text}" if part else text
    return f"{text}, {key.period}" if key.period else text


def _place(where: list[str], smaller: list[str]) -> str:
    if smaller:
        return f", {smaller[0].title()}"
    return f", {where[0]}" if len(where) == 1 else ""


def _counted(group: Group, *, planned: bool) -> str:
    """Noun and fate: the noun as most reports word it."""
    key = group.key
    fate = _FATES.get(key.fate, "")
    fate = f"to be {fate}" if planned and key.fate in words.DOINGS else fate
    per = f" a {key.per}" if key.per else ""
    noun = _noun(group)
    if key.unit in {"person", "job"} and (fate or noun != "people"):
        everywhere = frozenset.intersection(*(n.key.modifiers for n in group.nodes))  # the dead of a series of which some are confirmed are dead
        marks = [m for m in ("confirmed", "suspected", "presumed", "additional") if m in everywhere and m not in noun]
        return _capped(" ".join([*marks, noun, fate]).strip()) + per
    if key.head and key.unit not in {"percent", ""}:
        return _capped(f"{noun} {fate}".strip()) + per
    return _by_statement(group)


def _noun(group: Group) -> str:
    key = group.key
    mixed = key.fate in words.TOLLS and len({n.key.head for n in group.nodes}) > 1
    if key.unit in {"person", "job"} and (not key.head or mixed):
        soft = [m for m in ("civilian", "foreign", "military") if m in key.modifiers]
        if "family" in key.modifiers:
            return "family members"
        nationals = [s for i in group.items if (s := " ".join((i.quantity.what or "").split())) and countries(s)]
        if nationals and any(m.startswith("from ") for m in key.modifiers):
            return words.common(nationals)
        if key.fate == "body":
            return "bodies"
        return "civilians" if soft == ["civilian"] else " ".join([*soft, "people"])
    said = [
        " ".join((i.quantity.what or "").split())
        for i in group.items
        if words.head(i.quantity.what) in {key.head, "job" if key.head == "worker" else key.head}
    ]
    said = [s for s in said if s not in {"employs", "employ", "employed"}]
    said = [re.sub(r"^(?:(?:roughly|about|some|its|their|the|other|more|of|[\d,.]+)\s+)+", "", s) for s in said if s]
    plural = [s for s in said if singular(s.split(" ")[-1].lower()) != s.split(" ")[-1].lower()] or said
    return words.common([s for s in plural if len(s) <= _SHORT]) or f"{key.head}s"


def _by_statement(group: Group) -> str:
    """Of measures, money, percentages and people of whom nothing is said: the words about the number in the report with the clearest clause."""
    best = min(group.items, key=lambda i: (_bare(i), abs(len(i.clause) - _SHORT), i.clause, i.place))
    text = " ".join((best.sentence if _bare(best) else best.clause).split()).strip(" ,;:.")
    at = text.find(best.number)
    after = text[at + len(best.number) :].strip(" ,;:.") if at >= 0 else ""
    if group.key.unit == "percent" and re.match(r"of\b", after):
        return _capped(f"percent {after}")
    if len(text) > _MOST and at > _SHORT // 2:
        start = text.rfind(" ", 0, max(0, min(at - _SHORT // 3, at + len(best.number) - _SHORT))) + 1
        text = f"… {text[start:]}" if start else text
    return _capped(text) or "a number"


def _bare(item: Item) -> bool:
    """Whether a clause says nothing but the number ("or roughly $9,500", "for 90 days")."""
    rest = item.clause.replace(item.number, " ", 1)
    return sum(len(w) > 2 and w.lower() not in words.COMMON for w in re.findall(r"[A-Za-z]+", rest)) < _WORDS


def _capped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _MOST else text[:_MOST].rsplit(" ", 1)[0] + " …"
