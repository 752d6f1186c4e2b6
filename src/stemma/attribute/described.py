"""Sources without a name who are told well enough: "her lawyer", "provincial authorities", "prosecutors", "court records", "a neighbour".

Theory of operation. Vague are sources of whom no more is known ("an official", "experts", "reports"): behind them nobody can be counted. A
phrase says more when it tells whose somebody is ("Roe's lawyer": one of the cast is named in it), when it is of a service of which a case
has one ("prosecutors") or a word beside it says which ("mine safety inspectors", "a hospital spokesman"), of papers that a court or
an office keeps, or of people who were there ("a neighbour"). Such phrases are voices by their own words. One wording is one voice over all
reports, so that a wire that several outlets reword adds no origin. Limits: two courts, or two neighbours, of one pile are one voice.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stemma.attribute.sources import Answer, Source
from stemma.lang.en import cues
from stemma.lang.en.names import ROLES, normal, words
from stemma.lang.en.syntax import is_possessor
from stemma.model import VoiceKind

if TYPE_CHECKING:
    from spacy.tokens import Token

#: Words before "records" and the like that say whose office keeps them, and papers that are somebody's act in themselves.
_KEPT = frozenset(
    {"court", "charging", "police", "medical", "tax", "bank", "legal", "land", "parliamentary", "prison", "hospital", "corporate", "census"}
)
_ACTS = frozenset({"affidavit", "indictment", "lawsuit", "autopsy", "subpoena", "testimony", "preprint"})
#: Words beside a body's noun that say no more than where in general it is.
_NOTHING = frozenset(
    {"local", "other", "more", "many", "several", "some", "senior", "top", "former", "unnamed", "various", "foreign", "regional", "state"}
)


def described(s: Source) -> Answer:
    """A voice by its own words, where they tell who it is."""
    lemma, head = s.phrase.lemma, s.phrase.head
    if s.phrase.person or head.pos_ not in {"NOUN", "PROPN"} or head.ent_type_ in {"PER", "PERSON"}:
        return None
    core = s.phrase.core
    kind: VoiceKind = "group"
    if (_KEPT & {w.lower_ for w in _beside(head)} and _paper(s)) or lemma in _ACTS:
        told, kind = True, "document"
    elif lemma in ROLES["institutions"]:
        single = lemma in {"inspector", "investigator", "prosecutor", "rescuer", "firefighter"} and not s.phrase.plural
        told = not single and (lemma in ROLES["self_evident"] or bool(_beside(head)))
    elif lemma in ROLES["bodies"] | ROLES["companies"]:
        owned = any(is_possessor(c) and c.pos_ == "NOUN" for c in head.children)
        which = any(c.pos_ == "NOUN" for c in _beside(head)) or (lemma == "ministry" and normal(core) != lemma)
        told, kind = not s.phrase.plural and s.phrase.definite and head.pos_ == "NOUN" and not s.phrase.name, "organisation"
        told = told and ((which and (owned or lemma not in ROLES["companies"])) or (owned and lemma in ROLES["bodies_by_name"]))
        core = _unowned(core)
    elif lemma in ROLES["spokespeople"]:
        told, kind = bool(_beside(head)) or s.phrase.owner is not None, "person"
        core = _with_owner(s) if not _beside(head) else core
    else:
        told = lemma in ROLES["first_hand"] and not s.phrase.name
    if told and (lemma == "indictment" or (kind == "document" and "charging" in core.lower().split())):
        charged = next((w for w in s.cast.people.values() if "prosecutors" in words(w.name)), None)
        who = charged or s.cast.who("group:prosecutors", "prosecutors", "group", plural=True)
        who.aliases.setdefault(core)
        return who, f'"{core}" is the word of {who.name}.'
    if not told:
        return None
    kind = "anonymous" if kind == "group" and not s.phrase.plural and lemma in ROLES["humans"] else kind
    who = s.cast.who(f"group:{normal(core)}", core, kind, plural=s.phrase.plural)
    who.described.add(lemma)
    return who, f'"{core}" says who speaks without a name.'


def somebodys(s: Source) -> Answer:
    """ "Her lawyer", "the family of Roe", "lawyers for Roe": a voice by whose it is, where that is somebody of the cast."""
    lemma = s.phrase.lemma
    if s.phrase.person or lemma not in ROLES["counsel"] | ROLES["kin"] or (lemma == "team" and not _beside(s.phrase.head)):
        return None
    alike = ROLES["counsel"] if lemma in ROLES["counsel"] else {lemma}
    owner = _whose(s)
    if owner is None:
        return None
    house = s.ask(owner, owner.i + 1)
    if house is None or house.vague or house.kind not in {"person", "group", "organisation", "anonymous"}:
        return None
    named = [w for w in s.cast.people.values() if w.kind == "person" and w.described & alike and w.speaks_for == house.key]
    if len(named) == 1 and not s.phrase.plural:
        return named[0], f'"{s.phrase.core}" is {named[0].name}.'
    noun = s.phrase.head.lower_ if lemma != "team" else s.phrase.core.lower()
    sort = "counsel" if lemma in ROLES["counsel"] else lemma
    name = f"{noun} {'for' if sort == 'counsel' else 'of'} {house.name}"
    who = s.cast.who(f"{sort}:{house.key}", name, "group" if s.phrase.plural or lemma in {"family", "team"} else "person")
    if sort == "counsel" and who.speaks_for is None:
        who.speaks_for = house.key
    who.described.add(lemma)
    return who, f'"{s.phrase.core}" is told by whose it is: {house.name}.'


_SPEAKERS = frozenset().union(*ROLES.values())
#: Endings of nouns for people.
_AGENTS = ("er", "or", "ist", "ian", "ant", "eer", "ee", "man", "woman", "men", "women", "people", "ese", "folk")
_QUANTIFIERS = frozenset({"many", "some", "others", "several", "few", "most", "both", "all", "one", "another", "more"})


def can_speak(s: Source) -> bool:
    """Whether the head of a phrase may be somebody's or a paper's: no voice is made of "blaze", "blood" or "the".

    A name may; of a common noun (also in a headline's capitals, where the report writes it small too) only those for people, bodies and papers.
    """
    head = s.phrase.head
    if head.pos_ in {"DET", "ADJ", "X", "NUM"}:
        return head.lower_ in _QUANTIFIERS or bool(head.ent_type_) or (head.text[:1].isupper() and head.pos_ != "DET") or head.pos_ == "NUM"
    written_small = f" {head.lower_} " in s.cast.reading.report.text
    if head.ent_type_ or (head.pos_ == "PROPN" and not written_small):
        return True
    lemma = s.phrase.lemma
    told = lemma in _SPEAKERS or lemma in cues.cues().documents or cues.noun(lemma) is not None
    return told or lemma.endswith(_AGENTS) or head.lower_ in _SPEAKERS


def _whose(s: Source) -> Token | None:
    """The possessor ("her", "Roe's"), or who stands behind "for" or "of"."""
    head = s.phrase.head
    possessor = next((c for c in head.children if is_possessor(c)), None)
    if possessor is not None:
        return possessor
    after = s.passage.doc[head.i + 1 : head.i + 2]
    return s.phrase.owner if s.phrase.owner is not None and after and after[0].lower_ in {"for", "of"} else None


def _beside(head: Token) -> tuple[Token, ...]:
    """The words in front of a noun that say which it is."""
    return tuple(
        c
        for c in head.lefts
        if c.pos_ in {"NOUN", "PROPN", "ADJ"} and not is_possessor(c) and c.lower_ not in _NOTHING and c.ent_type_ not in {"TIME", "DATE"}
    )


def _paper(s: Source) -> bool:
    return s.phrase.lemma in cues.cues().documents or s.phrase.head.lower_ in {"papers", "documents"}


def _unowned(core: str) -> str:
    """Without a common noun's "'s": "city's water company" is the water company."""
    return re.sub(r"^[a-z]+(?:'s|’s) ", "", core)


def _with_owner(s: Source) -> str:
    """ "Spokesperson for the inspectorate"."""
    owner = s.phrase.owner
    if owner is None:
        return s.phrase.core
    doc, head = s.passage.doc, s.phrase.head
    if owner.i < head.i:
        return " ".join(t for t in doc[owner.left_edge.i : head.i + 1].text.split() if t.lower() not in {"a", "an", "the"})
    words = [t.text for t in doc[head.i : owner.i + 1] if t.pos_ != "DET"]
    return " ".join(words)
