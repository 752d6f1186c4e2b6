"""A text as atoms: numbers, words and signs, cut the same way whatever tokenizer the pipeline has.

"$23bn" is one token to one tokenizer and three to the next; the grammar of quantities must not care. So it runs over atoms, and asks the
Doc only for what a parse knows (word class, head). Cutting is one regular expression without nested repetition; it is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Bounded repetitions keep "11,11,11,..." from being scanned again from each of its groups.
_ATOM = re.compile(
    r"\d{1,3}(?:,\d{3}){1,9}(?!\d)(?:\.\d+)?"  # 1,234,567.8
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)(?:\.\d+)?"  # 12,34,567
    r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3}){1,9}(?!\d)"  # 1 234 567 with hard spaces
    r"|\d+(?:\.\d+)?"
    r"|(?<![\w.])\.\d+"
    r"|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]{1,20})?"
    r"|\S"
)


def cut(text: str) -> tuple[list[str], list[int], list[int]]:
    """The atoms of `text`: the words themselves, where each begins, where each ends."""
    spans = [m.span() for m in _ATOM.finditer(text)]
    return [text[x:y] for x, y in spans], [x for x, _ in spans], [y for _, y in spans]


def words_of(phrase: str) -> tuple[str, ...]:
    """The lower-case atoms of a table's phrase."""
    return tuple(w.lower() for w in cut(phrase)[0])


@dataclass(slots=True)
class Atoms:
    """The atoms of a Doc in parallel lists; `low[i]` is lower-case, `raw[i]` as written."""

    doc: Doc
    #: `doc.text`, which a Doc builds anew each time it is asked.
    source: str
    raw: list[str]
    low: list[str]
    starts: list[int]
    ends: list[int]
    #: Whether the Doc has word classes, and whether it has heads.
    tagged: bool
    parsed: bool
    _offsets: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, doc: Doc) -> Atoms:
        """The atoms of `doc`."""
        source = doc.text
        raw, starts, ends = cut(source)
        return cls(
            doc=doc,
            source=source,
            raw=raw,
            low=[w.lower() for w in raw],
            starts=starts,
            ends=ends,
            tagged=doc.has_annotation("POS") or doc.has_annotation("TAG"),
            parsed=doc.has_annotation("DEP"),
        )

    def __len__(self) -> int:
        return len(self.raw)

    def word(self, i: int) -> str:
        """The lower-case atom at `i`, or "" beyond either end."""
        return self.low[i] if 0 <= i < len(self.low) else ""

    def glued(self, i: int) -> bool:
        """Whether no space stands between atom `i - 1` and atom `i`."""
        return 0 < i < len(self.raw) and self.ends[i - 1] == self.starts[i]

    def digits(self, i: int) -> bool:
        """Whether the atom at `i` is a number in figures."""
        if not 0 <= i < len(self.raw):
            return False
        first = self.raw[i][0]
        return (first.isascii() and first.isdigit()) or (first == "." and len(self.raw[i]) > 1)

    def hyphen(self, i: int) -> bool:
        """Whether the atom at `i` is a hyphen or dash."""
        return self.word(i) in {"-", "‐", "‑", "–", "—", "−"}

    def joined(self, i: int) -> bool:
        """Whether a hyphen at `i` joins its neighbours without spaces."""
        return self.hyphen(i) and self.glued(i) and self.glued(i + 1)

    def token(self, i: int) -> Token:
        """The token that holds the first character of atom `i`."""
        if not self._offsets:
            self._offsets = [t.idx for t in self.doc]
        return self.doc[max(0, bisect_right(self._offsets, self.starts[i]) - 1)]

    def at(self, offset: int) -> int:
        """The atom that starts at or before `offset`."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def text(self, i: int, j: int) -> str:
        """The words of the atoms `[i, j)`, white space made single."""
        return " ".join(self.source[self.starts[i] : self.ends[j - 1]].split())

    def line_break(self, i: int) -> bool:
        """Whether a line ends between atom `i - 1` and atom `i`."""
        return 0 < i < len(self.raw) and "\n" in self.source[self.ends[i - 1] : self.starts[i]]
