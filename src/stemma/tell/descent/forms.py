"""The stemma for other programs: Graphviz DOT, GraphML (yEd, Gephi, networkx) and JSON with all evidence.

Names of nodes are made here (`w1`, `a1`), never taken from a report; what comes from reports stands in quoted or escaped values only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.etree import ElementTree

from stemma.model import DescentKind, Report
from stemma.tell.descent.evidence import naming, passages
from stemma.tell.descent.graph import Ancestor, Edge, Stemma, Witness
from stemma.tell.shared.data import Json, as_grounds, encoded, generator
from stemma.tell.shared.safe import safe_term

SCHEMA = "stemma-descent/1"
_DOT: dict[DescentKind, str] = {
    "verbatim": "style=solid, penwidth=3",
    "near-verbatim": 'style="dashed", penwidth=2',
    "paraphrase": 'style="dashed", penwidth=1.3',
    "cites": 'style="dotted", penwidth=1.3',
}
#: GraphML: attribute name, for what, of which type.
_KEYS = (
    ("role", "node", "string"), ("label", "node", "string"), ("outlet", "node", "string"), ("title", "node", "string"),
    ("published", "node", "string"), ("file", "node", "string"), ("story", "node", "string"),
    ("kind", "edge", "string"), ("share", "edge", "double"), ("confidence", "edge", "double"),
    ("direction_known", "edge", "boolean"), ("direction_from", "edge", "string"), ("inherited", "edge", "boolean"),
)  # fmt: skip


def dot(graphs: Sequence[Stemma]) -> str:
    """One digraph with a cluster for each story; edges run from parent to child, without an arrow where that cannot be told."""
    out = ["digraph stemma {", "  rankdir=LR;", '  node [shape=box, fontname="sans-serif"];', '  edge [fontname="sans-serif", fontsize=10];']
    for n, (graph, ids) in enumerate(_numbered(graphs), 1):
        out += [f"  subgraph cluster_{n} {{", f"    label={_quoted(graph.title)};"]
        out += [f'    {ids[a.id]} [label={_quoted(a.name)}, style="dashed,rounded"];' for a in graph.ancestors]
        out += [f"    {ids[w.id]} [label={_quoted(_label(w))}, tooltip={_quoted(w.source.title or w.source.outlet)}];" for w in graph.witnesses]
        for e in graph.plain():
            share = f"{e.share:.0%} · " if e.share >= 0.005 and e.kind != "cites" else ""
            way = "" if e.directed else ", dir=none"
            said = _quoted(f"{e.kind} {share}{e.confidence:.2f}")
            hint = _quoted(e.why or "cannot tell which way round")
            out.append(f"    {ids[e.parent]} -> {ids[e.child]} [label={said}, {_DOT[e.kind]}{way}, tooltip={hint}];")
        out.append("  }")
    return "\n".join([*out, "}"]) + "\n"


def _numbered(graphs: Sequence[Stemma]) -> Iterator[tuple[Stemma, dict[str, str]]]:
    """Each graph with the names of its nodes; no two graphs share one."""
    for n, graph in enumerate(graphs, 1):
        ids = {w.id: f"s{n}w{w.source.number}" for w in graph.witnesses}
        yield graph, ids | {a.id: f"s{n}a{at}" for at, a in enumerate(graph.ancestors, 1)}


def _label(witness: Witness) -> str:
    return f"[{witness.source.number}] {witness.source.outlet}, {witness.source.date}"


def _quoted(text: str) -> str:
    """A DOT string: Graphviz reads escapes (`\\N`, `\\l`) in it, so that every backslash is doubled."""
    escaped = safe_term(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def graphml(graphs: Sequence[Stemma]) -> str:
    """GraphML 1.0, one directed graph of all stories. `direction_known` is false where the two ends may be the other way round."""
    root = ElementTree.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    for name, of, kind in _KEYS:
        ElementTree.SubElement(root, "key", {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": kind})
    top = ElementTree.SubElement(root, "graph", {"id": "stemma", "edgedefault": "directed"})
    for graph, ids in _numbered(graphs):
        nodes: tuple[Ancestor | Witness, ...] = (*graph.ancestors, *graph.witnesses)
        for node in nodes:
            _data(ElementTree.SubElement(top, "node", {"id": ids[node.id]}), "node", _node(node, graph))
        for n, e in enumerate(graph.edges, 1):
            attributes = {"id": f"{ids[e.child]}e{n}", "source": ids[e.parent], "target": ids[e.child]}
            _data(ElementTree.SubElement(top, "edge", attributes), "edge", _link(e))
    ElementTree.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _node(node: Ancestor | Witness, graph: Stemma) -> dict[str, str | None]:
    if isinstance(node, Ancestor):
        return {"role": "lost ancestor", "label": node.name, "story": graph.title}
    source = node.source
    return {
        "role": "witness",
        "label": _label(node),
        "outlet": source.outlet,
        "title": source.title,
        "published": node.published,
        "file": source.path,
        "story": graph.title,
    }


def _link(e: Edge) -> dict[str, str | None]:
    return {
        "kind": e.kind,
        "share": f"{e.share:.4f}",
        "confidence": f"{e.confidence:.3f}",
        "direction_known": "true" if e.directed else "false",
        "direction_from": e.why,
        "inherited": "true" if e.inherited else "false",
    }


def _data(element: ElementTree.Element, of: str, values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value:
            ElementTree.SubElement(element, "data", {"key": f"{of}-{name}"}).text = xml_text(value)


def xml_text(text: str) -> str:
    """One line of characters that XML may hold; the writer escapes the rest."""
    return "".join(c if c not in "\ufffe\uffff" else "\ufffd" for c in safe_term(text))


def as_json(graphs: Sequence[Stemma], reports: Mapping[str, Report]) -> str:
    """Every story's witnesses, ancestors and edges; each edge with the passages of both texts, or the words that name its source."""
    value = {
        "schema": SCHEMA,
        "generator": generator(),
        "stories": [
            {
                "id": graph.id,
                "title": graph.title,
                "witnesses": [_witness(w) for w in graph.witnesses],
                "ancestors": [{"id": a.id, "name": a.name} for a in graph.ancestors],
                "edges": [_edge(e, reports) for e in graph.edges],
            }
            for graph in graphs
        ],
    }
    return encoded(value)


def _witness(w: Witness) -> Json:
    source = w.source
    known = {"id": w.id, "number": source.number, "outlet": source.outlet, "title": source.title, "published": w.published}
    return known | {"url": source.url, "file": source.path, "sha256": source.sha256, "of_another_story": w.foreign}


def _edge(e: Edge, reports: Mapping[str, Report]) -> Json:
    return {
        "child": e.child,
        "parent": e.parent,
        "kind": e.kind,
        "share": round(e.share, 4),
        "confidence": round(e.confidence, 3),
        "direction_known": e.directed,
        "direction_from": e.why,
        "inherited": e.inherited,
        "passages": [{"child": p.child, "parent": p.parent, "why": p.why} for p in passages(e, reports)],
        "named": [{"words": quoted, "why": why} for quoted, why in naming(e, reports)],
        "grounds": as_grounds(e.grounds),
    }
