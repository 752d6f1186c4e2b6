"""What the views of a story share: the story they are of, and the numbers by which its reports are cited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from stemma.library import Library
from stemma.tell.exports.table import Table
from stemma.web.opened import OpenStory, opened
from stemma.web.pages.page import Asked, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The story that a view is of."""

    id: str
    title: str
    #: "[1] The Courier, 3 June 2025": the numbers by which reports are cited here.
    legend: tuple[str, ...]


def about_of(library: Library, asked: Asked) -> tuple[OpenStory, About]:
    """The story that the address names."""
    story = opened(library, asked.path["story"])
    return story, About(id=story.id, title=story.title, legend=tuple(story.cite.legend()))


def view_page(name: str, context: Callable[[Library, Asked], object], *, said: str, sheet: Callable[[Library, Asked], Table] | None = None) -> Page:
    """A view of a story, under the story's address."""
    return Page(name=name, route=f"/story/{{story}}/{name}", template=f"{name}.html.j2", context=context, sheet=sheet, help=said)
