"""Two statements held against each other: whether they tell the same, and the words on which that rests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from stemma.model.reports import Report
from stemma.model.spans import Ground, Place

#: "cannot tell" is an answer of its own: something stands against "the same", and nothing shows that they differ.
Answer = Literal["same", "different", "cannot tell"]
#: What a difference is about.
Aspect = Literal["number", "unit", "date", "name", "word", "part", "polarity", "certainty", "matter", "input"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing in which two statements differ, or may differ."""

    aspect: Aspect
    #: Words of the first statement, and words of the second; empty where a side has none.
    a: tuple[Place, ...]
    b: tuple[Place, ...]
    #: Whether it shows that they differ; else it is only a reason not to say "the same".
    decides: bool
    ground: Ground


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A word, number or day of the first statement and what was taken for the same in the second."""

    kind: Literal["word", "name", "number", "date"]
    a: Place
    b: Place
    #: Whether the two are put in the same words.
    alike: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The answer to one pair, with its grounds. No judgement on whether either statement is so."""

    answer: Answer
    #: The statements as read; who says them is no part of what they claim.
    a: Report
    b: Report
    #: One sentence for the answer, then one for each difference.
    grounds: tuple[Ground, ...]
    differences: tuple[Difference, ...] = ()
    matches: tuple[Match, ...] = ()
    #: Content words of either for which the other has none and which were taken for mere detail.
    only_a: tuple[Place, ...] = ()
    only_b: tuple[Place, ...] = ()
