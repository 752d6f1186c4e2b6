"""Who corrects a figure stands behind it: "the ministry cut the number of missing to nine", "the firm left its forecast unchanged at 3%".

Theory of operation. A verb of changing is a doing ("cut the workforce to 900") unless what is changed is a count that somebody keeps: a toll, an
estimate, a forecast, the number of the dead. Then the new figure, and the old one with it, is the word of the subject, if that can speak: two more
deaths, too, "raise the toll to 16". Known exceptions: "it raised the toll", where "it" may be what happened, is let go, but for verbs of correcting.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stemma.attribute.extents import apart, cue_range, source_range
from stemma.attribute.found import Found, Range, bare_phrase, ranges
from stemma.attribute.sentences import own_subject
from stemma.lang.en import cues
from stemma.lang.en.names import ROLES
from stemma.lang.en.syntax import is_negated, is_passive, modals_of, objects_of, obliques_of, pruned

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PRONOUNS = frozenset({"it", "they", "he", "she"})
_COUNTING = frozenset({"number", "count"})
#: Prepositions before the new figure and the old one.
_BEFORE_FIGURES = frozenset({"to", "from", "by", "at"})
_NAMES = frozenset({"ORG", "PER", "PERSON", "LOC", "GPE"})
_SPEAKERS = frozenset().union(*ROLES.values())


def by_revisions(doc: Doc) -> Iterator[Found]:
    """Every figure that somebody corrects, raises, lowers, leaves as it was, or speaks of."""
    table = cues.cues()
    for verb in doc:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB" or lemma not in table.changing | table.correcting | table.speaking_of or is_passive(verb) or is_negated(verb):
            continue
        if any(True for _ in modals_of(verb)) or any(c.lower_ == "to" and c.dep_ in {"mark", "aux"} for c in verb.children):
            continue
        subject = own_subject(verb)
        if subject is None or not (lemma in table.speaking_of or _speaks(subject, sure=lemma in table.correcting)):
            continue
        content = _told_of(doc, verb) if lemma in table.speaking_of else _changed(doc, verb)
        source = source_range(doc, subject, verb)
        content = apart(doc, content, source, (verb.i, verb.i + 1))
        if content:
            rule = "attribution.spoke-of" if lemma in table.speaking_of else "attribution.revised"
            yield Found(rule=rule, source=source, cue=cue_range(doc, verb), content=content, kind="say", certainty="asserted")


def _told_of(doc: Doc, verb: Token) -> tuple[Range, ...]:
    """ "spoke of 30,000 people", "warned of two further waves": what is told of, where it is a figure."""
    told = [t for p, t in obliques_of(verb) if p == "of" and any(w.like_num for w in t.subtree)]
    return bare_phrase(doc, told[0]) if told else ()


def _changed(doc: Doc, verb: Token) -> tuple[Range, ...]:
    """ "cut the number of missing to nine": the count and the figures that it was and is."""
    kept = [o for o in objects_of(verb) if _kept(o)]
    figures = [t for p, t in obliques_of(verb) if p in _BEFORE_FIGURES] + [c for c in verb.children if c.dep_ in {"xcomp", "acomp", "oprd"}]
    words = {t.i for part in (*kept, *figures) for t in pruned(part, without=lambda t: False)}
    if not kept or not any(doc[i].like_num for i in words):
        return ()
    return ranges(doc, set(range(min(words), max(words) + 1)) - {verb.i})


def _kept(noun: Token) -> bool:
    """Whether somebody keeps count of it: "toll", "estimate", "number of people missing"."""
    table = cues.cues()
    if noun.lemma_.lower() in table.counts:
        return True
    if noun.lemma_.lower() not in _COUNTING:
        return False
    counted = [t for p, t in obliques_of(noun) if p == "of"]
    return any(w.lower_ in table.befallen for c in counted for w in c.subtree)


def _speaks(subject: Token, *, sure: bool) -> bool:
    """Whether the subject is somebody: a name, people of an office; a pronoun only where the verb says so."""
    if subject.lower_ in _PRONOUNS:
        return sure
    if subject.pos_ == "PRON" or subject.like_num:
        return False
    return subject.pos_ == "PROPN" or subject.ent_type_ in _NAMES or subject.lemma_.lower() in _SPEAKERS
