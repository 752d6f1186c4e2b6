"""What a page is: an address, a way to make its context, a template; and what a request asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from stemma.store.looks import Looks
from stemma.tell.exports.table import Table


def says(help: str, **given: Any) -> Any:
    """A field of a context with its help: what it holds, in words for the page's reader and for users of the JSON twin."""
    return field(metadata={"help": help}, **given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request for a page: what its address holds, and who asks."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    #: All values of a repeated parameter.
    several: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: The name under which this person corrects and looks; what they looked at, where that is kept.
    who: str = ""
    looks: Looks | None = None

    def words(self, name: str) -> str:
        """Words of the query, not more than anybody types."""
        return self.query.get(name, "").strip()[:200]

    def number(self, name: str, default: int, *, least: int = 0, most: int = 10_000) -> int:
        """A whole number of the query within bounds."""
        given = self.query.get(name, "")
        return min(most, max(least, int(given))) if given.isdecimal() and len(given) < 9 else default


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One kind of page."""

    name: str
    #: Route, in Starlette's form; the JSON twin has `.json` after it.
    route: str
    template: str
    context: Callable[[Any, Asked], object]
    #: One sentence for the help page.
    help: str
    #: Shown in the navigation under this word; empty for pages that one gets to from others.
    menu: str = ""
    #: Whether its context is made of the library; where not, it is handed None.
    needs_store: bool = True
    #: The page's table with all its rows, those that the address asks for: taken away as CSV or as a workbook. None where it has no table.
    sheet: Callable[[Any, Asked], Table] | None = None
    #: Told that somebody looked at the page, with the context that was shown.
    looked: Callable[[Any, Asked], None] | None = None
