"""What people said of stories: which reports belong together, which do not, what a story is called. It holds whatever the machine thinks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from stemma.gather.signature import key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Two reports (ids) are of one story."""

    one: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Two reports (ids) are of different stories."""

    one: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """The story that holds this report (id) is called so."""

    report: str
    title: str


Wish = Link | Part | Named


def moved(report: str, *, out_of: str, into: str) -> tuple[Wish, ...]:
    """A report is moved by hand: away from the story of one report, into that of another."""
    return (Part(one=report, other=out_of), Link(one=report, other=into))


@dataclass(frozen=True)
class Wishes:
    """All that people said, in the order in which they said it. Of wishes that cannot all hold the latest do; reports that are not here yet wait."""

    said: Sequence[Wish] = ()

    @cached_property
    def _settled(self) -> tuple[dict[str, str], set[frozenset[str]], list[Wish]]:
        """For each report that was linked the one that stands for its group, the groups to be kept apart, and the wishes that gave way."""
        head: dict[str, str] = {}
        apart: set[frozenset[str]] = set()
        refused: list[Wish] = []
        for wish in reversed(self.said):
            if isinstance(wish, Named):
                continue
            one, other = _head(head, wish.one), _head(head, wish.other)
            if isinstance(wish, Part):
                if one == other:
                    refused.append(wish)
                else:
                    apart.add(frozenset((one, other)))
            elif one != other:
                if frozenset((one, other)) in apart:
                    refused.append(wish)
                    continue
                head[max(one, other)] = min(one, other)
                apart = {frozenset(min(one, other) if r == max(one, other) else r for r in pair) for pair in apart}
        return (
            {report: _head(head, report) for report in sorted({r for w in self.said if not isinstance(w, Named) for r in (w.one, w.other)})},
            apart,
            refused,
        )

    @property
    def refused(self) -> tuple[Wish, ...]:
        """Those that gave way to later ones, latest first."""
        return tuple(self._settled[2])

    @cached_property
    def together(self) -> dict[int, tuple[int, ...]]:
        """Key of a report -> keys of all the reports that people put with it."""
        groups = defaultdict(list)
        for report, head in self._settled[0].items():
            groups[head].append(key_of(report))
        return {key: tuple(k for k in sorted(keys) if k != key) for keys in groups.values() if len(keys) > 1 for key in keys}

    def apart(self, one: str, other: str) -> bool:
        """Whether people said that these two are of different stories."""
        head, apart, _ = self._settled
        return frozenset((head.get(one, one), head.get(other, other))) in apart

    @cached_property
    def parted(self) -> frozenset[str]:
        """Every report that is to be apart from another."""
        head, apart, _ = self._settled
        heads = {r for pair in apart for r in pair}
        return frozenset(r for r, h in head.items() if h in heads)

    def title(self, reports: Iterable[str]) -> str | None:
        """What people called the story that holds these reports, the last word first."""
        held = set(reports)
        return next((w.title for w in reversed(self.said) if isinstance(w, Named) and w.report in held), None)

    def differing(self, other: Wishes) -> frozenset[str]:
        """The reports of which the two say different things, or that stand with such ones."""
        mine, theirs = self._facts(), other._facts()
        return frozenset(r for _, reports, _ in mine ^ theirs for r in reports)

    def _facts(self) -> frozenset[tuple[str, frozenset[str], str]]:
        head, apart, _ = self._settled
        groups = defaultdict(set)
        for report, first in head.items():
            groups[first].add(report)
        together = {("together", frozenset(group), "") for group in groups.values()}
        asunder = {("apart", frozenset(r for first in pair for r in groups[first]), "|".join(sorted(pair))) for pair in apart}
        titles: dict[str, str] = {w.report: w.title for w in self.said if isinstance(w, Named)}
        order = tuple(w.report for w in self.said if isinstance(w, Named))
        return frozenset(together | asunder | {("title", frozenset((r,)), f"{order.index(r)}|{t}") for r, t in titles.items()})


def _head(head: dict[str, str], report: str) -> str:
    while report in head:
        report = head[report]
    return report
