"""How claims of one story stand to each other: conflicts, updates, refines, denies.

Figures are compared in `series`, sentences without a number in `opposites`, denials in `denials`, earlier meetings and visits in `occasions`; last
asked is what one sentence says to have changed (`from_to`). Two claims bear at most one relation of a kind; a pair that refines is in no conflict.
"""

from __future__ import annotations

from collections.abc import Sequence

from stemma.align.around import Surroundings
from stemma.align.days import Days
from stemma.align.denials import denials
from stemma.align.disputed_counts import disputed_counts
from stemma.align.first_counts import first_counts
from stemma.align.from_to import changes
from stemma.align.occasions import occasions
from stemma.align.opposites import opposites
from stemma.align.pairs import Corpus
from stemma.align.rival_counts import rival_counts
from stemma.align.series import series
from stemma.align.told import Told
from stemma.lang.reading import Reading
from stemma.model import Relation

__all__ = ["Told", "relations"]


def relations(told: Sequence[Told], corpus: Corpus, readings: Sequence[Reading] = ()) -> tuple[Relation, ...]:
    """All relations among the claims of one story, sorted; `readings` are the reports that tell them."""
    around = Surroundings(readings)
    days = Days(told, around)
    found = series(told, corpus, around, days)  # first: it places the reports without a date
    found += [*opposites(told, corpus, around, days), *denials(told, corpus, around), *occasions(told, corpus)]
    found += [*first_counts(told, corpus, around, days), *disputed_counts(told, corpus, around)]
    found += rival_counts(told, corpus, around)
    settled = {r.source for r in found if r.kind == "updates"}
    found += [r for r in changes(told, corpus, around) if r.source not in settled]
    unique = {(r.source, r.target, r.kind): r for r in reversed(found)}
    return tuple(unique[k] for k in sorted(unique))
