"""Paragraphs as one text: what all extractors of formatted documents give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from stemma.model import Zone, ZoneKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph of the report that is made, with the kind that the markup shows."""

    text: str
    kind: ZoneKind | None = None


def laid_out(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Zone, ...]]:
    """The paragraphs as one text, and zones over those whose kind the markup shows."""
    at, marked = 0, []
    for paragraph in paragraphs:
        if paragraph.kind is not None:
            marked.append(Zone(kind=paragraph.kind, start=at, end=at + len(paragraph.text)))
        at += len(paragraph.text) + 2
    return "\n\n".join(p.text for p in paragraphs), tuple(marked)


def flat(text: str) -> str:
    """A text with each stretch of white space as one space."""
    return " ".join(text.split())


def split(text: str) -> list[Paragraph]:
    """The lines of a text as paragraphs."""
    return [Paragraph(text=t) for t in map(flat, re.split(r"[\r\n]+", text)) if t]


def letters(paragraphs: Sequence[Paragraph]) -> int:
    """How many letters the paragraphs have."""
    return sum(sum(map(str.isalpha, p.text)) for p in paragraphs)
