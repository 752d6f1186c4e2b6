"""Gold CoNLL-U as spaCy Docs, so that rules over parses can be tested and measured without a model.

Multiword tokens keep the text as it was written ("didn't" is one string, two spaCy tokens); empty nodes are skipped.
MISC and XPOS come along: `GoldDoc.misc[i]` is the token's MISC column, `GoldDoc.meta` the document's `meta::` comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDoc:
    """One document of a treebank."""

    id: str
    doc: Doc
    misc: tuple[str, ...]
    meta: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Sheet:
    """Columns of one document while they are read."""

    id: str
    meta: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    spaces: list[bool] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    pos: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    morphs: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deps: list[str] = field(default_factory=list)
    starts: list[bool] = field(default_factory=list)
    misc: list[str] = field(default_factory=list)


def load(path: Path | str, *, vocab: Vocab | None = None) -> list[GoldDoc]:
    """All documents of a CoNLL-U file."""
    vocab = vocab or spacy.blank("en").vocab
    return [_doc(sheet, vocab) for sheet in _sheets(Path(path).read_text(encoding="utf-8").splitlines())]


def sentences(path: Path | str, *, vocab: Vocab | None = None) -> Iterator[Doc]:
    """Each sentence of a CoNLL-U file as a Doc of its own."""
    for gold in load(path, vocab=vocab):
        for sent in gold.doc.sents:
            yield sent.as_doc()


def _sheets(lines: list[str]) -> Iterator[_Sheet]:
    sheet, block = _Sheet(""), []
    for line in [*lines, ""]:
        if line.startswith("# newdoc"):
            if sheet.words:
                yield sheet
            sheet = _Sheet(line.partition("=")[2].strip())
        elif line.startswith("# meta::"):
            key, _, value = line[8:].partition(" = ")
            sheet.meta[key] = value
        elif line and not line.startswith("#"):
            block.append(line.split("\t"))
        elif not line and block:
            _sentence(sheet, block)
            block = []
    if sheet.words:
        yield sheet


def _sentence(sheet: _Sheet, rows: list[list[str]]) -> None:
    offset = len(sheet.words)
    joined: set[int] = set()  # word numbers after which no space stands, because a multiword token goes on
    closing: dict[int, bool] = {}
    forms: dict[int, list[str]] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            joined.update(range(first, last))
            closing[last] = "SpaceAfter=No" not in row[9]
            words = [r[1] for r in rows if r[0].isdigit() and first <= int(r[0]) <= last]
            forms[first] = _split(row[1], words)
    surface = {n + k: piece for n, pieces in forms.items() for k, piece in enumerate(pieces)}
    for row in rows:
        if not row[0].isdigit():
            continue
        n = int(row[0])
        sheet.words.append(surface.get(n, row[1]))
        sheet.spaces.append(False if n in joined else closing.get(n, "SpaceAfter=No" not in row[9]))
        sheet.lemmas.append(row[2])
        sheet.pos.append(row[3])
        sheet.tags.append("" if row[4] == "_" else row[4])
        sheet.morphs.append("" if row[5] == "_" else row[5])
        sheet.heads.append(offset + (int(row[6]) - 1 if row[6] != "0" else n - 1))
        sheet.deps.append("ROOT" if row[6] == "0" else row[7])
        sheet.starts.append(n == 1)
        sheet.misc.append(row[9])


def _split(written: str, words: list[str]) -> list[str]:
    """The written form cut as its words are; where they differ in length the words stand as they are."""
    if sum(map(len, words)) != len(written):
        return words
    pieces, at = [], 0
    for word in words:
        pieces.append(written[at : at + len(word)])
        at += len(word)
    return pieces


def _doc(sheet: _Sheet, vocab: Vocab) -> GoldDoc:
    doc = Doc(
        vocab,
        words=sheet.words,
        spaces=sheet.spaces,
        tags=sheet.tags,
        pos=sheet.pos,
        morphs=sheet.morphs,
        lemmas=sheet.lemmas,
        heads=sheet.heads,
        deps=sheet.deps,
        sent_starts=sheet.starts,
    )
    return GoldDoc(id=sheet.id, doc=doc, misc=tuple(sheet.misc), meta=sheet.meta)
