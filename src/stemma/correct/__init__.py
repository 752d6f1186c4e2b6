"""Corrections: what people said of the judgements, applied again after every reading."""

from stemma.correct import make
from stemma.correct.codec import dump, in_order, line, load, read_line
from stemma.correct.edits import Edits, letters, wishes
from stemma.correct.log import United, standing, undone, unite
from stemma.correct.on_stories import Wishes
from stemma.correct.options import OPTIONS
from stemma.correct.parsing import parsed
from stemma.correct.tally import Fate, Outcome, by_person
from stemma.correct.verbs import RULES, VERBS, Verb

__all__ = [
    "OPTIONS",
    "RULES",
    "VERBS",
    "Edits",
    "Fate",
    "Outcome",
    "United",
    "Verb",
    "Wishes",
    "by_person",
    "dump",
    "in_order",
    "letters",
    "line",
    "load",
    "make",
    "parsed",
    "read_line",
    "standing",
    "undone",
    "unite",
    "wishes",
]
