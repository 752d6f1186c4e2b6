"""A report's body as folded words with their places: what grouping and descent compare.

Words are cut by their own pattern and not by the annotator's tokens, so that a passage compares the same whichever pipeline read it. Folding
takes away case, accents and possessives, after `stemma.lang.fold` has mended look-alike letters and mojibake; it stands beside the text, so offsets
never move.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from stemma.lang.fold import fold as mended
from stemma.lang.reading import Reading
from stemma.model import Place, Report, Span

_WORD = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+(?:['’][^\W_]+)*")
#: A sentence ends at . ! ? (with closing marks) before a capital, digit or opening mark, or at a line's end.
_END = re.compile(r"(?<![A-Z]\.[A-Z]\.)(?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
_OPEN, _CLOSE = "“„«", "”»"
#: British quotation: single marks, known from apostrophes by the stop before the closing one.
_SINGLE = re.compile(r"(?<![\w’'])['‘](?=[^\W_])(?:[^'‘’\"“”\n]|(?<=\w)['’](?=\w)){10,600}?[.,!?…] ?['’](?!\w)")
_ANY_MARK = re.compile(r"[\"“„«”»]")
#: Letters after a line's end in which a curly mark is still awaited.
_LINES_ON = 500
#: More words than this without an end are cut: text without sentences is compared by pieces.
_LONGEST_SENTENCE = 80
#: A quotation longer than this is taken for an unclosed mark.
_LONGEST_QUOTATION = 1200


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as folded, and where it stands in the report."""

    form: str
    start: int
    end: int
    #: Stands within quotation marks: somebody else's words.
    quoted: bool
    #: Written with a capital where no sentence begins.
    name: bool


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a report's body in order, and its sentences as ranges of words."""

    report: Report
    words: tuple[Word, ...]
    sentences: tuple[tuple[int, int], ...]

    def place(self, first: int, last: int) -> Place:
        """Where the words `[first, last)` stand."""
        return Place(report=self.report.id, start=self.words[first].start, end=self.words[last - 1].end)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word without case, accents and possessive: `Müller's` is `muller`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c)).replace("’", "'")
    return plain[:-2] if plain.endswith("'s") else plain


def raw_words(text: str) -> list[str]:
    """The words as this module cuts them, as written."""
    return _WORD.findall(text)


def by_content(readings: Sequence[Reading]) -> list[Reading]:
    """The readings in an order that depends on nothing but what they are; a report given twice counts once."""
    unique = {r.report.id: r for r in sorted(readings, key=lambda r: (r.report.id, r.report.path))}
    return [unique[key] for key in sorted(unique)]


def body_of(reading: Reading) -> Body:
    """The words of a reading's report."""
    return words_of(reading.report)


def words_of(report: Report) -> Body:
    """The words of the body zones; of the whole text where no body was found. Nothing needs to be annotated for it."""
    stretches = [z.span for z in report.zones_of("body")] or [Span(0, len(report.text))]
    text = mended(report.text).replace("``", "“ ").replace("''", " ”")
    words: list[Word] = []
    sentences: list[tuple[int, int]] = []
    for stretch in stretches:
        for part in _sentences(text, stretch):
            first = len(words)
            words.extend(_words(text, part))
            sentences.extend((at, min(at + _LONGEST_SENTENCE, len(words))) for at in range(first, len(words), _LONGEST_SENTENCE))
    marks = quotations(text)
    quoted = _within(marks, words)
    return Body(
        report, tuple(w if not q else Word(w.form, w.start, w.end, True, w.name) for w, q in zip(words, quoted, strict=True)), tuple(sentences)
    )


def _sentences(text: str, stretch: Span) -> list[Span]:
    out, at = [], stretch.start
    for match in _END.finditer(text, stretch.start, stretch.end):
        out.append(Span(at, match.start()))
        at = match.end()
    out.append(Span(at, stretch.end))
    return out


def _words(text: str, part: Span) -> list[Word]:
    out: list[Word] = []
    for match in _WORD.finditer(text, part.start, part.end):
        raw = match.group()
        opening = text[match.start() - 1 : match.start()] in ('"', "“", "‘") if match.start() else True
        out.append(Word(fold(raw), match.start(), match.end(), False, raw[0].isupper() and bool(out) and not opening))
    return out


def quotations(text: str) -> list[Span]:
    """What stands between double quotation marks, straight or curly; paragraphs that open anew without closing are followed."""
    found: list[Span] = []
    opened: int | None = None
    for at, char in enumerate(text):
        if char == '"':
            if opened is None:
                opened = at
            else:
                found.append(Span(opened, at + 1))
                opened = None
        elif char in _OPEN:
            opened = at if opened is None else opened
        elif char in _CLOSE and opened is not None:
            found.append(Span(opened, at + 1))
            opened = None
        elif char == "\n" and opened is not None and text[at + 1 : at + 2] not in ('"', "“") and not _closes_later(text, opened, at):
            opened = None  # a mark that never closes on its line is no quotation
    double = [span for span in found if len(span) <= _LONGEST_QUOTATION]
    single = [Span(*m.span()) for m in _SINGLE.finditer(text)]
    return sorted([*double, *(s for s in single if not any(d.overlap(s) for d in double))], key=lambda s: s.start)


def _closes_later(text: str, opened: int, at: int) -> bool:
    """A curly mark may close some lines below, if no other opens before."""
    mark = _ANY_MARK.search(text, at, at + _LINES_ON)
    return text[opened] in _OPEN and mark is not None and mark.group() in _CLOSE


def _within(marks: list[Span], words: list[Word]) -> list[bool]:
    out, k = [], 0
    for word in words:
        while k < len(marks) and marks[k].end <= word.start:
            k += 1
        out.append(k < len(marks) and marks[k].start <= word.start)
    return out
