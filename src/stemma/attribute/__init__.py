"""Who says what, through whom: attributions, nested, with voices that are one over all reports."""

from stemma.attribute.attribute import attribute
from stemma.attribute.rules import RULES

__all__ = ["RULES", "attribute"]
