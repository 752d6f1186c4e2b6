"""The stemma of a story: reports as witnesses, sources outside the set as lost ancestors, descent as edges.

In philology a stemma shows which manuscript was copied from which, with lost ancestors where two go back to something that nobody has. Here reports
are the witnesses, and an agency or paper that they name but that is not among them is the lost ancestor. One graph a story; the forms (text, SVG,
GraphML, DOT, JSON) show this one and judge nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stemma.model import Descent, DescentKind, Ground, Ledger, Story
from stemma.model.dates import day_of
from stemma.tell.shown import Source
from stemma.tell.view import view

#: The ground of an edge that only repeats what a path of other edges says.
_INHERITED = "descent.inherited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """A report in the graph."""

    id: str
    source: Source
    #: ISO date or date-time; None where the report has none.
    published: str | None
    #: From another story: here only because a report of this one descends from it.
    foreign: bool = False

    @property
    def day(self) -> str | None:
        """The calendar day, ISO; None without one."""
        day = day_of(self.published)
        return day.isoformat() if day is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ancestor:
    """Somebody whose text is not among the reports."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """`child` has words or matter from `parent`."""

    child: str
    #: A witness or an ancestor.
    parent: str
    kind: DescentKind
    share: float
    confidence: float
    #: Why this way round; None where nothing says so.
    why: str | None
    #: Whether it is known which took from which; somebody outside the set is always the parent.
    directed: bool
    #: It follows from other edges: the child copies a report that is the ancestor's.
    inherited: bool
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stemma:
    """The graph of one story."""

    id: str
    title: str
    #: In order of report numbers.
    witnesses: tuple[Witness, ...]
    ancestors: tuple[Ancestor, ...]
    edges: tuple[Edge, ...]

    def plain(self) -> tuple[Edge, ...]:
        """The edges without those that only follow from others: what a drawing needs."""
        return tuple(e for e in self.edges if not e.inherited)


def stemmata(ledger: Ledger) -> tuple[Stemma, ...]:
    """A graph for each story, in the ledger's order; the order of edges in the ledger changes nothing."""
    sources = dict(zip((r.id for r in ledger.reports), view(ledger).sources, strict=True))
    dates = {r.id: r.published for r in ledger.reports}
    return tuple(_stemma(story, ledger.descent, sources, dates) for story in ledger.stories)


def _stemma(story: Story, descent: Iterable[Descent], sources: dict[str, Source], dates: dict[str, str | None]) -> Stemma:
    own = {r for r in story.reports if r in sources}
    kept = [d for d in descent if d.child in own and d.parent != d.child and (d.parent in sources or (d.parent is None and d.parent_name))]
    edges = sorted((_edge(d) for d in kept), key=lambda e: (sources[e.child].number, e.inherited, -e.share, e.parent, e.kind))
    foreign = {d.parent for d in kept if d.parent is not None} - own
    ancestors: dict[str, str] = {}
    for d in sorted(kept, key=lambda d: (d.parent_name or "", d.child)):
        if d.parent is None:
            ancestors.setdefault(_lost(d), d.parent_name or "")
    return Stemma(
        id=story.id,
        title=story.title or "Untitled story",
        witnesses=tuple(
            Witness(id=r, source=sources[r], published=dates[r], foreign=r in foreign) for r in sorted(own | foreign, key=lambda r: sources[r].number)
        ),
        ancestors=tuple(Ancestor(id=key, name=name) for key, name in sorted(ancestors.items())),
        edges=tuple(dict.fromkeys(edges)),
    )


def parent_of(descent: Descent) -> str:
    """The node that a report descends from: the id of a report, or that of an ancestor."""
    return descent.parent if descent.parent is not None else _lost(descent)


def _lost(descent: Descent) -> str:
    """The id of the ancestor that a name stands for; one name, however written, is one ancestor."""
    return f"lost:{' '.join((descent.parent_name or '').casefold().split())}"


def _edge(d: Descent) -> Edge:
    return Edge(
        child=d.child,
        parent=parent_of(d),
        kind=d.kind,
        share=d.share,
        confidence=d.confidence,
        why=d.direction_from,
        directed=d.direction_from is not None or d.parent is None,
        inherited=any(g.rule == _INHERITED for g in d.grounds),
        grounds=d.grounds,
    )
