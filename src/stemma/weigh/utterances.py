"""Whose words are one utterance: two reports that give the same long run of words, to whomever they ascribe it, have them from one mouth.

Theory of operation. A statement is quoted by many, and each says in its own way whose it is: the airline, its spokesman, the partner whose page it
stood on; and who says it may be misread. Two sources that know of each other nothing do not choose the same dozen words. So tellings that stand in
one run of words count once: a shorter run does where both give it in quotation marks. Unlike descent, which asks who copied whom and leaves
quotations out of it, this asks only whether the words are the same. Errs towards fewer origins.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from stemma.lang.reading import Reading
from stemma.lang.words import Word, words_of
from stemma.model import Span, Telling

#: Words on end that two mouths do not choose alike; where both give them in quotation marks.
RUN, QUOTED = 12, 7
#: Part of a telling's piece that must lie in the run; pieces longer than a run count as one.
_COVERED = 0.5

#: A run of words, folded.
Run = tuple[str, ...]


class Utterances:
    """The runs of words in which tellings stand."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._reports = {r.report.id: r.report for r in readings}
        self._words: dict[str, tuple[Word, ...]] = {}
        self._known: dict[tuple[str, tuple[Span, ...]], frozenset[Run]] = {}

    def of(self, telling: Telling) -> frozenset[Run]:
        """The runs that hold at least half of one of the telling's pieces; none where the report's text is not at hand."""
        key = (telling.report, telling.spans)
        if key not in self._known:
            said = self._said(telling.report)
            self._known[key] = frozenset(run for span in telling.spans for run in _runs(said, span))
        return self._known[key]

    def _said(self, report: str) -> tuple[Word, ...]:
        if report not in self._words:
            self._words[report] = words_of(self._reports[report]).words if report in self._reports else ()
        return self._words[report]


def _runs(said: Sequence[Word], span: Span) -> Iterator[Run]:
    """Every run that holds enough of the words of a span: long ones, and shorter ones that stand in quotation marks."""
    first, end = bisect_right(said, span.start, key=lambda w: w.end), bisect_left(said, span.end, key=lambda w: w.start)
    for length in (QUOTED, RUN):
        need = max(min(3, end - first), round(_COVERED * min(end - first, length)))
        for at in range(max(0, first - length + 1), min(end, len(said) - length + 1)):
            run = said[at : at + length]
            if min(at + length, end) - max(at, first) >= need > 0 and (length == RUN or all(w.quoted for w in run)):
                yield tuple(w.form for w in run)
