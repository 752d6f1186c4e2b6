"""Drift as a table, as Markdown, as JSON and as CSV."""
