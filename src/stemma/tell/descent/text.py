"""The stemma as a tree in a terminal: sources at the root, copies on their branches, who stands alone, and what cannot be told."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text
from rich.tree import Tree

from stemma.tell.descent.graph import Edge, Stemma, Witness
from stemma.tell.shared import words
from stemma.tell.shared.printed import drawn, text


def tree(graphs: Sequence[Stemma], *, width: int = 100, colour: bool = False) -> str:
    """Every story's stemma, one below the other."""
    parts: list[RenderableType] = [part for graph in graphs for part in _Drawing(graph).parts()]
    return drawn(parts or [Text("No story: nothing was read.")], width=width, colour=colour)


class _Drawing:
    """One graph with look-ups. Each report hangs once, on its strongest source; the others are named beside it."""

    def __init__(self, graph: Stemma) -> None:
        self.graph = graph
        self.witnesses = {w.id: w for w in graph.witnesses}
        self.names = {w.id: f"[{w.source.number}] {w.source.outlet}" for w in graph.witnesses} | {a.id: a.name for a in graph.ancestors}
        edges = graph.plain()
        self.unsure = [e for e in edges if not e.directed]
        directed = [e for e in edges if e.directed]
        self.main: dict[str, Edge] = {}
        for edge in sorted(directed, key=lambda e: (e.child, -_weight(e), e.parent)):
            if edge.child not in self.main and not self._circular(edge):
                self.main[edge.child] = edge
        self.others: dict[str, list[Edge]] = {}
        for edge in directed:
            if self.main.get(edge.child) is not edge:
                self.others.setdefault(edge.child, []).append(edge)

    def _circular(self, edge: Edge) -> bool:
        """Whether hanging the child here would hang it on itself: reports that name each other."""
        here: str | None = edge.parent
        while here is not None:
            if here == edge.child:
                return True
            here = self.main[here].parent if here in self.main else None
        return False

    def parts(self) -> list[RenderableType]:
        below: dict[str, list[Edge]] = {}
        for edge in self.main.values():
            below.setdefault(edge.parent, []).append(edge)
        parts: list[RenderableType] = [Text(), text(self.graph.title, "bold underline"), text(self._counts()), Text()]
        for root in self._roots(below):
            parts.append(self._grown(root, None, below))
        second = [w for w in self.graph.witnesses if w.id not in self.main and w.id not in below and self._heirs(w.id)]
        parts += [text(f"{self._witness(w)} · a further source of {words.listed(self._heirs(w.id))}") for w in second]
        alone = [w for w in self.graph.witnesses if w.id not in self.main and w.id not in below and not self._touched(w.id)]
        if alone:
            parts += [Text(), Text("No descent found", style="bold")]
            parts += [Padding(text(self._witness(w)), (0, 0, 0, 2)) for w in alone]
        if self.unsure:
            parts += [Text(), Text("One text, but which took from which cannot be told", style="bold")]
            parts += [Padding(text(self._pair(e)), (0, 0, 0, 2)) for e in self.unsure]
        return [*parts, Text(), self._key()]

    def _roots(self, below: dict[str, list[Edge]]) -> list[str]:
        """Lost ancestors first, then reports on which others hang; most beneath first."""
        tops = [key for key in below if key not in self.main]
        lost = {a.id for a in self.graph.ancestors}
        return sorted(tops, key=lambda k: (k not in lost, -len(below[k]), self.names[k]))

    def _heirs(self, report: str) -> list[str]:
        """Those that have something from the report, but hang on a stronger source."""
        return [self.names[child] for child, edges in sorted(self.others.items()) if any(e.parent == report for e in edges)]

    def _touched(self, report: str) -> bool:
        return any(report in (e.child, e.parent) for e in self.graph.plain())

    def _grown(self, node: str, edge: Edge | None, below: dict[str, list[Edge]]) -> Tree:
        branch = Tree(text(self._label(node, edge)))
        hanging = sorted(below.get(node, ()), key=lambda e: (self._when(e.child), self.witnesses[e.child].source.number))
        branch.children.extend(self._grown(e.child, e, below) for e in hanging)
        return branch

    def _when(self, report: str) -> tuple[bool, str]:
        day = self.witnesses[report].day
        return day is None, day or ""

    def _label(self, node: str, edge: Edge | None) -> str:
        if node not in self.witnesses:
            return f"({self.names[node]}) not among the reports"
        said = self._witness(self.witnesses[node])
        if edge is not None:
            said += f" · {_figures(edge)}"
        also = [f"{self.names[e.parent]} ({_figures(e)})" for e in self.others.get(node, ())]
        return f"{said}; also {words.listed(also)}" if also else said

    def _witness(self, witness: Witness) -> str:
        return f"{self.names[witness.id]}, {witness.source.date}{', of another story' if witness.foreign else ''}"

    def _pair(self, edge: Edge) -> str:
        names = f"{self._witness(self.witnesses[edge.parent])} and {self._witness(self.witnesses[edge.child])}"
        return f"{names}: {_figures(edge)}"

    def _counts(self) -> str:
        own = [w for w in self.graph.witnesses if not w.foreign]
        copies = {e.child for e in self.graph.edges if e.kind != "cites"}
        out = [words.count(len(own), "report"), f"{len(copies)} with words of another text" if copies else "none copied from another"]
        return ", ".join([*out, f"{words.count(len(self.graph.ancestors), 'source')} outside the set"])

    def _key(self) -> Text:
        said = "Percent: how much of its text descends. Sure: from 0 to 1. --edge A B shows the passages of two; --format svg draws this."
        return Text(said, style="dim")


def _weight(edge: Edge) -> float:
    """Copied words tie a report to its source more than a mention does."""
    return edge.share * edge.confidence + (edge.kind != "cites")


def _figures(edge: Edge) -> str:
    """'near-verbatim 56%, sure 0.74'."""
    share = f" {edge.share:.0%}" if edge.share >= 0.005 and edge.kind != "cites" else ""
    return f"{edge.kind}{share}, sure {edge.confidence:.2f}"
