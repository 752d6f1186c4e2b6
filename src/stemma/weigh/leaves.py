"""The words of many reports as numbers: a few bytes a word, so that a hundred thousand reports can be held at once.

`lang.words` cuts; here each form gets a number, and words, places, quotation and names become arrays. Everything that descent asks of a body it asks
of its leaf. Numbers are given in the order in which reports come, so the same reports in the same order give the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stemma.lang.words import Body
from stemma.model import Place, Report
from stemma.weigh.spelling import one_spelling

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Flags = npt.NDArray[np.bool_]

#: Words with which a house speaks to its readers; reports hardly use them outside quotation marks.
_HOUSE = frozenset({"you", "your", "yours"})


class Vocabulary:
    """Forms and their numbers; words spelt two ways have one spelling."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self._number: dict[str, int] = {}
        self._spelling: list[int] = []

    def number(self, form: str) -> int:
        """The form's number, a new one at its first sight."""
        found = self._number.get(form)
        if found is None:
            found = self._number[form] = len(self.forms)
            self.forms.append(form)
            self._spelling.append(found)
            other = one_spelling(form)
            if other != form:
                self._spelling[found] = self.number(other)
        return found

    def spellings(self) -> Small:
        """Form number -> the number of its one spelling."""
        return np.array(self._spelling, dtype=np.int32)

    def figures(self) -> Flags:
        """Which forms begin with a digit."""
        return np.array([form[0].isdigit() for form in self.forms], dtype=bool)

    def addresses(self) -> Flags:
        """Which forms speak to the reader."""
        return np.array([form in _HOUSE for form in self.forms], dtype=bool)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One report's body."""

    report: Report
    #: Form numbers, and where the words stand.
    forms: Small
    starts: Small
    ends: Small
    quoted: Flags
    #: Written with a capital where no sentence begins.
    names: Flags
    #: Word ranges, as lang.words cuts them.
    sentences: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.forms)

    def place(self, first: int, last: int) -> Place:
        """Where the words `[first, last)` stand."""
        return Place(report=self.report.id, start=int(self.starts[first]), end=int(self.ends[last - 1]))


def leaf_of(body: Body, vocabulary: Vocabulary) -> Leaf:
    """The body as numbers."""
    words, size = body.words, len(body.words)
    number = vocabulary.number
    return Leaf(
        report=body.report,
        forms=np.fromiter((number(w.form) for w in words), dtype=np.int32, count=size),
        starts=np.fromiter((w.start for w in words), dtype=np.int32, count=size),
        ends=np.fromiter((w.end for w in words), dtype=np.int32, count=size),
        quoted=np.fromiter((w.quoted for w in words), dtype=bool, count=size),
        names=np.fromiter((w.name for w in words), dtype=bool, count=size),
        sentences=body.sentences,
    )


def leaves_of(bodies: Iterable[Body]) -> tuple[list[Leaf], Vocabulary]:
    """All bodies as numbers; each body can be forgotten at once."""
    vocabulary = Vocabulary()
    return [leaf_of(body, vocabulary) for body in bodies], vocabulary
