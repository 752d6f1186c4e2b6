"""A proposition word by word: what each word means, what it hangs on, and in which part.

Theory of operation. Two sentences are held against each other slot by slot: whoever does it in the one against whoever does it in the other,
whatever the order of words. Passives are turned ("was closed by snow" has snow as doer), a conjunct stands in the part of what it is joined to,
an apposition in that of the noun beside it, and all that narrows a noun ("of", a possessor, a compound) in one part. Limits: control
verbs pass on no subject, prepositions are taken as they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stemma.lang.en import syntax
from stemma.lang.en.phrasal import has_particle, whole_lemma
from stemma.lang.en.senses import known, sense_of

if TYPE_CHECKING:
    from spacy.tokens import Token

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
_NARROWING = frozenset({"compound", "amod", "nmod:poss", "poss", "nmod:desc", "nmod:unmarked", "flat", "nn"})
#: Pronouns for whoever speaks, and for what is theirs.
_SELF = frozenset({"it", "he", "she", "they", "we", "i"})
_OWN = frozenset({"its", "his", "her", "their", "our", "my"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One word of a proposition and the part it plays."""

    sense: str
    lemma: str
    form: str
    #: "name", "noun", "verb" or "adjective".
    kind: str
    #: "head", "doer", "done-to", "of" or a preposition.
    part: str
    #: Sense of the word that it hangs on; "" for the head.
    of: str
    #: Whether a little word goes with it that makes another verb of it ("took off"), of which nothing is known.
    particled: bool = False
    #: Where it stands in the text that was parsed; two words of one part and sense are one wherever they stand.
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


def slots(tokens: Iterable[Token], head: Token) -> tuple[Slot, ...]:
    """The content words in order of the text, each in its part; words of dates and numbers left out."""
    found = []
    for token in sorted(set(tokens), key=lambda t: t.i):
        if (score := _score(token)) is not None:
            found.append(Slot(sense=score, lemma=score, form=score, kind="score", part="of", of="", start=token.idx, end=token.idx + len(score)))
        if not _tells(token) or token.ent_type_ in {"TIME", "DATE"}:
            continue
        part, governor = ("head", None) if token == head else _part(token)
        named = token.pos_ == "PROPN" or token.ent_type_ in {"PER", "ORG", "LOC", "MISC", "PERSON", "GPE", "NORP", "FAC", "EVENT"}
        inside = token.text[:1].isupper() and token.pos_ == "NOUN" and token.dep_ == "compound" and not token.is_sent_start
        kind = (
            "name"
            if (named and token.text[:1].isupper()) or inside
            else {"NOUN": "noun", "PROPN": "noun", "SYM": "noun", "ADJ": "adjective"}.get(token.pos_, "verb")
        )
        lemma = "percent" if token.text == "%" else whole_lemma(token).replace(".", "")
        if kind == "verb" and not known(lemma) and known(f"{lemma}e"):
            lemma = f"{lemma}e"  # "eased" is of "ease", whatever the annotator makes of it
        if kind == "name":
            lemma = token.lower_.replace(".", "")  # a name has no plural: "Rovers"
        sense = lemma if kind == "name" else _sense(lemma, token.lower_, token.pos_)
        found.append(
            Slot(
                sense=sense,
                lemma=lemma,
                form=token.lower_,
                kind=kind,
                part=part,
                of=sense_of(whole_lemma(governor)) if governor is not None else "",
                particled=has_particle(token) and lemma == token.lemma_.lower(),
                start=token.idx,
                end=token.idx + len(token),
            )
        )
    return tuple(found)


def _tells(token: Token) -> bool:
    """Whether a word carries content, "percent" and "%" among them."""
    return token.lower_ in {"percent", "%"} or (token.pos_ in _CONTENT and any(c.isalpha() for c in token.text))


def _sense(lemma: str, form: str, pos: str) -> str:
    """The sense of a lemma, or of the form where the lemma is none that the table knows ("shran" for "shrank")."""
    found = sense_of(lemma, pos)
    return found if found != lemma or sense_of(form) == form else sense_of(form)


def _score(token: Token) -> str | None:
    """The score of a match ("3-1") that begins with the token, the higher figure first."""
    if not token.text.isdigit() or token.i + 2 >= len(token.doc) or token.whitespace_:
        return None
    dash, second = token.doc[token.i + 1], token.doc[token.i + 2]
    if dash.text not in {"-", "–"} or dash.whitespace_ or not second.text.isdigit() or max(len(token.text), len(second.text)) > 2:
        return None
    high, low = sorted((int(token.text), int(second.text)), reverse=True)
    return f"{high}-{low}"


def _part(token: Token) -> tuple[str, Token | None]:
    """The part that a word plays and the word above it."""
    at = token
    for _ in range(6):
        if at.head == at:
            return "head", None
        if at.dep_ == "conj" or syntax.is_apposition(at) or at.dep_ in {"flat", "goeswith"}:
            at = at.head
            continue
        break
    dep, head = at.dep_, at.head
    if syntax.is_subject(at):
        return ("done-to" if syntax.is_passive_subject(at) else "doer"), head
    if syntax.is_object(at):
        return "done-to", head
    if dep in _NARROWING:
        return "of", head
    preposition = syntax.preposition_of(at)
    if preposition == "by" and syntax.is_passive(head):
        return "doer", head
    return ("of" if preposition in {"of", ""} else preposition), (head.head if dep == "pobj" else head)


def own_matter(subject: Token | None, kept: Sequence[Token]) -> bool:
    """Whether the subject is a pronoun that can stand for the speaker, or somebody's own."""
    if subject is None or subject not in kept:
        return False
    return subject.lower_ in _SELF or any(c.lower_ in _OWN for c in subject.children)
