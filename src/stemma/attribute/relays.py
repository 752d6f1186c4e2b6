"""Who passes words on without being their source: "in remarks carried by TASS", "was quoted by the Harbour Post as saying".

Theory of operation. A participle of carrying (table `carriers` of the cues) after a noun for words said, or after a form of "be", with "by"
and a noun phrase: that one stands in front of whoever speaks in the same sentence. What was only seen ("a memo seen by AFP") is passed on by
who saw it. Read by word order, since parsers hang such participles anywhere. Limits: "on state television" without a participle is a place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stemma.attribute.extents import source_range
from stemma.attribute.found import Found, Range, ranges
from stemma.attribute.inquits import comma_before
from stemma.attribute.sentences import STOPS, noun_after, sentence_end, sentence_start
from stemma.lang.en import cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_BE = frozenset({"is", "are", "was", "were", "been", "be"})
#: How far behind the noun of words said its participle may stand ("a statement late on Friday carried by ...").
_REACH = 6


def passed_on(doc: Doc) -> Iterator[Found]:
    """Every "carried by X", "quoted by X" in front of words said; content and place in the chain are found when all is merged."""
    table = cues.cues()
    for token in doc[: len(doc) - 2]:
        if token.lower_ not in table.carriers:
            continue
        by = _by(doc, token)
        cited = token.lower_ in {"quoted", "cited"}
        if by is None or not (cited or _after_words(doc, token)) or (token.i and doc[token.i - 1].lower_ == "as"):
            continue
        head = noun_after(doc, by + 1)
        if head is None:
            continue
        source = source_range(doc, head, None)
        source = max(source[0], by + 1), _end_of_name(doc, by + 1, max(source[1], head.i + 1))
        rule = "attribution.cited-by" if cited else "attribution.carried-by"
        first = token.i if by == token.i + 1 else by
        yield Found(rule=rule, source=source, cue=(first, by + 1), content=((by, by + 1),), fronts=True)


def _by(doc: Doc, participle: Token) -> int | None:
    """The "by" of a participle: at once, or after "as saying"."""
    at = participle.i + 1
    if doc[at].lower_ in {"earlier", "later", "separately", "also"}:
        at += 1
    if doc[at].lower_ == "as" and at + 2 < len(doc) and doc[at + 1].text.endswith("ing"):
        at += 2
    return at if at + 1 < len(doc) and doc[at].lower_ == "by" else None


def _after_words(doc: Doc, participle: Token) -> bool:
    """Whether a noun for words said stands shortly before, no stop between."""
    for token in reversed(doc[max(0, participle.i - _REACH) : participle.i]):
        if token.text in STOPS or token.text in {",", ";", ":"} or token.pos_ in {"VERB", "AUX"}:
            return False
        if token.lemma_.lower() in cues.cues().carried:
            return True
    return False


def _end_of_name(doc: Doc, start: int, end: int) -> int:
    """The source ends before "as saying", a comma or a clause."""
    stop = next((i for i in range(start, end) if doc[i].text in {",", ";", "("} or doc[i].lower_ in {"as", "that", "which", "who"}), end)
    return max(start + 1, stop)


def quoted_behind(doc: Doc) -> Iterator[Found]:
    """ "CONTENT, SOURCE was quoted [by X] as saying [by X]." with the words before it."""
    for verb in doc:
        if verb.lower_ not in {"quoted", "cited"} or not verb.i or doc[verb.i - 1].lower_ not in _BE:
            continue
        end = sentence_end(doc, verb.i)
        saying = next(
            (i for i in range(verb.i + 1, min(end, verb.i + 14)) if doc[i].lower_ in {"saying", "telling"} and doc[i - 1].lower_ == "as"), None
        )
        if saying is None or any(t.pos_ in {"VERB", "AUX", "SCONJ"} for t in doc[saying + 1 : end]):
            continue
        comma = comma_before(doc, verb.i - 1)
        if comma is None:
            continue
        content = ranges(doc, set(range(sentence_start(doc, comma), comma + (doc[comma].text != ","))))
        if content:
            yield Found(rule="attribution.quoted-as-saying", source=_source(comma, verb), cue=(verb.i - 1, saying + 1), content=content)


def _source(comma: int, verb: Token) -> Range:
    return comma + 1, verb.i - 1
