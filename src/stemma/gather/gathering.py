"""Gathering: the stories of a growing set of reports, changed only around what is new, yet always the same as if all had come at once.

Theory of operation. Stories are a function of the set of reports and of what people said: links are one of the set (`nearest.py`), blocks one of the
links (`blocks.py`), stories one of a block (`grouping.py`). A report that comes or goes changes some links; only the blocks that their ends were in
before, or are in after, can change, and these are grouped anew. So one report costs what its neighbourhood costs, and the order in which reports
came cannot show.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from stemma.gather.blocks import Blocks
from stemma.gather.grouping import groups
from stemma.gather.index import Index, Links, Near
from stemma.gather.memory import Memory
from stemma.gather.nearest import found, nearest, open_to
from stemma.gather.signature import UNIT, Signature, key_of
from stemma.gather.telling import story
from stemma.gather.wishes import Wishes
from stemma.lang.reading import Reading
from stemma.model import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What became of the stories."""

    #: Every story in the blocks that changed: new ones, changed ones, and some that stayed as they were; by id.
    stories: tuple[Story, ...] = ()
    #: Ids of stories that are no more.
    gone: tuple[str, ...] = ()


def stories(readings: Sequence[Reading]) -> tuple[Story, ...]:
    """Groups the reports into stories; every report is in exactly one, and their order changes nothing. The largest come first."""
    unique = {r.report.id: r.report for r in sorted(readings, key=lambda r: (r.report.id, r.report.path))}
    change = update(Memory(), put=[Signature.of(unique[key]) for key in sorted(unique)])
    return tuple(sorted(change.stories, key=lambda s: (-len(s.reports), s.first or "9", s.id)))


def update(
    index: Index,
    *,
    put: Sequence[Signature] = (),
    drop: Collection[str] = (),
    wishes: Wishes = Wishes(),  # noqa: B008 - a frozen value
    before: Wishes | None = None,
) -> Change:
    """Takes reports in and others (ids) out, and says what stories came of it. A report that is held already is put in the place of itself.

    `wishes` are all that people ever said, `before` what of it held when the index was last updated; None where nothing was said since.
    """
    graph = _Graph(index)
    for key in sorted({*(key_of(report) for report in drop), *index.links([s.key for s in put])}):
        graph.forget(key)
    for signature in sorted(put, key=lambda s: s.report):
        graph.add(signature)
    before = wishes if before is None else before
    renewed = {s.key for s in put} | {key_of(report) for report in wishes.differing(before)}
    ends = graph.changed() | renewed
    ends |= {other for said in (before, wishes) for key in ends for other in said.together.get(key, ())}
    was = Blocks(lambda keys: graph.before(keys, before))
    touched = {member for key in graph.held_before(ends) for member in was.of(key)} | ends
    now = Blocks(lambda keys: graph.now(keys, wishes))
    blocks = {now.of(key) for key in graph.held_now(touched)}
    # What a block is made of, and not how its members are linked, decides on its stories.
    blocks = {b for b in blocks if not b.isdisjoint(renewed) or len(graph.held_before(b)) < len(b) or was.of(min(b)) != b}
    out: list[Story] = []
    for block in sorted(blocks, key=min):
        held = index.signatures(block)
        out += [story(group, wishes) for group in groups([held[key] for key in sorted(block)], wishes)]
    gone = graph.settle(out) - {s.id for s in out}
    return Change(stories=tuple(sorted(out, key=lambda s: s.id)), gone=tuple(sorted(gone)))


class _Graph:
    """The links as they are now, written back step by step, and as they were when this began."""

    def __init__(self, index: Index) -> None:
        self._index = index
        #: Links as they were when first looked at; None for a report that was not here.
        self._was: dict[int, Links | None] = {}
        self._now: dict[int, Links] = {}
        #: Neighbours as they were, of those who were asked for.
        self._around: dict[int, frozenset[Near]] = {}
        self._dirty: set[int] = set()

    def add(self, signature: Signature) -> None:
        """Takes a report in and links it."""
        key = signature.key
        self._load([key])
        self._index.put(signature)
        self._now[key] = Links()
        near = found(self._index, signature)
        self._relink(key, nearest(key, near))
        eager = open_to(self._index, near)
        self._load([other for other, _ in eager])
        for other, strong in eager:
            self._relink(other, nearest(other, [*self._now[other].nearest, (key, strong)]))
        self._write()

    def forget(self, key: int) -> None:
        """Takes a report out; those who had it among their nearest look again."""
        self._load([key])
        if key not in self._now:
            return
        bereft = [other for other, _ in self._now[key].kept_by]
        self._load(bereft)
        self._relink(key, ())
        self._index.drop(key)
        del self._now[key]
        self._dirty.discard(key)
        self._write()
        for other, signature in sorted(self._index.signatures(bereft).items()):
            self._relink(other, nearest(other, found(self._index, signature)))
            self._write()

    def changed(self) -> set[int]:
        """Every report that came, left, or has other neighbours than before."""
        looked = ((k, was, self._now.get(k)) for k, was in self._was.items())
        return {k for k, was, now in looked if was is not now and ((was is None) is not (now is None) or _around(was) != _around(now))}

    def before(self, keys: Collection[int], wishes: Wishes) -> dict[int, tuple[Near, ...]]:
        """The neighbours of reports as they were."""
        self._load(keys)
        return {key: (*self._around_was(key), *self._wished(key, wishes, self.held_before)) for key in keys}

    def now(self, keys: Collection[int], wishes: Wishes) -> dict[int, tuple[Near, ...]]:
        """The neighbours of reports as they are."""
        self._load(keys)
        return {key: (*self._around_now(key), *self._wished(key, wishes, self.held_now)) for key in keys}

    def held_before(self, keys: Collection[int]) -> list[int]:
        """Those of the reports that were here."""
        self._load(keys)
        return [key for key in sorted(keys) if self._was[key] is not None]

    def held_now(self, keys: Collection[int]) -> list[int]:
        """Those of the reports that are here."""
        self._load(keys)
        return [key for key in sorted(keys) if key in self._now]

    def settle(self, stories: Sequence[Story]) -> set[str]:
        """Notes which report is in which story now; the ids of the stories in which they, and those that left, were before."""
        ids = {key_of(report): one.id for one in stories for report in one.reports}
        self._load(ids)
        left = {was.story for key, was in self._was.items() if was is not None and key not in self._now}
        old = {was.story for key in ids if (was := self._was[key]) is not None}
        for key, id_ in ids.items():
            if self._now[key].story != id_:
                self._set(key, replace(self._now[key], story=id_))
        self._write()
        return (left | old) - {""}

    def _around_was(self, key: int) -> frozenset[Near]:
        if key not in self._around:
            self._around[key] = _around(self._was[key])
        return self._around[key]

    def _around_now(self, key: int) -> frozenset[Near]:
        now = self._now.get(key)
        return self._around_was(key) if now is self._was[key] else _around(now)

    @staticmethod
    def _wished(key: int, wishes: Wishes, held: Callable[[Collection[int]], list[int]]) -> list[Near]:
        together = wishes.together.get(key, ())
        return [(other, UNIT) for other in held(together)] if together else []

    def _relink(self, key: int, nearest: tuple[Near, ...]) -> None:
        """Sets a report's nearest, and tells those whom it keeps and no longer keeps."""
        links = replace(self._now[key], nearest=nearest)
        was, fresh = self._now[key].keeps, links.keeps
        if was == fresh:
            return
        self._set(key, links)
        self._load([other for other, _ in was ^ fresh])
        for other, strong in was ^ fresh:
            theirs = self._now.get(other)
            if theirs is not None:
                kept = set(theirs.kept_by) ^ {(key, strong)}
                self._set(other, replace(theirs, kept_by=tuple(sorted(kept))))

    def _set(self, key: int, links: Links) -> None:
        self._now[key] = links
        self._dirty.add(key)

    def _load(self, keys: Collection[int]) -> None:
        missing = [key for key in keys if key not in self._was]
        if missing:
            held = self._index.links(missing)
            self._was.update({key: held.get(key) for key in missing})
            self._now.update(held)

    def _write(self) -> None:
        self._index.put_links({key: self._now[key] for key in sorted(self._dirty)})
        self._dirty.clear()


def _around(links: Links | None) -> frozenset[Near]:
    return links.keeps.union(links.kept_by) if links is not None else frozenset()
