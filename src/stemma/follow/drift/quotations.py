"""Quotations: what stands within quotation marks in a report's body, word by word, with who is said to have said it.

Words in brackets are the report's own and are left out; an ellipsis, and the place where the report interrupts the speaker, are kept as marks on
the word that follows. Limits: straight single quotation marks are not read (they are apostrophes too often); a mark that is never closed ends its
quotation at the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stemma.follow.shared.texts import Word, words_in
from stemma.lang.fold import fold as mended
from stemma.model import Attribution, Place, Report, Span

_OPEN, _CLOSE = "“„«", "”»"
_SINGLE = re.compile(r"(?<!\w)‘(?=\S)([^‘\n]{8,600}?)(?<=\S)’(?!\w)")
_BRACKETS = re.compile(r"\[[^\[\]]{0,80}\]|\([^()]{0,80}\)")
_ELLIPSIS = re.compile(r"\.\s?\.\s?\.|…|\*\s\*\s\*")
_STOP = re.compile(r"[.!?]")
#: A quotation that begins so stands between two others: its marks were taken the wrong way round.
_INQUITS = frozenset({"said", "says", "added", "adds", "told", "according"})
#: Longer than this, in code points, is an unclosed mark.
_LONGEST = 1500
#: Two quotations with no more code points than this between them, in one paragraph, are one interrupted utterance.
_INTERRUPTED = 90


@dataclass(frozen=True, slots=True)
class Spoken:
    """One spoken word, and what stands before it."""

    word: Word
    #: An ellipsis stands between it and the word before.
    elided: bool
    #: The report interrupts the speaker before it, or it is the first word.
    seam: bool
    #: A sentence begins with it, as the marks have it.
    begins: bool
    #: Brackets stand before it: the report tells the reader that it put words of its own there.
    bracketed: bool

    @property
    def form(self) -> str:
        """The word as folded."""
        return self.word.form


@dataclass(frozen=True, slots=True)
class Quotation:
    """What one report has somebody say at one place."""

    report: Report
    spoken: tuple[Spoken, ...]
    stretches: tuple[Span, ...]
    voice: str | None

    @property
    def forms(self) -> tuple[str, ...]:
        """The folded words in order."""
        return tuple(s.form for s in self.spoken)

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the stretches stand."""
        return tuple(Place.at(self.report.id, s) for s in self.stretches)


def quotations(report: Report, attributions: Iterable[Attribution]) -> tuple[Quotation, ...]:
    """The quotations of the report's body in order; those that a speaker's words only interrupt are one."""
    folded = mended(report.text)
    zones = [z.span for z in report.zones_of("body")] or [Span(0, len(report.text))]
    own = [a for a in attributions if a.report == report.id]
    marked = [(s, _voice(s, own)) for s in _marked(folded) if any(z.covers(s) for z in zones)]
    out: list[Quotation] = []
    group: list[Span] = []
    for n, (span, voice) in enumerate(marked):
        group.append(span)
        follows = marked[n + 1] if n + 1 < len(marked) else None
        if follows is None or not _goes_on(folded, span, follows[0], voice, follows[1]):
            voices = {v for s in group for v in [_voice(s, own)] if v}
            out.append(_quotation(report, folded, group, voices.pop() if len(voices) == 1 else None))
            group = []
    return tuple(q for q in out if q.spoken and q.spoken[0].form not in _INQUITS)


def _marked(text: str) -> list[Span]:
    """What stands between quotation marks, the marks left out; paragraphs that open anew without closing are followed."""
    text = text.replace("``", "“ ").replace("''", " ”")
    found: list[Span] = []
    opened: int | None = None
    for at, char in enumerate(text):
        if char == '"':
            opened, done = (at, None) if opened is None else (None, Span(opened + 1, at))
            found += [done] if done else []
        elif char in _OPEN:
            opened = at if opened is None else opened
        elif char in _CLOSE and opened is not None:
            found.append(Span(opened + 1, at))
            opened = None
        elif char == "\n" and opened is not None and not re.match(r'\s*["“]', text[at + 1 : at + 8]):
            opened = None
    single = [Span(m.start(1), m.end(1)) for m in _SINGLE.finditer(text)]
    found += [s for s in single if not any(s.overlap(f) for f in found)]
    return sorted(s for s in found if 1 < len(s) <= _LONGEST)


def _goes_on(text: str, one: Span, two: Span, voice: str | None, other: str | None) -> bool:
    """Whether the two are one speech, interrupted by who says it."""
    between = text[one.end : two.start]
    if len(between) > _INTERRUPTED or "\n" in between.strip("\n") or (voice and other and voice != other):
        return False
    return len(_STOP.findall(re.sub(r"\b(?:Mr|Mrs|Ms|Dr|Gen|Sen|St)\.", "", between))) <= 1 and (voice is not None or other is not None)


def _voice(span: Span, attributions: Sequence[Attribution]) -> str | None:
    """The voice of the narrowest attribution whose content holds most of the quotation."""
    best: tuple[int, str] | None = None
    for attribution in attributions:
        held = sum(span.overlap(s) for s in attribution.content)
        size = sum(len(s) for s in attribution.content)
        if attribution.voice and held >= 0.5 * len(span) and (best is None or (size, attribution.voice) < best):
            best = (size, attribution.voice)
    return best[1] if best else None


def _quotation(report: Report, folded: str, stretches: Sequence[Span], voice: str | None) -> Quotation:
    spoken: list[Spoken] = []
    for stretch in stretches:
        inside = [Span(m.start(), m.end()) for m in _BRACKETS.finditer(folded, stretch.start, stretch.end)]
        at, first, begins = stretch.start, True, bool(spoken) and bool(_STOP.search(folded[spoken[-1].word.end : stretch.start]))
        for word in words_in(report.text, stretch.start, stretch.end, folded=folded):
            if any(b.start <= word.start < b.end for b in inside):
                continue
            gap = folded[at : word.start]
            plain = _BRACKETS.sub(" ", gap)
            begins = begins or not spoken or (bool(_STOP.search(_ELLIPSIS.sub(" ", plain))) and word.written[:1].isupper())
            spoken.append(Spoken(word, bool(_ELLIPSIS.search(gap)), first, begins, plain != gap))
            at, first, begins = word.end, False, False
    return Quotation(report, tuple(spoken), tuple(stretches), voice)
