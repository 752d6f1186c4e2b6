"""The evidence for an edge of the stemma: passages that both reports have, side by side, or the words in which one names its source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from stemma.model import Report
from stemma.tell.descent.graph import Edge, Stemma
from stemma.tell.shared import words
from stemma.tell.shared.context import in_context
from stemma.tell.shared.printed import drawn, text
from stemma.tell.shared.safe import safe_term

_WORD = re.compile(r"\w+(?:['’]\w+)*")
#: Words in a row that both must have for them to be marked as shared; single words meet by chance.
_RUN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of the child and where it stands in the parent."""

    child: str
    parent: str
    why: str


def passages(edge: Edge, reports: Mapping[str, Report]) -> tuple[Passage, ...]:
    """The passages that two reports share, in the order of the child; none where the parent is no report."""
    out = []
    for ground in edge.grounds:
        if ground.rule == "descent.passage" and len(ground.spans) == 2 and all(p.report in reports for p in ground.spans):
            here, there = (place.span.of(reports[place.report].text) for place in ground.spans)
            out.append(Passage(child=here, parent=there, why=ground.sentence))
    return tuple(out)


def naming(edge: Edge, reports: Mapping[str, Report]) -> tuple[tuple[str, str], ...]:
    """(words in which the child names the parent, why it counts), with the sentence around them."""
    out = []
    for ground in edge.grounds:
        if ground.rule != "descent.passage":
            said = [in_context(reports[p.report].text, (p.span,)) for p in ground.spans if p.report in reports]
            quoted = " … ".join("".join(f"«{x.text}»" if x.marked else x.text for x in pieces) for pieces in said)
            out.append((quoted, ground.sentence))
    return tuple(out)


def page(graph: Stemma, edge: Edge, reports: Mapping[str, Report], *, width: int = 100, colour: bool = False) -> str:
    """One edge with all its evidence."""
    names = {w.id: f"[{w.source.number}] {w.source.outlet}, {w.source.date}" for w in graph.witnesses}
    names |= {a.id: f"{a.name} (not among the reports)" for a in graph.ancestors}
    share = f", {edge.share:.0%} of its text" if edge.share >= 0.005 else ""
    parts: list[RenderableType] = [Text(), text(f"{names[edge.child]} {words.DESCENT[edge.kind]} {names[edge.parent]}{share}.", "bold")]
    parts.append(text(f"How sure: {edge.confidence:.2f}. Which way round: {_way(edge)}"))
    found = passages(edge, reports)
    if found:
        parts += [Text(), Text("Words that both have, two or more in a row, stand between « and ».", style="dim")]
    for n, passage in enumerate(found, 1):
        parts += [Text(), _pair(passage, names[edge.child], names[edge.parent], first=n == 1), Padding(text(passage.why, "dim"), (0, 0, 0, 2))]
    for quoted, why in naming(edge, reports):
        parts += [Text(), text(why)]
        if quoted:
            parts.append(Padding(text(f"“{quoted}”"), (0, 0, 0, 4)))
    return drawn(parts, width=width, colour=colour)


def _way(edge: Edge) -> str:
    if not edge.directed:
        return "cannot tell; the two are drawn without an arrow."
    return f"{(edge.why or 'it stands outside the reports').rstrip('. ')}."


def _pair(passage: Passage, child: str, parent: str, *, first: bool) -> Table:
    """The two texts beside each other, shared words marked."""
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, show_header=first, header_style="bold", expand=True)
    grid.add_column(text(child), ratio=1)
    grid.add_column(text(parent), ratio=1)
    left, right = shared(passage.child, passage.parent)
    grid.add_row(Text(left), Text(right))
    return grid


def shared(one: str, other: str) -> tuple[str, str]:
    """Both texts as one quiet line each, with the words that they share in a row between « and »."""
    a, b = safe_term(" ".join(one.split())), safe_term(" ".join(other.split()))
    x, y = list(_WORD.finditer(a)), list(_WORD.finditer(b))
    match = SequenceMatcher(None, [m[0].casefold() for m in x], [m[0].casefold() for m in y], autojunk=False)
    runs = [block for block in match.get_matching_blocks() if block.size >= _RUN]
    return (
        _marked(a, [(x[r.a].start(), x[r.a + r.size - 1].end()) for r in runs]),
        _marked(b, [(y[r.b].start(), y[r.b + r.size - 1].end()) for r in runs]),
    )


def _marked(line: str, runs: list[tuple[int, int]]) -> str:
    out, at = [], 0
    for start, end in runs:
        out += [line[at:start], "«", line[start:end], "»"]
        at = end
    return "".join([*out, line[at:]])
