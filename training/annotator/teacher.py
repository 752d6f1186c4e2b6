"""Vectors of the untouched base model for each training sentence: what the ``meaning`` head learns to give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from .network import load_body
from .rows import CLS, SEP, Pieces
from .units import Unit


@torch.no_grad()
def sentence_vectors(texts: Sequence[Sequence[str]], base: Path, pieces: Pieces, *, longest: int = 128) -> np.ndarray:
    """Mean-pooled, normalised vectors (n, D), float16, of sentences given as words."""
    body = load_body(base, shapes=1, dropout=0.0).eval()
    ids = [[CLS, *[p for word in words for p in pieces(word)][: longest - 2], SEP] for words in texts]
    order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
    out = np.zeros((len(ids), 384), dtype=np.float16)
    at = 0
    while at < len(order):
        size = max(1, 4000 // len(ids[order[min(len(order) - 1, at + 40)]]))
        part = order[at : at + size]
        width = max(len(ids[i]) for i in part)
        table = torch.tensor([ids[i] + [0] * (width - len(ids[i])) for i in part])
        there = (torch.arange(width) < torch.tensor([len(ids[i]) for i in part])[:, None]).float()
        mask = ((1 - there) * -1e4).to(torch.bfloat16)[:, None, None]
        with torch.autocast("cpu", torch.bfloat16):
            hidden = body(table, None, mask).float()
        mean = (hidden * there[..., None]).sum(1) / there.sum(1, keepdim=True)
        out[part] = torch.nn.functional.normalize(mean, dim=-1).numpy().astype(np.float16)
        at += size
    return out


def attach(units: Sequence[Unit], base: Path, pieces: Pieces, cache: Path) -> np.ndarray:
    """Number the units' sentences and give the table of their vectors, kept in ``cache``."""
    texts = []
    for unit in units:
        spans = unit.sentences or [(0, len(unit.words), -1)]
        unit.sentences = [(a, b, len(texts) + at) for at, (a, b, _) in enumerate(spans)]
        texts += [unit.words[a:b] for a, b, _ in spans]
    if cache.exists():
        table: np.ndarray = np.load(cache)
        if len(table) == len(texts):
            return table
    table = sentence_vectors(texts, base, pieces)
    np.save(cache, table)
    return table
