"""Which way a clause looks: back, ahead, or not to be seen. "on Friday" is another day after "arrived" than after "will arrive"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stemma.lang.en import syntax
from stemma.lang.en.times.lexemes import LISTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

#: Whose infinitive lies ahead of them ("plans to meet on Friday"); of other verbs in the past it happened ("managed to escape").
_AHEAD = frozenset(LISTS["ahead"].split())
#: Present tense that reports what has been ("data released on Tuesday indicates").
_REPORTING = frozenset(LISTS["reporting"].split())
#: "was expected on Friday" looked ahead already then.
_BRINK = frozenset({"schedule", "due", "expect", "slate"})
#: "announced a curfew, starting on Saturday": what is ordered begins later.
_BEGINNING, _ORDERING = (frozenset(LISTS[name].split()) for name in ("beginning", "ordering"))
_FUTURE_WORDS = frozenset({"will", "shall", "'ll", "’ll", "wo", "upcoming", "tomorrow"})
_PAST_WORDS = frozenset({"was", "were", "had", "did", "said", "has", "have", "told", "been"})


def way_of(doc: Doc, start: int, end: int, *, parsed: bool) -> int:
    """-1, 0 or 1 for the clause that holds the characters `[start, end)`."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return 0
    if not parsed:
        return _by_words(span)
    return _of_predicate(_holder(span))


def _holder(span: Tokens) -> Token:
    """The predicate of the clause in which the expression stands: the verb right before it, or else what the parse says."""
    before = span.start - 1
    if before > 0 and span.doc[before].pos_ == "ADP":
        before -= 1
    if before >= span.sent.start and span.doc[before].pos_ == "VERB":
        return span.doc[before]
    at = span.root
    while at.head != at:
        at = at.head
        if at.pos_ in {"VERB", "AUX"} and at.dep_ not in {"amod", "compound"}:
            return at
        if any(syntax.is_subject(c) or c.dep_ == "cop" for c in at.children):
            return at
    return at


def _of_predicate(verb: Token, depth: int = 0) -> int:
    if _awaited(verb):
        return 1
    auxiliaries = syntax.auxiliaries_of(verb)
    words = {a.lower_ for a in auxiliaries}
    modals = {m.lower_ for m in syntax.modals_of(verb)}
    if modals and not words & {"have", "'ve", "’ve"}:
        return 1
    if modals & {"will", "shall", "'ll", "’ll"}:
        return 1
    if any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in verb.children) and "have" not in words:
        return _infinitive(verb, words, depth)
    tense = syntax.tense_of(verb)
    if tense == "past":
        return 1 if _on_the_brink(verb, words & {"was", "were"}) else -1
    form = syntax.form_of(verb)
    if verb.pos_ not in {"VERB", "AUX"} and not auxiliaries:
        return 0
    if form == "VBN" and not auxiliaries:
        return -1
    if form == "VBG" and not auxiliaries:
        outer = verb.head
        if _is(verb, _BEGINNING) and _is(outer.head if outer.pos_ == "NOUN" else outer, _ORDERING):
            return 1
        return _of_predicate(outer, depth + 1) if outer.i != verb.i and depth < 4 and outer.pos_ in {"VERB", "AUX"} else 0
    if form == "VB" and not auxiliaries:
        return 1
    if tense == "present":
        if form == "VBN" or (_is(verb, _REPORTING) and form != "VBG"):
            return -1
        return 1
    return 0


def _awaited(verb: Token) -> bool:
    """ "would close unless it was paid by Friday": what something ahead hangs on lies ahead too, whatever its tense."""
    condition = verb.dep_ == "advcl" and any(c.lower_ in {"unless", "if", "until"} and c.dep_ == "mark" for c in verb.children)
    return condition and any(m.lower_ in {"will", "would", "'ll", "shall"} for m in syntax.modals_of(verb.head))


def _on_the_brink(verb: Token, was: set[str]) -> bool:
    """ "was expected on Friday", "was due on Friday": looked ahead already then."""
    return bool(was) and _is(verb, _BRINK)


def _is(verb: Token, verbs: frozenset[str]) -> bool:
    """Whether the verb is one of these, by its lemma or, should that be odd, by its ending."""
    word = verb.lower_
    stems = (word, word[:-1], word[:-2], word[:-3], f"{word[:-3]}y", f"{word[:-3]}e")
    return verb.lemma_.lower() in verbs or any(stem in verbs and len(stem) > 2 for stem in stems)  # "began" is no form of "be"


def _infinitive(verb: Token, words: set[str], depth: int) -> int:
    """ "plans to meet" and "are to be cut" look ahead, "managed to escape" as its governor does."""
    governor = verb.head
    if governor.i == verb.i or words & {"is", "are", "was", "were"} or _is(governor, _AHEAD):
        return 1
    if governor.pos_ in {"NOUN", "ADJ"}:
        return 1
    return _governed(governor, depth)


def _governed(governor: Token, depth: int) -> int:
    return _of_predicate(governor, depth + 1) if depth < 4 else 0


def _by_words(span: Tokens) -> int:
    """Without a parse: a word of the future in the sentence's neighbourhood, else the past."""
    doc = span.doc
    near = {t.lower_ for t in doc[max(0, span.start - 12) : span.end + 6]}
    if near & _FUTURE_WORDS:
        return 1
    return -1 if near & _PAST_WORDS else 0
