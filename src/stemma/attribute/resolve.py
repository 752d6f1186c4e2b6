"""Which voice a source is, within its report: by pronoun, name, document, mouthpiece, office, state, role noun, group.

Theory of operation. The rules below are tried in order; each either answers with somebody of the cast or passes. A pronoun goes to the
likeliest before it who agrees (`antecedents`), and to nobody where two are as likely; a role noun with an article ("the ministry") goes to the
last of the cast whom it describes; what no rule can tell becomes a vague voice of its own, so that a wrong merge stays rarer than two
voices. Known exceptions: two persons of one surname; "they" for a firm after a plural; descriptions that only the world knows ("the tycoon").
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from stemma.attribute.anaphora import pronoun, role
from stemma.attribute.antecedents import quoted
from stemma.attribute.calling import called, self_named, short
from stemma.attribute.cast import SPEAKING_FOR, Cast
from stemma.attribute.described import can_speak, described, somebodys
from stemma.attribute.found import Range
from stemma.attribute.naming import named_in
from stemma.attribute.offices import office, seat, state, with_junta
from stemma.attribute.papers import document, part_of
from stemma.attribute.phrase import read_phrase
from stemma.attribute.sources import Answer, Source
from stemma.attribute.unnamed import anonymous, hidden
from stemma.attribute.who import Who
from stemma.lang.en import cues, voices
from stemma.lang.en.names import ROLES, TITLES, normal, words
from stemma.lang.en.syntax import antecedent_of, is_possessor
from stemma.lang.reading import Passage
from stemma.model import Ground, Place, VoiceKind

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token


def resolve(cast: Cast, passage: Passage, tokens: Range, *, speaker: Who | None = None) -> Who | None:
    """The voice of the source in these tokens; None where it is nobody ("this", a clause)."""
    head = passage.doc[tokens[0] : tokens[1]].root
    if head.ent_type_ in {"TIME", "DATE"}:
        named = next((t for t in passage.doc[tokens[0] : tokens[1]] if t.pos_ in {"NOUN", "PROPN"} and t.ent_type_ not in {"TIME", "DATE"}), None)
        if named is None:
            return None
        head = named
    if (about := antecedent_of(head)) != head:
        head = about  # "CNN, which first reported the talks": the noun that the clause is about
        return _resolve(cast, passage, head, (head.left_edge.i, head.i + 1), speaker)
    if passage.doc[tokens[0]].lower_ == "our" and not quoted(head) and _OWN & {t.lemma_.lower() for t in passage.doc[tokens[0] : tokens[1]]}:
        return None  # "our courts correspondent writes" is the report's own voice
    while head.pos_ in {"ADP", "PUNCT", "SCONJ"} and any(True for _ in head.children):
        head = next(head.children)
    return _resolve(cast, passage, head, tokens, speaker)


def _resolve(cast: Cast, passage: Passage, head: Token, tokens: Range, speaker: Who | None, depth: int = 0) -> Who | None:
    phrase = read_phrase(head, first=tokens[0] if head.i >= tokens[0] else None)
    span = passage.span(*tokens)

    def ask(noun: Token, end: int) -> Who | None:
        return _resolve(cast, passage, noun, (noun.left_edge.i, end), speaker, depth + 1) if depth < 3 else None

    source = Source(cast=cast, passage=passage, tokens=tokens, phrase=phrase, offset=span.start, speaker=speaker, ask=ask)
    for rule in _RULES:
        answer = rule(source) if rule is not document and rule is not part_of else (rule(source) if depth < 3 else None)
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


_OWN = frozenset({"correspondent", "reporter", "editor", "colleague", "newsroom", "journalist"})
_NEWSROOMS = frozenset({"agency", "broadcaster", "newspaper", "paper", "outlet", "channel", "magazine", "network", "website", "site"})


def _table(s: Source) -> Answer:
    known = s.phrase.known
    if known is not None and (s.cast.elsewhere(known, s.phrase.core) or s.cast.meant_otherwise(known, s.phrase.core.split()[-1])):
        return None
    if known is None and not s.phrase.person and s.phrase.lemma in _NEWSROOMS:
        inside = named_in(s.passage.doc[s.tokens[0] : s.tokens[1]].text)  # "the news agency Reuters", wherever the parse hangs the name
        known = inside if inside is not None and inside.relays else None
    if known is None and s.phrase.lemma in ROLES["bodies"] | ROLES["companies"]:
        so_called = re.search(r"\b(?:known as|called|named) (?:the )?([A-Z].*)", s.passage.doc[s.tokens[0] : s.tokens[1]].text)
        known = voices.named(so_called.group(1)) if so_called is not None else None
    return (s.cast.known(known), f'"{s.phrase.core}" is known as {known.name}.') if known is not None else None


def _person(s: Source) -> Answer:
    if not s.phrase.person or seat(s.phrase.core):
        return None
    who = s.cast.person(s.phrase.name)
    beside = set(words(s.phrase.description))
    if who.speaks_for is None and beside & SPEAKING_FOR and (bodies := beside & ROLES["bodies"]):
        named = [w for w in s.cast.people.values() if w.kind == "organisation" and bodies & set(words(w.name)) and w.before(s.offset) >= 0]
        if named:
            who.speaks_for, who.mouthpiece = max(named, key=lambda w: (w.before(s.offset), w.key)).key, True
    same = normal(who.name) == normal(s.phrase.name)
    return who, "" if same else f'"{s.phrase.name}" is read as {who.name}, the only one of the report so named.'


def _mouthpiece(s: Source) -> Answer:
    """ "An Amazon spokesperson", "NASA officials", "a US official"."""
    lemma = s.phrase.lemma
    spokes, official = lemma in ROLES["spokespeople"], lemma in ROLES["officials"]
    if not (spokes or official) or s.phrase.person or (official and (hidden(s) or voices.named(s.phrase.core) is not None)):
        return None
    house = _house(s)
    if house is None and official and s.phrase.core.lower() == "officials" and (body := s.cast.house_before(s.passage, s.offset)) is not None:
        house = body if not body.firm and body.kind in {"organisation", "state"} and body.country is not None else None
    if house is None and official and (fuller := _named_before(s)) is not None:
        return fuller, f'"{s.phrase.core}" are the {fuller.name} named before.'
    if house is None and s.phrase.definite:
        last = [
            w for w in s.cast.people.values() if lemma in w.described or f"{lemma}s" in w.described or normal(w.name).endswith((lemma, lemma + "s"))
        ]
        who = max((w for w in last if w.before(s.offset) >= 0), key=lambda w: w.before(s.offset), default=None)
        if who is not None:
            return who, f'"the {lemma}" is read as {who.name}, the last so described.'
    if house is None and spokes and (s.phrase.owner is None or s.phrase.owner.pos_ == "PRON"):
        house = s.cast.house_before(s.passage, s.offset)
    if house is None:
        return None
    if official and house.key.startswith("gov:") and house.country:
        return s.cast.known(voices.office_of(house.country, "officials")), f'"{s.phrase.core}" is an unnamed official of {house.name}.'
    label = "spokesperson" if spokes else "officials"
    who = s.cast.who(
        f"{label}:{house.key}",
        house.name if normal(house.name).endswith(label) else f"{house.name} {label}",
        "group" if official else "person",
        speaks_for=house.key,
        mouthpiece=True,
        plural=s.phrase.plural,
    )
    who.described.add(lemma)
    return who, f'"{s.phrase.core}" speaks for {house.name}.'


def _named_before(s: Source) -> Who | None:
    """Whom a bare plural ("officials") shortens: the only ones so named in full in this or the two paragraphs before."""
    if s.phrase.core.lower() != s.phrase.head.lower_ or not s.phrase.plural:
        return None
    text, noun = s.cast.reading.report.text, normal(s.phrase.core)
    alike = [w for w in s.cast.people.values() if not w.vague and w.plural and w.before(s.offset) >= 0 and words(w.name)[-1:] == (noun,)]
    near = [w for w in alike if text.count("\n\n", w.before(s.offset), s.offset) <= 2]
    return near[0] if len(alike) == len(near) == 1 else None


def _apposed(s: Source) -> Answer:
    """ "The ministry's spokeswoman, Maria Orlova,", "the security firm Harbour Watch": who is named beside the role."""
    head = s.phrase.head
    if s.phrase.person or head.pos_ not in {"NOUN", "NUM"}:
        return None
    doc = s.passage.doc
    body = next((e for e in doc.ents if e.label_ == "ORG" and (e.start == head.i + 1 or _apposed_body(s, e))), None)
    if body is not None and s.phrase.lemma in ROLES["bodies"] | ROLES["companies"] and not s.phrase.name:
        called = s.cast.shortened(body.text, s.passage, s.offset) or s.cast.organisation(body.text)
        return called, f'{called.name} is named beside "{s.phrase.core}".'
    last = head.i + 2 if [t.lower_ for t in doc[head.i : head.i + 3]] == ["one", "of", "them"] else head.i
    beside = [e for e in doc.ents if e.label_ in {"PER", "PERSON"} and last < e.start <= last + 3 and (e.end <= s.tokens[1] or _cut_off(s, e))]
    if not beside or not (last + 1 == beside[0].start or (doc[last + 1].text == "," and last + 2 == beside[0].start)):
        return None
    who = s.cast.person(beside[0].text)
    who.described |= set(words(s.phrase.core)) - {"the", "a", "an", "of", "and"}
    house = _house(s) if who.speaks_for is None else None
    if house is None and who.speaks_for is None and s.phrase.lemma in SPEAKING_FOR:
        house = s.cast.house_before(s.passage, s.offset)
    if house is not None and house is not who:
        who.speaks_for, who.mouthpiece = house.key, s.phrase.lemma in ROLES["spokespeople"] | SPEAKING_FOR
    return who, f'{who.name} is named beside "{s.phrase.core}".'


def _apposed_body(s: Source, name: Tokens) -> bool:
    """ "Roe's party, the Harbour Alliance,": an organisation's name between commas behind the noun that says whose it is."""
    doc, head = s.passage.doc, s.phrase.head
    between = [t.lower_ for t in doc[head.i + 1 : name.start]]
    closed = name.end < len(doc) and doc[name.end].text == ","
    return closed and between in ([","], [",", "the"]) and any(is_possessor(c) for c in head.children)


def _cut_off(s: Source, name: Tokens) -> bool:
    """Whether the parse has cut a name off the role before it: "its president, Jan Roe, told", "board member Jan Roe said"."""
    doc, head = s.passage.doc, s.phrase.head
    if name.end >= len(doc) or s.phrase.lemma not in ROLES["humans"] | TITLES | {"member"}:
        return False
    closed = doc[name.end].text == ","
    return closed if name.start == head.i + 2 else name.start == head.i + 1 and (closed or doc[name.end].pos_ in {"VERB", "AUX"})


def _one_of(s: Source) -> Answer:
    """ "One of them", "another of the officials": of whom the report spoke last in the plural; unnamed sources stay one."""
    doc, head = s.passage.doc, s.phrase.head
    words_ = [t.lower_ for t in doc[s.tokens[0] : s.tokens[0] + 3]]
    alone = s.tokens[1] - s.tokens[0] == 1 and head.lower_ in {"one", "another"}
    if not alone and (head.lower_ not in {"one", "another", "them"} or words_ not in (["one", "of", "them"], ["another", "of", "them"])):
        return None
    text = s.cast.reading.report.text
    fits = [
        w for w in s.cast.people.values() if (w.kind == "anonymous" or (w.kind == "group" and w.plural and not w.vague)) and w.before(s.offset) >= 0
    ]
    fits = [w for w in fits if text.count("\n\n", w.before(s.offset), s.offset) <= 1] if alone else fits
    who = max(fits, key=lambda w: w.before(s.offset), default=None)
    return (who, f'"{s.phrase.text}" is one of {who.name}.') if who is not None else None


def _house(s: Source) -> Who | None:
    """The organisation or state that a mouthpiece's phrase names: owner, compound, country."""
    owner = s.phrase.owner
    adjective = owner is not None and voices.country_in(owner.text) is not None and voices.metonym(owner.text) is None
    if owner is not None and not adjective and owner.lemma_.lower() not in {"condition", "anonymity"}:
        found = _resolve(s.cast, s.passage, owner, (owner.left_edge.i, owner.i + 1), s.speaker, 2)
        if found is not None and not found.vague and not (found.kind == "person" and owner.i < s.phrase.head.i and not is_possessor(owner)):
            return found
    known = named_in(s.phrase.core)
    if known is not None:
        return s.cast.known(known)
    named, country = voices.office_in(_without_last(s.phrase.core)), voices.country_in(s.phrase.core)
    if named == "junta":
        country = country or with_junta(s.cast) or s.cast.country
    elif named and named not in {"officials", "media"}:
        country = country or s.cast.country
    if country is not None:
        return s.cast.known(voices.office_of(country, named or "government"))
    return None


def _without_last(core: str) -> str:
    return core.rsplit(" ", 1)[0] if " " in core else ""


def _organisation(s: Source) -> Answer:
    """Any other name: an organisation, a place that speaks."""
    if not s.phrase.name or s.phrase.person:
        return None
    if voices.country_in(s.phrase.name) is not None and s.phrase.head.pos_ != "PROPN":
        return None
    if s.cast.called.get(normal(s.phrase.name)):
        return s.cast.organisation(s.phrase.name), ""
    name = s.phrase.core if normal(s.phrase.name) in normal(s.phrase.core) and len(s.phrase.core.split()) <= 7 else s.phrase.name
    return s.cast.organisation(name), ""


def _group(s: Source) -> Answer:
    """ "Thai authorities", "Bangkok city authorities", "analysts", "the new data": by its own words; vague without a name in them."""
    if s.phrase.head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "X", "DET"} and s.phrase.head.lower_ not in {"many", "some", "others"}:
        return None
    if s.phrase.head.lower_ in {"this", "that", "which", "what", "these", "those"}:
        return None
    if not can_speak(s):
        return None
    core = _LEFT_OVER.sub("", re.sub(r"['’]s?$", "", s.phrase.core))
    if s.phrase.plural and (fuller := _named_before(s)) is not None:
        return fuller, f'"{core}" are the {fuller.name} named before.'
    core = _with_house(s, core)
    vague = not (voices.country_in(core) or any(t.ent_type_ or t.pos_ == "PROPN" for t in s.passage.doc[s.tokens[0] : s.tokens[1]] if t.text in core))
    kind: VoiceKind = "document" if s.phrase.lemma in cues.cues().documents - {"source", "official"} else "group"
    key = f"group:{normal(core)}" if not vague else f"local:{s.cast.report}:{s.phrase.lemma}"
    who = s.cast.who(key, core, kind, vague=vague, plural=s.phrase.plural)
    return who, "Nobody is named." if vague else ""


#: What is left at the head of a phrase whose first word was cut off: "[some] of the drivers", "[at] least seven people".
_LEFT_OVER = re.compile(r"^(?:of(?: the)?|least|also from|than) (?=\S)", re.IGNORECASE)


def _with_house(s: Source, core: str) -> str:
    """The group's words with a named house behind them: "scientists at Oxford University", "observers paid by NASA"."""
    end = next(
        (e.end for e in s.passage.doc.ents if e.label_ == "ORG" and s.phrase.head.i < e.start <= s.phrase.head.i + 4 and e.end <= s.tokens[1]), None
    )
    if end is None:
        return core
    between = s.passage.doc[s.phrase.head.i + 1 : end]
    new = not any(t.is_punct for t in between) and normal(between[-1].text) not in normal(core).split()
    return f"{core} {between.text}" if new else core


_RULES: tuple[Callable[[Source], Answer], ...] = (
    _apposed,
    _one_of,
    pronoun,
    called,
    self_named,
    _mouthpiece,
    _table,
    short,
    document,
    _person,
    part_of,
    office,
    state,
    anonymous,
    somebodys,
    role,
    described,
    _organisation,
    _group,
)
