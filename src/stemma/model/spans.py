"""Places in a text, and the reasons that point at them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range `[start, end)` of Unicode code points of one report's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """The number of code points that both cover."""
        return max(0, min(self.end, other.end) - max(self.start, other.start))

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly within this span."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """The words that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Place:
    """A span together with the report in whose text it lies."""

    #: Id of the report.
    report: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place without its report."""
        return Span(self.start, self.end)

    @classmethod
    def at(cls, report: str, span: Span) -> Place:
        """The place of `span` in `report`."""
        return cls(report=report, start=span.start, end=span.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why Stemma judged so: the rule's name, a sentence that a reader can check, and the words it rests on."""

    #: Name of the rule or feature, one that `stemma explain` knows.
    rule: str
    #: One sentence in plain words, Stemma's own.
    sentence: str
    #: The words that the judgement rests on.
    spans: tuple[Place, ...] = ()


def merged(spans: Iterable[Span], *, gap: int = 0) -> tuple[Span, ...]:
    """The same ground covered by the fewest spans in order; pieces at most `gap` apart are joined."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end + gap:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)
