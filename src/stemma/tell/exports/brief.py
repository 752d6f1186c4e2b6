"""The brief that an editor takes away: what is claimed and on whose word, with numbered citations, as Markdown, HTML or a Word file.

`stemma read --format md` and `html` tell the whole ledger; this one is made to be read from top to bottom and filed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from stemma.model import Ledger
from stemma.tell.exports.briefing import FIRST, briefing

Form = Literal["md", "html", "docx"]


def brief(ledger: Ledger, form: Form, *, taken: Mapping[str, str] | None = None, first: int = FIRST) -> bytes:
    """The brief's bytes; the same ledger gives the same bytes.

    `taken` says by report id when a report was taken in (ISO 8601), where that is known; `first` is how many claims of each
    story are told.
    """
    paper = briefing(ledger, taken=taken, first=first)
    if form == "docx":
        from stemma.tell.exports.as_docx import as_docx  # python-docx takes a fifth of a second to load

        return as_docx(paper)
    if form == "html":
        from stemma.tell.exports.as_html import as_html

        return as_html(paper).encode()
    from stemma.tell.exports.as_markdown import as_markdown

    return as_markdown(paper).encode()
