"""Where a sentence begins and ends by its marks: for the figures that are read without trusting the parser's sentences.

A stop ends a sentence when a capital follows and the word before is longer than an abbreviation; a line end and a semicolon end it too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stemma.lang.en import cues
from stemma.lang.en.syntax import is_subject, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

STOPS = frozenset({".", "!", "?", "...", "…"})


def sentence_start(doc: Doc, at: int) -> int:
    """The first token of the sentence that holds `at`; a stop within quotation marks counts too."""
    for i in range(at - 1, -1, -1):
        text = doc[i].text
        if (doc[i].is_space and "\n" in text) or text == ";":
            return i + 1
        if text in STOPS and i + 1 < len(doc) and _capital_after(doc, i):
            after = doc[i + 1]
            closing = after.text in {"”", "''"} or (after.text == '"' and not doc[i].whitespace_ and bool(after.whitespace_))
            return i + 2 if closing else i + 1
    return 0


def sentence_end(doc: Doc, at: int) -> int:
    """The place of the stop that ends the sentence that holds `at`."""
    for i in range(at, len(doc)):
        stop = doc[i].text in STOPS and (i + 1 >= len(doc) or _capital_after(doc, i))
        if stop or (doc[i].is_space and "\n" in doc[i].text):
            return i
    return len(doc)


def noun_after(doc: Doc, at: int) -> Token | None:
    """The head of the noun phrase that begins at `at`: its last noun before a preposition, clause or stop; no day or hour."""
    noun: Token | None = None
    for token in doc[at : sentence_end(doc, at)]:
        follows = token.i + 1 < len(doc) and doc[token.i + 1].pos_ in {"NOUN", "PROPN"}
        if token.lower_ in _OWNING and token.i + 1 < len(doc) and doc[token.i + 1].pos_ in {"ADJ", "NOUN", "PROPN", "NUM"}:
            continue  # "its latest report"
        if token.lower_ in {"'s", "’s", "'", "’"} or in_compound(doc, token.i):
            noun = None  # the possessor, or the place of "the Oslo-based group"
        elif token.pos_ in {"NOUN", "PROPN", "PRON"} and token.ent_type_ not in {"TIME", "DATE"}:
            noun = token
        elif noun is None and token.ent_type_ == "ORG":
            continue  # "United Nations", whatever its words were taken for
        elif (noun is not None and not (token.pos_ == "ADJ" and follows)) or (token.pos_ not in _BEFORE_NOUN and token.text not in _QUOTES):
            break
    return noun


def in_compound(doc: Doc, at: int) -> bool:
    """Whether a token and the next, or a hyphen and its neighbours, are halves of one word that the tokeniser parted: "Oslo-based"."""
    if doc[at].text == "-":
        return 0 < at < len(doc) - 1 and not doc[at - 1].whitespace_ and not doc[at].whitespace_
    after = at >= 2 and doc[at - 1].text == "-" and in_compound(doc, at - 1) and doc[at].pos_ in {"VERB", "ADJ"}
    return after or (at + 2 < len(doc) and doc[at + 1].text == "-" and in_compound(doc, at + 1) and doc[at + 2].pos_ in {"VERB", "ADJ"})


_OWNING = frozenset({"its", "his", "her", "their", "our", "my"})
_BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM", "ADV", "PART", "SYM", "X", "PUNCT"})
_QUOTES = frozenset({'"', "“", "«", "‘"})


def _capital_after(doc: Doc, stop: int) -> bool:
    word = next((t for t in doc[stop + 1 : stop + 4] if t.is_alpha or t.like_num or (t.is_space and "\n" in t.text)), None)
    before = doc[stop - 1] if stop else None
    if word is None or word.is_space:
        return True
    short = before is not None and before.is_alpha and len(before) <= 3 and before.text[0].isupper() and doc[stop].text == "."
    return (word.text[0].isupper() or word.like_num) and not short


def own_subject(verb: Token) -> Token | None:
    """The subject; of two, the one that has no "according to" before it; of ", saying" the one of the clause that it closes."""
    subject = subject_of(verb)
    if (over := _closed(verb)) is not None and (outer := subject_of(over)) is not None:
        return outer
    if subject is None:
        return _lent(verb)
    if not any(c.dep_ == "case" and c.i < subject.i for c in subject.children):
        return subject
    bare = [c for c in verb.children if c.dep_ == subject.dep_ and not any(g.dep_ == "case" for g in c.children)]
    return bare[0] if bare else subject


def _lent(verb: Token) -> Token | None:
    """The subject right before a verb that the parse has given to the clause behind it, which has one of its own: "the bank said it was shut"."""
    before = verb.nbor(-1) if verb.i else None
    if before is None or not is_subject(before) or before.head.i <= verb.i or not before.head.is_ancestor(before) or before.head.head != verb:
        return None
    return before if any(is_subject(c) and c.i > verb.i for c in before.head.children) else None


def _closed(participle: Token) -> Token | None:
    """The verb whose clause a participle after a comma closes: not the place of "in a post on a forum, saying", not what "denied that" holds."""
    if not participle.lower_.endswith("ing") or not participle.i or participle.doc[participle.i - 1].text != ",":
        return None
    over = participle.head
    if participle.dep_ in {"acl", "advcl"} and over.pos_ in {"NOUN", "PROPN"} and over.dep_ in {"obl", "nmod", "pobj"}:
        while over.pos_ in {"NOUN", "PROPN"} and over.head != over:
            over = over.head
        return over if over.pos_ == "VERB" else None
    holds = over.head
    spoken = cues.verb(over.lemma_, written=over.text) is not None
    inside = participle.dep_ == "advcl" and over.dep_ in {"ccomp", "advcl"} and not spoken and holds.pos_ == "VERB" and holds.i < over.i
    return holds if inside and cues.verb(holds.lemma_, written=holds.text) is not None else None
