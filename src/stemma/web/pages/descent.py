"""The stemma: which report has its words from which."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from stemma.library import Library
from stemma.tell.exports.table import Table, columns
from stemma.web.opened import OpenStory
from stemma.web.pages.about import About, about_of, view_page
from stemma.web.pages.byhand import by_hand
from stemma.web.pages.page import Asked, says


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageShown:
    """Words of the child beside words of the parent."""

    child: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgeShown:
    """One edge of the stemma."""

    sentence: str
    child: str
    #: Id of the report; None for an agency or a text that is known by name only.
    parent: str | None
    #: The parent as corrections name it: its id, or the name of a text that is not among the reports.
    of: str
    #: What a person set: who, what, when.
    by_hand: tuple[str, ...]
    passages: tuple[PassageShown, ...]
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DescentPage:
    """Which report has its words from which."""

    about: About = says("The story.")
    drawing: str = says("The stemma as SVG: reports by time, agencies as lost ancestors; empty where nothing descends.")
    edges: tuple[EdgeShown, ...] = says("Each edge with the passages that it rests on.")


def _descent(library: Library, asked: Asked) -> DescentPage:
    from stemma.tell.descent.evidence import passages
    from stemma.tell.descent.graph import stemmata

    story, about = about_of(library, asked)
    ledger = story.ledger
    reports = {r.id: r for r in ledger.reports}
    sentences = [s for s, _ in story.chapter.descent]
    graph = next((g for g in stemmata(ledger) if g.edges), None)
    by_pair = {(e.child, e.parent): e for e in graph.edges} if graph else {}
    own = [d for d in ledger.descent if d.child in ledger.stories[0].reports]
    edges = []
    for said, d in zip(sentences, own, strict=True):
        edge = by_pair.get((d.child, d.parent or ""))
        found = passages(edge, reports) if edge is not None and d.parent in reports else ()
        edges.append(
            EdgeShown(
                sentence=said,
                child=d.child,
                parent=d.parent,
                of=d.parent or d.parent_name or "",
                by_hand=by_hand(d.grounds),
                passages=tuple(PassageShown(child=p.child, parent=p.parent) for p in found),
                grounds=tuple(g.sentence for g in d.grounds if not g.rule.startswith("correct.")),
            )
        )
    return DescentPage(about=about, drawing=story.once(_drawn), edges=tuple(edges))


def _drawn(story: OpenStory) -> Markup:
    """The drawing, each box a link to its report and each edge to what it rests on; without its style sheet, which the page has beside it."""
    from stemma.tell.descent.graph import parent_of
    from stemma.tell.descent.svg import Around
    from stemma.tell.exports.drawings import stemma_drawing

    own = [d for d in story.ledger.descent if d.child in story.ledger.stories[0].reports]
    evidence = {(d.child, parent_of(d)): f"edge-{n}" for n, d in reversed(list(enumerate(own, 1)))}
    around = Around(evidence=evidence, reports={r.id: f"/report/{r.id}" for r in story.ledger.reports})
    drawn = stemma_drawing(story.ledger, around=around)
    return drawn[0].replace(f"<style>{drawn[1]}</style>", "") if drawn else Markup()


def _sheet(library: Library, asked: Asked) -> Table:
    page = _descent(library, asked)
    rows = tuple((e.child, e.parent or e.of, e.sentence, " ".join(e.grounds), " / ".join(p.child for p in e.passages)) for e in page.edges)
    return Table(name="stemma", about=f"Which report of {page.about.title} has its words from which.", columns=_COLUMNS, rows=rows)


_COLUMNS = columns(
    ("report id", "The report that has its words from another", 16),
    ("from", "Id of the other report, or the name of a source that is not among the reports", 20),
    ("in words", "Kind and share", 50),
    ("why", "What that rests on", 60),
    ("passages", "The shared passages", 80),
)


PAGE = view_page("descent", _descent, sheet=_sheet, said="Which report has its words from which; agencies stand as ancestors.")
