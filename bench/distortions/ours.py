"""Stemma's answers: those of `stemma compare`, by the same function of the library (`stemma.align.compared`), on every pair of the suite.

Who uses what: `stemma compare` and this bench both call `stemma.pipeline.compare`, so that the figures of the suite are those of the command. The
claims of a ledger (`stemma read` and its sisters) are aligned by features and bars; `align/comparing` and what it asks alone (`sameness`,
`accounting`, `factuality`, `contraries`, `parts`, `whole_texts`, `whole_values`, the tables
`synonyms.txt`, `idioms.txt`, `families.txt`, `related.txt`) change nothing in them.
"""

from __future__ import annotations

from collections.abc import Sequence

from bench.distortions.scoring import Answer
from bench.distortions.suite import PUBLISHED, Pair
from stemma.lang.reading import Pipeline, RolesAgain
from stemma.pipeline import compare


def answers(pairs: Sequence[Pair], *, pipeline: Pipeline, roles: RolesAgain | None = None) -> dict[str, Answer]:
    """An answer to every pair; all texts go through the annotator in one batch."""
    found = compare([(p.a, p.b) for p in pairs], pipeline=pipeline, roles=roles, published=PUBLISHED)
    return {p.id: c.answer for p, c in zip(pairs, found, strict=True)}
