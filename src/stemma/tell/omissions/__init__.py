"""Omissions as a table, as the page of one report, as Markdown, JSON and CSV."""
