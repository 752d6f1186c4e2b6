"""Omissions: which reports carry a claim, which leave it out, and of which nobody can tell."""

from stemma.follow.omissions.presence import omissions
from stemma.follow.omissions.rules import RULES

__all__ = ["RULES", "omissions"]
