"""Who is known to speak in the news: agencies, outlets, governments and their metonyms, ministries, bodies. One table, loaded at first use.

The table (`voices.json`) is built from `resources/voices.yml`; its country part comes from mledoze/countries (ODbL 1.0).
Nothing here looks at a report; it only says what a name or a phrase means in the world.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from stemma.lang.en.names import normal
from stemma.model import VoiceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A voice of the table."""

    #: Stable key: "org:nasa", "gov:RU", "office:KR:intelligence".
    key: str
    name: str
    kind: VoiceKind
    aliases: tuple[str, ...] = ()
    #: ISO 3166 code of the state it belongs to.
    country: str | None = None
    #: Key of the voice for which it speaks.
    speaks_for: str | None = None
    #: The name means it only with its country beside it.
    ambiguous: bool = False
    #: It sells or spreads what others say: an agency or outlet.
    relays: bool = False
    #: Common nouns that mean it once it was named ("the alliance").
    called: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The table by key and by normalised name, and the words of countries and offices."""

    by_key: dict[str, Known]
    by_name: dict[str, Known]
    #: Normalised words -> country code; longest phrases first when matched.
    country_words: dict[tuple[str, ...], str]
    #: Country names and capitals alone (no demonyms): these may stand for a government.
    metonyms: dict[tuple[str, ...], str]
    #: Normalised words -> office.
    office_words: dict[tuple[str, ...], str]
    office_names: dict[str, str]
    #: (country, office) -> key of the organ that has a name of its own.
    organs: dict[tuple[str, str], str]
    country_names: dict[str, str]
    adjectives: dict[str, tuple[str, ...]]


def _the(name: str) -> str:
    return name[4:] if name.lower().startswith("the ") else name


@cache
def table() -> Table:
    """The table, read at first use."""
    raw: dict[str, Any] = json.loads((files("stemma.lang.en") / "voices.json").read_text("utf-8"))
    t = Table({}, {}, {}, {}, {}, {}, {}, {}, {})
    _countries(t, raw["countries"])
    for office, entry in raw["offices"].items():
        t.office_names[office] = entry["name"]
        for phrase in entry["phrases"]:
            t.office_words[tuple(normal(phrase).split())] = office
    for kind, group in (("agency", "agencies"), ("outlet", "outlets"), ("organisation", "organisations"), ("organisation", "organs")):
        for entry in raw[group]:
            _add(t, entry, kind, relays=group in {"agencies", "outlets"})
    for entry in raw["organs"]:
        if "of_office" in entry:  # only now are all organs known
            key = f"org:{normal(entry['name'])}"
            t.by_key[key] = replace(t.by_key[key], speaks_for=office_key(entry["country"], entry["of_office"], t))
    t.by_name.update({name: t.by_key[known.key] for name, known in t.by_name.items()})
    return t


def _entry(name: str) -> str:
    """How a name stands in the table: without its article, unless one word is left that means much else ("The Independent")."""
    bare = _the(name)
    return normal(name) if bare != name and " " not in bare else normal(bare)


def _countries(t: Table, raw: dict[str, Any]) -> None:
    for code, entry in raw.items():
        t.country_names[code] = entry["name"]
        t.adjectives[code] = tuple(entry["adjectives"])
        for word in (*entry["names"], *entry["adjectives"], *entry["capitals"]):
            t.country_words.setdefault(tuple(normal(word).split()), code)
        for word in (*entry["names"], *entry["capitals"], *entry["government"]):
            t.metonyms.setdefault(tuple(normal(_the(word)).split()), code)
        names = [*entry["names"], *entry["capitals"], *entry["government"], *(f"{a} government" for a in entry["adjectives"])]
        main = f"{entry['adjectives'][0]} government" if entry["adjectives"] else f"government of {entry['name']}"
        key = f"gov:{code}"
        t.by_key[key] = Known(key=key, name=main, kind="state", aliases=tuple(dict.fromkeys(n for n in names if n != main)), country=code)


def _add(t: Table, entry: dict[str, Any], kind: Any, *, relays: bool) -> None:
    name, country = entry["name"], entry.get("country")
    key = f"org:{normal(name)}"
    owner = f"org:{normal(entry['of'])}" if "of" in entry else f"gov:{country}" if country and not relays and not entry.get("own") else None
    known = Known(
        key=key,
        name=name,
        kind=entry.get("kind", kind),
        aliases=tuple(entry.get("aliases", ())),
        country=country,
        speaks_for=owner,
        ambiguous=bool(entry.get("ambiguous")),
        relays=relays,
        called=tuple(entry.get("called", ())),
    )
    t.by_key[key] = known
    for alias in (name, *known.aliases):
        t.by_name.setdefault(_entry(alias), known)
    for role in entry.get("roles", ()) if country else ():
        t.organs[str(country), role] = key


def office_key(country: str, office: str, t: Table | None = None) -> str:
    """The key of a state's office: the organ's own where it has a name, else a key made of both."""
    t = t or table()
    if office == "government":
        return t.organs.get((country, office), f"gov:{country}")
    return t.organs.get((country, office), f"office:{country}:{office}")


def named(name: str) -> Known | None:
    """The voice that goes under this name (article and case aside); None for names that mean it only beside a country."""
    known = table().by_name.get(normal(name)) or table().by_name.get(normal(_the(name)))
    if known is None or known.ambiguous:
        return None
    return known if any(c.isupper() for c in name) or name == known.name else None  # "who" is no health organisation


def belongs(known: Known, text: str) -> bool:
    """Whether the words around a state's organ name no other state alone: "the Russian Ministry of Defence" is no British one."""
    countries = set(countries_in(text))
    return known.country is None or known.relays or not countries or known.country in countries


#: Words that end the names of newsrooms, for those that the table does not know.
_NEWSROOM_WORDS = frozenset(
    {"times", "post", "news", "herald", "tribune", "gazette", "journal", "courier", "mail", "chronicle", "telegraph", "press", "radio", "tv"}
    | {"television", "broadcasting", "newspaper", "observer", "standard", "express", "echo", "argus", "dispatch", "inquirer", "examiner", "weekly"}
    | {"zeitung", "tidende", "gazeta", "pravda", "shimbun", "ilbo", "presse", "prensa", "diario", "tageblatt", "daily"}
)


def like_outlet(name: str) -> bool:
    """Whether a name of two words or more, in capitals, ends as the names of newspapers and broadcasters do ("the Hill Courier")."""
    parts = _the(name).split()
    return len(parts) > 1 and parts[0][:1].isupper() and parts[-1][:1].isupper() and normal(parts[-1]) in _NEWSROOM_WORDS


def metonym(name: str) -> str | None:
    """The country whose government this name alone stands for ("Moscow", "the White House", "Russia")."""
    return table().metonyms.get(tuple(normal(_the(name)).split()))


def land_named(text: str) -> str | None:
    """The country of exactly this name, those that the table leaves out for being a person's as well ("Chad", "Jordan")."""
    name = normal(_the(text))
    return next((code for code, land in table().country_names.items() if normal(land) == name), None)


def country_in(text: str) -> str | None:
    """The first country named in the words, by name, demonym or capital; the longest phrase wins at its place."""
    found = countries_in(text)
    return found[0] if found else None


#: "North" and "South" with a name beside them: "Lakeview South Hospital", "North Dakota" are no Koreas; "South Africa" is what it is.
_HALVES = re.compile(r"\b(?:([A-Z]\w+) )?(North|South)\b(?: ([A-Z]\w+))?")
_OPENERS = frozenset({"The", "And", "But", "In", "On", "For", "If", "As", "With", "When", "While"})


def _half(found: re.Match[str]) -> str:
    before, half, after = found.groups()
    if after is not None and (half.lower(), normal(after)) in _pairs():
        return found.group(0)
    if after is not None or (before is not None and before not in _OPENERS):
        return f"{before or ''} _ {after or ''}"
    return found.group(0)


@cache
def _pairs() -> frozenset[tuple[str, ...]]:
    """The first two words of countries' names of two words and more."""
    return frozenset(k[:2] for k in (*table().country_words, *table().metonyms) if len(k) > 1)


def countries_in(text: str) -> tuple[str, ...]:
    """All countries named in the words, in order; "us" in small letters is a pronoun."""
    words = tuple(normal(_HALVES.sub(_half, re.sub(r"\bus\b", "_", text))).split())
    out: list[str] = []
    i = 0
    while i < len(words):
        for size in range(min(6, len(words) - i), 0, -1):
            if words[i : i + size] in {("the", "north"), ("the", "south")} and words[i + 1 : i + 3] in _pairs():
                continue  # "the South African army"
            code = table().country_words.get(words[i : i + size]) or table().metonyms.get(words[i : i + size])
            if code is not None:
                out.append(code)
                i += size - 1
                break
        i += 1
    return tuple(out)


def office_in(text: str) -> str | None:
    """The office that the words name ("foreign ministry", "spy agency"); the longest phrase wins."""
    words = tuple(normal(text).split())
    best: tuple[int, int, str] | None = None
    for size in range(min(6, len(words)), 0, -1):
        for i in range(len(words) - size + 1):
            office = table().office_words.get(words[i : i + size])
            if office is not None and (best is None or (size, i) > best[:2]):
                best = (size, i, office)
    return best[2] if best else None


def office_named(name: str) -> Known | None:
    """The office that a name is, when it says nothing but its country and itself: "Russian Foreign Ministry"."""
    country, office = country_in(name), office_in(name)
    if country is None or office is None or len(countries_in(name)) != 1:
        return None
    spare = set(normal(name).split()) - {"the", "of", "for", "and"}
    country_words = {w for phrase, code in (table().country_words | table().metonyms).items() if code == country for w in phrase}
    office_words = {w for phrase, o in table().office_words.items() if o == office for w in phrase}
    return office_of(country, office) if spare <= country_words | office_words else None


def office_of(country: str, office: str) -> Known:
    """The voice of a state's office, with the names under which it goes."""
    t = table()
    key = office_key(country, office, t)
    if key in t.by_key:
        return t.by_key[key]
    adjectives = t.adjectives[country] or (t.country_names[country],)
    phrase = t.office_names[office]
    name, land = f"{adjectives[0]} {phrase}", t.country_names[country]
    phrases = [p for p, o in t.office_words.items() if o == office]
    aliases = [f"{land}'s {phrase}", *(f"{adjectives[0]} {' '.join(p)}" for p in phrases)]
    return Known(
        key=key,
        name=name,
        kind="group" if office in {"media", "officials", "state media"} else "organisation",
        aliases=tuple(dict.fromkeys(a for a in aliases if a != name)),
        country=country,
        speaks_for=None if office in {"media", "state media"} else f"gov:{country}",
    )


def by_key(key: str) -> Known | None:
    """The voice of the table with this key, offices made as needed."""
    if key in table().by_key:
        return table().by_key[key]
    if key.startswith("office:"):
        _, country, office = key.split(":", 2)
        return office_of(country, office)
    return None
