"""Quantities of English: every number that counts or measures something, as an interval with unit and bound.

Theory of operation. The text is cut into atoms (`atoms`), a number is read at each place where one can begin (`numbers`), given its sign,
currency, measure and rate and joined with a second one to an interval (`amounts`), asked whether it is a date, a name, a label or the like
(`silence`), bound by the words round it (`bounds`), and told what it counts (`nouns`). Everything looks at a fixed number of atoms, so the
time is linear in the text. The parse is used for the counted noun only; without one the spelling and the word order decide.

Known to be beyond it: numbers in tables, "no casualties" as zero, arithmetic over sentences ("twice as many"), ellipsis over clauses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stemma.lang.en.quantities.assembly import found_in
from stemma.lang.en.quantities.atoms import Atoms
from stemma.lang.en.quantities.rules import RULES
from stemma.model import QuantityMention

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["RULES", "find"]


def find(doc: Doc) -> tuple[QuantityMention, ...]:
    """The quantities of `doc` in order, with offsets into `doc.text`. Works with word classes and heads, and without (then less well)."""
    return tuple(found_in(Atoms.of(doc)))
