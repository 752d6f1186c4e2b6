"""What looks like a time and is none: numbers of people, names, versions, prices, verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stemma.lang.en.times.atoms import Atom
from stemma.lang.en.times.lexemes import LISTS, TABLES, Lexemes

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

_MONEY = frozenset("$€£¥₹#№")
_BEFORE_YEAR = frozenset(LISTS["before-year"].split())
_AFTER_YEAR = frozenset(")]:;,.-–—'’?!")
_NAMES = frozenset({"PER", "PERSON", "ORG", "LOC", "GPE", "FAC", "MISC", "WORK_OF_ART", "PRODUCT", "NORP", "LAW"})


def is_time(atom: Atom, lexemes: Lexemes, doc: Doc) -> bool:
    """Whether the expression may stand as a time where it stands."""
    before = lexemes.words[atom.a - 1] if atom.a else ""
    after = lexemes.words[atom.b] if atom.b < len(lexemes.words) else ""
    if atom.kind == "clock" and atom.shy:
        return False
    if atom.kind == "nth" and atom.right is None:
        return False
    span = doc.char_span(lexemes.starts[atom.a], lexemes.ends[atom.b - 1], alignment_mode="expand")
    if span is None:
        return True
    if atom.kind == "date" and atom.dom is not None and atom.month is None and atom.shy:
        return span.end >= len(doc) or (
            span.doc[span.end].pos_ not in {"NOUN", "ADJ", "PROPN", "NUM"} and after in {"", ".", ",", ";", "and", "of", "at", "in", "by", "to"}
        )
    if atom.rule == "time.vague" and after in {"as", "after", "afterward", "afterwards", "before", "thereafter"}:
        return False  # "as soon as", "shortly after the vote"
    if atom.rule == "time.day" and _capitals(span):
        return False
    if atom.rule == "time.clock" and lexemes.words[atom.b - 1] in TABLES["part"] and span.end < len(doc) and doc[span.end].pos_ in {"NOUN", "ADJ"}:
        return False  # "a midnight blue car"
    if atom.rule == "time.year" and atom.edge is None:
        return _is_year(atom, before, after, span)
    if atom.rule == "time.duration" and (before in _MONEY or after == "%"):
        return False
    if atom.rule == "time.weekday" and (before in TABLES["name-before"] or (atom.step is None and _within_name(span))):
        return False
    if atom.rule in {"time.month", "time.season"} and atom.year is None and atom.step is None:
        return _is_month(lexemes.words[atom.a : atom.b], span)
    if atom.rule == "time.duration" and _named(span):
        return False
    return not (atom.rule == "time.offset" and before in {"per"})


def _is_year(atom: Atom, before: str, after: str, span: Tokens) -> bool:
    """A bare number from 1000 to 2199 is a year in a year's company, and no count of what follows."""
    if (
        before in _MONEY
        or after in {"%", "percent", "per"}
        or before in {"no", "number", "a", "some", "nearly", "over", "than", "least", "/"}
        or after == "/"
    ):
        return False
    year = atom.year or 0
    head = span[-1]
    counted = head.dep_ == "nummod" and head.head.i > head.i and before != "the"
    if counted and _plural(head.head) and before not in {"since", "until", "of"}:
        return False
    if not span.doc.has_annotation("POS"):
        counted = before != "the" and (after == "people" or (after.endswith("s") and len(after) > 3))
        return not counted and (before in _BEFORE_YEAR or not after or after in _AFTER_YEAR)
    if span.end < len(span.doc):
        follower = span.doc[span.end]
        if follower.pos_ == "NOUN" and _plural(follower) and before not in {"the", "since", "until", "by"}:
            return False
    if before in _BEFORE_YEAR:
        return year >= 1000 if before in {"in", "since", "by", "until", "circa"} else 1700 <= year <= 2100
    if before in {"(", ",", "-", "–", "["}:
        return 1000 <= year <= 2100 and (not after or after in _AFTER_YEAR)
    if 1950 <= year <= 2050:
        return not counted and (not after or after in _AFTER_YEAR or span[-1].pos_ != "NUM" or not _plural(span[-1].head))
    return False


def _plural(token: object) -> bool:
    tag, word, lemma = token.tag_, token.lower_, token.lemma_.lower()  # type: ignore[attr-defined]
    return bool(tag in {"NNS", "NNPS"} or (not tag and word != lemma and word.endswith("s")) or word in {"people", "men", "women", "children"})


def _is_month(words: tuple[str, ...], span: Tokens) -> bool:
    """ "May" and "March" as a month, not as a modal, a verb, or somebody's name."""
    if _named(span, names=frozenset({"PER", "PERSON"})):
        return False
    for token, word in ((t, t.lower_) for t in span):
        if word in {"may", "march", "spring", "fall"} and token.pos_ in {"AUX", "VERB"}:
            return False
    if words == ("may",) and not span.doc.has_annotation("POS"):
        before = span.doc[span.start - 1].lower_ if span.start else ""
        return before in {"in", "since", "by", "until", "last", "early", "late", "of", "from", "to", "this", "next"}
    return True


def _named(span: Tokens, *, names: frozenset[str] = _NAMES) -> bool:
    """Whether the words lie within a longer name ("Sunday Times", "April Jones")."""
    return any(t.ent_type_ in names for t in span)


def _within_name(span: Tokens) -> bool:
    """Whether a neighbour with a capital letter belongs to the same name ("Sunday Times"); a name tagger alone is not believed."""
    doc = span.doc
    near = [doc[i] for i in (span.start - 1, span.end) if 0 <= i < len(doc)]
    return _named(span) and any(t.ent_type_ == span[0].ent_type_ and t.text[:1].isupper() and t.i != span.sent.start for t in near)


def _capitals(span: Tokens) -> bool:
    """Whether a capital stands on the word and on its neighbour before ("Florida Today"); sentences that shout are let pass."""
    before = span.doc[span.start - 1] if span.start else None
    return (
        before is not None
        and span[0].text[:1].isupper()
        and (before.is_title or before.text.isupper())
        and before.pos_ in {"PROPN", "NOUN", ""}
        and not before.is_sent_start
    )
