"""A report as words: spaCy Docs over its zones, and the values found in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from stemma.model import QuantityMention, Report, Span, Timex, ZoneKind

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of one zone, annotated. Token offsets are the Doc's, character offsets the report's."""

    kind: ZoneKind
    #: Where the Doc's first character stands in the report's text.
    start: int
    doc: Doc

    def span(self, first: int, last: int) -> Span:
        """The place in the report of the tokens `[first, last)`, without trailing white space."""
        if last <= first:
            raise ValueError(f"no tokens in [{first}, {last})")
        end = self.doc[last - 1]
        return Span(self.start + self.doc[first].idx, self.start + end.idx + len(end))

    def tokens(self, span: Span) -> Tokens | None:
        """The tokens that touch `span` (report offsets), or None where there are none."""
        a, b = max(0, span.start - self.start), min(self.length, span.end - self.start)
        if a >= b:
            return None
        return self.doc.char_span(a, b, alignment_mode="expand")

    @property
    def length(self) -> int:
        """How many characters it has; asking the Doc for its text would put that together anew each time."""
        return self.doc[-1].idx + len(self.doc[-1].text_with_ws) if len(self.doc) else 0

    @property
    def range(self) -> Span:
        """The place of the whole passage in the report."""
        return Span(self.start, self.start + self.length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One report read: its passages in order, its times and quantities (report offsets)."""

    report: Report
    passages: tuple[Passage, ...]
    times: tuple[Timex, ...] = ()
    quantities: tuple[QuantityMention, ...] = ()

    def body(self) -> Iterator[Passage]:
        """The passages in which the report tells its story."""
        return (p for p in self.passages if p.kind == "body")

    def passage_at(self, offset: int) -> Passage | None:
        """The passage that holds the character at `offset`."""
        return next((p for p in self.passages if p.range.start <= offset < p.range.end), None)


class Pipeline(Protocol):
    """What reads words: the shipped annotator, or any spaCy pipeline with a parser and names."""

    def pipe(self, texts: Iterable[str]) -> Iterator[Doc]:
        """One Doc a text, in order; each token has pos_, lemma_, dep_, head; sentences and ents are set."""
        ...


#: Runs the attribution layer again on stretches of Docs, for chains: token spans in, roles (spaCy-free) out.
RolesAgain = Callable[[Sequence["Tokens"]], Sequence[Sequence[object]]]
