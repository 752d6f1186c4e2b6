"""More from the names that are marked: one custom for countries, names put in place of others, towns with their states."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

from .units import NONE, Unit


def country_words(path: Path) -> set[str]:
    """Names of countries and capitals in lower case."""
    places: set[str] = {"us", "u.s.", "u.s", "usa", "uk", "u.k.", "uae", "america", "britain", "england", "scotland", "gaza"}
    for country in json.loads(path.read_text(encoding="utf-8")):
        places |= {country["name"]["common"].lower(), country["name"]["official"].lower()}
        places |= {c.lower() for c in country["capital"]}
    return places


def countries_are_places(unit: Unit, places: set[str]) -> None:
    """Turn an organisation that has a country's name into a place, whatever the corpus' custom."""
    for begin, end, kind in name_spans(unit.names):
        if kind == "ORG" and " ".join(unit.words[begin:end]).lower().removeprefix("the ") in places:
            unit.names[begin:end] = ["B-LOC"] + ["I-LOC"] * (end - begin - 1)


#: The states of the United States, which addresses and datelines put after a town.
STATES = (
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia Hawaii Idaho Illinois Indiana Iowa Kansas "
    "Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada New-Hampshire "
    "New-Jersey New-Mexico New-York North-Carolina North-Dakota Ohio Oklahoma Oregon Pennsylvania Rhode-Island South-Carolina "
    "South-Dakota Tennessee Texas Utah Vermont Virginia Washington West-Virginia Wisconsin Wyoming "
    "AL AZ CA CO CT FL GA IL IN KS LA MA MD MI MN MO NC NJ NM NV NY OH OR PA TN TX UT VA WA WI DC Ca Fla. Calif. Tex."
)


def states(places: set[str]) -> list[list[str]]:
    """Words of names that follow a town's name: states, their letters, and (a third as often) countries."""
    abroad = sorted(place.title() for place in places if len(place) > 4 and "," not in place)[::3]
    return [name.replace("-", " ").split(" ") for name in STATES.split(" ") * 3] + [name.split(" ") for name in abroad]


def name_spans(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """(begin, end, kind) of BIO tags."""
    out: list[tuple[int, int, str]] = []
    for at, tag in enumerate(tags):
        if tag.startswith("B-"):
            out.append((at, at + 1, tag[2:]))
        elif tag.startswith("I-") and out and out[-1][1] == at:
            out[-1] = (out[-1][0], at + 1, out[-1][2])
    return out


def mentions(units: Sequence[Unit], places: set[str]) -> dict[str, list[list[str]]]:
    """Capitalised names by kind, to stand in for others."""
    found: dict[str, set[str]] = {"PER": set(), "ORG": set(), "LOC": {p.title() for p in places if len(p) > 4}}
    for unit in units:
        for begin, end, kind in name_spans(unit.names):
            words = unit.words[begin:end]
            if kind in found and all(re.fullmatch(r"[A-Z][\w.’'-]+|of|the|and|&|de|al|-", w) for w in words):
                found[kind].add(" ".join(words))
    return {kind: [name.split(" ") for name in sorted(names)] for kind, names in found.items()}


def swap(unit: Unit, pool: dict[str, list[list[str]]], chance: random.Random, share: float) -> Unit:
    """The unit with a share of its names replaced by others of their kind."""
    words, tags, at = [], [], 0
    for begin, end, kind in name_spans(unit.names):
        if kind not in pool or chance.random() >= share:
            continue
        name = chance.choice(pool[kind])
        words += unit.words[at:begin] + name
        tags += unit.names[at:begin] + ["B-" + kind] + ["I-" + kind] * (len(name) - 1)
        at = end
    if not at:
        return unit
    return Unit(words=words + unit.words[at:], names=tags + unit.names[at:], scheme=unit.scheme, document=unit.document)


def add_states(unit: Unit, places: Sequence[list[str]], chance: random.Random, share: float) -> Unit:
    """The unit with a state or country after a share of its places, as addresses have them: two names, with or without a comma."""
    words, tags, at = [], [], 0
    for _begin, end, kind in name_spans(unit.names):
        followed = unit.words[end : end + 1]
        if kind != "LOC" or chance.random() >= share or (followed and followed[0] == ","):
            continue
        name = chance.choice(places)
        comma = [","] if chance.random() < 0.4 else []
        words += unit.words[at:end] + comma + name
        tags += unit.names[at:end] + [NONE] * len(comma) + ["B-LOC"] + ["I-LOC"] * (len(name) - 1)
        at = end
    if not at:
        return unit
    return Unit(words=words + unit.words[at:], names=tags + unit.names[at:], scheme=unit.scheme, document=unit.document)
