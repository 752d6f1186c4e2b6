"""Which voices are one side: a government and its ministries, a firm and its spokesman by name.

`Attributed.speaks_for` says it where the text does; this says it where only the names do, with the table of known voices. It errs towards one side
on purpose: an origin counted twice is worse than two counted once.
"""

from __future__ import annotations

import re
from functools import lru_cache

from stemma.lang.en.voices import by_key, country_in, metonym, named, office_in
from stemma.model import Voice

_WORD = re.compile(r"[A-Za-z][A-Za-z'’.\-]*|\d+")
#: Words of a name that tell no organisation from another.
_PLAIN_WORDS = """
the a an of in to for and on at by with from its his her their this that s mr mrs ms dr official officials spokesperson spokesman spokeswoman
statement website memo report data team chief head director source sources people national international company group news agency service
department ministry office center centre committee council government state city local senior former security
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())
_MOUTHPIECE = "state media"
_MEDIA = frozenset({"media", _MOUTHPIECE})
#: Offices that mean a government at large; without a country they mean the one that the story is about.
_AT_LARGE = frozenset({"government", "junta", "officials", "presidency", "premier"})
#: A government that goes by its head's name ("the Okafor administration") is some state's, and not the one that the story is about.
_HEADED = re.compile(r"(?<!^)\b[A-Z][a-z]+['’s]* (?:administration|government|cabinet|presidency)|^(?!The\b)[A-Z][a-z]+ administration")
#: The government whose country is not said.
UNSAID = "?"


def government_of(voice: Voice) -> str | None:
    """The country whose government, ministry, army or officials the voice is; `UNSAID` where no country is said; None for anybody else.

    Media of a country are nobody's government here, state media that go by that word are; unnamed officials are their country's, where it is said.
    """
    if voice.kind in ("outlet", "agency", "person"):
        return None
    unsaid: str | None = None
    for name in (voice.name, *voice.aliases):
        known = named(name)
        if known is not None:
            return None if known.relays else _state_behind(known.key)
        country = metonym(name) or country_in(name)
        office = office_in(name)
        if office == _MOUTHPIECE and country is not None:
            return country
        if office in _MEDIA:
            return None
        if country is None:
            unsaid = UNSAID if office in _AT_LARGE and voice.kind != "anonymous" and not _HEADED.search(name) else unsaid
            continue
        if office is not None or voice.kind == "state" or metonym(name) is not None:
            return country
    return unsaid


def _state_behind(key: str) -> str | None:
    """The country at the end of "speaks for", if it ends at a government."""
    seen: set[str] = set()
    while key not in seen:
        seen.add(key)
        if key.startswith("gov:"):
            return key.removeprefix("gov:")
        known = by_key(key)
        if known is None or known.speaks_for is None:
            return None
        key = known.speaks_for
    return None


@lru_cache(maxsize=4096)
def own_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others."""
    words = {w.casefold().removesuffix("'s").removesuffix("’s").strip(".") for w in _WORD.findall(name)}
    return frozenset(w for w in words if w not in _PLAIN and len(w) > 1)


def same_name(a: Voice, b: Voice) -> bool:
    """Whether one voice's name is wholly within the other's and is not merely a country's: "NASA" and "NASA's planetary office"."""
    for one in (a.name, *a.aliases):
        for other in (b.name, *b.aliases):
            x, y = own_words(one), own_words(other)
            shared = x if x <= y else y if y <= x else frozenset()
            if shared and any(country_in(w) is None for w in shared):
                return True
    return False
