"""From files to raw reports: plain text, HTML pages, JSON and JSON lines, folders of them, standard input."""

from stemma.ingest.intake import ingest

__all__ = ["ingest"]
