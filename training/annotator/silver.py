"""Half-knowledge about names: what tags and a table of countries say where no one has marked names.

EWT has no names marked for training, but its tags say which words are proper nouns: those are names of some kind, the
others are none. The loss then asks only that (see ``losses.ALLOWED``).
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from pathlib import Path

from .treebank import TITLES
from .units import NONE, SOME_NAME, TIME_OR_NONE, Unit

_CALENDAR = re.compile(
    r"(?i)(mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|(sept|octo|novem|decem)(em)?ber"
    r"|(jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
)
_JOINING = {"of", "the", "and", "for", "'s", "’s", "-", "–", "&", "de", "la", "al", "in", "on", "at", "/", "s", "'"}


def country_words(path: Path) -> tuple[set[str], set[str]]:
    """Names of countries and capitals, and words for their people, both in lower case."""
    places: set[str] = {"us", "u.s.", "u.s", "usa", "uk", "u.k.", "uae", "america", "britain", "england", "scotland", "gaza"}
    people: set[str] = set()
    for country in json.loads(path.read_text(encoding="utf-8")):
        places |= {country["name"]["common"].lower(), country["name"]["official"].lower()}
        places |= {c.lower() for c in country["capital"]}
        for word in country["demonyms"].get("eng", {}).values():
            people |= {word.lower(), word.lower() + "s"}
    return places, people - {""}


def known_kinds(units: Sequence[Unit]) -> tuple[dict[str, str], set[str]]:
    """Names (lower case) that the corpora know under one kind only, and words that begin persons' names and no others."""
    kinds: dict[str, set[str]] = {}
    firsts: dict[str, set[str]] = {}
    for unit in units:
        for begin, end, kind in name_spans(unit.names):
            kinds.setdefault(" ".join(unit.words[begin:end]).lower(), set()).add(kind)
            firsts.setdefault(unit.words[begin].lower(), set()).add(kind)
    named = {name: next(iter(k)) for name, k in kinds.items() if len(k) == 1 and len(name) > 2}
    return named, {word for word, k in firsts.items() if k == {"PER"} and len(word) > 2}


def hand_kinds(path: Path) -> dict[str, str]:
    """Kinds of whole names set by hand, from a file of ``KIND: name | name`` lines; the kind "none" is ``NONE``."""
    kinds: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        kind, colon, names = line.partition(": ")
        if colon and not line.startswith("#"):
            kinds |= {name.strip(): NONE if kind == "none" else kind for name in names.split(" | ")}
    return kinds


def half_names(unit: Unit, places: set[str], people: set[str], named: dict[str, str], firsts: set[str], hand: dict[str, str]) -> list[str]:
    """Names of a tagged sentence as far as its tags and the known names tell; "" where they do not.

    ``hand`` holds kinds by whole name as written, the others by name in lower case.

    All kinds must be among the known: with countries alone the network learns that names in such texts are places.
    """
    proper = [u == "PROPN" for u in unit.upos]
    tags = []
    for at, word in enumerate(unit.words):
        beside = (at > 0 and proper[at - 1]) or (at + 1 < len(proper) and proper[at + 1])
        if word.lower() in people:
            tags.append("" if beside else NONE)
        elif not proper[at]:
            tags.append("" if beside and (word.lower() in _JOINING or (word[0].isalnum() and not word.islower())) else NONE)
        elif re.search(r"@|https?:|www|\.com", word) or (word.lower() in TITLES and proper[at + 1 : at + 2] == [True]):
            tags.append(NONE)
        elif word.lower() in TITLES or re.search(r"\d", word):
            tags.append("")
        else:
            tags.append(TIME_OR_NONE if _CALENDAR.fullmatch(word) else SOME_NAME)
    for begin, end in _runs(proper):
        text = " ".join(unit.words[begin:end]).lower()
        kind = hand.get(" ".join(unit.words[begin:end]))
        if kind == NONE:
            tags[begin:end] = [NONE] * (end - begin)
            continue
        kind = kind or ("LOC" if text in places else named.get(text) or ("PER" if text.split(" ")[0] in firsts and end - begin < 4 else None))
        if kind and SOME_NAME in tags[begin:end] and not {"", TIME_OR_NONE} & set(tags[begin:end]):
            tags[begin:end] = [f"B-{kind}"] + [f"I-{kind}"] * (end - begin - 1)
    return tags


def _runs(flags: Sequence[bool]) -> list[tuple[int, int]]:
    edges = [at for at in range(len(flags) + 1) if (at < len(flags) and flags[at]) != (at > 0 and flags[at - 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))


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
