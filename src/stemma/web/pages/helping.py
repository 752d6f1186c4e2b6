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
    ("j / k", "next and previous row: story, claim, telling, find, edge, voice, correction"),
    ("Enter", "open it"),
    ("[ / ]", "previous and next claim or report; previous and next page of a list"),
    ("1 to 8", "the views of the story: claims, figures, timeline, pledges, stemma, side by side, left out, take away"),
    ("f", "filter: the first field"),
    ("a", "choose the claim of the row, or let it go: what is chosen is merged, confirmed or hidden together"),
    ("c", "confirm; in the table of claims all that are chosen"),
    ("x", "hide a claim, or all that are chosen; take a report out"),
    ("e", "edit"),
    ("m", "merge: the chosen claims, or a claim with another one"),
    ("s", "split tellings off"),
    ("u", "undo what was just done; elsewhere the log of corrections"),
    ("y", "copy the claim with its citation"),
    ("+ / -", "a drawing: zoom in and out; the arrow keys move it once it has the focus"),
    ("0", "the whole drawing"),
    ("/", "search"),
    ("?", "this page"),
    ("Esc", "leave a field, so that keys work again"),
)


def _context(library: Library | None, asked: Asked) -> HelpPage:
    from stemma.web.pages import all_pages

    return HelpPage(pages=tuple(PageHelp(name=p.name, route=p.route, help=p.help) for p in all_pages()), keys=KEYS)


PAGE = Page(name="help", route="/help", template="help.html.j2", context=_context, menu="Help", help="Every page and every key.", needs_store=False)
