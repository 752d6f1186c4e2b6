"""A report's words with their places, folded for comparison; the annotator is not asked again.

Words are cut by a pattern of their own, so that two reports compare alike whichever pipeline read them. Folding takes
away case, accents and possessives, after `stemma.lang.fold` has mended look-alike letters and mojibake beside the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from stemma.lang.en.stemming import stem
from stemma.lang.fold import fold as mended
from stemma.model import Report, Span

_WORD = re.compile(r"\d+(?:[.,:]\d+)+|[^\W_]+(?:['’´`][^\W_]+)*")
#: A sentence ends at . ! ? (with closing marks) before a capital, digit or opening mark, or at a line's end.
_END = re.compile(
    r"(?<![A-Z]\.[A-Z]\.)(?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bMrs\.)(?<!\bMs\.)(?<!\bDr\.)(?<!\bSt\.)(?<!\bGen\.)(?<!\bSen\.)(?<!\bRep\.)(?<!\bGov\.)"
    r"(?<!\bNo\.)(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|(?<=[.!?][\"”])\s+(?=[\"“‘(\[]?[A-Z0-9])|\n+"
)
#: Words of the grammar and of reporting: they say nothing of what is told.
_SMALL = """
a an the this that these those of to in for on at by with from into onto over under upon as than then and or but nor so if while whereas though
although because since until when where which who whom whose what how why there here it its itself he him his himself she her hers herself they
them their theirs we us our ours i me my mine you your yours one is are was were be been being am do does did done has have had having will would
shall should can could may might must no not n't s t re ve ll d m also too very just only still yet already again now more most much many some
any all both each other another such own same about around out up down off after before between through during against per via amid among
said say says saying told tell tells according reported reports report reportedly added adding stated statement announced mr mrs ms dr
"""
GRAMMAR = frozenset(_SMALL.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word: as folded, as stemmed, as written, and where it stands in the report."""

    form: str
    stem: str
    written: str
    start: int
    end: int

    @property
    def tells(self) -> bool:
        """Whether it says something of what is told, and is no word of the grammar."""
        return self.form not in GRAMMAR and (len(self.form) > 1 or self.form.isdigit())


def words_in(text: str, start: int = 0, end: int | None = None, *, folded: str | None = None) -> tuple[Word, ...]:
    """The words between two offsets of `text`; `folded` is `mended(text)` where the caller has it."""
    given = mended(text) if folded is None else folded
    out = []
    for match in _WORD.finditer(given, start, len(given) if end is None else end):
        form = plain(match.group())
        out.append(Word(form, stem(form), text[match.start() : match.end()], match.start(), match.end()))
    return tuple(out)


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """The word without case, accents and possessive: `Müller's` is `muller`."""
    flat = "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))
    flat = flat.replace("’", "'").replace("´", "'").replace("`", "'")
    return flat[:-2] if flat.endswith("'s") else flat.replace(",", "") if flat[:1].isdigit() else flat


def sentences(text: str, stretches: Iterable[Span]) -> tuple[Span, ...]:
    """The stretches cut at the ends of sentences; a guess that rests on marks and capitals alone."""
    out: list[Span] = []
    for stretch in stretches:
        at = stretch.start
        for match in _END.finditer(text, stretch.start, stretch.end):
            out.append(Span(at, match.start()))
            at = match.end()
        out.append(Span(at, stretch.end))
    return tuple(s for s in out if text[s.start : s.end].strip())


def told_zones(report: Report) -> tuple[Span, ...]:
    """Where the report tells its story: headline and body; the whole text where no zone was found."""
    zones = tuple(z.span for z in report.zones_of("headline", "body"))
    return zones or (Span(0, len(report.text)),)
