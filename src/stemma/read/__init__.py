"""From texts to readings: zones, outlet, date, language, annotated passages, times and quantities."""

from stemma.read.reader import RULES, identities, prepare, read

__all__ = ["RULES", "identities", "prepare", "read"]
