"""Cuts a tokenised text into chunks that the network reads in one run.

A chunk is up to about 160 words of consecutive paragraphs. A paragraph break (a blank line) is always a sentence
boundary and is shown to the network; a paragraph too long for one chunk is cut where a sentence seems to end. The cuts
depend on the text alone, so the annotation does too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.tokens import Doc

#: Words of a chunk, as in training (rows of 120 to 160 words); and word pieces, of the 512 the network has places for.
WORDS = 160
PIECES = 440
_BREAK = re.compile(r"\n[^\S\n]*\n")
_END = re.compile(r"[.!?…]+[\"'”’)\]]*")
_CLOSING = frozenset("\"'”’)]") | {"''"}


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens of one run, by their places in the text, without those of white space."""

    tokens: tuple[int, ...]
    #: Places within ``tokens`` where a paragraph (or the rest of one that was cut) begins; the first is 0.
    starts: tuple[int, ...]


def paragraphs(doc: Doc) -> list[list[int]]:
    """Token places of each paragraph that has words; white space is left out."""
    found: list[list[int]] = [[]]
    for token in doc:
        if not token.is_space:
            found[-1].append(token.i)
        elif found[-1] and _BREAK.search(token.text):
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def chunks(doc: Doc, size: Callable[[str], int]) -> list[Chunk]:
    """Chunks of a whole text; ``size`` gives a word's number of word pieces."""
    return pack([part for paragraph in paragraphs(doc) for part in cut(paragraph, doc, size)], doc, size)


def pack(parts: Sequence[Sequence[int]], doc: Doc, size: Callable[[str], int]) -> list[Chunk]:
    """Consecutive parts together while they fit."""
    out: list[Chunk] = []
    tokens: list[int] = []
    starts: list[int] = []
    room = PIECES
    for part in parts:
        weight = sum(size(doc[i].text) for i in part) + 1
        if tokens and (len(tokens) + len(part) > WORDS or weight > room):
            out.append(Chunk(tuple(tokens), tuple(starts)))
            tokens, starts, room = [], [], PIECES
        starts.append(len(tokens))
        tokens.extend(part)
        room -= weight
    if tokens:
        out.append(Chunk(tuple(tokens), tuple(starts)))
    return out


def cut(paragraph: Sequence[int], doc: Doc, size: Callable[[str], int]) -> list[Sequence[int]]:
    """The paragraph whole, or in parts that fit a chunk, cut at the last likely sentence end of each."""
    parts: list[Sequence[int]] = []
    begin = 0
    while begin < len(paragraph):
        end, weight = begin, 0
        while end < len(paragraph) and end - begin < WORDS:
            weight += size(doc[paragraph[end]].text)
            if weight > PIECES - 2 and end > begin:
                break
            end += 1
        if end < len(paragraph):
            end = _best_end(paragraph, doc, begin, end)
        parts.append(paragraph[begin:end])
        begin = end
    return parts


def _best_end(paragraph: Sequence[int], doc: Doc, begin: int, end: int) -> int:
    """Last place after a third of the way where a sentence, else a clause, seems to end; else ``end``."""
    low = begin + max(1, (end - begin) // 3)
    for is_end in (_ends_sentence, _ends_clause):
        for at in range(end, low, -1):
            if is_end(paragraph, doc, at):
                return at
    return end


def _ends_sentence(paragraph: Sequence[int], doc: Doc, at: int) -> bool:
    before, word = doc[paragraph[at - 1]].text, doc[paragraph[at]].text
    if before in _CLOSING and at > 1:
        before = doc[paragraph[at - 2]].text
    return bool(_END.fullmatch(before)) and not word[:1].islower() and word not in _CLOSING


def _ends_clause(paragraph: Sequence[int], doc: Doc, at: int) -> bool:
    return doc[paragraph[at - 1]].text in {";", ":", ",", "—", "–"}
