"""The standing figures of news prose, read off word order: "..., the ministry said.", "..., said Ms Roe.", "He said: ...".

Theory of operation. Such inquits are frozen in form, so that their words can be read without the parse: a comma or closing mark, a short
noun phrase, a verb of saying, then at most a time or place, then a stop. The words before belong to the source named, back to the
beginning of the sentence; words after only when the clause goes on ("Four ships, the agency said, have sailed"). This mends what
a parser does with long sentences. Known exceptions: a sentence of the report's own before a semicolon is left out, one before
an "and" is not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from stemma.attribute.found import Found, Range, behind_relative, ranges
from stemma.attribute.sentences import STOPS, in_compound, sentence_end, sentence_start
from stemma.lang.en import cues

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_COMMAS = frozenset({",", "”", '"', "''", "’", "»", "—", "–", "--"})
_CLOSERS = frozenset({"”", '"', "''", "»", "’"})
_STOPS = frozenset({".", ",", ";", ":", "!", "?", "—", "–", "--", "”", '"', ")", "..."})
_OPENERS = frozenset({"“", '"', "«", "‘", "``"})
_AFTER = frozenset({"ADV", "ADP", "DET", "NOUN", "PROPN", "NUM", "ADJ", "PART", "PRON"})
_UNFINITE = frozenset({"to", "be", "been", "is", "are", "was", "were"})
_NOMINAL = frozenset({"PROPN", "DET", "NOUN", "ADJ", "PRON"})
_NO_SOURCE = frozenset({"which", "who", "that", "as", "when", "where", "i", "you", "what"})
_LONGEST_SOURCE = 22
#: Verbs behind which the hearer stands, never the source: '," told Reuters' is no inversion.
_HEARD = frozenset({"tell", "inform", "notify", "brief", "assure", "remind", "advise", "instruct"})
#: Verbs behind which a noun is what they are about: "Roe, who was freed on Monday, denies all charges".
_OF_SOMETHING = frozenset(
    {"deny", "dismiss", "reject", "admit", "accept", "describe", "confirm", "claim", "question", "dispute", "acknowledge", "accuse", "blame"}
)
#: What only behind its content is a word of saying: "The mission will leave in May, the council decided."
_DECIDING = frozenset({"decide", "resolve", "rule"})


def by_word_order(doc: Doc) -> Iterator[Found]:
    """Every inquit of the Doc that stands after, within, or before a colon of its content."""
    for verb in doc:
        if verb.pos_ != "VERB" or not _finite(doc, verb):
            continue
        cue = cues.verb(verb.lemma_, written=verb.text)
        if cue is None and verb.lemma_ in _DECIDING and (decided := _after(doc, verb, first := _cue_start(doc, verb))) is not None:
            yield Found(rule="attribution.inquit", source=decided[0], cue=(first, verb.i + 1), content=decided[1])
        if cue is None or cue.kind not in {"say", "belief", "show"} or not {"clause", "quote"} & cue.frames:
            continue
        first = _cue_start(doc, verb)
        found = (
            _after(doc, verb, first)
            or (_inverted(doc, verb) if cue.kind == "say" and cue.lemma not in _HEARD else None)
            or _colon(doc, verb, first)
            or _citing(doc, verb, first)
        )
        if found is not None:
            source, content = found
            yield Found(
                rule="attribution.inquit",
                source=behind_relative(doc, source),
                cue=(first, verb.i + 1),
                content=content,
                kind=cue.kind,
                certainty=cue.certainty,
            )


def _finite(doc: Doc, verb: Token) -> bool:
    """Whether the verb may be the finite verb of an inquit: no infinitive, no "-ing", no passive ("denied by")."""
    if verb.tag_ in {"VBG", "VB"} or verb.text.endswith("ing") or (verb.i and doc[verb.i - 1].lower_ in _UNFINITE):
        return False
    return not (verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ == "by")


def misread(doc: Doc) -> Iterator[Found]:
    """ "British intelligence estimates over 600 men were lost": a cue read as a noun, with a name before it and a whole clause after it."""
    for noun in doc:
        if noun.pos_ != "NOUN" or not noun.i or not noun.text.endswith("s") or doc[noun.i - 1].pos_ not in {"NOUN", "PROPN"}:
            continue
        cue = cues.verb(noun.lemma_, written=noun.text)
        if cue is None or "clause" not in cue.frames or not _clause_ahead(doc, noun.i + 1):
            continue
        start = noun.i
        while start and doc[start - 1].pos_ in {"NOUN", "PROPN", "ADJ", "DET"}:
            start -= 1
        content = ranges(doc, set(range(noun.i + 1, sentence_end(doc, noun.i))))
        if content:
            yield Found(
                rule="attribution.misread", source=(start, noun.i), cue=(noun.i, noun.i + 1), content=content, kind=cue.kind, certainty=cue.certainty
            )


def _clause_ahead(doc: Doc, at: int) -> bool:
    """Whether a noun and then a finite auxiliary follow without a mark or an "of" between."""
    noun = False
    for token in doc[at : at + 10]:
        if token.is_punct or token.lower_ in {"of", "and", "or", "that", "to"}:
            return False
        if token.pos_ == "AUX":
            return noun
        noun = noun or token.pos_ in {"NOUN", "PROPN", "PRON"}
    return False


def _cue_start(doc: Doc, verb: Token) -> int:
    """Where the verb's auxiliaries and adverbs begin."""
    first = verb.i
    while first > 0 and (doc[first - 1].pos_ in {"AUX"} or (doc[first - 1].pos_ == "ADV" and doc[first - 1].lower_ not in {"however", "meanwhile"})):
        first -= 1
    return first


def _after(doc: Doc, verb: Token, first: int) -> tuple[Range, tuple[Range, ...]] | None:
    """ "CONTENT, SOURCE VERB [when, where]." """
    comma = comma_before(doc, first)
    if comma is None or not _is_source(doc, comma + 1, first):
        return None
    stop = _stop_after(doc, verb.i + 1)
    if stop is None:
        return None
    start = sentence_start(doc, comma)
    content = set(range(start, comma + (doc[comma].text in _CLOSERS)))
    if not _states(doc, content):
        ahead = stop + 1
        if (
            doc[stop].text == ","
            and ahead < len(doc)
            and doc[ahead].pos_ in {"VERB", "AUX"}
            and any(doc[i].pos_ in {"NOUN", "PROPN", "PRON"} for i in content)
        ):
            content |= set(range(ahead, sentence_end(doc, ahead)))
        else:
            return None
    pieces = ranges(doc, content)
    return ((comma + 1, first), pieces) if pieces else None


def comma_before(doc: Doc, first: int) -> int | None:
    """The comma or closing mark before the source, which may hold a comma of its own only as an apposition closed by one."""
    closed = doc[first - 1].text == ","  # "Jane Roe, the minister, said": the source holds a comma and its apposition's closing one
    for i in range(first - 2, max(-1, first - _LONGEST_SOURCE), -1):
        if doc[i].text in STOPS or (doc[i].is_space and "\n" in doc[i].text):
            return None
        if doc[i].text in _COMMAS and _is_source(doc, i + 1, first) and (not closed or any(t.text == "," for t in doc[i + 1 : first - 1])):
            return i
    return None


def _is_source(doc: Doc, start: int, end: int) -> bool:
    """Whether a noun phrase fills the stretch: nouns, no finite verb, no joining word at its beginning."""
    words = [t for t in doc[start:end] if not t.is_space]
    if not words or not any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in words):
        return False
    if words[0].pos_ in {"CCONJ", "SCONJ", "ADP", "VERB", "AUX", "PUNCT"} or words[0].lower_ in {
        "which",
        "who",
        "that",
        "as",
        "when",
        "where",
        "i",
        "you",
        "what",
    }:
        return False
    if words[-1].text in _COMMAS:
        words = words[:-1]
    if any(t.lower_ in {"than", "as", ":"} for t in words):
        return False  # "two more than it", "Lund as", "3.20pm: our correspondent"
    apposed = any(t.text == "," for t in words)
    verbs = [t for n, t in enumerate(words) if t.pos_ in {"VERB", "AUX"} and not _participle(t, words[:n])]
    owned = words[0].lower_ in {"its", "his", "her", "their"}
    return not verbs and (not apposed or owned or words[0].pos_ in {"PROPN", "DET", "ADJ"})


def _participle(token: Token, before: list[Token]) -> bool:
    """Whether a verb form only qualifies a noun: "data released Tuesday", "the ruling party"."""
    return (
        token.pos_ == "VERB"
        and token.text.lower().endswith(("ed", "ing", "en"))
        and (not before or before[-1].pos_ in {"NOUN", "PROPN", "DET", "ADJ", "PART"})
    )


def _stop_after(doc: Doc, start: int) -> int | None:
    """The stop that closes the inquit, with nothing but a time, place or hearer before it."""
    for i in range(start, min(len(doc), start + 11)):
        token = doc[i]
        if token.lower_ == "citing":
            return i
        if token.text in _STOPS or (token.is_space and "\n" in token.text):
            closed = token.text not in {":", "“"} and not (token.text == '"' and i == start)
            return i if closed else None
        if token.pos_ not in _AFTER or token.lower_ in {"that", "it", "there", "he", "she", "they", "this", "how", "what"}:
            return None
        if i == start and token.pos_ in {"DET", "NOUN", "ADJ", "PRON"} and token.ent_type_ != "TIME" and token.lower_ not in _TIMES:
            return None
    return len(doc) - 1 if len(doc) - start < 11 else None


_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_TIMES = _DAYS | {"yesterday", "today", "tonight", "earlier", "later", "last", "this", "late", "early"}


def _inverted(doc: Doc, verb: Token) -> tuple[Range, tuple[Range, ...]] | None:
    """ "CONTENT," said SOURCE."""
    comma = verb.i - 1
    if (
        comma < 3
        or doc[comma].text not in {",", "”", '"', "''", "»"}
        or verb.i + 1 >= len(doc)
        or doc[verb.i + 1].pos_ not in {"PROPN", "DET", "NOUN", "ADJ", "PRON"}
    ):
        return None
    end = verb.i + 1
    while (
        end < len(doc)
        and end - verb.i < _LONGEST_SOURCE
        and doc[end].text not in _STOPS
        and not doc[end].is_space
        and (doc[end].pos_ not in {"VERB", "AUX", "SCONJ"} or in_compound(doc, end))
    ):
        end += 1
    if end < len(doc) and doc[end].pos_ == "VERB" and doc[end - 1].lower_ == "to":
        return None  # ", which is small, advises customers to wait": who is advised
    if (end < len(doc) and doc[end].pos_ in {"AUX", "SCONJ"}) or not _is_source(doc, verb.i + 1, end):
        return None
    content = set(range(sentence_start(doc, comma), comma + (doc[comma].text != ",")))
    quoted = doc[comma].text != "," or doc[comma - 1].text in {"”", '"'}
    if not (_states(doc, content) or quoted) or (not quoted and verb.lemma_ in _OF_SOMETHING):
        return None
    pieces = ranges(doc, content)
    return ((verb.i + 1, end), pieces) if pieces else None


def _colon(doc: Doc, verb: Token, first: int) -> tuple[Range, tuple[Range, ...]] | None:
    """ "SOURCE VERB [when, where]: CONTENT", 'SOURCE said, "CONTENT"'."""
    at = verb.i + 1
    while at < len(doc) - 1 and at - verb.i < 9 and doc[at].pos_ in _AFTER:
        at += 1
    if at >= len(doc) - 3 or not (doc[at].text == ":" or (doc[at].text == "," and _opens(doc, at + 1))):
        return None
    start = sentence_start(doc, first)
    source = next(((i, first) for i in range(start, first) if _is_source(doc, i, first) and not any(t.text == "," for t in doc[i:first])), None)
    if source is None:
        return None
    begin = at + 1
    if _opens(doc, begin):
        closing = next((i for i in range(begin + 1, len(doc)) if doc[i].text in {"”", '"', "''", "»"}), None)
        end = closing + 1 if closing is not None else sentence_end(doc, begin)
    elif doc[at].text == ":":
        end = sentence_end(doc, begin)
    else:
        return None
    pieces = ranges(doc, set(range(begin, end)))
    return (source, pieces) if pieces and _states(doc, set(range(begin, end))) else None


def _citing(doc: Doc, verb: Token, first: int) -> tuple[Range, tuple[Range, ...]] | None:
    """ "SOURCE VERB [when], citing Y, that CONTENT"."""
    at = verb.i + 1
    while at < len(doc) - 1 and at - verb.i < 6 and doc[at].pos_ in _AFTER:
        at += 1
    if at + 2 >= len(doc) or doc[at].text != "," or doc[at + 1].lower_ not in {"citing", "quoting"}:
        return None
    that = next((i for i in range(at + 2, min(len(doc), at + 20)) if doc[i].lower_ == "that" and doc[i - 1].text == ","), None)
    start = sentence_start(doc, first)
    if that is None or not _is_source(doc, start, first):
        return None
    pieces = ranges(doc, set(range(that + 1, sentence_end(doc, that))))
    return ((start, first), pieces) if pieces else None


def _opens(doc: Doc, at: int) -> bool:
    """Whether a quotation mark opens here: a straight one does when a word follows at once and none stands directly before."""
    text = doc[at].text
    if text != '"':
        return text in _OPENERS
    return at + 1 < len(doc) and not doc[at].whitespace_ and (at == 0 or bool(doc[at - 1].whitespace_) or doc[at - 1].is_space)


def _states(doc: Doc, words: set[int]) -> bool:
    """Whether the words can be a statement: a verb, or a quotation."""
    return len(words) >= 3 and (any(doc[i].pos_ in {"VERB", "AUX"} for i in words) or any(doc[i].text in _OPENERS for i in words))
