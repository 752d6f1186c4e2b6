"""A proposition in words that stand alone: its own words, its subject where another clause holds it, names for pronouns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from stemma.align.clauses import Unit
from stemma.lang.en import syntax
from stemma.lang.reading import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

_POSSESSIVE = frozenset({"his", "its", "their", "her", "my", "our"})
_PERSONAL = frozenset({"he", "she", "it", "they", "him", "them", "i", "we", "who", "which", "that", *_POSSESSIVE})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OPENING = frozenset({"mark", "advmod", "case"})
_FACTUAL = frozenset({"that", "while", "as", "when", "after", "although", "though", "because", "since", "where"})
_HANGING = frozenset({"and", "or", "but", "where", "while"})
_QUOTES = frozenset('"“”')


def statement(unit: Unit, kept: Sequence[int], subject: Token | None, *, passage: Passage, names: Mapping[int, str]) -> str:
    """One sentence from the report's own words.

    A subject that stands in another clause is put in front; a pronoun becomes the name of the voice it stands for, where that is known
    (`names`: place in the report to name). Verb forms are left as they are, so that a participle stays one ("the bridge, built in 1911").
    """
    doc = passage.doc
    order = _without_opening([doc[i] for i in sorted(kept)])
    if not order:
        return ""
    words: list[str] = []
    borrowed = subject is not None and subject.i not in order and unit.head.i in order and subject.i != unit.head.i
    if borrowed and subject is not None:
        first, last = syntax.noun_phrase(subject)
        words.append(_words([doc[i] for i in range(first, last)], passage, names))
        order = [i for i in order if not (doc[i].lower_ in _RELATIVE and syntax.is_subject(doc[i]))]
        if unit.kind in {"participle", "apposition"}:
            words[-1] += ","
    elif unit.head.i in order and (lead := _lead(unit.head, doc[order[0]])):
        words.append(_words(lead, passage, names))
    words.append(_words([doc[i] for i in order], passage, names))
    text = _tidy(" ".join(w for w in words if w))
    if sum(text.count(q) for q in '"“”') % 2:
        text = text.translate({ord(q): None for q in '"“”'})
    if not text:
        return ""
    text = text[0].upper() + text[1:]
    return text if text[-1] in '.!?…"”' else text + "."


def _tidy(text: str) -> str:
    """Single spaces, and nothing left hanging at the ends where words were taken out ("..., and.")."""
    text = " ".join(text.split()).strip(" ,;:-–—")
    bare = text.rstrip(".").rstrip(" ,;:-–—")
    while bare.rsplit(" ", 1)[-1].lower() in _HANGING:
        bare = bare[: -len(bare.rsplit(" ", 1)[-1])].rstrip(" ,;:-–—")
    return bare if len(bare) < len(text.rstrip(".")) else text


def in_its_clause(phrase: str, clause: str) -> str:
    """A counted phrase as a statement: the phrase, and the clause that it stands in where that says more."""
    bare, whole = phrase.rstrip("."), clause.rstrip(".")
    return clause if not bare or bare.lower() == whole.lower() else f"{bare}: {clause}"


def _lead(head: Token, first: Token) -> list[Token]:
    """The subject and verbs on which an infinitive or gerund without a subject hangs ("Kim has committed" for "to sending tents"), in order."""
    fragment = first.lower_ == "to" or (first.pos_ == "ADP" and syntax.form_of(head) == "VBG")
    if not fragment or syntax.subject_of(head, borrow=False) is not None:
        return []
    lead: set[int] = set()
    at = head
    for _ in range(4):
        if at.head == at or at.head.pos_ not in {"VERB", "AUX"}:
            return []
        at = at.head
        lead |= {at.i, *(c.i for c in at.children if c.i < head.i and (syntax.is_auxiliary(c) or c.dep_ == "mark" or c.lower_ in {"not", "n't"}))}
        subject = syntax.subject_of(at, borrow=False)
        if subject is not None:
            lead |= set(range(*syntax.noun_phrase(subject)))
            kept = [head.doc[i] for i in sorted(lead) if i < first.i]
            return [t for n, t in enumerate(kept) if not (n == 0 and t.dep_ == "mark")]
    return []


def _without_opening(tokens: Sequence[Token]) -> list[int]:
    """Indexes without commas at the start, and without the conjunctions after which a clause is still put as a fact."""
    kept = list(tokens)
    while kept and _opens(kept[0]):
        kept.pop(0)
    return [t.i for t in kept]


def _opens(token: Token) -> bool:
    joining = token.dep_ == "cc" or (token.dep_ in _OPENING and token.lower_ in _FACTUAL)
    return joining or token.is_space or (token.is_punct and token.text not in _QUOTES)


def _words(tokens: Sequence[Token], passage: Passage, names: Mapping[int, str]) -> str:
    """The tokens' text with their spacing; pronouns of known voices by name."""
    out: list[str] = []
    for n, token in enumerate(tokens):
        name = names.get(passage.start + token.idx) if token.lower_ in _PERSONAL else None
        if name is not None:
            out.append(name + ("'s" if token.lower_ in _POSSESSIVE else ""))
        else:
            out.append(token.text)
        following = tokens[n + 1] if n + 1 < len(tokens) else None
        if following is not None and (token.whitespace_ or following.i != token.i + 1) and not (following.i != token.i + 1 and following.is_punct):
            out.append(" ")
    return "".join(out)
