"""Timelines: events by their own time, merged over reports, cited."""

from stemma.follow.timeline.events import timelines
from stemma.follow.timeline.rules import RULES

__all__ = ["RULES", "timelines"]
