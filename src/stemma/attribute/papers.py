"""Documents and parts of a house as sources: whoever wrote the one and whose the other is speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stemma.attribute.naming import named_in
from stemma.attribute.sources import Answer, Source
from stemma.attribute.who import Who
from stemma.lang.en import cues, voices
from stemma.lang.en.names import ROLES

if TYPE_CHECKING:
    from spacy.tokens import Token

_SEEN = frozenset({"seen", "obtained", "reviewed", "viewed", "leaked"})


def document(s: Source) -> Answer:
    """ "The ministry's statement", "a Reuters investigation", "NASA data", "the report": whoever wrote it speaks."""
    lemma = s.phrase.lemma
    if lemma not in cues.cues().documents or lemma == "source" or voices.office_in(s.phrase.core) == "intelligence":
        return None
    owner = s.phrase.owner
    seen = next((t.lower_ for t in s.phrase.head.doc[s.phrase.head.i + 1 : s.phrase.head.i + 3] if t.is_alpha), "") in _SEEN
    if owner is not None and not (seen and owner.i > s.phrase.head.i):
        author = s.ask(owner, owner.i + 1)
        if (author is None or author.vague) and (end := _end_of(owner)) > owner.i + 1:
            author = s.ask(owner, end)  # "researchers at Oxford University"
        if author is not None and not author.vague:
            s.cast.documents[lemma] = author
            return author, f'"{s.phrase.core}" is the word of {author.name}.'
    if seen:
        who = s.cast.who(f"anon:{s.cast.report}:{lemma}", s.phrase.head.text, "document")
        return who, f'"{s.phrase.core}" is a document that only a newsroom has seen.'
    known = named_in(s.phrase.core)
    if known is not None:
        who = s.cast.known(known)
        s.cast.documents[lemma] = who
        return who, f'"{s.phrase.core}" is the word of {who.name}.'
    if s.phrase.definite and lemma in s.cast.documents:
        who = s.cast.documents[lemma]
        return who, f'"the {lemma}" was said before to be of {who.name}.'
    if s.phrase.definite and not s.phrase.name and (last := _last_speaker(s, person=lemma in ROLES["letters"])) is not None:
        return last, f'"the {lemma}" follows words of {last.name}, whose it is taken to be.'
    return None


def _end_of(owner: Token) -> int:
    """Where an author's phrase ends: "researchers at Oxford University", up to a mark or a verb."""
    stop = next((t.i for t in owner.doc[owner.i + 1 : owner.right_edge.i + 1] if t.is_punct or t.pos_ in {"VERB", "AUX", "SCONJ"}), None)
    return int(owner.right_edge.i + 1 if stop is None else stop)


def _last_speaker(s: Source, *, person: bool) -> Who | None:
    """The organisation (or person, for what a person writes) that spoke last, in this paragraph or the one before."""
    spoke = [(a, w) for w in s.cast.people.values() for a in w.spoke_at if a < s.offset]
    if not spoke:
        return None
    at, who = max(spoke, key=lambda pair: pair[0])
    near = s.cast.reading.report.text.count("\n\n", at, s.offset) <= 1
    return who if near and (who.kind in {"organisation", "state", "agency"} or (person and who.kind == "person")) and not who.vague else None


#: What people have around them, as whose word theirs counts: "Roe's group says".
_ROUND_ONE = frozenset({"group", "lab", "laboratory", "campaign", "camp", "entourage", "staff"})


def part_of(s: Source) -> Answer:
    """ "The junta's information team", "the government's website": the house speaks."""
    owner = s.phrase.owner
    if owner is None or s.phrase.name or s.phrase.lemma not in ROLES["parts"] | _ROUND_ONE:
        return None
    if voices.office_in(" ".join(s.phrase.core.split()[-2:])) is not None:
        return None  # "Germany's Foreign Office" is no part of a house
    if s.phrase.lemma not in ROLES["parts"] and owner.ent_type_ not in {"PER", "PERSON"} and owner.pos_ != "PRON":
        return None
    house = s.ask(owner, owner.i + 1)
    return (house, f'"{s.phrase.core}" is a part of {house.name}.') if house is not None and not house.vague else None
