"""Units of text to rows of numbers: packing, word pieces, targets, disguises, batches."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from stemma.lang.annotator.lemmas import script
from stemma.lang.annotator.shapes import shape

from .units import NAME_TAGS, NONE, ROLE_TAGS, SCHEMES, Unit

#: Word pieces kept of one word, and the special pieces of the vocabulary.
MOST_PIECES = 6
CLS, SEP, UNKNOWN = 101, 102, 100
IGNORE = -100
CURLY = {"'": "’", "''": "”", "``": "“"}
STRAIGHT = {"“": '"', "”": '"', "’": "'", "‘": "'"}


@dataclass(frozen=True)
class Labels:
    """The label sets, in the order of the network's outputs."""

    upos: tuple[str, ...]
    lemma: tuple[str, ...]
    deprel: tuple[str, ...]
    names: tuple[str, ...] = NAME_TAGS
    roles: tuple[str, ...] = ROLE_TAGS


def collect_labels(units: Sequence[Unit], *, lemma_floor: int = 4) -> Labels:
    """Label sets of the treebanks; lemma scripts seen ``lemma_floor`` times, labels seen at least five times."""
    upos: Counter[str] = Counter()
    lemma: Counter[str] = Counter()
    deprel: Counter[str] = Counter()
    for unit in units:
        upos.update(unit.upos)
        deprel.update(unit.deprels)
        lemma.update(script(f, m) for f, m in zip(unit.words, unit.lemmas, strict=True) if m != "_")
    kept = [rule for rule, n in lemma.most_common() if n >= lemma_floor]
    return Labels(tuple(sorted(upos)), tuple(kept), tuple(d for d, n in deprel.most_common() if n >= 5))


class Pieces:
    """Word pieces of words, remembered."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.known: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        if word not in self.known:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:MOST_PIECES]
            self.known[word] = ids or [UNKNOWN]
        return self.known[word]


@dataclass(slots=True)
class Row:
    """One row of the network's input with its targets, as lists."""

    pieces: list[int] = field(default_factory=lambda: [CLS])
    shapes: list[int] = field(default_factory=lambda: [0])
    first: list[int] = field(default_factory=list)
    upos: list[int] = field(default_factory=list)
    lemma: list[int] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    head: list[int] = field(default_factory=list)
    deprel: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    scheme: list[int] = field(default_factory=list)
    roles: list[int] = field(default_factory=list)
    link: list[int] = field(default_factory=list)
    sentences: list[tuple[int, int, int]] = field(default_factory=list)


class Rows:
    """Makes rows of units."""

    def __init__(self, labels: Labels, pieces: Pieces) -> None:
        self.pieces = pieces
        self.upos = {v: i for i, v in enumerate(labels.upos)}
        self.lemma = {v: i for i, v in enumerate(labels.lemma)}
        self.deprel = {v: i for i, v in enumerate(labels.deprel)}
        self.names = {v: i for i, v in enumerate(labels.names)} | {"": IGNORE}
        self.roles = {v: i for i, v in enumerate(labels.roles)}

    def row(self, units: Sequence[Unit], chance: random.Random | None = None) -> Row:
        """One row of consecutive units; with ``chance``, disguised by other letter case and quotes."""
        row = Row()
        quotes = chance.random() if chance else 1.0
        for at, unit in enumerate(units):
            if at and unit.paragraph:
                row.pieces.append(SEP)
                row.shapes.append(0)
            words = disguise(unit, chance, quotes) if chance else unit.words
            self._add(row, unit, words)
        row.pieces.append(SEP)
        row.shapes.append(0)
        return row

    def _add(self, row: Row, unit: Unit, words: list[str]) -> None:
        base, n = len(row.first), len(words)
        for word in words:
            ids = self.pieces(word)
            row.first.append(len(row.pieces))
            row.pieces.extend(ids)
            row.shapes.extend([shape(word)] * len(ids))
        silent = [IGNORE] * n
        row.upos += [self.upos[u] for u in unit.upos] or silent
        row.deprel += [self.deprel.get(d, IGNORE) for d in unit.deprels] or silent
        row.head += [0 if h < 0 else base + h + 1 for h in unit.heads] or silent
        row.start += [1] + [0] * (n - 1) if unit.heads else [IGNORE] * n
        lemmas = [self.lemma.get(script(w, m), IGNORE) for w, m in zip(words, unit.lemmas, strict=False)]
        row.lemma += lemmas or silent
        row.names += [self.names[t] for t in unit.names] or silent
        row.scheme += [SCHEMES.index(unit.scheme)] * n
        row.roles += [self.roles[r] for r in unit.roles] or silent
        row.link += [base + k if k >= 0 else IGNORE for k in unit.links] or silent
        row.sentences += [(base + a, base + b, t) for a, b, t in unit.sentences if t >= 0]


def disguise(unit: Unit, chance: random.Random, quotes: float) -> list[str]:
    """The words now and then as in headlines, shouted, or all small; quotes curly or straight."""
    words, draw = unit.words, chance.random()
    if quotes < 0.45:
        words = [_requote(w, quotes < 0.25, at, words) for at, w in enumerate(words)]
    if draw < 0.03:
        return [w.upper() for w in words]
    if draw < 0.07:
        return [w.lower() for w in words]
    if draw < 0.11:
        return [w[:1].upper() + w[1:] for w in words]
    return words


def _requote(word: str, curl: bool, at: int, words: list[str]) -> str:
    if not curl:
        return "".join(STRAIGHT.get(c, c) for c in word)
    if word == '"':
        return "“" if words[:at].count('"') % 2 == 0 else "”"
    return CURLY.get(word, word.replace("'", "’"))


def batches(rows: Sequence[Row], *, pieces: int, chance: random.Random) -> Iterator[list[Row]]:
    """Rows of somewhat like length together, about ``pieces`` word pieces a batch, in random order.

    Length is blurred so far that most batches hold rows of all corpora: sorted strictly, each corpus had batches of its own, and every layer
    learnt in half of the steps only.
    """
    order = sorted(rows, key=lambda r: len(r.pieces) + chance.random() * 90)
    groups: list[list[Row]] = [[]]
    for row in order:
        if groups[-1] and (len(groups[-1]) + 1) * max(len(row.pieces), len(groups[-1][-1].pieces)) > pieces:
            groups.append([])
        groups[-1].append(row)
    chance.shuffle(groups)
    yield from groups


TARGETS = ("upos", "lemma", "start", "head", "deprel", "names", "scheme", "roles", "link")


def tensors(rows: Sequence[Row], dtype: torch.dtype = torch.float32) -> dict[str, torch.Tensor]:
    """A batch: ``pieces``, ``shapes`` (B, L), ``first`` (B, W), ``mask`` (B, 1, 1, L) to add, and targets (B, W)."""
    length, words = max(len(r.pieces) for r in rows), max(len(r.first) for r in rows)
    out = {name: _fill([getattr(r, name) for r in rows], length, 0) for name in ("pieces", "shapes")}
    out["first"] = _fill([r.first for r in rows], words, 0)
    for name in TARGETS:
        out[name] = _fill([getattr(r, name) for r in rows], words, IGNORE)
    out["words"] = torch.tensor([len(r.first) for r in rows])
    sizes = torch.tensor([len(r.pieces) for r in rows])
    out["mask"] = torch.where(torch.arange(length) < sizes[:, None], 0.0, -1e4).to(dtype)[:, None, None]
    return out


def _fill(lists: list[list[int]], width: int, value: int) -> torch.Tensor:
    table = np.full((len(lists), width), value, dtype=np.int64)
    for at, values in enumerate(lists):
        table[at, : len(values)] = values
    return torch.from_numpy(table)


__all__ = ["IGNORE", "NONE", "Labels", "Pieces", "Row", "Rows", "batches", "collect_labels", "tensors"]
