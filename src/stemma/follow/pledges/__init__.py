"""Pledges: who promised what, by when, and what later reports say came of it."""

from stemma.follow.pledges.dossiers import pledges
from stemma.follow.pledges.rules import RULES

__all__ = ["RULES", "pledges"]
