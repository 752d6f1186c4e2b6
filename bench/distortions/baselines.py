"""Two plain ways to answer the pairs: how alike two texts are as vectors, and how many words they share.

Each says "same" from a threshold on and "different" below it; the threshold is the highest that still recognises four in five paraphrases of the
dev part, which is what the suite asks of a tool. (The threshold with the best F1 accepts every pair: what is distorted in one word is more alike
than what is told in other words.) They never keep still.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence

import numpy as np

from bench.distortions.scoring import Answer
from bench.distortions.suite import PUBLISHED, Pair
from stemma.lang.reading import Pipeline, Reading
from stemma.model import RawReport
from stemma.read import read

_RECALL = 0.8


def overlap(pairs: Sequence[Pair]) -> dict[str, float]:
    """The share of words and numbers that both sides have (Jaccard), by pair."""
    found = {}
    for p in pairs:
        a, b = (set(re.findall(r"\w+", text.casefold())) for text in (p.a, p.b))
        found[p.id] = len(a & b) / len(a | b)
    return found


def cosine(pairs: Sequence[Pair], *, pipeline: Pipeline) -> dict[str, float]:
    """The cosine of the two texts' vectors (the annotator's word vectors, averaged), by pair."""
    from stemma.lang.annotator import span_vector

    texts = sorted({text for p in pairs for text in (p.a, p.b)})
    raws = [RawReport(path=f"{n}.txt", text=text, published=PUBLISHED, published_from="metadata") for n, text in enumerate(texts)]
    sheets = dict(zip(texts, read(raws, pipeline=pipeline)[0], strict=True))

    def vector(reading: Reading) -> np.ndarray:
        return np.sum([span_vector(passage.doc[:]) * len(passage.doc) for passage in reading.passages], axis=0)

    found = {}
    for p in pairs:
        a, b = vector(sheets[p.a]), vector(sheets[p.b])
        found[p.id] = float(a @ b / (((a @ a) ** 0.5) * ((b @ b) ** 0.5)))
    return found


def answers(pairs: Sequence[Pair], likeness: Mapping[str, float]) -> tuple[dict[str, Answer], float]:
    """Answers by the highest threshold that recognises `_RECALL` of dev's paraphrases, and the threshold."""
    found = sorted((likeness[p.id] for p in pairs if p.split == "dev" and p.label == "same"), reverse=True)
    threshold = found[math.ceil(_RECALL * len(found)) - 1]
    return {p.id: "same" if likeness[p.id] >= threshold else "different" for p in pairs}, threshold
