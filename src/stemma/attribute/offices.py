"""States and their offices: "the Russian Foreign Ministry", "Seoul's spy agency", "our intelligence", "Moscow"."""

from __future__ import annotations

from stemma.attribute.cast import Cast
from stemma.attribute.naming import named_in
from stemma.attribute.sources import Answer, Source
from stemma.attribute.unnamed import hidden
from stemma.attribute.who import Who
from stemma.lang.en import voices
from stemma.lang.en.names import ROLES, words
from stemma.lang.en.syntax import is_possessor


def office(s: Source) -> Answer:
    """ "The Russian Foreign Ministry", "Seoul's spy agency", "our intelligence", "the ministry" with its state in the phrase or the report."""
    if s.phrase.core.lower().startswith("state of "):
        return None  # "the state of Washington" is no office of the United States
    core = s.phrase.core
    if " " not in core and voices.country_in(core) is not None and voices.metonym(core) is None:  # "British" is nobody: the words around it are
        core = s.passage.doc[s.tokens[0] : s.tokens[1]].text
    office = voices.office_in(core)
    if (
        office is None
        or s.phrase.lemma in ROLES["unnamed"]
        or (s.phrase.lemma in ROLES["officials"] and hidden(s))
        or (office in {"officials", "media"} and voices.country_in(core) is None)
    ):
        return None
    lower = set(words(core))
    if lower & {"city", "municipal", "metropolitan", "provincial", "local", "regional", "county"}:
        return None
    inside = named_in(core)
    if inside is not None and not inside.relays and not s.cast.elsewhere(inside, core):
        return s.cast.known(inside), f'"{core}" names {inside.name}.'
    country = voices.country_in(core) or (_land_of(s) if office != "junta" else None)
    if country is None and (earlier := _earlier_office(s, office)) is not None and not s.phrase.name:
        return earlier, f'"{core}" was named before in full: {earlier.name}.'
    if country is None and (named := _named_beside(core)):
        country = next((w.country for w in s.cast.people.values() if w.kind == "person" and words(w.name)[-1:] == words(named)[-1:]), None)
        if country is None:
            return None
    country = country or _country_beside(s) or _country_around(s, office)
    if country is None:
        return None
    who = s.cast.known(voices.office_of(country, office))
    return who, f'"{core}" is an office of {voices.table().country_names[country]}.'


def _land_of(s: Source) -> str | None:
    """The country of a possessor that may be a person too: "Chad's health ministry" is nobody's own."""
    owner = next((c for c in s.phrase.head.children if is_possessor(c)), None)
    if owner is None:
        return None
    if owner.lower_ in {"country", "nation", "kingdom", "republic"}:
        return s.cast.country  # "the country's weather office": of the one that the report is about
    return voices.land_named(owner.text) if s.phrase.lemma == "ministry" else s.cast.land(owner.text)


def _named_beside(core: str) -> str:
    """The name that is left of an office's phrase without the office ("the Ardern government"); "" where nothing in capitals is left."""
    of_offices = {w for phrase in voices.table().office_words for w in phrase} | {"the", "of", "for", "and"}
    return " ".join(w for w in core.split() if w[:1].isupper() and not set(words(w)) <= of_offices)


def _country_around(s: Source, office: str) -> str | None:
    """The country that the speaker leads ("our intelligence"), or that the report is about."""
    if s.speaker is not None and s.speaker.country is not None:
        return s.speaker.country
    if office == "junta":
        return with_junta(s.cast) or s.cast.country
    if office in {"state media", "prosecutors", "police"}:
        return s.cast.leading
    return s.cast.country if s.phrase.definite else None


def _country_beside(s: Source) -> str | None:
    """The country of the possessor, or of a close "of ..." or "in ...": "the spy agency in Seoul"."""
    for child in s.phrase.head.children:
        text = child.doc[child.left_edge.i : child.i + 1].text
        close = is_possessor(child) or (
            child.left_edge.i == s.phrase.head.i + 1 and child.i <= s.phrase.head.i + 4 and child.pos_ in {"PROPN", "NOUN"}
        )
        if close and (country := voices.country_in(text)) is not None:
            return country
    return None


def with_junta(cast: Cast) -> str | None:
    """The country of the report that the table knows to be ruled by its army."""
    ruled = {c for c, office in voices.table().organs if office == "junta"}
    text = " ".join(p.doc.text for p in cast.passages)
    return next((c for c in voices.countries_in(text) if c in ruled), None)


def _earlier_office(s: Source, office: str) -> Who | None:
    keys = {k for (c, o), k in voices.table().organs.items() if o == office}
    fits = [w for w in s.cast.people.values() if (w.key in keys or w.key.endswith(f":{office}")) and w.before(s.offset) >= 0]
    return max(fits, key=lambda w: w.before(s.offset), default=None)


def state(s: Source) -> Answer:
    """ "Moscow", "the Kremlin", "South Korea": the government."""
    country = voices.metonym(s.phrase.core) or (voices.metonym(s.phrase.name) if s.phrase.name else None)
    country = country or s.cast.land(s.phrase.core)
    if country is None or s.phrase.lemma in _PARTS_OF_LAND or (s.phrase.person and not seat(s.phrase.core)):
        return None
    return s.cast.state(country), f'"{s.phrase.core}" stands for the government of {voices.table().country_names[country]}.'


#: "The state of Washington", "the city of Paris" are not who governs from there.
_PARTS_OF_LAND = frozenset({"state", "city", "town", "county", "province", "region", "district", "mayor", "governor"})


def seat(name: str) -> bool:
    """Whether a name is that of a seat of government and of nobody ("Zhongnanhai"), whatever the annotator took it for."""
    return words(name) in voices.table().metonyms and words(name) not in voices.table().country_words
