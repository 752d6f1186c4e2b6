"""Stemma: source criticism for news."""

__version__ = "0.1.0"
