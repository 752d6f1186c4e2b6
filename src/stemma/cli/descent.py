"""`stemma descent`: which report has its words from which, as tree, drawing or graph, with the passages on demand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stemma.cli.asking import Asked, asks, written_as

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stemma.model import Ledger
    from stemma.tell.descent.graph import Edge, Stemma

FORMATS = ("text", "svg", "graphml", "dot", "json")


@click.command()
@asks
@written_as(FORMATS)
@click.option("--edge", nargs=2, metavar="A B", help="The evidence between two: passages side by side. Numbers, outlets or agencies.")
def descent(asked: Asked, form: str | None, edge: tuple[str, str] | None) -> None:
    """Show the stemma: which reports copied, paraphrased or cited which, and which agencies stand behind them.

    \b
    stemma descent story/                    a tree
    stemma descent story/ --out stemma.svg   a drawing, reports in time order from left to right
    stemma descent story/ --edge 2 Reuters   why these two belong together

    Agencies and papers that are named but not among the reports are drawn as lost ancestors. Where it cannot be told
    which of two took from the other, there is no arrow.
    """
    form = asked.form(form, FORMATS)
    if edge is not None and form != "text":
        raise click.UsageError("--edge belongs to the text; --format json holds all evidence.")
    asked.answer(_written(asked.ledger(), form, edge))


def _written(ledger: Ledger, form: str, edge: tuple[str, str] | None) -> str:
    from stemma.cli import running
    from stemma.tell.descent.graph import stemmata

    graphs = stemmata(ledger)
    reports = {r.id: r for r in ledger.reports}
    if form == "svg":
        from stemma.tell.descent.svg import svg

        return svg(graphs, reports)
    if form == "text":
        from stemma.tell.descent import evidence, text

        if edge is None:
            return text.tree(graphs, width=running.width(), colour=running.colour())
        found = _between(graphs, *edge)
        return "".join(evidence.page(g, e, reports, width=running.width(), colour=running.colour()) for g, e in found)
    from stemma.tell.descent import forms

    if form == "json":
        return forms.as_json(graphs, reports)
    return forms.dot(graphs) if form == "dot" else forms.graphml(graphs)


def _between(graphs: Sequence[Stemma], a: str, b: str) -> list[tuple[Stemma, Edge]]:
    """The edges between the two, either way; a word about what there is instead when there is none."""
    found = []
    for graph in graphs:
        one, other = _named(graph, a), _named(graph, b)
        found += [(graph, e) for e in graph.edges if (e.child in one and e.parent in other) or (e.child in other and e.parent in one)]
    if found:
        return found
    unknown = [name for name in (a, b) if not any(_named(g, name) for g in graphs)]
    if unknown:
        raise click.UsageError(f"There is no report and no source called {' or '.join(unknown)}. `stemma descent PATH...` lists them.")
    raise click.UsageError(f"No descent was found between {a} and {b}.")


def _named(graph: Stemma, wanted: str) -> set[str]:
    """Nodes that a person means: by number, by id, by outlet or by the agency's name."""
    key = wanted.strip().strip("[]").casefold()
    out = {w.id for w in graph.witnesses if key in (str(w.source.number), w.id.casefold(), w.source.outlet.casefold())}
    return out | {a.id for a in graph.ancestors if key in (a.id, a.name.casefold())}
