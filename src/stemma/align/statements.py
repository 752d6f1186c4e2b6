"""A proposition in words that stand alone: its own words, its subject where another clause holds it, names for pronouns.

Theory of operation. Most clauses are sentences once the conjunction before them is gone. The rest is made one by a few turns that add nothing to
what the report says: a conjoined predicate takes the subject and auxiliaries of the first, a relative clause the noun that it is about, a participle
after a noun the verb "be". A clause for which no turn is safe (an infinitive, "injuring one person", "whether it will hold", "no evidence that it
held", a relative that may belong to either of two nouns, a quotation with a hole) is given together with the clause above it, in the end with its
whole sentence: the report's own words rather than a broken cut. Limits: a sentence that the parser took wrongly and that still looks whole is given
as it was taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from stemma.align.clauses import Unit
from stemma.align.turns import pieces_of
from stemma.align.worded import joined, orphan, tidy, worded
from stemma.lang.en import syntax
from stemma.lang.reading import Passage

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset({"who", "which", "that", "whom"})
_OF = frozenset({"of", "in", "on", "to", "for", "by", "with", "into"})
_QUOTES = frozenset('"“”')
_QUOTED = re.compile(r'["“]([^"“”]+)["”]')
#: Words that hang on the word they belong to and mean nothing without it.
_BOUND = frozenset({"case", "cc", "det", "prep", "cc:preconj"})
_FINITE = frozenset({"is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must", "do", "does", "did"})


def statement(
    unit: Unit, kept: Sequence[int], *, passage: Passage, names: Mapping[int, str], cut: Sequence[Unit] = (), frames: frozenset[int] = frozenset()
) -> str:
    """One sentence from the report's own words; the whole sentence where no part of it stands alone.

    `kept` are the unit's own words that say it, `cut` all units of the sentence, `frames` the heads of those that only say who says it, `names`
    the voice that a pronoun stands for, by place.
    """
    at, tokens = unit, {*kept}
    for _ in range(6):
        order = [passage.doc[i] for i in sorted(tokens)]
        pieces = pieces_of(at, order, alone=at is unit)
        if pieces is not None and not _torn(pieces) and (_stands(pieces) or (at.kind == "sentence" and not _cut_off(at, pieces))):
            said = worded(pieces, passage, names)
            if _as_quoted(said, passage):
                return said
            if whole := _quotation(order):
                return worded(whole, passage, names)
        above = next((u for u in cut if at.above is not None and u.head.i == at.above.i), None)
        if above is None or above.head.i in frames:
            break
        at, tokens = above, tokens | _linking(at) | set(above.tokens)
    return sentence(unit, passage=passage, names=names)


def sentence(unit: Unit, *, passage: Passage, names: Mapping[int, str]) -> str:
    """The whole sentence that a unit stands in."""
    return worded([t for t in unit.head.sent if not t.is_space], passage, names)


def phrase(kept: Sequence[int], *, passage: Passage) -> str:
    """A noun phrase in its own words, without what its cut left hanging."""
    tokens = [passage.doc[i] for i in sorted(kept)]
    while tokens and ((tokens[0].is_punct and tokens[0].text not in _QUOTES) or tokens[0].dep_ == "cc" or tokens[0].lower_ in _OF):
        tokens = tokens[1:]
    return tidy(joined(tokens, passage, {}))


def in_its_clause(counted: str, clause: str) -> str:
    """A counted phrase as a statement: the phrase, and the clause that it stands in; the clause alone where it begins with the phrase."""
    bare, whole = counted.rstrip("."), clause.rstrip(".")
    if not bare or whole.lower().startswith(bare.lower()):
        return clause
    return f"{bare[0].upper()}{bare[1:]}: {clause}"


def _as_quoted(said: str, passage: Passage) -> bool:
    """Whether what stands between quotation marks stands so in the passage: nobody is quoted with a cut."""
    quotations = _QUOTED.findall(said)
    whole = _bare(passage.doc.text) if quotations else ""
    return all(_bare(quoted) in whole for quoted in quotations)


def _quotation(order: Sequence[Token]) -> list[Token]:
    """The whole quotation that the words are of, with its marks; nothing where they are of none or it leaves the sentence."""
    words = [t for t in order if not t.is_punct]
    marks = [t.i for t in words[0].sent if t.text in _QUOTES] if words else []
    before = [i for i in marks if i < words[0].i]
    after = [i for i in marks if i > words[0].i]
    if len(before) % 2 == 0 or not after or words[-1].i > after[0]:
        return []  # an even number of marks has closed what it opened: the words are of nobody's mouth
    return list(words[0].doc[before[-1] : after[0] + 1])


def _bare(text: str) -> str:
    """The words alone, for comparing."""
    words = " ".join(re.findall(r"\w+", text.lower()))
    return f" {words} "


def _torn(pieces: Sequence[Token | str]) -> bool:
    """Whether a noun or number stands in a row whose joining word was cut away ("31 dead another 8")."""
    tokens = [t for t in pieces if not isinstance(t, str)]
    inside = {t.i for t in tokens}
    if any(a.dep_ == b.dep_ == "cc" for a, b in pairwise(tokens)):
        return True
    row = (t for t in tokens if t.dep_ == "conj" and t.pos_ in {"NOUN", "NUM", "PROPN", "SYM"} and t.i > tokens[0].i)
    return any(t.left_edge.i - 1 not in inside and not orphan(t, inside) for t in row)


def _linking(unit: Unit) -> set[int]:
    """The conjunction and commas by which a unit hangs on the one above it."""
    first = unit.head.left_edge.i
    doc = unit.head.doc
    return {i for i in (first - 1, first - 2) if i >= 0 and (doc[i].dep_ in {"cc", "case", "mark"} or doc[i].text == ",")} | set(unit.tokens)


def _cut_off(unit: Unit, pieces: Sequence[Token | str]) -> bool:
    """Whether the object of a main clause, or what its last word leads to, was cut away ("The case involves", "apologised after")."""
    inside = {t.i for t in pieces if not isinstance(t, str)}
    last = next((t for t in reversed(pieces) if not isinstance(t, str) and not t.is_punct), None)
    hanging = last is not None and (last.dep_ in _BOUND or last.dep_ == "mark") and last.head.i not in inside
    return hanging or any(o.i not in inside for o in syntax.objects_of(unit.head))


def _stands(pieces: Sequence[Token | str]) -> bool:
    """Whether the words have a finite beginning and no end that waits for more."""
    tokens = [t for t in pieces if not isinstance(t, str)]
    words = [t for t in tokens if not t.is_punct]
    if sum(t.is_alpha for t in words) < 2:
        return False
    first, last = words[0], words[-1]
    if isinstance(pieces[0], str) is False and (first.lower_ in _FINITE or first.lower_ in {"which", "whom", "whose", "to"}):
        return False
    if last.dep_ in _BOUND or last.dep_ in {"mark", "aux"} or (last.lower_ in _RELATIVE and last.dep_ == "nsubj"):
        return False
    inside = {t.i for t in tokens}
    return not any(
        c.i not in inside and c.dep_ in {"ccomp", "xcomp"} and c.i > t.i for t in words[-3:] if t.pos_ in {"VERB", "ADJ"} for c in t.children
    )
