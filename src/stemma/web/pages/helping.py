"""The help page: every page with what it shows, and every field with what it holds."""

from __future__ import annotations

from dataclasses import dataclass

from stemma.library import Library
from stemma.web.pages.page import Asked, Page, says


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHelp:
    """One page."""

    name: str
    route: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpPage:
    """What is where, and which keys there are."""

    pages: tuple[PageHelp, ...] = says("Every page.")
    keys: tuple[tuple[str, str], ...] = says("Keys and what they do.")


KEYS = (
    ("j / k", "next and previous claim or telling"),
    ("Enter", "open it"),
    ("[ / ]", "previous and next report or claim page"),
    ("c", "confirm"),
    ("x", "reject or hide"),
    ("e", "edit"),
    ("m", "merge with another claim"),
    ("s", "split tellings off"),
    ("u", "undo the last correction"),
    ("/", "search"),
    ("?", "this page"),
)


def _context(library: Library | None, asked: Asked) -> HelpPage:
    from stemma.web.pages import all_pages

    return HelpPage(pages=tuple(PageHelp(name=p.name, route=p.route, help=p.help) for p in all_pages()), keys=KEYS)


PAGE = Page(name="help", route="/help", template="help.html.j2", context=_context, menu="Help", help="Every page and every key.", needs_store=False)
