"""What a report itself calls its names: "telecoms group Orvela", "Orvela, the retailer," make an organisation of Orvela wherever it stands.

Theory of operation. A tagger knows firms and newspapers that it has met; an unknown one it takes for a person or a place, or for no name. News
says once what it is: by a common noun directly before the name ("the security firm Hexa", "the newspaper De Post"), by one behind it after a
comma ("Hexa, a Swedish lender,"), or by what only a firm has ("customers of Hexa", "Hexa's shareholders"). What is said once holds in the whole
report. Against it speaks that the same word ends a person's full name there, or is a country's. Limits: names of several words that were taken
for a person are believed only before a comma and "a firm"; a name whose noun never stands beside it stays what it was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from spacy.tokens import Span

from stemma.lang.en import voices
from stemma.lang.en.names import ROLES, TITLES, normal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_FIRMS = ROLES["companies"] | ROLES["trades"]
_BODIES = ROLES["bodies_by_name"]
_NEWSROOMS = ROLES["newsrooms"]
#: On which names of bodies end.
_NOUNS = _BODIES | ROLES["bodies"]
_PERSON = frozenset({"PER", "PERSON"})
_TIME = frozenset({"TIME", "DATE"})
#: What firms have and people have not, before "of" or "at" and after "'s".
_OWNED = frozenset({"customer", "shareholder", "subsidiary", "headquarters", "subscriber", "employee", "workforce", "investor", "brand"})
#: Who works at a house and not at a person, and what is bought of one.
_AT = frozenset({"analyst", "economist", "strategist", "engineer", "employee", "worker", "staff", "researcher", "trader", "director"})
_STOCK = frozenset({"share", "shares", "stock"})
_OFFICE = frozenset({"executive", "ceo", "cfo"})
#: Articles of other languages with which names of newspapers begin.
_ARTICLES = frozenset({"al", "as", "de", "der", "die", "das", "den", "el", "het", "il", "la", "las", "le", "les", "los", "o"})
_LONGEST = 4


def sorts(docs: Sequence[Doc]) -> dict[str, str]:
    """Normalised name -> "firm", "body" or "newsroom", for the names that the report calls so, by the sort that it says most."""
    found: Counter[tuple[str, str]] = Counter()
    for doc in docs:
        for span, sort in (*_before(doc), *_apposed(doc), *_behind(doc), *_owners(doc)):
            found[normal(span.text), sort] += 1
    surnames = {normal(e[-1].text) for doc in docs for e in doc.ents if e.label_ in _PERSON and len(e) > 1}
    out: dict[str, str] = {}
    for (name, sort), _ in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        if name and name not in surnames and voices.country_in(name) is None:
            out.setdefault(name, sort)
    return out


def relabel(docs: Sequence[Doc]) -> None:
    """Marks those names as organisations throughout the report's Docs, where they were taken for something else or for no name."""
    called = sorts(docs)
    for doc in docs:
        spans = [s for s in _places(doc, called) if not _well(s)]
        spans = [*spans, *(s for s in (*_joined(doc), *_countries(doc, docs)) if not any(s.start < o.end and o.start < s.end for o in spans))]
        if spans:
            kept = [e for e in doc.ents if not any(e.start < s.end and s.start < e.end for s in spans)]
            doc.set_ents([*kept, *spans])


def _joined(doc: Doc) -> Iterator[Tokens]:
    """ "the Disaster Relief and Mitigation Unit": one name up to its noun, of which a tagger sees a part; not two bodies with a noun each."""
    for last in doc[3:]:
        if not last.text[:1].isupper() or normal(last.text) not in _NOUNS or doc[last.i - 1].lower_ in {"and", "&"}:
            continue
        start = last.i
        while start > 1 and last.i - start < 6 and (doc[start - 1].text[:1].isupper() or doc[start - 1].lower_ in {"and", "&"}):
            start -= 1
        run = doc[start : last.i]
        joined = any(t.lower_ in {"and", "&"} for t in run) and doc[start].text[:1].isupper()
        if joined and doc[start - 1].lower_ == "the" and not any(normal(t.text) in _NOUNS or t.ent_type_ in _PERSON | {"LOC"} for t in run):
            yield Span(doc, start, last.i + 1, label="ORG")


def _countries(doc: Doc, docs: Sequence[Doc]) -> list[Tokens]:
    """Countries that were taken for persons, where no person of the report has that name ("Chad", "Jordan")."""
    people = {normal(t.text) for d in docs for e in d.ents if e.label_ in _PERSON and len(e) > 1 for t in e}
    named = {c for d in docs for c in voices.countries_in(d.text)}
    lands = [e for e in doc.ents if e.label_ in _PERSON and len(e) == 1 and normal(e.text) not in people and voices.land_named(e.text) in named]
    return [Span(doc, e.start, e.end, label="LOC") for e in lands]


def _places(doc: Doc, called: dict[str, str]) -> Iterator[Tokens]:
    """Where the names stand in the Doc, never within a longer run of capitalised words that was taken for one name."""
    sizes = sorted({len(name.split()) for name in called}, reverse=True)
    i = 0
    while i < len(doc):
        for size in sizes:
            piece = doc[i : i + size]
            if doc[i].text[:1].isupper() and len(piece) == size and normal(piece.text) in called and not _within_longer(piece):
                yield Span(doc, piece.start, piece.end, label="ORG")
                i += size - 1
                break
        i += 1


def _within_longer(piece: Tokens) -> bool:
    return any(e.start < piece.end and piece.start < e.end and len(e) > len(piece) for e in piece.doc.ents)


def _well(piece: Tokens) -> bool:
    """Whether it already is an organisation's name, or part of one."""
    return all(t.ent_type_ == "ORG" for t in piece)


def _before(doc: Doc) -> Iterator[tuple[Tokens, str]]:
    """ "the security firm Hexa": the noun directly before the name."""
    for noun in doc[: len(doc) - 1]:
        sort = _sort(noun)
        if sort and (noun.text[:1].islower() or noun.is_sent_start) and (name := _run(doc, noun.i + 1)) is not None:
            yield name, "newsroom" if noun.lower_ == "agency" and noun.i and doc[noun.i - 1].lower_ == "news" else sort


def _apposed(doc: Doc) -> Iterator[tuple[Tokens, str]]:
    """ "the operator, Hexa Copper, said": an article, the noun, and the name between two commas."""
    for noun in doc[1 : max(1, len(doc) - 2)]:
        if not _sort(noun) or doc[noun.i + 1].text != "," or not any(t.lower_ in {"the", "its", "their"} for t in doc[max(0, noun.i - 3) : noun.i]):
            continue
        name = _run(doc, noun.i + 2)
        if name is not None and name.end < len(doc) and name[0].ent_type_ not in _PERSON and doc[name.end].text in {",", "."}:
            yield name, _sort(noun)


def _behind(doc: Doc) -> Iterator[tuple[Tokens, str]]:
    """ "Hexa, the Swedish lender,": an article, and the noun that ends the apposition."""
    for comma in doc[1 : max(1, len(doc) - 3)]:
        if comma.text != "," or doc[comma.i + 1].lower_ not in {"a", "an", "the"}:
            continue
        end = comma.i + 2
        while end < len(doc) and end < comma.i + 8 and doc[end].pos_ in {"ADJ", "NOUN", "PROPN"}:
            end += 1
        last = doc[end - 1]
        sort = _sort(last) if end < len(doc) and last.pos_ == "NOUN" else ""
        start = comma.i - 1
        while start > 0 and doc[start - 1].text[:1].isupper() and doc[start - 1].pos_ == "PROPN" and comma.i - start < _LONGEST:
            start -= 1
        name = doc[start : comma.i]
        if sort and name.text[:1].isupper() and all(t.pos_ == "PROPN" or t.ent_type_ for t in name) and name[0].ent_type_ not in _TIME:
            yield name, sort


def _owners(doc: Doc) -> Iterator[tuple[Tokens, str]]:
    """ "customers of Hexa", "the chief executive of Hexa", "Hexa's shareholders": of names taken for persons."""
    for entity in doc.ents:
        if entity.label_ not in _PERSON | {"ORG"} or len(entity) > 1 or entity[0].text.isupper():
            continue
        before, after = doc[max(0, entity.start - 2) : entity.start], doc[entity.end : entity.end + 2]
        owned = len(before) == 2 and before[1].lower_ in {"of", "at"} and before[0].lemma_.lower() in _OWNED | _OFFICE
        owned = owned or (len(before) == 2 and before[1].lower_ == "at" and before[0].lemma_.lower() in _AT)
        owned = owned or (len(before) == 2 and before[1].lower_ in {"of", "in"} and before[0].lower_ in _STOCK)
        owns = len(after) == 2 and after[0].lower_ in {"'s", "’s"} and after[1].lemma_.lower() in _OWNED
        owns = owns or (len(after) > 0 and after[0].lower_ in _STOCK | {"subsidiary", "shareholders", "employees", "customers"})
        if owned or owns:
            yield entity, "firm"


def _sort(noun: Token) -> str:
    word = noun.lower_
    return "newsroom" if word in _NEWSROOMS else "firm" if word in _FIRMS else "body" if word in _BODIES else ""


def _run(doc: Doc, at: int) -> Tokens | None:
    """The name that begins here: proper nouns in a row; of what was taken for a person, a single word or one with a foreign article."""
    end = at
    while end < len(doc) and end - at < _LONGEST + 1 and doc[end].text[:1].isupper() and doc[end].pos_ in {"PROPN", "NOUN", "X", "ADJ"}:
        end += 1
    name = doc[at:end]
    if not name or end - at > _LONGEST or name[0].ent_type_ in _TIME or any(normal(t.text) in TITLES for t in name):
        return None
    person = any(t.ent_type_ in _PERSON for t in name)
    return None if person and len(name) > 1 and name[0].lower_ not in _ARTICLES else name
