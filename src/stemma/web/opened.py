"""Stories that lie open: a ledger with what pages make of it, kept between requests for as long as the store holds that very ledger.

A page is mostly the ledger unpacked and laid out; both depend on nothing but the ledger. The store says under which mark it holds one
(`Store.ledger_mark`, the digest of its row), so a kept story is never older than the store. Threads share what is kept: ledgers are frozen, and
what two threads make at one moment is the same. What matplotlib draws is drawn in a process of its own, at a lower priority.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar

from markupsafe import Markup

from stemma.library import Library
from stemma.library.child import Child
from stemma.model import Ledger
from stemma.model.figures import FigureSeries
from stemma.tell.shared.citing import Citations
from stemma.tell.shown import Chapter
from stemma.tell.view import view

T = TypeVar("T")
#: Stories that are kept; characters that the reports of all of them may have together.
_MOST, _MOST_BYTES = 24, 4_000_000


@dataclass(frozen=True, kw_only=True)
class OpenStory:
    """A story with what pages show of it, made when it is first asked for."""

    id: str
    ledger: Ledger = field(repr=False)
    _made: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[[OpenStory], T]) -> T:
        """What `make` makes of the story, made when it is first asked for."""
        if make not in self._made:
            self._made[make] = make(self)
        found: T = self._made[make]
        return found

    @property
    def title(self) -> str:
        """Its title."""
        return self.ledger.stories[0].title or "Untitled story"

    @cached_property
    def cite(self) -> Citations:
        """Its reports by number, its voices by name."""
        return Citations(self.ledger)

    @cached_property
    def chapter(self) -> Chapter:
        """Its claims, voices and sources as they are shown everywhere."""
        return view(self.ledger).chapters[0]

    @cached_property
    def _stated(self) -> dict[str, str]:
        return {claim.id: claim.statement for claim in self.ledger.claims}

    def told(self, claims: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Id and statement of these claims, so that a page can offer to correct them; those that are no more are left out."""
        return tuple((c, self._stated[c]) for c in claims if c in self._stated)

    @cached_property
    def figures(self) -> Sequence[FigureSeries]:
        """What is counted in it."""
        from stemma.follow.figures import figures

        return tuple(figures(self.ledger))

    @cached_property
    def figures_drawing(self) -> Markup | None:
        """The figures over time."""
        from stemma.tell.exports.drawings import figures_drawing

        return _drawing(figures_drawing, _names(self.ledger), self.figures)


def _names(ledger: Ledger) -> Ledger:
    """What a drawing cites by: handing the texts and claims to another process would hold pages up for as long as a page takes."""
    reports = tuple(replace(r, text="", zones=()) for r in ledger.reports)
    return replace(ledger, reports=reports, claims=(), relations=(), descent=())


_drawing = Child()
_lock = threading.Lock()
#: Store, story and mark -> size and story: what an undo brings back is still there under its mark.
_kept: OrderedDict[tuple[str, str, bytes], tuple[int, OpenStory]] = OrderedDict()


def opened(library: Library, named: str) -> OpenStory:
    """The story that is meant, as `Library.story` names stories. Raises UsageError where there is none."""
    id_ = library.story_id(named)
    mark = library.store.ledger_mark(id_)
    name = (str(library.store.path), id_, mark or b"")
    with _lock:
        known = _kept.get(name)
        if known is not None:
            _kept.move_to_end(name)
            return known[1]
    story = OpenStory(id=id_, ledger=library.story(id_))
    if mark is not None and library.is_read(id_) and library.store.ledger_mark(id_) == mark:
        _keep(name, sum(len(r.text) for r in story.ledger.reports), story)
    return story


def forget() -> None:
    """Keeps nothing any more: for measuring what opening a story costs."""
    with _lock:
        _kept.clear()


def _keep(name: tuple[str, str, bytes], size: int, story: OpenStory) -> None:
    with _lock:
        _kept[name] = (size, story)
        _kept.move_to_end(name)
        while len(_kept) > 1 and (len(_kept) > _MOST or sum(s for s, _ in _kept.values()) > _MOST_BYTES):
            _kept.popitem(last=False)
