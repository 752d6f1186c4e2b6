"""Adding reports."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.library import Library
from stemma.web.pages.page import Asked, Page, says
from stemma.web.security import LARGEST_UPLOAD


@dataclass(frozen=True, slots=True, kw_only=True)
class AddPage:
    """How reports come in."""

    most: int = says("Bytes that an upload may have.")


def _context(library: Library | None, asked: Asked) -> AddPage:
    return AddPage(most=LARGEST_UPLOAD)


PAGE = Page(
    name="add",
    route="/add",
    template="add.html.j2",
    context=_context,
    menu="Add",
    help="Paste a text, drop files, or give addresses.",
    needs_store=False,
)
