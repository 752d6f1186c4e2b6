"""The stemma in all its forms: kept drawings, honest arrows, time from left to right, and nothing that acts."""

from __future__ import annotations

import dataclasses
import json
import re
from xml.etree import ElementTree

import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from stemma.model import Descent, Ground, Ledger, Place, Report, Span, Story
from stemma.tell.descent import evidence as stemma_evidence
from stemma.tell.descent import forms as stemma_forms
from stemma.tell.descent import text as stemma_text
from stemma.tell.descent.graph import Stemma, stemmata
from stemma.tell.descent.layout import HEIGHT, WIDTH, layout
from stemma.tell.descent.svg import Around, svg
from tests.tell.golden import same_as_kept
from tests.tell.hand import ledger
from tests.tell.payloads import PAYLOADS, poisoned
from tests.tell.test_table import ACTIVE

SVG = "{http://www.w3.org/2000/svg}"
#: Everything that a drawing is made of: nothing that runs, loads or links.
ELEMENTS = {"svg", "title", "style", "defs", "marker", "path", "rect", "g", "text", "line"}


def report(number: int, day: str | None, outlet: str | None = None) -> Report:
    text = f"Report {number} says that the river rose by two metres in the night and fell again."
    return Report(id=f"r-{number}", path=f"{number}.txt", text=text, zones=(), outlet=outlet or f"Outlet {number}", published=day, language="en")


def edge(
    child: int, parent: int | str, *, why: str | None = "The parent was published first.", kind: str = "verbatim", share: float = 0.8
) -> Descent:
    lost = isinstance(parent, str)
    return Descent(
        child=f"r-{child}",
        parent=None if lost else f"r-{parent}",
        parent_name=parent if lost else None,  # type: ignore[arg-type]
        kind=kind,  # type: ignore[arg-type]
        share=share,
        confidence=0.9,
        direction_from=why,
    )


def story(reports: tuple[Report, ...], *descent: Descent) -> Ledger:
    return Ledger(reports=reports, stories=(Story(id="s", title="The river", reports=tuple(r.id for r in reports)),), descent=descent)


FLOOD = story(
    (report(1, "2031-05-01"), report(2, "2031-05-01"), report(3, "2031-05-03"), report(4, None), report(5, "2031-05-02"), report(6, None)),
    edge(1, "Northwire"),
    edge(2, 1, kind="near-verbatim", share=0.55),
    edge(3, 1, kind="paraphrase", share=0.3),
    edge(4, 3, why=None),
    edge(5, "Northwire", kind="cites", share=0.1),
)


def texts(value: Ledger) -> dict[str, str]:
    graphs, reports = stemmata(value), {r.id: r for r in value.reports}
    return {
        "txt": stemma_text.tree(graphs, width=80),
        "svg": svg(graphs, reports),
        "dot": stemma_forms.dot(graphs),
        "graphml": stemma_forms.graphml(graphs),
        "json": stemma_forms.as_json(graphs, reports),
    }


@pytest.mark.parametrize("form", ["txt", "svg", "dot", "graphml", "json"])
def test_kept_forms(form: str) -> None:
    same_as_kept(f"stemma.{form}", texts(FLOOD)[form])


def test_the_order_of_edges_changes_no_byte() -> None:
    assert texts(FLOOD) == texts(dataclasses.replace(FLOOD, descent=tuple(reversed(FLOOD.descent))))


def test_an_arrow_only_where_the_direction_is_known() -> None:
    root = ElementTree.fromstring(texts(FLOOD)["svg"])
    lines = [p for p in root.iter(f"{SVG}path") if p.get("class") == "line" and p.get("d", "").count("C")]
    assert sorted(p.get("marker-end") is not None for p in lines) == [False, True, True, True, True]
    assert texts(FLOOD)["dot"].count("dir=none") == 1
    assert "which took from which cannot be told" in texts(FLOOD)["txt"]


def test_kinds_differ_by_dash_and_weight_and_not_by_colour() -> None:
    root = ElementTree.fromstring(texts(FLOOD)["svg"])
    lines = [p for p in root.iter(f"{SVG}path") if p.get("class") == "line"]
    assert len({(p.get("stroke-width"), p.get("stroke-dasharray")) for p in lines}) == 4
    assert not [p for p in lines if p.get("stroke") or p.get("style")]


def test_what_only_follows_from_other_edges_is_not_drawn_but_kept() -> None:
    inherited = dataclasses.replace(edge(2, "Northwire"), grounds=(Ground(rule="descent.inherited", sentence="It copies a credited report."),))
    more = dataclasses.replace(FLOOD, descent=(*FLOOD.descent, inherited))
    assert texts(more)["svg"] == texts(FLOOD)["svg"]
    assert sum(e["inherited"] for e in json.loads(texts(more)["json"])["stories"][0]["edges"]) == 1


def test_a_report_that_descends_from_itself_or_from_nobody_is_not_drawn() -> None:
    odd = dataclasses.replace(FLOOD, descent=(*FLOOD.descent, edge(1, 1), edge(1, 99)))
    assert texts(odd) == texts(FLOOD)


@pytest.mark.parametrize("why", ["The child names it.", None])
def test_circular_citation_ends(why: str | None) -> None:
    circle = story(tuple(report(n, "2031-05-01") for n in (1, 2, 3)), edge(1, 2, why=why), edge(2, 3, why=why), edge(3, 1, why=why))
    found = texts(circle)
    assert len(list(ElementTree.fromstring(found["svg"]).iter(f"{SVG}rect"))) >= 4
    assert all(f"[{n}] Outlet {n}" in found["txt"] for n in (1, 2, 3))


def test_a_parent_from_another_story_is_shown_as_such() -> None:
    two = dataclasses.replace(FLOOD, stories=(Story(id="s", title="A", reports=("r-3",)), Story(id="t", title="B", reports=("r-1", "r-2"))))
    first = stemmata(two)[0]
    assert [(w.id, w.foreign) for w in first.witnesses] == [("r-1", True), ("r-3", False)]
    assert "of another story" in texts(two)["txt"]


def test_nothing_read_says_so() -> None:
    found = texts(Ledger())
    assert "nothing was read" in found["txt"]
    assert "nothing was read" in found["svg"]
    ElementTree.fromstring(found["graphml"])


def test_graphml_is_read_by_networkx() -> None:
    graph = networkx.parse_graphml(texts(FLOOD)["graphml"])
    assert graph.number_of_nodes() == 7
    assert graph.number_of_edges() == 5
    assert graph.is_directed()
    labels = networkx.get_node_attributes(graph, "label")
    found = {(labels[a], labels[b]): data for a, b, data in graph.edges(data=True)}
    assert found["Northwire", "[1] Outlet 1, 1 May 2031"]["kind"] == "verbatim"
    assert [data["direction_known"] for pair, data in found.items() if "[4]" in pair[1]] == [False]


# Evidence.


def test_shared_words_are_marked_in_runs() -> None:
    one, other = "The river rose by two metres overnight, police said.", "At noon the river rose by almost two metres there."
    assert stemma_evidence.shared(one, other) == (
        "«The river rose by» «two metres» overnight, police said.",
        "At noon «the river rose by» almost «two metres» there.",
    )


def test_the_evidence_of_an_edge_shows_both_passages() -> None:
    here, there = Place.at("r-2", Span(0, 60)), Place.at("r-1", Span(0, 60))
    ground = Ground(rule="descent.passage", sentence="12 of these 13 words stand in the same order in the other report.", spans=(here, there))
    value = story(FLOOD.reports[:2], dataclasses.replace(edge(2, 1), grounds=(ground,)))
    (graph,), reports = stemmata(value), {r.id: r for r in value.reports}
    page = stemma_evidence.page(graph, graph.edges[0], reports, width=80)
    assert "Report 2" in page
    assert "Report 1" in page
    assert "«says that the river" in " ".join(page.split())
    assert max(cell_len(line) for line in page.split("\n")) <= 80
    title = next(t.text or "" for t in ElementTree.fromstring(svg((graph,), reports)).iter(f"{SVG}title") if "Report 2 says" in (t.text or ""))
    assert "sure 0.90" in title


# Hostile words.


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_payload_acts(payload: str) -> None:
    evil = poisoned(ledger(), payload, "javascript:alert(1)")
    evil = dataclasses.replace(evil, descent=(*evil.descent, dataclasses.replace(evil.descent[0], parent="r-inland", direction_from=None)))
    found = texts(evil)
    root = ElementTree.fromstring(found["svg"])
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= ELEMENTS
    assert not [name for e in root.iter() for name in e.attrib if name.lower().startswith("on") or "href" in name or name == "style"]
    assert [e.text for e in root.iter(f"{SVG}style")] == [e.text for e in ElementTree.fromstring(texts(FLOOD)["svg"]).iter(f"{SVG}style")]
    assert all(v in ("url(#arrow)",) or "url(" not in v for e in root.iter() for v in e.attrib.values())
    ElementTree.fromstring(found["graphml"])
    assert json.loads(found["json"])["stories"][0]["title"] == payload
    (graph,), reports = stemmata(evil), {r.id: r for r in evil.reports}
    assert all(ACTIVE.search(stemma_evidence.page(graph, e, reports)) is None for e in graph.edges)
    for form in ("txt", "svg", "dot", "graphml"):
        assert ACTIVE.search(found[form].replace("\n", "")) is None, form
    bare_dot(found["dot"])


def bare_dot(text: str) -> None:
    """Outside of its quoted strings a DOT file holds only what this program writes."""
    bare = re.sub(r'"(?:[^"\\]|\\[\\"])*"', "S", text)
    for line in bare.split("\n"):
        assert re.fullmatch(
            r" *(digraph stemma \{|subgraph cluster_\d+ \{|\}|rankdir=LR;|label=S;|(node|edge|s\d+[wa]\d+( -> s\d+[wa]\d+)?) \[[\w=, .S]*\];)?", line
        ), line


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=50), st.text(max_size=50))
def test_any_name_is_only_shown(outlet: str, agency: str) -> None:
    reports = (dataclasses.replace(report(1, "2031-05-01"), outlet=outlet, title=agency), report(2, None, agency))
    found = texts(story(reports, edge(1, agency or "x"), edge(2, 1)))
    root = ElementTree.fromstring(found["svg"])
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= ELEMENTS
    ElementTree.fromstring(found["graphml"].encode())
    bare_dot(found["dot"])
    for text in found.values():
        text.encode("utf-8")


# Laws of the drawing.

DAYS = st.sampled_from(["2031-05-01", "2031-05-02", "2031-05-02T10:00:00Z", "2031-05-04", None, "soon"])


@st.composite
def graphs(draw: st.DrawFn) -> Stemma:
    """Up to nine reports and any edges between them and three agencies."""
    days = draw(st.lists(DAYS, min_size=1, max_size=9))
    numbers = st.integers(1, len(days))
    ends = st.tuples(numbers, st.one_of(numbers, st.sampled_from(["AP", "Northwire", "Xinhua"])), st.booleans())
    edges = [edge(c, p, why="It says so." if sure else None) for c, p, sure in draw(st.lists(ends, max_size=14)) if c != p]
    return stemmata(story(tuple(report(n, day) for n, day in enumerate(days, 1)), *edges))[0]


@settings(max_examples=120, deadline=None)
@given(graphs())
def test_no_two_boxes_touch_and_time_runs_from_left_to_right(graph: Stemma) -> None:
    where = layout(graph)
    boxes = sorted(where.boxes.items())
    for n, (_, a) in enumerate(boxes):
        assert a.x + WIDTH <= where.width
        assert a.y + HEIGHT <= where.height
        for _, b in boxes[n + 1 :]:
            assert abs(a.x - b.x) >= WIDTH or abs(a.y - b.y) >= HEIGHT
    dated = [w for w in graph.witnesses if w.day]
    for a in dated:
        for b in dated:
            if (a.day or "") < (b.day or ""):
                assert where.boxes[a.id].x < where.boxes[b.id].x
    for witness in graph.witnesses:
        assert (where.lane is not None and where.boxes[witness.id].y > where.lane) == (witness.day is None)
    assert all(where.boxes[a.id].x < where.boxes[w.id].x for a in graph.ancestors for w in graph.witnesses)


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_every_report_stands_in_the_tree(graph: Stemma) -> None:
    text = " ".join(stemma_text.tree([graph], width=140).split())
    assert all(f"[{w.source.number}] {w.source.outlet}, {w.source.date}" in text for w in graph.witnesses)
    assert all(a.name in text for a in graph.ancestors if any(e.parent == a.id for e in graph.plain()))


def test_lines_lead_to_places_on_the_page_around_and_nowhere_else() -> None:
    """Only where asked, only to what the page names, and each with a name that can be read aloud."""
    graphs = stemmata(FLOOD)
    reports = {r.id: r for r in FLOOD.reports}
    edges = [e for g in graphs for e in g.plain()]
    links = {(e.child, e.parent): f'edge-{n}"><script>' for n, e in enumerate(edges, 1)}
    homes = {r: f'/report/{r}"><script>' for r in reports}
    root = ElementTree.fromstring(svg(graphs, reports, around=Around(evidence=links, reports=homes)))
    found = list(root.iter(f"{SVG}a"))
    lines = [a for a in found if a.get("href", "").startswith("#edge-")]
    assert len(lines) == len(edges)
    assert sorted((a.get("data-child"), a.get("data-parent")) for a in lines) == sorted((e.child, e.parent) for e in edges)
    boxes = [a for a in found if a not in lines]
    assert sorted(a.get("href", "") for a in boxes) == sorted(homes[w.id] for g in graphs for w in g.witnesses)
    assert all(a.get("aria-label") for a in found)
    nodes = {e.get("data-node") for e in root.iter() if e.get("data-node")}
    assert nodes >= {end for e in edges for end in (e.child, e.parent)}
    assert {e.tag.removeprefix(SVG) for e in root.iter()} <= ELEMENTS | {"a"}
    assert root.get("role") == "group"
    assert not list(ElementTree.fromstring(svg(graphs, reports)).iter(f"{SVG}a"))
