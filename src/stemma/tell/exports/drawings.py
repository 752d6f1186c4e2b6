"""The drawings of a story, made fit to stand inside a page that allows no style but its own.

The stemma keeps its style sheet, whose digest the page's policy names. The drawing of figures comes from matplotlib with a
style on every element, which such a policy forbids: each is turned into the attribute of the same name, which means the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from lxml import etree
from markupsafe import Markup

from stemma.model import Ledger
from stemma.model.figures import FigureSeries
from stemma.tell.figures.words import several

if TYPE_CHECKING:
    from stemma.tell.descent.svg import Around

_SVG = "{http://www.w3.org/2000/svg}"
_STYLE = re.compile(r"<style>(.*?)</style>", re.S)


def stemma_drawing(ledger: Ledger, *, around: Around | None = None) -> tuple[Markup, str] | None:
    """The stemma with its style sheet; None where nothing descends from anything. On a page (`around`) what it shows leads to what that rests on."""
    from stemma.tell.descent.graph import stemmata
    from stemma.tell.descent.svg import svg

    graphs = [graph for graph in stemmata(ledger) if graph.edges]
    if not graphs:
        return None
    drawn = svg(graphs, {r.id: r for r in ledger.reports}, around=around)
    style = _STYLE.search(drawn)
    return Markup(drawn), style[1] if style else ""


def figures_drawing(ledger: Ledger, found: Sequence[FigureSeries]) -> Markup | None:
    """The figures over time; None where nothing is told with more than one figure."""
    if not any(several(series) for series in found):
        return None
    from stemma.tell.figures.plot import plot

    root = etree.fromstring(plot(ledger, found, kind="svg"), etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    for element in [e for e in root.iter() if e.tag in (f"{_SVG}metadata", f"{_SVG}style")]:
        element.getparent().remove(element)
    for element in root.iter():
        for name, _, value in (part.partition(":") for part in element.attrib.pop("style", "").split(";")):
            if value.strip():
                element.set(name.strip(), value.strip())
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    root.set("role", "img")
    root.set("aria-label", "Figures over time; the table below has them in words")
    etree.cleanup_namespaces(root)
    return Markup(etree.tostring(root, encoding="unicode"))
