"""The cast of one report: who is named or speaks in it, under which names and descriptions, and where each was last mentioned.

Two passes over the report's names: first the full names, so that a surname finds its person even in a headline; then every mention in
order, with titles and appositions as descriptions. What is a table voice (agency, ministry, government) has the table's key in all
reports; a person has a key made of the full name; what only this report can tell has a key with the report's id.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from stemma.attribute.around import MINISTERS, SPEAKING, main_country, newsroom_of
from stemma.attribute.naming import ends_name, is_middled, is_office_alone, is_part, is_within, named_in, whole_name
from stemma.attribute.phrase import Phrase, described_beside, read_phrase, role_beside, title_before
from stemma.attribute.shortened import FullNames, bare
from stemma.attribute.who import Who
from stemma.lang.en import voices
from stemma.lang.en.called import sorts
from stemma.lang.en.names import ROLES, TITLES, bare_person, defined_acronyms, gender_of, gender_of_name, normal, same_person, without_form, words
from stemma.lang.en.syntax import is_possessor, is_subject
from stemma.lang.en.voices import Known
from stemma.lang.reading import Passage, Reading
from stemma.model import Place, Span, VoiceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Roles that speak for their house: what such a person says the house says.
_FOR_THE_HOUSE = "spokesman spokeswoman spokesperson spox adviser advisor aide executive ceo cfo coo cto official officer representative vice"
_MOUTHPIECES = frozenset(_FOR_THE_HOUSE.split())
#: Roles of those who are sent to speak, which need a house behind them.
SPEAKING_FOR = frozenset({"spokesman", "spokeswoman", "spokesperson", "spox", "coordinator"})
#: Roles that only a firm gives.
_OFFICERS = frozenset({"ceo", "cfo", "coo", "cto", "vice", "executive"})
_LEADERS = frozenset({"president", "leader", "premier", "chancellor", "king", "emir", "chief", "chairman", "ruler", "prime", "dictator", "head"})


class Cast:
    """The cast of one report, filled by its names at once and by the resolving of sources in order."""

    def __init__(self, reading: Reading, *, firms: frozenset[str] = frozenset()) -> None:
        self.reading = reading
        #: Single words that some report calls an organisation and that are no part of a person's full name in any.
        self.firms = firms
        self.report = reading.report.id
        self.people: dict[str, Who] = {}
        self.passages = [p for p in reading.passages if p.kind in SPEAKING]
        text = reading.report.text
        self.acronyms = {normal(k): v for k, v in defined_acronyms(text).items()}
        #: The country named most, and the one of whose offices "the ministry" may be (named in half of all cases).
        self.leading, self.country = main_country(reading)
        #: Every country that the report names.
        self.countries = frozenset(c for p in self.passages for c in voices.countries_in(p.doc.text))
        self.newsroom = newsroom_of(reading)
        #: What the report itself calls its names: normalised name -> "firm", "body", "newsroom".
        self.called = sorts([p.doc for p in self.passages])
        #: As whom the report writes them.
        self.written = {normal(e.text): str(e.text) for p in self.passages for e in p.doc.ents if normal(e.text) in self.called}
        #: Full names of organisations, for their short forms.
        self.full = FullNames()
        #: Documents by lemma -> who wrote the last one.
        self.documents: dict[str, Who] = {}
        self._names()

    def who(self, key: str, name: str, kind: VoiceKind, **more: object) -> Who:
        """The one with this key, made if new."""
        if key not in self.people:
            self.people[key] = Who(key=key, name=name, kind=kind, **more)  # type: ignore[arg-type]
        return self.people[key]

    def known(self, known: Known) -> Who:
        """The one of the cast that a table voice is."""
        who = self.who(
            known.key,
            known.name,
            known.kind,
            aliases=dict.fromkeys(known.aliases),
            speaks_for=known.speaks_for,
            country=known.country,
            relays=known.relays,
        )
        if known.key.endswith(":officials"):
            who.mouthpiece = who.plural = True
        return who

    def named(self, name: str) -> Known | None:
        """The voice of the table of this name; not an agency or outlet whose letters mean somebody else here ("the tax authority AP")."""
        known = voices.named(name)
        return None if known is not None and self.meant_otherwise(known, name) else known

    def meant_otherwise(self, known: Known, name: str) -> bool:
        """Whether the report explains the letters as another's, or calls whoever bears them something else than a newsroom."""
        letters = normal(name)
        full = self.acronyms.get(letters)
        other = full is not None and voices.named(full) != known
        return known.relays and (other or self.called.get(letters) in {"firm", "body"}) and " " not in letters

    def newsroom_in(self, text: str) -> str | None:
        """The name in the words that the report calls a newspaper or broadcaster, where it is not the report's own outlet."""
        said, own = f" {normal(text)} ", normal(self.reading.report.outlet or "")
        return next((n for n, sort in self.called.items() if sort == "newsroom" and f" {n} " in said and n not in own), None)

    def land(self, text: str) -> str | None:
        """The country of a name that may be a person's ("Chad"), where the report names the country by its capital or people too."""
        code = voices.land_named(text)
        return code if code in self.countries else None

    def elsewhere(self, known: Known, core: str) -> bool:
        """Whether an office's bare words ("Foreign Office"), one state's name, mean another's: that one is named most, the first nowhere."""
        generic = tuple(words(core)) in voices.table().office_words and "department" not in words(core)
        return generic and known.country is not None and self.country is not None and known.country not in self.countries

    def state(self, country: str) -> Who:
        """The government of a country."""
        known = voices.by_key(f"gov:{country}")
        if known is None:
            raise KeyError(country)
        return self.known(known)

    def saw(self, who: Who, passage: Passage, span: Span, *, token: Token | None = None) -> None:
        """Notes a mention; not by the name of somebody else ("Roe and Kral said" where the parse takes the one for the other)."""
        if who.kind == "person" and self._anothers(who, span.of(self.reading.report.text)):
            return
        who.mentions.setdefault(Place.at(self.report, span))
        who.at.append(span.start)
        if token is not None and is_subject(token):
            who.subject_at.append(span.start)

    def _anothers(self, who: Who, text: str) -> bool:
        """Whether a bare name is one that another person of the cast has and this one has not."""
        parts = words(text)
        if len(parts) != 1 or not text[:1].isupper() or is_part(parts[0], words(who.name)):
            return False
        return any(w is not who and w.kind == "person" and parts[0] in words(w.name) for w in self.people.values())

    def person(self, name: str) -> Who:
        """The person of this name: by full name, by a name that is part of exactly one full name, else new."""
        bare = bare_person(re.sub(r"^(\S+ \S.*?)\s+(?:of|from|at)(?:\s.*)?$", r"\1", name))  # "Mary Roe of Erie"
        parts = words(bare)
        if len(parts) == 1 and parts[0] in self.firms:
            return self.organisation(bare)
        key = f"person:{' '.join(parts)}"
        if key in self.people:
            return self.people[key]
        if len(parts) == 1:
            fits = [w for w in self.people.values() if w.kind == "person" and len(words(w.name)) > 1 and is_part(parts[0], words(w.name))]
            last = [w for w in fits if ends_name(parts[0], words(w.name))]
            fits = last or fits
            if fits and all(same_person(fits[0].name, w.name) for w in fits[1:]):
                return fits[0]
        longer = [w for w in self.people.values() if w.kind == "person" and len(parts) > 1 and is_within(parts, words(w.name))]
        if len(longer) == 1:
            return longer[0]
        if len(parts) > 1 and len(whole := [w for w in self.people.values() if w.kind == "person" and is_middled(parts, words(w.name))]) == 1:
            return whole[0]
        shorter = [w for w in self.people.values() if w.kind == "person" and len(words(w.name)) > 1 and is_within(words(w.name), parts)]
        if len(shorter) == 1:
            shorter[0].aliases.setdefault(shorter[0].name)
            shorter[0].name = bare
            return shorter[0]
        return self.who(key, bare, "person")

    def _names(self) -> None:
        """Both passes over the report's entities."""
        seen: list[tuple[Passage, Phrase, Span, str]] = []
        for passage in self.passages:
            for entity in passage.doc.ents:
                if entity.label_ in {"PER", "PERSON", "ORG"}:
                    seen.append((passage, read_phrase(entity.root), passage.span(entity.start, entity.end), str(entity.text)))
                elif len(entity) > 1 and normal(entity.root.text) in ROLES["bodies"] and entity.root.pos_ == "PROPN":  # taken for a place
                    phrase = read_phrase(entity.root)
                    seen.append((passage, phrase, passage.span(entity.start, entity.end), bare(phrase.core)))
        meant = [self.named(t) or voices.office_named(p.core) or self.named(whole_name(p, t)) for _, p, _, t in seen]
        for (_, phrase, span, text), known in zip(seen, meant, strict=True):
            if not phrase.person and known is not None:
                self.full.add(text, self.known(known).key, span.start)
                self.full.add(known.name, known.key, span.start)
        for (passage, phrase, span, text), known in zip(seen, meant, strict=True):
            if known is None and is_office_alone(text):
                continue  # "Foreign Ministry": whose, the resolving of sources will tell
            if not phrase.person and known is not None:
                self.saw(self.known(known), passage, span, token=phrase.head)
            elif not phrase.person and voices.metonym(text) is None and len(text) > 2:
                who = self.shortened(text, passage, span.start) or self.organisation(text)
                self.full.add(text, who.key, span.start)
                who.described |= set(described_beside(phrase.head, text))
                self.saw(who, passage, span, token=phrase.head)
        persons = [(p, ph, sp) for p, ph, sp, _ in seen if ph.person and not TITLES.issuperset(words(ph.name))]
        for full in (True, False):
            for passage, phrase, span in persons:
                if (len(words(phrase.name)) > 1) is full:
                    self.introduce(self.person(phrase.name), phrase, passage, span)

    def hear(self, names: Mapping[str, str]) -> None:
        """Organisations that another report calls so (name -> sort), where this one writes their names and the annotator saw none."""
        for name, sort in sorted(names.items()):
            if f"org:{normal(without_form(name))}" in self.people:
                continue
            for passage in self.passages:
                for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", passage.doc.text):
                    span = passage.doc.char_span(found.start(), found.end(), alignment_mode="expand")
                    if span is None:
                        continue
                    who = self.organisation(name)
                    who.firm = who.firm or sort == "firm"
                    place = passage.span(span.start, span.end)
                    self.full.add(name, who.key, place.start)
                    self.saw(who, passage, place, token=span.root)
        for who in list(self.people.values()):
            if who.kind == "person" and who.speaks_for is None and who.described & _OFFICERS and (firm := self._firm()) is not None:
                who.speaks_for, who.mouthpiece = firm, bool(who.described & _MOUTHPIECES)

    def shortened(self, name: str, passage: Passage, at: int) -> Who | None:
        """The organisation named in full before (for a headline: anywhere in the report), of whose name this is a short form."""
        if is_office_alone(bare(name)) or voices.named(name) is not None:
            return None
        key = self.full.key_of(name, before=None if passage.kind == "headline" else at)
        return self.people.get(key) if key is not None else None

    def organisation(self, name: str) -> Who:
        """An organisation that only the report knows, by name or by an acronym that the report explains."""
        name = re.sub(r"['’]s?$|(?:\s+(?:and|or|which|who))+$", "", self.acronyms.get(normal(name), name).split("(")[0].strip())
        inside = bare(name)
        known = self.named(name) or voices.office_named(name) or (self.named(inside) if " " in inside else None)
        if known is not None:
            return self.known(known)
        clean = inside if " " in inside else name.removeprefix("the ").removeprefix("The ").strip(" ,()").removesuffix(" of")
        sort = self.called.get(normal(clean), "")
        like = voices.like_outlet(clean) or sort == "newsroom"
        clean = self.written.get(normal(clean), clean)
        who = self.who(f"org:{normal(without_form(clean))}", clean, "outlet" if like else "organisation", relays=like, firm=sort == "firm")
        for short, full in self.acronyms.items():
            if normal(full) == normal(clean):
                who.aliases.setdefault(short.upper())
        return who

    def introduce(self, who: Who, phrase: Phrase, passage: Passage, span: Span) -> None:
        """Notes a person's mention with what is said beside the name."""
        self.saw(who, passage, span, token=phrase.head)
        if who.kind != "person":
            return
        who.gender = who.gender or gender_of(phrase.core) or gender_of_name(who.name)
        role = role_beside(phrase.head)
        described = {
            *words(phrase.description),
            *words(title_before(phrase.head)),
            *(words(role.doc[role.left_edge.i : role.i + 1].text) if role else ()),
        }
        described -= {"the", "a", "an", "of", "and"}
        who.described |= described
        if described & _LEADERS and who.country is None:
            who.country = voices.country_in(phrase.description)
        if who.speaks_for is None and described:
            who.speaks_for = self._house(phrase, described, passage, span.start)
            if who.speaks_for is None and role is not None and described & (_OFFICERS | _MOUTHPIECES | SPEAKING_FOR):
                who.speaks_for = self._owner(role, passage, span.start)
            if who.speaks_for is None and described & _OFFICERS:
                who.speaks_for = self._firm()
            if who.speaks_for is None and described & _OFFICERS and (house := self.house_before(passage, span.start)) is not None:
                who.speaks_for = house.key
            if who.speaks_for is None and described & SPEAKING_FOR and (house := self.house_before(passage, span.start)) is not None:
                who.speaks_for = house.key
            if who.speaks_for is not None and described & (_MOUTHPIECES | SPEAKING_FOR):
                who.mouthpiece = True
            if (
                who.speaks_for is not None
                and not who.speaks_for.startswith(("gov:", "office:"))
                and "general" in described
                and "secretary" in described
            ):
                who.mouthpiece = True

    def _owner(self, role: Token, passage: Passage, at: int) -> str | None:
        """The organisation whose officer an apposition names: "Hexa's chief executive, Jan Roe"."""
        named = next((e for e in role.doc.ents if e.start <= role.i and role.left_edge.i <= e.start and e.end <= role.i), None)
        if named is None or not (named.label_ == "ORG" or normal(named.text) in self.firms):
            return None
        return (self.shortened(named.text, passage, at) or self.organisation(named.text)).key

    def house_before(self, passage: Passage, at: int) -> Who | None:
        """The organisation that a paragraph spoke of last before "a spokesman": the last that acts or speaks in it, else the only one named in it."""
        text = self.reading.report.text
        start = max(passage.start, text.rfind("\n\n", 0, at) + 1)
        at = max(text.rfind(end, start, at) for end in (". ", ".” ", '." ', "? ", "! "))  # of an earlier sentence
        here = [w for w in self.people.values() if w.kind in {"organisation", "state"} and not w.relays and not w.vague and w.before(at) >= start]
        acting = [w for w in here if max(w.subject_before(at), max((a for a in w.spoke_at if a < at), default=-1)) >= start]
        if acting:
            return max(acting, key=lambda w: (w.before(at), w.key))
        return here[0] if len(here) == 1 else None

    def _firm(self) -> str | None:
        """The organisation that the report names most, for officers of "the company" without its name."""
        bodies = [w for w in self.people.values() if w.kind == "organisation" and not w.relays and w.country is None]
        if len(only := [w for w in bodies if w.firm]) == 1:
            return only[0].key
        firms = [w for w in bodies if len(w.at) > 1]
        firms = [w for w in firms if w.firm] or firms
        ranked = sorted(firms, key=lambda w: (-len(w.at), w.key))
        return ranked[0].key if ranked and (len(ranked) == 1 or len(ranked[0].at) > len(ranked[1].at)) else None

    def _land_beside(self, phrase: Phrase, described: set[str]) -> str | None:
        """The country of a possessor that may be a person's name too: "Chad's government spokesman Roe"."""
        nouns = (phrase.head, *(c for c in phrase.head.children if c.pos_ == "NOUN"))
        owner = next((c for noun in nouns for c in noun.children if is_possessor(c)), None)
        if owner is None:
            return None
        return voices.land_named(owner.text) if described & {"government", "ministry", "army", "police"} else self.land(owner.text)

    def _house(self, phrase: Phrase, described: set[str], passage: Passage, at: int) -> str | None:
        """The voice for which a person so described speaks: "NATO Secretary General", "Russian Foreign Minister", "Amazon's vice president"."""
        text = phrase.description
        country = voices.country_in(text) or self._land_beside(phrase, described)
        known = named_in(text)
        if known is not None and not (known.relays and not described & _MOUTHPIECES):
            return known.key
        for word, office in MINISTERS.items():
            if country is not None and word in " ".join(words(text)):
                return voices.office_key(country, office)
        if country is not None and described & (_LEADERS | _MOUTHPIECES | {"minister", "secretary", "envoy", "ambassador", "diplomat", "general"}):
            return f"gov:{country}"
        own = next((t for t in phrase.head.subtree if t.ent_type_ == "ORG" and t.i != phrase.head.i), None)
        if own is not None:
            entity = next(e for e in phrase.head.doc.ents if e.start <= own.i < e.end)
            return (self.shortened(entity.text, passage, at) or self.organisation(entity.text)).key
        return None
