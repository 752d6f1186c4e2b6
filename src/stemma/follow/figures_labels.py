"""What a series counts, in the field's words: "people killed, Myanmar"; "corporate jobs cut"; "chance of impact on Earth"."""

from __future__ import annotations

import re

from stemma.follow import figures_words as words
from stemma.follow.figures_groups import Group
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


def label(group: Group) -> str:
    """The label of a series; a place only where it tells one series from another (tolls, chances)."""
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
    text = _counted(group)
    if key.fate in words.TOLLS or "+" in key.fate:
        text += _place(where, smaller)
    return f"{text}, {key.period}" if key.period else text


def _place(where: list[str], smaller: list[str]) -> str:
    if smaller:
        return f", {smaller[0].title()}"
    return f", {where[0]}" if len(where) == 1 else ""


def _counted(group: Group) -> str:
    """Noun and fate: the noun as most reports word it."""
    key = group.key
    fate = _FATES.get(key.fate, "")
    per = f" a {key.per}" if key.per else ""
    noun = _noun(group)
    if key.unit in {"person", "job"}:
        marks = [m for m in ("confirmed", "suspected", "presumed", "additional") if m in key.modifiers and m not in noun]
        return _capped(" ".join([*marks, noun, fate]).strip()) + per
    if key.head and key.unit not in {"percent", ""}:
        return _capped(f"{noun} {fate}".strip()) + per
    return _by_statement(group)


def _noun(group: Group) -> str:
    key = group.key
    if key.unit in {"person", "job"} and not key.head:
        soft = [m for m in ("civilian", "foreign", "military") if m in key.modifiers]
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
    """Of measures, money and percentages: the words of the claim that says it best, cut at a word."""
    key = group.key
    best = max(group.items, key=lambda i: (i.claim.salience, i.claim.id))
    text = re.sub(r"^[^:]{0,60}:\s+", "", best.telling.statement or best.claim.statement).strip().rstrip(".")
    unit = {"percent": "percent", "": "number", "USD": "dollars", "EUR": "euros"}.get(key.unit, best.quantity.unit or "")
    return f"{unit}: {_capped(text)}"


def _capped(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHORT + 12 else text[: _SHORT + 12].rsplit(" ", 1)[0] + " …"
