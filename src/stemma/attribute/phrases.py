"""Attribution without a verb of saying of its own: "according to Z", "..., citing Z", "Z's announcement that", "reportedly", "Seoul: ...".

Theory of operation. A phrase of the table is found by its words; the parse gives the source after it and the clause it hangs on.
Known exceptions: "according to plan" and other sources that cannot speak are let go by their head noun being no name, person
or document only where it is in a short list; "in a statement" alone makes nobody a source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stemma.attribute.extents import source_range
from stemma.attribute.found import Found, Range, bare_phrase, pieces, ranges, trimmed
from stemma.attribute.sentences import noun_after, sentence_end, sentence_start
from stemma.lang.en import cues
from stemma.lang.en.names import ROLES
from stemma.lang.en.syntax import (
    is_apposition,
    is_possessor,
    obliques_of,
    predicate_of,
    pruned,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def according_to(doc: Doc) -> Iterator[Found]:
    """ "according to Z", "as per Z", "as quoted by Z": Z is the source of the clause on which the phrase hangs."""
    for first, last in _phrases(doc, cues.cues().according):
        head = noun_after(doc, last)
        if head is None or head.lemma_.lower() in cues.cues().no_sources:
            continue
        source = source_range(doc, head, None)
        source = _full(doc, (max(source[0], last), max(source[1], head.i + 1)), head)
        source = _without_subject(doc, source) if _initial(doc, first) else source
        content = _told(doc, head, (first, last), source)
        if content:
            yield Found(rule="attribution.according-to", source=source, cue=(first, last), content=content, kind="according-to")


def _full(doc: Doc, source: Range, head: Token) -> Range:
    """The source to the next comma when it is of unnamed people: "three people familiar with the matter"."""
    if head.lemma_.lower() not in ROLES["unnamed"] and head.lower_ not in {"people", "sources"}:
        return source
    end = next((i for i in range(source[0], len(doc)) if doc[i].text in {",", ";"} or doc[i].lower_ in {"cited", "quoted"}), len(doc))
    return source[0], max(source[1], min(end, sentence_end(doc, source[0])))


def _without_subject(doc: Doc, source: Range) -> Range:
    """The source of an opening phrase without the subject of the clause after it: "According to the paper, the mayor, a farmer, says ..."."""
    comma = next((i for i in range(*source) if doc[i].text == ","), None)
    follows = next((t for t in doc[source[1] : source[1] + 3] if not t.is_space), None)
    if comma is None or follows is None:
        return source
    closing = follows.text == ","
    verb = next((t for t in doc[source[1] + closing : source[1] + closing + 3] if not t.is_space), None)
    return (source[0], comma) if verb is not None and verb.pos_ in {"VERB", "AUX"} else source


def citing(doc: Doc) -> Iterator[Found]:
    """ "Y reported, citing Z": Z stands behind Y; also "basing himself on Z", and "according to a report citing Z"."""
    table = cues.cues()
    spans = [(t.i, t.i + 1) for t in doc if _cites(doc, t)] + list(_phrases(doc, table.citing))
    for first, last in spans:
        head = noun_after(doc, last)
        if head is None:
            continue
        source = source_range(doc, head, doc[first])
        source = _full(doc, (max(source[0], last), max(source[1], head.i + 1)), head)
        sentence = set(range(sentence_start(doc, first), sentence_end(doc, first)))
        content = ranges(doc, sentence - set(range(first, last)) - set(range(*source)))
        if content:
            yield Found(rule="attribution.citing", source=source, cue=(first, last), content=content, behind=first)


def _cites(doc: Doc, token: Token) -> bool:
    """ "citing Z"; ", quoting Z," with no "as saying" after; ", which cited Z,"; never "without citing"."""
    before = doc[token.i - 1].lower_ if token.i else ""
    if token.lower_ == "citing":
        return before != "without"
    if token.i + 1 >= len(doc) or doc[token.i + 1].text in _MARKS:
        return False
    end = sentence_end(doc, token.i)
    saying = any(t.lower_ == "as" and doc[t.i + 1].text.endswith("ing") for t in doc[token.i + 1 : min(end, token.i + 16)] if t.i + 1 < len(doc))
    behind = (token.lower_ == "quoting" and before == ",") or (token.lower_ in {"cited", "quoted", "cites", "quotes"} and before in {"which", "who"})
    return behind and not saying


_MARKS = frozenset("\"“”'‘«")


def _told(doc: Doc, head: Token, cue: Range, source: Range) -> tuple[Range, ...]:
    """What the phrase is about: the clause on which it hangs; after a comma no more than the words before, and all of them if the clause is torn."""
    hung = _hung_on(doc, head, cue, source)
    before = _before(doc, cue[0])
    if not before or _initial(doc, cue[0]):
        return hung
    start = before[0][0]
    kept = {i for a, b in hung for i in range(a, b) if start <= i < cue[0]}
    whole = len(kept) >= 4 and any(doc[i].pos_ in {"VERB", "AUX"} for i in kept) and max(kept) >= cue[0] - 3
    whole = whole and not _last_of_row(doc, kept) and all(i in kept or doc[i].pos_ not in {"VERB", "AUX"} for i in range(min(kept), cue[0]))
    return ranges(doc, kept) if whole else before


def _last_of_row(doc: Doc, kept: set[int]) -> bool:
    """Whether the words are the last of clauses in a row that only commas part: "Two are dead, 30 are hurt, according to ..." speaks of both."""
    first = min(kept)
    head = next((doc[i] for i in sorted(kept) if doc[i].head.i not in kept), None)
    return first > 0 and doc[first - 1].text == "," and head is not None and head.dep_ == "parataxis"


def _before(doc: Doc, at: int) -> tuple[Range, ...]:
    """The words of the sentence before a phrase that a comma parts from them."""
    return ranges(doc, set(range(sentence_start(doc, at), at))) if at and doc[at - 1].text in {",", "”", '"'} else ()


def _initial(doc: Doc, at: int) -> bool:
    """Whether nothing but a joining word, a mark or a time ("On Wednesday, according to ...") stands before `at` in its sentence."""
    before = [t for t in doc[sentence_start(doc, at) : at] if t.is_alpha and t.pos_ not in {"CCONJ", "ADV"}]
    return all(_of_time(t) or (t.dep_ in {"case", "det", "prep"} and _of_time(t.head)) for t in before)


def _of_time(token: Token) -> bool:
    return token.ent_type_ in {"TIME", "DATE"}


def _rest(doc: Doc, at: int) -> tuple[Range, ...]:
    """The sentence after the comma that closes the opening phrase."""
    comma = next((t.i for t in doc[at : at + 25] if t.text == ","), None)
    if comma is not None and doc[comma + 1].lower_ in {"which", "who", "citing", "quoting"}:
        comma = next((t.i for t in doc[comma + 1 : comma + 25] if t.text == ","), comma)
    if comma is None or sentence_start(doc, comma) > at:
        return ranges(doc, set(range(at, sentence_end(doc, at))))
    return ranges(doc, set(range(comma + 1, sentence_end(doc, comma))))


def nominal(doc: Doc) -> Iterator[Found]:
    """ "Shoigu's announcement that ...", "a statement by the ministry that ..."."""
    for token in doc:
        cue = cues.noun(token.lemma_) if token.pos_ == "NOUN" else None
        owner = _owner(token) if cue is not None else None
        if cue is None or owner is None:
            continue
        content = tuple(p for c in _clauses(token) for p in pieces(doc, c, without=lambda t: t.dep_ == "mark" and t.lower_ == "that"))
        if content:
            source = source_range(doc, owner, token)
            yield Found(rule="attribution.noun", source=source, cue=(token.i, token.i + 1), content=content, kind=cue.kind, certainty=cue.certainty)


def reckonings(doc: Doc) -> Iterator[Found]:
    """ "the ministry's estimate of 5,000 dead", "its own figure, 6.4 million": whose it is stands behind the figure."""
    for token in doc:
        if token.pos_ != "NOUN" or token.lemma_.lower() not in cues.cues().reckonings or _clauses(token):
            continue
        owner, figure = _owner(token), _figure(token)
        if owner is None or figure is None:
            continue
        cue = cues.noun(token.lemma_)
        kind, certainty = (cue.kind, cue.certainty) if cue is not None else ("say", "asserted")
        source, content = source_range(doc, owner, token), bare_phrase(doc, figure)
        yield Found(rule="attribution.reckoning", source=source, cue=(token.i, token.i + 1), content=content, kind=kind, certainty=certainty)


def _clauses(noun: Token) -> list[Token]:
    """Its that-clauses."""
    return [c for c in noun.children if c.i > noun.i and c.dep_ in {"acl", "ccomp"} and _that(c)]


def _figure(noun: Token) -> Token | None:
    """The figure of an estimate or count: "of 43 people", or beside it ("its own figure, 6.4 million")."""
    after = [t for p, t in obliques_of(noun) if p in {"of", "at"}] + [c for c in noun.children if c.i > noun.i and is_apposition(c)]
    return next((t for t in after if any(w.like_num for w in t.subtree)), None)


def _that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ in {"that", "whether"} for c in clause.children)


def _owner(noun: Token) -> Token | None:
    """Whose word it is: the possessor, or the one after "by", "from"."""
    possessor = next((c for c in noun.children if is_possessor(c)), None)
    return possessor or next((t for p, t in obliques_of(noun) if p in {"by", "from"}), None)


def sourceless(doc: Doc) -> Iterator[Found]:
    """ "reportedly", "allegedly": somebody unnamed says the predicate that the adverb stands at."""
    for token in doc:
        if token.lower_ not in cues.cues().adverbs or token.head == token:
            continue
        kept = {t.i for t in pruned(token.head, without=lambda t: t.dep_ == "parataxis" or (t.dep_ == "conj" and t.i > t.head.i))}
        content = ranges(doc, kept - {token.i})
        if content:
            yield Found(rule="attribution.reportedly", cue=(token.i, token.i + 1), content=content, kind="belief", certainty="hedged")


def headline_colon(doc: Doc) -> Iterator[Found]:
    """ "Seoul: N. Korea to deploy troops", "Amazon to cut 30,000 jobs: Reuters": for headlines only."""
    for token in doc:
        if token.text != ":" or not 0 < token.i < len(doc) - 1:
            continue
        before, after = (0, token.i), (token.i + 1, len(doc))
        for source, content in ((before, after), (after, before)):
            if 0 < source[1] - source[0] <= 5 and content[1] - content[0] >= 4 and _is_name(doc, source):
                neat = trimmed(doc, content)
                if neat is not None:
                    yield Found(rule="attribution.headline-colon", source=source, cue=(token.i, token.i + 1), content=(neat,))
                    return


def _is_name(doc: Doc, span: Range) -> bool:
    words = [t for t in doc[span[0] : span[1]] if t.is_alpha]
    named = any(t.ent_type_ or t.pos_ == "PROPN" or t.lemma_.lower() in {"report", "source", "official"} for t in words)
    return named and not any(t.pos_ in {"VERB", "AUX"} for t in words)


def _phrases(doc: Doc, table: tuple[tuple[str, ...], ...]) -> Iterator[Range]:
    """Where a phrase of the table stands, longest first, none within another."""
    taken: set[int] = set()
    lower = [t.lower_ for t in doc]
    for words in table:
        for i in range(len(doc) - len(words)):
            if tuple(lower[i : i + len(words)]) == words and i not in taken:
                taken.update(range(i, i + len(words)))
                yield i, i + len(words)


def _hung_on(doc: Doc, head: Token, cue: Range, source: Range) -> tuple[Range, ...]:
    """The clause that the phrase hangs on, without the phrase; where it follows a comma what stands after the source is left out."""
    if _initial(doc, cue[0]):
        return _rest(doc, source[1])
    top = head
    while top.head != top and top.head.i >= cue[0] and top.head.i < source[1]:
        top = top.head
    if top.head == top:
        return ()
    clause = _first_conjunct(predicate_of(top.head)) if cue[0] and doc[cue[0] - 1].text == "," else predicate_of(top.head)
    taken = set(range(cue[0], source[1]))

    def outside(child: Token) -> bool:
        if child is top or (child.i > source[1] and child.dep_ in {"conj", "advcl", "parataxis"} and clause.i < cue[0]):
            return True
        return child.dep_ == "mark" or (child.dep_ == "cc" and child.i < clause.i)

    kept = {t.i for t in pruned(clause, without=outside)} - taken
    return ranges(doc, kept)


def _first_conjunct(clause: Token) -> Token:
    """Of clauses in a row ("90 are dead and 30 are missing, according to Z") the first; one that itself gives words stays apart."""
    while clause.dep_ == "conj" and clause.head.pos_ in {"VERB", "AUX"} and clause.head.i < clause.i:
        if cues.verb(clause.head.lemma_, written=clause.head.text) is not None:
            break
        clause = clause.head
    return clause
