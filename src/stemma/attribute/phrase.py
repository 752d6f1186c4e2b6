"""What a source's noun phrase says of itself: its head, the name in it, its owner, titles, number, the state and office it names.

Works on any pipeline: names come from its entities where it has them, else from runs of proper nouns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.attribute.owners import owner_of
from stemma.lang.en import voices
from stemma.lang.en.names import ROLES, TITLES, bare_person, normal
from stemma.lang.en.syntax import is_apposition, is_name_part, noun_phrase, obliques_of
from stemma.lang.en.voices import Known

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PERSON = frozenset({"PER", "PERSON"})
_DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "these", "those", "its", "his", "her", "their", "our", "my", "some", "another", "one", "any", "both"}
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their"})
#: Nouns beside which the name of an agency or outlet stands ("the news agency Yonhap").
_NEWSROOMS = "agency broadcaster newspaper outlet channel magazine daily network website service body group"
_OUTLETS = frozenset(_NEWSROOMS.split())
#: Words that make a run of capitalised words an organisation and no person.
_BODIES = """
ministry agency council organization organisation university group inc corp office service department committee union party bank institute center
centre company commission court police association authority network force forces team news times post daily journal observatory movement front army
ltd llc plc foundation federation fund society tv administration government parliament senate congress house staff corps guard guards media press
college school hospital
"""
_BODY = frozenset(_BODIES.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A noun phrase that names a source."""

    head: Token
    #: The words as written, without determiner and without what follows the first comma or relative clause.
    core: str
    #: All words as written.
    text: str
    #: The name in the core ("Min Aung Hlaing", "Yonhap"), titles aside; "" where there is none.
    name: str
    #: Whether the name is a person's.
    person: bool
    #: The voice of the table that the core names.
    known: Known | None
    #: What is said beside the name: titles, appositions.
    description: str
    definite: bool
    plural: bool
    #: Whose it is ("the ministry's statement", "a report by the UN"), as a head.
    owner: Token | None

    @property
    def lemma(self) -> str:
        """The head's lemma in lower case."""
        return str(self.head.lemma_.lower())


def read_phrase(head: Token, *, first: int | None = None) -> Phrase:
    """The phrase under `head`; `first` cuts words before it away (a cue that stands in front)."""
    doc = head.doc
    start, end = noun_phrase(head)
    start = max(start, first) if first is not None else start
    while start > 1 and doc[start - 1].text == "-" and not doc[start - 2].whitespace_:
        start -= 2  # the first half of a compound that the tokeniser parted
    start = _name_start(head, start)
    whole_name = next((e for e in doc.ents if e.label_ == "ORG" and e.start <= head.i < e.end and any(t.lower_ == "and" for t in e)), None)
    end = max(end, whole_name.end) if whole_name is not None else end  # "the Floods and Rescue Unit", whatever the parse hangs on "and"
    words = [t for t in doc[start:end] if not t.is_space]
    while words and words[0].lower_ in _DETERMINERS and len(words) > 1:
        words.pop(0)
    core = _joined(words).split("(")[0].strip()
    whole = doc[max(start, head.left_edge.i) : head.right_edge.i + 1].text
    entity = _person_entity(doc, head, start, end)
    known = _known(head, core, article="The " if doc[start].lower_ == "the" and core[:1].isupper() else "")
    name, person = _name(doc, head, entity, known, start, end)
    return Phrase(
        head=head,
        core=core,
        text=" ".join(whole.split()),
        name=name,
        person=person,
        known=known if not person else None,
        description=_description(head, name, core),
        definite=_definite(doc, start),
        plural=_plural(head),
        owner=owner_of(head),
    )


def _name_start(head: Token, start: int) -> int:
    """Where an organisation's whole name begins: what runs into it from before its article, or cuts it off, is the parser's slip."""
    entity = next((e for e in head.doc.ents if e.label_ == "ORG" and e.start <= head.i < e.end), None)
    if entity is None:
        return start
    article = entity.start > 0 and head.doc[entity.start - 1].lower_ == "the"
    return int(entity.start) - article if article or entity.start < start else start


def _joined(words: list[Token]) -> str:
    return " ".join("".join(t.text_with_ws for t in words).split()).strip(" ,;:\"“”'’")


def _definite(doc: Doc, start: int) -> bool:
    return doc[start].lower_ in _DEFINITE


def is_plural(noun: Token) -> bool:
    """Whether the noun itself is plural, by tag or morphology where the pipeline gives them, else by its lemma."""
    if noun.tag_ or noun.morph.get("Number", []):
        return "Plur" in noun.morph.get("Number", []) or noun.tag_ in {"NNS", "NNPS"}
    inflected = noun.lower_ != noun.lemma_.lower() and noun.lower_[-1:] in "sne"
    return noun.lower_ in {"people", "police", "others", "troops", "forces"} or (noun.pos_ == "NOUN" and inflected)


def _plural(head: Token) -> bool:
    return is_plural(head) or any(c.dep_ == "conj" for c in head.children)


def _person_entity(doc: Doc, head: Token, start: int, end: int) -> str:
    """The person named in the unbroken run of nouns from `start` (titles, then the name), or set beside a title at the head."""
    stop = start
    while stop < len(doc) and doc[stop].pos_ in {"DET", "ADJ", "NOUN", "PROPN", "X"} and not doc[stop].is_space:
        stop += 1
    for entity in reversed(doc.ents):
        if entity.label_ not in _PERSON or entity.end <= start or _articled(doc, entity.start, head):
            continue
        possessor = entity.end < len(doc) and doc[entity.end].lower_ in {"'s", "’s"}
        inside = entity.start <= head.i < entity.end
        if inside or (start <= entity.start and entity.end <= max(stop, end) and entity.end <= stop and not possessor and _titled(head)):
            first = entity.start
            while first > start and doc[first - 1].pos_ == "PROPN" and normal(doc[first - 1].text) not in TITLES and _after_title(doc, start, first):
                first -= 1
            return str(doc[first : entity.end].text)
    return ""


def _articled(doc: Doc, first: int, head: Token) -> bool:
    """Whether a bare name has an article, as no person's has: "the Kremlin", whatever the annotator took it for."""
    return first > 0 and first == head.i and doc[first - 1].lower_ == "the" and voices.metonym(f"the {head.text}") is not None


def _after_title(doc: Doc, start: int, at: int) -> bool:
    """Whether a title stands between `start` and `at`: then every proper noun after it belongs to the name."""
    return any(normal(t.text) in TITLES for t in doc[start : at - 1])


def _titled(head: Token) -> bool:
    return normal(head.text) in TITLES or head.pos_ == "PROPN"


def _known(head: Token, core: str, *, article: str = "") -> Known | None:
    """The voice of the table that the core, or its end, or a name set beside the head, means."""
    parts = core.split()
    for start in range(len(parts)):
        known = voices.named((article if start == 0 else "") + re.sub(r"['’]s$", "", " ".join(parts[start:])))
        if known is not None and (start == 0 or not _generic(parts[start:])) and voices.belongs(known, core):
            return known
    for child in head.children:
        if (is_apposition(child) or is_name_part(child)) and child.pos_ in {"PROPN", "NOUN", "X"}:
            first, last = noun_phrase(child)
            close = all(t.text != "," for t in head.doc[min(head.i, first) : max(head.i + 1, last)])
            known = voices.named(head.doc[first:last].text) if close else None
            if known is not None and head.lemma_.lower() in _OUTLETS:
                return known
    return None


def _generic(parts: list[str]) -> bool:
    """Whether a tail of the core is too common a word to name a voice by itself ("The Sun" in "the Toronto Sun")."""
    return len(parts) == 1 and not parts[0].isupper()


def _name(doc: Doc, head: Token, entity: str, known: Known | None, start: int, end: int) -> tuple[str, bool]:
    """The name in the phrase, and whether it is a person's."""
    if entity and known is None:
        return _bare(entity), True
    if known is not None:
        return known.name, False
    run = _run(doc, head, start, end)
    if not run:
        return "", False
    labels = {t.ent_type_ for t in doc[run[0] : run[1]] if t.ent_type_}
    text = doc[run[0] : run[1]].text
    words = set(normal(text).split())
    bare = _bare(text)
    after = {t.ent_type_ for t in doc[run[0] : run[1]] if t.text in bare.split()}
    if bare != text and 2 <= len(bare.split()) <= 4 and not after & {"ORG", "LOC", "GPE", "FAC"}:
        return bare, True
    if labels & {"ORG", "LOC", "GPE", "FAC", "NORP", "EVENT", "MISC"} or words & _BODY:
        return text.strip(), False
    if labels & _PERSON and not _articled(doc, run[0], head):
        return _bare(text), True
    titled = bare != text and normal(text.split()[0]) in TITLES
    person = (titled or len(bare.split()) in {2, 3}) and not voices.countries_in(text) and not any(w.isupper() and len(w) > 1 for w in bare.split())
    return (bare, True) if person else (text.strip(), False)


def _bare(text: str) -> str:
    """A person's name after the last title in front of it: "Ukrainian President Ivan Petrenko", "junta chief Min Htet"."""
    parts = text.split()
    last = max((i for i, w in enumerate(parts[:-1]) if normal(w) in TITLES | ROLES["bodies"]), default=-1)
    return bare_person(" ".join(parts[last + 1 :]))


def _run(doc: Doc, head: Token, start: int, end: int) -> tuple[int, int] | None:
    """The proper nouns that stand together at the head."""
    if head.pos_ != "PROPN" and not head.ent_type_:
        return None
    first = last = head.i
    while first - 1 >= start and (doc[first - 1].pos_ == "PROPN" or doc[first - 1].ent_iob_ == "B" or doc[first].ent_iob_ == "I"):
        first -= 1
    while last + 1 < end and (doc[last + 1].pos_ == "PROPN" or doc[last + 1].ent_iob_ == "I"):
        last += 1
    return first, last + 1


def _description(head: Token, name: str, core: str) -> str:
    """What is said beside the name."""
    beside = [core.replace(name, " ") if name else core]
    for child in head.children:
        if is_apposition(child):
            beside.append(child.doc[child.left_edge.i : min(child.right_edge.i + 1, child.left_edge.i + 14)].text)
    near = [t for p, t in obliques_of(head) if p in {"of", "for", "at", "with", "from"} and t.left_edge.i <= head.i + 3]
    beside += [t.doc[t.left_edge.i : min(t.right_edge.i + 1, t.left_edge.i + 10)].text for t in near]
    return " ".join(" , ".join(b for b in beside if b.strip()).split())


def role_beside(name: Token) -> Token | None:
    """The noun to which a name is the apposition: "Hexa's chief executive, Jan Roe", "the head nurse, Jan Roe"."""
    return name.head if is_apposition(name) and name.head.pos_ == "NOUN" and name.head.i < name.i else None


def title_before(name: Token) -> str:
    """The titles directly before a person's name, whatever the parse hangs them on."""
    entity = next((e for e in name.doc.ents if e.start <= name.i < e.end), None)
    start = first = entity.start if entity is not None else name.i
    while start and normal(name.doc[start - 1].text) in TITLES and name.doc[start - 1].pos_ in {"NOUN", "PROPN", "ADJ"}:
        start -= 1
    return str(name.doc[start:first].text)


def described_beside(name: Token, text: str) -> tuple[str, ...]:
    """What stands directly before an organisation's name, or behind it: "Norwegian telecoms group Hexa", "Hexa, the Perth-based miner"."""
    doc = name.doc
    entity = next((e for e in doc.ents if e.start <= name.i < e.end), None)
    start, end = (entity.start, entity.end) if entity is not None else (name.i, name.i + 1)
    first = start
    while first and start - first < 5 and _beside_name(doc[first - 1]):
        first -= 1
    beside = [doc[first:start].text]
    if end + 1 < len(doc) and doc[end].text == "," and doc[end + 1].lower_ in {"a", "an", "the"}:
        last = end + 2
        while last < len(doc) and last < end + 9 and _beside_name(doc[last]):
            last += 1
        beside.append(doc[end + 2 : last].text)
    return tuple(w for b in beside for w in normal(b).split())


def _beside_name(token: Token) -> bool:
    """Whether a word may be of what is said beside a name; of "the Perth-based miner" all."""
    return token.pos_ in {"NOUN", "ADJ", "PROPN"} or token.text == "-" or (token.i > 0 and token.doc[token.i - 1].text == "-")
