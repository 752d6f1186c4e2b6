"""Which voice a source is, within its report: by pronoun, name, document, mouthpiece, office, state, role noun, group.

Theory of operation. The rules below are tried in order; each either answers with somebody of the cast or passes. A pronoun goes to the nearest
speaker or subject that agrees in kind and number; a role noun with an article ("the ministry", "the Ukrainian leader") goes to the
last of the cast whom it describes; what no rule can tell becomes a vague voice of its own, so that a wrong merge stays rarer than two
voices. Known exceptions: two persons of one surname; "they" for a firm after a plural; descriptions that only the world knows ("the tycoon").
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.attribute.cast import Cast, Who, named_in
from stemma.attribute.found import Range
from stemma.attribute.phrase import Phrase, read_phrase
from stemma.lang.en import cues, voices
from stemma.lang.en.names import TITLES, normal, words
from stemma.lang.en.syntax import is_possessor
from stemma.lang.reading import Passage
from stemma.model import Ground, Place, VoiceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_IT, _THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "themselves", "both"})
_I = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_SPOKES = frozenset({"spokesperson", "spokesman", "spokeswoman", "spox", "representative", "spokespeople", "spokespersons", "spokesmen"})
_OFFICIAL = frozenset({"official", "officials", "officer", "diplomat", "aide", "adviser", "advisor", "executive", "envoy"})
#: Groups of unnamed people who are somebody's sources.
_UNNAMED = frozenset({"people", "person", "source", "insider", "employee", "staffer", "individual"})
_PRIVATE = frozenset(
    {"familiar", "knowledge", "briefed", "anonymity", "close", "direct", "know", "aware", "involved", "who", "internal", "anonymous", "unnamed"}
)
_COMPANY = frozenset(
    {
        "company",
        "firm",
        "group",
        "corporation",
        "giant",
        "bank",
        "retailer",
        "carmaker",
        "airline",
        "manufacturer",
        "maker",
        "operator",
        "startup",
        "business",
    }
)
_BODIES = frozenset(
    {
        "agency",
        "ministry",
        "department",
        "organisation",
        "organization",
        "alliance",
        "bloc",
        "body",
        "office",
        "service",
        "commission",
        "council",
        "union",
    }
)
_BODIES |= frozenset(
    {
        "institute",
        "observatory",
        "court",
        "committee",
        "party",
        "movement",
        "team",
        "newspaper",
        "broadcaster",
        "outlet",
        "paper",
        "channel",
        "charity",
        "watchdog",
    }
)
#: Parts of a house that speak as the house when they have no name: "the junta's information team".
_PARTS = frozenset(
    {
        "team",
        "office",
        "department",
        "unit",
        "arm",
        "wing",
        "branch",
        "desk",
        "division",
        "website",
        "site",
        "account",
        "channel",
        "page",
        "service",
        "newsroom",
    }
)
_LEADERS = frozenset(
    {
        "leader",
        "president",
        "premier",
        "minister",
        "chief",
        "chairman",
        "king",
        "chancellor",
        "governor",
        "mayor",
        "secretary",
        "strongman",
        "ruler",
        "boss",
        "head",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source in need of a voice, and what stands around it."""

    cast: Cast
    passage: Passage
    tokens: Range
    phrase: Phrase
    #: Where it stands in the report.
    offset: int
    #: Who speaks around it, for "I" and "our" in direct speech, or in front of it, for "citing intelligence".
    speaker: Who | None


#: A rule: somebody of the cast with the reason, or None.
Answer = tuple[Who, str] | None


def resolve(cast: Cast, passage: Passage, tokens: Range, *, speaker: Who | None = None) -> Who | None:
    """The voice of the source in these tokens; None where it is nobody ("this", a clause)."""
    head = passage.doc[tokens[0] : tokens[1]].root
    if head.ent_type_ in {"TIME", "DATE"}:
        named = next((t for t in passage.doc[tokens[0] : tokens[1]] if t.pos_ in {"NOUN", "PROPN"} and t.ent_type_ not in {"TIME", "DATE"}), None)
        if named is None:
            return None
        head = named
    while head.pos_ in {"ADP", "PUNCT", "SCONJ"} and any(True for _ in head.children):
        head = next(head.children)
    return _resolve(cast, passage, head, tokens, speaker)


def _resolve(cast: Cast, passage: Passage, head: Token, tokens: Range, speaker: Who | None, depth: int = 0) -> Who | None:
    phrase = read_phrase(head, first=tokens[0] if head.i >= tokens[0] else None)
    span = passage.span(*tokens)
    source = Source(cast=cast, passage=passage, tokens=tokens, phrase=phrase, offset=span.start, speaker=speaker)
    for rule in _RULES:
        answer = rule(source) if rule is not _document and rule is not _part_of else (rule(source) if depth < 3 else None)
        if answer is None:
            continue
        who, why = answer
        cast.saw(who, passage, span, token=head)
        if depth == 0:
            who.spoke_at.append(span.start)
        name = f"voice.{rule.__name__.strip('_').replace('_', '-')}"
        if why and not any(g.rule == name for g in who.grounds):
            who.grounds.append(Ground(rule=name, sentence=why, spans=(Place.at(cast.report, span),)))
        if phrase.person:
            cast.introduce(who, phrase, passage, span)
        return who
    return None


def _pronoun(s: Source) -> Answer:
    word = s.phrase.head.lower_
    if word in _I:
        return (s.speaker, f'"{word}" inside the speech of {s.speaker.name}.') if s.speaker else None
    kinds: set[str]
    if word in _HE | _SHE:
        wrong = "f" if word in _HE else "m"
        fits = [w for w in s.cast.people.values() if w.kind == "person" and w.gender != wrong]
    elif word in _IT:
        kinds = {"organisation", "agency", "outlet", "state", "document"}
        fits = [w for w in s.cast.people.values() if w.kind in kinds and not w.plural]
    elif word in _THEY:
        fits = [w for w in s.cast.people.values() if w.plural or w.kind in {"group", "anonymous"}]
    else:
        return None
    who = _nearest(s, fits)
    return (who, f'"{s.phrase.head.text}" is read as {who.name}, the nearest speaker or subject that agrees.') if who else None


def _nearest(s: Source, fits: list[Who]) -> Who | None:
    """The latest subject or speaker before the source, unless it is far behind the latest mention."""
    before = [w for w in fits if w.before(s.offset) >= 0]
    if not before:
        return None
    here = _sentence_start(s)
    subjects = [w for w in before if w.subject_before(here) >= 0]
    last_subject = max(subjects, key=lambda w: w.subject_before(here), default=None)
    last = max(before, key=lambda w: w.before(s.offset))
    if last_subject is None:
        return last
    near = s.cast.reading.report.text.count("\n\n", last_subject.subject_before(here), s.offset)
    return last_subject if near <= 3 else last


def _sentence_start(s: Source) -> int:
    sentence = s.phrase.head.sent
    return s.passage.start + s.passage.doc[sentence.start].idx


def _table(s: Source) -> Answer:
    known = s.phrase.known
    return (s.cast.known(known), f'"{s.phrase.core}" is known as {known.name}.') if known is not None else None


def _person(s: Source) -> Answer:
    if not s.phrase.person:
        return None
    who = s.cast.person(s.phrase.name)
    same = normal(who.name) == normal(s.phrase.name)
    return who, "" if same else f'"{s.phrase.name}" is read as {who.name}, the only one of the report so named.'


def _mouthpiece(s: Source) -> Answer:
    """ "An Amazon spokesperson", "NASA officials", "a US official"."""
    lemma = s.phrase.lemma
    spokes, official = lemma in _SPOKES, lemma in _OFFICIAL
    if not (spokes or official):
        return None
    house = _house(s)
    if house is None and s.phrase.definite:
        last = [
            w for w in s.cast.people.values() if lemma in w.described or f"{lemma}s" in w.described or normal(w.name).endswith((lemma, lemma + "s"))
        ]
        who = max((w for w in last if w.before(s.offset) >= 0), key=lambda w: w.before(s.offset), default=None)
        if who is not None:
            return who, f'"the {lemma}" is read as {who.name}, the last so described.'
    if house is None:
        return None
    if official and house.key.startswith("gov:") and house.country:
        return s.cast.known(voices.office_of(house.country, "officials")), f'"{s.phrase.core}" is an unnamed official of {house.name}.'
    label = "spokesperson" if spokes else "officials"
    who = s.cast.who(
        f"{label}:{house.key}",
        f"{house.name} {label}",
        "group" if official else "person",
        speaks_for=house.key,
        mouthpiece=True,
        plural=s.phrase.plural,
    )
    who.described.add(lemma)
    return who, f'"{s.phrase.core}" speaks for {house.name}.'


def _house(s: Source) -> Who | None:
    """The organisation or state that a mouthpiece's phrase names: owner, compound, country."""
    owner = s.phrase.owner
    if owner is not None and owner.lemma_.lower() not in {"condition", "anonymity"}:
        found = _resolve(s.cast, s.passage, owner, (owner.left_edge.i, owner.i + 1), s.speaker, 2)
        if found is not None and not found.vague:
            return found
    known = named_in(s.phrase.core)
    if known is not None:
        return s.cast.known(known)
    office, country = voices.office_in(_without_last(s.phrase.core)), voices.country_in(s.phrase.core)
    if office == "junta":
        country = country or _with_junta(s.cast) or s.cast.country
    elif office and office not in {"officials", "media"}:
        country = country or s.cast.country
    if country is not None:
        return s.cast.known(voices.office_of(country, office or "government"))
    return None


def _without_last(core: str) -> str:
    return core.rsplit(" ", 1)[0] if " " in core else ""


def _document(s: Source) -> Answer:
    """ "The ministry's statement", "a Reuters investigation", "NASA data", "the report": whoever wrote it speaks."""
    lemma = s.phrase.lemma
    if lemma not in cues.cues().documents or lemma == "source" or voices.office_in(s.phrase.core) == "intelligence":
        return None
    owner = s.phrase.owner
    if owner is not None:
        author = _resolve(s.cast, s.passage, owner, (owner.left_edge.i, owner.i + 1), s.speaker, 1)
        if author is not None and not author.vague:
            s.cast.documents[lemma] = author
            return author, f'"{s.phrase.core}" is the word of {author.name}.'
    known = named_in(s.phrase.core)
    if known is not None:
        who = s.cast.known(known)
        s.cast.documents[lemma] = who
        return who, f'"{s.phrase.core}" is the word of {who.name}.'
    if s.phrase.definite and lemma in s.cast.documents:
        who = s.cast.documents[lemma]
        return who, f'"the {lemma}" was said before to be of {who.name}.'
    if s.phrase.definite and not s.phrase.name and (last := _last_speaker(s, person=lemma in _LETTERS)) is not None:
        return last, f'"the {lemma}" follows words of {last.name}, whose it is taken to be.'
    return None


_LETTERS = frozenset({"memo", "email", "letter", "message", "post", "tweet", "note", "statement"})


def _last_speaker(s: Source, *, person: bool) -> Who | None:
    """The organisation (or person, for what a person writes) that spoke last, in this paragraph or the one before."""
    spoke = [(a, w) for w in s.cast.people.values() for a in w.spoke_at if a < s.offset]
    if not spoke:
        return None
    at, who = max(spoke, key=lambda pair: pair[0])
    near = s.cast.reading.report.text.count("\n\n", at, s.offset) <= 1
    return who if near and (who.kind in {"organisation", "state", "agency"} or (person and who.kind == "person")) and not who.vague else None


def _part_of(s: Source) -> Answer:
    """ "The junta's information team", "the government's website": the house speaks."""
    owner = s.phrase.owner
    if s.phrase.lemma not in _PARTS or owner is None or s.phrase.name:
        return None
    house = _resolve(s.cast, s.passage, owner, (owner.left_edge.i, owner.i + 1), s.speaker, 1)
    return (house, f'"{s.phrase.core}" is a part of {house.name}.') if house is not None and not house.vague else None


def _office(s: Source) -> Answer:
    """ "The Russian Foreign Ministry", "Seoul's spy agency", "our intelligence", "the ministry" with its state in the phrase or the report."""
    office = voices.office_in(s.phrase.core)
    if office is None or (office in {"officials", "media"} and voices.country_in(s.phrase.core) is None):
        return None
    lower = set(words(s.phrase.core))
    if lower & {"city", "municipal", "metropolitan", "provincial", "local", "regional", "county"}:
        return None
    inside = named_in(s.phrase.core)
    if inside is not None and not inside.relays:
        return s.cast.known(inside), f'"{s.phrase.core}" names {inside.name}.'
    country = voices.country_in(s.phrase.core)
    if country is None and (earlier := _earlier_office(s, office)) is not None and not s.phrase.name:
        return earlier, f'"{s.phrase.core}" was named before in full: {earlier.name}.'
    if country is None and s.phrase.name and office == "government":
        country = s.cast.person(s.phrase.name.split()[0]).country if s.phrase.name.split()[0].istitle() else None
        if country is None:
            return None
    country = country or _country_beside(s) or _country_around(s, office)
    if country is None:
        return None
    who = s.cast.known(voices.office_of(country, office))
    return who, f'"{s.phrase.core}" is an office of {voices.table().country_names[country]}.'


def _country_around(s: Source, office: str) -> str | None:
    """The country that the speaker leads ("our intelligence"), or that the report is about."""
    if s.speaker is not None and s.speaker.country is not None:
        return s.speaker.country
    if office == "junta":
        return _with_junta(s.cast) or s.cast.country
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


def _with_junta(cast: Cast) -> str | None:
    """The country of the report that the table knows to be ruled by its army."""
    ruled = {c for c, office in voices.table().organs if office == "junta"}
    text = " ".join(p.doc.text for p in cast.passages)
    return next((c for c in voices.countries_in(text) if c in ruled), None)


def _earlier_office(s: Source, office: str) -> Who | None:
    keys = {k for (c, o), k in voices.table().organs.items() if o == office}
    fits = [w for w in s.cast.people.values() if (w.key in keys or w.key.endswith(f":{office}")) and w.before(s.offset) >= 0]
    return max(fits, key=lambda w: w.before(s.offset), default=None)


def _state(s: Source) -> Answer:
    """ "Moscow", "the Kremlin", "South Korea": the government."""
    country = voices.metonym(s.phrase.core) or (voices.metonym(s.phrase.name) if s.phrase.name else None)
    if country is None or s.phrase.person:
        return None
    return s.cast.state(country), f'"{s.phrase.core}" stands for the government of {voices.table().country_names[country]}.'


def _role(s: Source) -> Answer:
    """ "The president", "the Ukrainian leader", "the company", "the agency": the last of the cast whom the noun describes."""
    lemma = s.phrase.lemma
    if not s.phrase.definite or s.phrase.name or s.phrase.plural:
        return None
    country = voices.country_in(s.phrase.core)
    if lemma in _LEADERS or lemma in TITLES:
        alike = _LEADERS if lemma in {"leader", "strongman", "ruler", "boss"} else {lemma}
        fits = [w for w in s.cast.people.values() if w.kind == "person" and w.described & alike and (country is None or w.country in {None, country})]
        fits = [w for w in fits if w.country == country] or fits if country else fits
    elif lemma in _COMPANY:
        fits = [
            w for w in s.cast.people.values() if w.kind == "organisation" and not w.key.startswith(("office:", "spokes")) and (w.speaks_for is None)
        ]
    elif lemma in _BODIES:
        fits = [w for w in s.cast.people.values() if w.kind in {"organisation", "agency", "outlet"} and _is_a(w, lemma)]
    else:
        return None
    who = max((w for w in fits if w.before(s.offset) >= 0), key=lambda w: w.before(s.offset), default=None)
    if who is None and lemma in _COMPANY:
        who = max(fits, key=lambda w: len(w.at), default=None)
    return (who, f'"{s.phrase.core}" is read as {who.name}, the last whom it describes.') if who else None


def _is_a(who: Who, lemma: str) -> bool:
    """Whether the noun is among the words of the voice's names, or fits its kind."""
    names = " ".join(normal(n) for n in (who.name, *who.aliases))
    if lemma in {"agency", "service"} and (who.relays or "intelligence" in names):
        return True
    if lemma in {"newspaper", "paper", "outlet", "broadcaster", "channel"}:
        return who.kind in {"outlet", "agency"}
    if lemma in {"alliance", "bloc"}:
        return lemma in names
    return lemma in names.split()


def _anonymous(s: Source) -> Answer:
    """ "Three people familiar with the matter": nobody's name, but one newsroom's sources."""
    lemma = s.phrase.lemma
    if lemma not in _UNNAMED:
        return None
    earlier = [w for w in s.cast.people.values() if w.kind == "anonymous" and w.before(s.offset) >= 0]
    private = bool(set(words(s.phrase.text)) & _PRIVATE)
    if s.phrase.definite and not private and earlier:
        who = max(earlier, key=lambda w: w.before(s.offset))
        return who, f'"{s.phrase.core}" are the {who.name} named before.'
    if private or (lemma == "source" and s.phrase.core.lower() not in {"source", "sources"}):
        name = " ".join(t.text for t in s.passage.doc[s.tokens[0] : s.tokens[1]][:9] if not t.is_space)
        who = s.cast.who(f"anon:{s.cast.report}:{normal(name)}", name, "anonymous", plural=s.phrase.plural)
        return who, "" if not earlier else f'"{s.phrase.core}" are unnamed sources.'
    return None


def _organisation(s: Source) -> Answer:
    """Any other name: an organisation, a place that speaks."""
    if not s.phrase.name or s.phrase.person:
        return None
    if voices.country_in(s.phrase.name) is not None and s.phrase.head.pos_ != "PROPN":
        return None
    name = s.phrase.core if normal(s.phrase.name) in normal(s.phrase.core) and len(s.phrase.core.split()) <= 7 else s.phrase.name
    return s.cast.organisation(name), ""


def _group(s: Source) -> Answer:
    """ "Thai authorities", "Bangkok city authorities", "analysts", "the new data": by its own words; vague without a name in them."""
    if s.phrase.head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "X", "DET"} and s.phrase.head.lower_ not in {"many", "some", "others"}:
        return None
    if s.phrase.head.lower_ in {"this", "that", "which", "what", "these", "those"}:
        return None
    core = s.phrase.core
    vague = not (voices.country_in(core) or any(t.ent_type_ or t.pos_ == "PROPN" for t in s.passage.doc[s.tokens[0] : s.tokens[1]] if t.text in core))
    kind: VoiceKind = "document" if s.phrase.lemma in cues.cues().documents - {"source", "official"} else "group"
    key = f"group:{normal(core)}" if not vague else f"local:{s.cast.report}:{s.phrase.lemma}"
    who = s.cast.who(key, core, kind, vague=vague, plural=s.phrase.plural)
    return who, "Nobody is named." if vague else ""


_RULES: tuple[Callable[[Source], Answer], ...] = (
    _pronoun,
    _mouthpiece,
    _table,
    _document,
    _person,
    _part_of,
    _office,
    _state,
    _anonymous,
    _role,
    _organisation,
    _group,
)
