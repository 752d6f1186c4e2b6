"""Whom "he" or "she" can mean: everybody before it who agrees, weighed, and nobody where two weigh alike.

Theory of operation. Candidates are the persons of the cast by their latest mention, and nouns for people ("a reporter", "his mother") of the last
sentences, whether anybody knows their names or not. Each is described by the named features below: how many sentences back, subject or
possessor, in the same speech or outside it, in the same paragraph. A feature has a weight; the candidates' sums are made shares of one
(softmax), with one more candidate, nobody. The first is taken where its share reaches `SURE`, else nobody: a wrong name costs more than
none. The weights are those of a log-linear ranking learnt on the third-person pronouns that are subjects in GUM train; `SURE` was chosen
there and looked at on GUM dev. Limits: pronouns that are no sources are not followed, so that somebody last named a page ago is nobody;
the sex of a name is known only where nearly everybody of that name has it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stemma.attribute.phrase import is_plural
from stemma.attribute.sources import Source
from stemma.attribute.who import Who
from stemma.lang.en.names import ROLES
from stemma.lang.en.syntax import is_apposition, is_name_part, is_possessor, is_subject, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: How many sentences before the pronoun's are looked at.
REACH = 8
#: How many for nouns that name nobody.
_NEAR = 2
#: Least share of the first.
SURE = 0.5
WEIGHTS: Mapping[str, float] = {
    "0 sentences back": 0.59,
    "1 sentences back": 0.20,
    "2 sentences back": 0.23,
    "3 sentences back": -0.08,
    "4 sentences back": -0.47,
    "another paragraph": -0.46,
    "its sex is known": 0.76,
    "latest": 0.72,
    "neither subject nor possessor": -0.93,
    "nobody": -0.47,
    "possessor": 0.22,
    "same sentence, no subject": 0.28,
    "same sentence, subject": 0.30,
    "spoke there": 1.0,
    "subject": 1.18,
    "subject of the clause around it": 0.34,
    "subject of the sentence before": 0.45,
    "the other side of a quotation mark": -0.39,
    "unnamed": -0.76,
}
_WOMEN = frozenset({"actress", "aunt", "chairwoman", "daughter", "fiancee", "girl", "girlfriend", "grandmother", "lady", "mom", "mother", "mum"})
_WOMEN |= {"niece", "policewoman", "princess", "queen", "sister", "spokeswoman", "waitress", "widow", "wife", "woman"}
_MEN = frozenset({"boy", "boyfriend", "brother", "chairman", "congressman", "dad", "father", "fiance", "fisherman", "gentleman", "grandfather"})
_MEN |= {"guy", "husband", "king", "man", "nephew", "policeman", "prince", "son", "spokesman", "uncle", "waiter", "widower"}
_ENDS = frozenset({",", "”", '"', "''", "’", "»"})
_QUOTES = {'"', "“", "”", "«", "»"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Somebody whom a pronoun may mean: of the cast, or an unnamed person by the head of a noun phrase; neither for nobody at all."""

    who: Who | None
    token: Token | None
    features: frozenset[str]

    def weight(self, weights: Mapping[str, float]) -> float:
        """The sum of its features' weights, the same in whatever order they come."""
        return math.fsum(weights.get(f, 0.0) for f in self.features)


NOBODY = Candidate(who=None, token=None, features=frozenset({"nobody"}))


def best(s: Source) -> Who | None:
    """The one of the cast whom the pronoun means; None where that cannot be told, or where it is nobody of the cast."""
    found = [*candidates(s), NOBODY]
    sums = [math.exp(c.weight(WEIGHTS)) for c in found]
    share, first = max(zip(sums, found, strict=True), key=lambda pair: (pair[0], pair[1].who is not None, pair[1].who.key if pair[1].who else ""))
    return first.who if share >= SURE * sum(sums) else None


def candidates(s: Source) -> list[Candidate]:
    """Everybody before the pronoun who agrees in number and sex."""
    pronoun = s.phrase.head
    doc = pronoun.doc
    wrong = "f" if pronoun.lower_ in {"he", "him", "his", "himself"} else "m"
    starts = [sentence.start for sentence in doc.sents if sentence.start <= pronoun.i]
    found: list[tuple[int, Who | None, Token | None, Token]] = []
    for who in sorted(s.cast.people.values(), key=lambda w: w.key):
        if who.kind not in {"person", "group", "anonymous"} or who.plural or who.gender == wrong or (who.kind == "group" and not who.vague):
            continue
        if who is s.speaker and quoted(pronoun):
            continue  # in their own speech people are "I"
        if (at := _latest(who, s)) is None:
            continue
        found.append((at.i, who, None, at))
    taken = {i for i, *_ in found}
    for token in _unnamed(doc, starts, pronoun, wrong):
        if token.i not in taken:
            found.append((token.i, None, token, token))
    found.sort(key=lambda f: -f[0])
    return [
        Candidate(who=who, token=token, features=frozenset(_features(s, who, at, starts, first=n == 0)))
        for n, (_, who, token, at) in enumerate(found)
        if _sentences_between(starts, at.i) <= REACH
    ]


def _latest(who: Who, s: Source) -> Token | None:
    """The head of the latest mention before the pronoun: of those in the same sentence, a subject."""
    doc, first = s.passage.doc, s.passage.start
    tokens = [
        span.root
        for m in who.mentions
        if first <= m.start and m.end <= s.offset and (span := doc.char_span(m.start - first, m.end - first)) is not None
    ]
    if not tokens:
        return None
    last = max(tokens, key=lambda t: t.i)
    return next((t for t in sorted(tokens, key=lambda t: -t.i) if t.sent.start == last.sent.start and is_subject(t)), last)


def _unnamed(doc: Doc, starts: list[int], pronoun: Token, wrong: str) -> Iterator[Token]:
    """Nouns for one person near before the pronoun that stand beside no name and are no predicates."""
    for token in doc[starts[max(0, len(starts) - 1 - _NEAR)] : pronoun.i]:
        if _is_inquit(pronoun) and token.i >= starts[-1]:
            return  # "The first patient fell ill in June, he added": the patient is what is told
        if (
            token.pos_ != "NOUN"
            or token.lemma_.lower() not in ROLES["humans"]
            or is_plural(token)
            or token.lemma_.lower() in (_WOMEN if wrong == "f" else _MEN)
        ):
            continue
        beside = (
            is_apposition(token) or is_name_part(token) or any(is_apposition(c) or (is_name_part(c) and c.pos_ == "PROPN") for c in token.children)
        )
        if not beside and not any(c.dep_ == "cop" for c in token.children):
            yield token


def _sentences_between(starts: list[int], at: int) -> int:
    return sum(1 for start in starts if start > at)


def _features(s: Source, who: Who | None, at: Token, starts: list[int], *, first: bool) -> Iterator[str]:
    """What speaks for and against a candidate mentioned at this token."""
    pronoun = s.phrase.head
    back = _sentences_between(starts, at.i)
    yield f"{min(back, 4)} sentences back"
    yield "subject" if _acts(at) else "possessor" if is_possessor(at) else "neither subject nor possessor"
    if back == 0:
        yield "same sentence, subject" if _acts(at) else "same sentence, no subject"
        if _over(pronoun, at):
            yield "subject of the clause around it"
    if back == 1 and _acts(at) and (at.head if is_subject(at) else at.head.head).dep_ in {"ROOT", "root"}:
        yield "subject of the sentence before"
    if who is not None and back <= 1 and any(a == s.passage.start + at.idx or _covers(who, a, s.passage.start + at.idx) for a in who.spoke_at):
        yield "spoke there"
    if first:
        yield "latest"
    if who is None or who.vague:
        yield "unnamed"
    elif who.gender:
        yield "its sex is known"
    if quoted(pronoun) != quoted(at):
        yield "the other side of a quotation mark"
    text = s.cast.reading.report.text
    if text.count("\n\n", s.passage.start + at.idx, s.offset):
        yield "another paragraph"


def _acts(at: Token) -> bool:
    """Whether a name is a subject, or stands beside one: "the inspector, Jan Roe, denied this"."""
    return is_subject(at) or (is_apposition(at) and is_subject(at.head))


def _covers(who: Who, spoke: int, at: int) -> bool:
    """Whether one mention holds the place where somebody spoke and the name."""
    return any(m.start <= spoke < m.end and m.start <= at < m.end for m in who.mentions)


def _is_inquit(pronoun: Token) -> bool:
    """Whether the pronoun says what stands before it: "..., he added"."""
    before = pronoun.nbor(-1) if pronoun.i else None
    return before is not None and before.text in _ENDS and pronoun.i + 1 < len(pronoun.doc) and pronoun.head == pronoun.nbor()


def _over(pronoun: Token, at: Token) -> bool:
    """Whether the token is the subject of a verb in whose clause the pronoun's stands."""
    token = pronoun.head
    while token.dep_ != "parataxis" and token.head != token:
        token = token.head
        if token.i < pronoun.i and subject_of(token, borrow=False) == at:
            return True
    return False


def quoted(token: Token) -> bool:
    """Whether a token stands within quotation marks of its paragraph."""
    doc, opened = token.doc, False
    for i in range(token.i - 1, -1, -1):
        text = doc[i].text
        if doc[i].is_space and "\n\n" in text:
            break
        if text in _QUOTES:
            opened = not opened
    return opened
