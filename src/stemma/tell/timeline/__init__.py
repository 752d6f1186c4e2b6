"""Timelines as lines for a terminal, as Markdown, JSON and CSV. All from the same values, none judging anew."""
