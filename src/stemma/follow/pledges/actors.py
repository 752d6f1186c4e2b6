"""Who a promiser is: a voice of the ledger, a state for which a leader decides, or only a name."""

from __future__ import annotations

import re

from stemma.follow.shared.wording import word_set
from stemma.lang.en import voices
from stemma.lang.en.names import ROLES, bare_person, normal, surname
from stemma.model import Ledger, Voice
from stemma.model.pledges import Promiser

_GOVERNING = ROLES["leaders"] | frozenset(
    {
        "government",
        "administration",
        "ministry",
        "cabinet",
        "junta",
        "authorities",
        "parliament",
        "army",
        "military",
        "regime",
        "leadership",
        "council",
    }
)
_LEADER = "leader|president|premier|prime minister|chancellor|king|queen|emir|sultan|supreme leader|head of state|dictator|strongman|ruler"
#: Voices that pass on or watch what others do; when they say that something will be done, it is not they who will do it.
_WATCHING = word_set("""
    intelligence spy agency observer observers monitor monitors analyst analysts expert experts scientist scientists source sources media reports
    survey researchers institute observatory economist economists newspaper broadcaster seismologist critics
    """)


class Actors:
    """The voices and texts of a ledger, asked who somebody is."""

    def __init__(self, ledger: Ledger) -> None:
        self.voices = {v.id: v for v in ledger.voices}
        self.by_name: dict[str, str] = {}
        self.by_surname: dict[str, set[str]] = {}
        for voice in sorted(ledger.voices, key=lambda v: v.id):
            if voice.vague:
                continue
            for name in (voice.name, *voice.aliases):
                self.by_name.setdefault(_plain(name), voice.id)
            if voice.kind == "person":
                self.by_surname.setdefault(surname(voice.name), set()).add(voice.id)
        self.text = "\n".join(r.text for r in sorted(ledger.reports, key=lambda r: r.id))
        self.leads: dict[str, str | None] = {}

    def promiser(self, words: str) -> Promiser:
        """The promiser that the words name; a leader is put down as the state that the reports say he leads."""
        phrase = " ".join(words.split())
        words = _named(phrase)
        voice = self.voice(words)
        state = self.state(words, voice)
        country = voices.table().country_names[state] if state else None
        named = self.voices[voice].name if voice else words
        if country and _plain(words) in {_plain(country), *map(_plain, voices.table().adjectives[str(state)])}:
            named = country
        elif country and voice and self.voices[voice].kind == "person":
            named = f"{country} ({named})"
        elif country and (voice is None or self.voices[voice].kind == "state"):
            named = country
        return Promiser(name=named, words=phrase, voice=voice, state=state)

    def voice(self, words: str) -> str | None:
        """The voice of that name or alias; a lone family name when one person only bears it."""
        plain = _plain(words)
        if plain in self.by_name:
            return self.by_name[plain]
        if ", " in words and (named := self.voice(words.rsplit(", ", 1)[1])):
            return named  # "Norland's president, Ivo Hale"
        bare = bare_person(words)
        if _plain(bare) in self.by_name:
            return self.by_name[_plain(bare)]
        found = self.by_surname.get(normal(bare).split()[-1], set()) if normal(bare) else set()
        return next(iter(found)) if len(found) == 1 and words[:1].isupper() and (len(bare.split()) == 1 or bare != words) else None

    def state(self, words: str, voice: str | None) -> str | None:
        """The state that the words name or govern: "Norway", "the Norwegian government", "Norwegian leader X", "X" whom a report calls so."""
        plain = _plain(words)
        if plain in {"north", "south"} and f"{plain.title()} Korea" in self.text:
            return "KP" if plain == "north" else "KR"
        alone = voices.metonym(words)
        if alone:
            return alone
        countries = set(voices.countries_in(words))
        known = set(normal(words).split())
        if len(countries) == 1 and known & _GOVERNING:
            return countries.pop()
        if len(countries) > 1:
            return None
        name = self.voices[voice].name if voice else words
        if voice and self.voices[voice].kind == "state":
            found = voices.named(name)
            return found.country if found else voices.country_in(name)
        if (voice and self.voices[voice].kind == "person") or (not voice and words[:1].isupper() and not countries):
            return self._led(surname(name))
        return None

    def _led(self, family: str) -> str | None:
        """The country of which some report calls the bearer of a family name the leader; None when reports disagree."""
        if not family:
            return None
        if family not in self.leads:
            last = re.escape(family.split()[-1])
            found = set()
            name = rf"(?:{_LEADER})s?\s+(?:[A-Z][\w.’'\-]*\s+){{0,2}}?{last}\b"
            pattern = rf"((?:[A-Z][\w.’'\-]*\s+){{1,3}}){name}"
            for match in re.finditer(pattern, self.text, re.IGNORECASE):
                before = match[1]
                if before[:1].isupper() and len(codes := set(voices.countries_in(before))) == 1:
                    found |= codes
            self.leads[family] = found.pop() if len(found) == 1 else None
        return self.leads[family]

    def key(self, promiser: Promiser | None) -> str:
        """What two promisers share when they are one: the state, the voice, or the words."""
        if promiser is None:
            return ""
        return promiser.state or promiser.voice or _plain(promiser.name)

    def watches(self, voice: Voice) -> bool:
        """Whether a voice only tells of others: an agency, an outlet, an unnamed source, intelligence, an expert."""
        return voice.vague or voice.kind in {"agency", "outlet", "document", "anonymous"} or bool(set(normal(voice.name).split()) & _WATCHING)

    def speaks_as(self, voice: Voice, promiser: Promiser) -> bool:
        """Whether a voice is the promiser, or an office or person of the promiser's state."""
        if voice.id == promiser.voice:
            return True
        if promiser.state:
            return promiser.state in (set(voices.countries_in(voice.name)) | {self.state(voice.name, voice.id)})
        mine, theirs = set(_plain(promiser.words).split()), set(_plain(voice.name).split())
        return bool(mine and theirs) and (mine <= theirs or theirs <= mine)  # "Lorn Lines spokesman"; "Lorn Lines chief Ann Reed"


def _named(words: str) -> str:
    """ "Shipping magnate Ann Reed" is Ann Reed: a name of two words or more behind common nouns, unless a country stands before."""
    match = re.search(r"\b[a-z]+\s+((?:[A-Z][\w.’'-]*\s+)+[A-Z][\w.’'-]*)$", words)
    return match[1] if match and not voices.countries_in(words) and " of " not in words and " for " not in words else words


def _plain(name: str) -> str:
    """Normalised, without article."""
    return normal(name).removeprefix("the ")
