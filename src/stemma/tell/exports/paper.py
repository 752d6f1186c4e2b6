"""The brief without a form: headings, paragraphs, tables and quotations whose words are still raw; Markdown, HTML and DOCX write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal["plain", "strong", "quiet", "marked", "code"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words in a line."""

    words: str
    #: strong: what the eye shall find; quiet: beside the matter; marked: the words on which a claim rests.
    look: Look = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """Numbers that lead to the list of sources."""

    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address outside; it has passed `safe_url`."""

    words: str
    url: str


Line = tuple[Text | Cite | Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """2 for a story where there are several, else for a part; 3 below it."""

    words: str
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph; `lead` for what a hurried reader reads."""

    line: Line
    look: Literal["plain", "lead", "quiet"] = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list whose order is no ranking, or a ranking that needs no numbers."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]
    #: Shares of the width.
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """A report's own words, after who says it to whom."""

    by: Line
    words: Line


Block = Heading | Paragraph | Bullets | Grid | Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLine:
    """One entry of the list of sources."""

    number: int
    line: Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """The whole brief."""

    title: str
    blocks: tuple[Block, ...]
    sources: tuple[SourceLine, ...]
    #: How to read it, and by what it was made.
    foot: tuple[str, ...]


def plain(words: str) -> Line:
    """A line of words and nothing else."""
    return (Text(words=words),) if words else ()
