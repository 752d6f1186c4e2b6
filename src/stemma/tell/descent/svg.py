"""The stemma as SVG: deterministic, readable in light and dark and without colour, its evidence under the pointer.

Kinds of descent differ by dash and by weight; a line without an arrow means that which took from which cannot be told. Text from the reports
stands only in escaped text nodes; there is no script, no link but to the page around it, no outside font or picture.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.sax.saxutils import escape

from stemma.model import DescentKind, Report
from stemma.tell.descent.evidence import naming, passages
from stemma.tell.descent.forms import xml_text
from stemma.tell.descent.graph import Edge, Stemma
from stemma.tell.descent.layout import HEIGHT, WIDTH, Layout, Line, Point, layout
from stemma.tell.shared import words
from stemma.tell.shared.safe import safe_term

#: Weight and dashes of each kind, strongest first.
_STROKES: dict[DescentKind, tuple[str, str]] = {
    "verbatim": ("3.4", ""),
    "near-verbatim": ("2.4", "12 4"),
    "paraphrase": ("1.8", "5 4"),
    "cites": ("1.6", "1.5 4"),
}
STYLE = """
text{font-family:system-ui,"Segoe UI","Helvetica Neue",Arial,sans-serif;font-size:12px;fill:#1c1c1c}
.paper{fill:#fff}.box{fill:#f4f1ea;stroke:#57503f;stroke-width:1.2}.lost{fill:none;stroke:#57503f;stroke-width:1.4;stroke-dasharray:4 3}
.line{fill:none;stroke:#3d4a5c;stroke-linecap:butt}.head{fill:#3d4a5c}.hit{fill:none;stroke:#000;stroke-opacity:0;stroke-width:14}
.soft{fill:#5c5c5c}.title{font-size:15px;font-weight:600}.name{font-weight:600}.rule{stroke:#c9c4b8;stroke-width:1}
.label{font-size:11px}.end{text-anchor:end}
@media(prefers-color-scheme:dark){text{fill:#ececec}.paper{fill:#16181c}.box{fill:#262a31;stroke:#a9a18e}.lost{stroke:#a9a18e}
.line{stroke:#a9bcd6}.head{fill:#a9bcd6}.soft{fill:#b0b0b0}.rule{stroke:#3b3f47}}
"""
#: Widths of text are guessed: no two renderers have the same fonts.
_LETTER = 6.7
_LEGEND = 96
#: Where on its line a label is tried, in order, and how much of the end belongs to the arrow.
_LEVEL, _STEEP, _HEAD = (0.5, 0.35, 0.65, 0.25, 0.75), (0.78, 0.66, 0.86, 0.5, 0.35), 16
#: Evidence under the pointer is a hint, not the whole; `--edge` shows all of it.
_EVIDENCE, _WORDS = 3, 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """The page around a drawing: where on it an edge's evidence stands (child and parent -> id), and the addresses of reports by their ids.

    What can be pointed at then says in `data-` of which report or edge it is. Nothing in a drawing leads anywhere else.
    """

    evidence: Mapping[tuple[str, str], str]
    reports: Mapping[str, str]


def svg(graphs: Sequence[Stemma], reports: Mapping[str, Report], *, around: Around | None = None) -> str:
    """All graphs below one another in one drawing; the same graphs give the same bytes."""
    body: list[str] = []
    top, width = 0, 640
    for graph in graphs:
        where = layout(graph)
        body.append(f'<g transform="translate(0 {top})">')
        body += _graph(graph, where, reports, around)
        body.append("</g>")
        top += where.height + 40
        width = max(width, where.width)
    if not graphs:
        body.append(_text(24, 30, "No story: nothing was read.", "title"))
        top = 40
    title = "Stemma: which report has its words from which"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {top + _LEGEND}" width="{width}" height="{top + _LEGEND}" '
        f'role="{"group" if around else "img"}" aria-label="{title}">\n<title>{title}</title>\n<style>{STYLE}</style>\n'
        '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="11" markerHeight="11" markerUnits="userSpaceOnUse" '
        'orient="auto"><path class="head" d="M0 0L10 5L0 10z"/></marker></defs>\n'
        f'<rect class="paper" width="{width}" height="{top + _LEGEND}"/>\n' + "\n".join([*body, *_legend(top, width)]) + "\n</svg>\n"
    )


def quiet(text: str) -> str:
    """One line of characters that XML may hold, escaped for text and for attributes in double quotes."""
    return escape(xml_text(text), {'"': "&quot;"})


def _graph(graph: Stemma, where: Layout, reports: Mapping[str, Report], around: Around | None) -> list[str]:
    names = {w.id: f"[{w.source.number}] {w.source.outlet}" for w in graph.witnesses} | {a.id: a.name for a in graph.ancestors}
    out = [_text(24, 28, _cut(graph.title, where.width - 48), "title")]
    if graph.ancestors:
        out.append(_text(24, 54, "not among the reports", "soft"))
    out += [_text(x - WIDTH // 2, 54, words.day(day), "soft") for x, day in where.days]
    if where.lane is not None:
        out.append(f'<line class="rule" x1="24" x2="{where.width - 24}" y1="{where.lane}" y2="{where.lane}"/>')
        out.append(_text(where.width - 24, where.lane + 18, "no date: the place says nothing of time", "soft end"))
    out += [_line(line, names, reports, around) for line in where.lines]
    for ancestor in graph.ancestors:
        box = _box(where.boxes[ancestor.id], "lost", ancestor.name, "", f"{ancestor.name}: named as a source, not among the reports")
        out.append(_node(box, ancestor.id, ancestor.name, ancestor.name, around))
    for witness in graph.witnesses:
        note = ", of another story" if witness.foreign else ""
        about = f"{names[witness.id]}, {witness.source.date}{note}. {witness.source.title}"
        out.append(
            _node(
                _box(where.boxes[witness.id], "box", names[witness.id], f"{witness.source.date}{note}", about),
                witness.id,
                names[witness.id],
                about,
                around,
            )
        )
    return out + _labels(where)


def _text(x: int, y: int, content: str, style: str = "") -> str:
    kind = f' class="{style}"' if style else ""
    return f'<text x="{x}" y="{y}"{kind}>{quiet(content)}</text>'


def _box(at: Point, style: str, name: str, below: str, about: str) -> str:
    shape = f'<rect class="{style}" x="{at.x}" y="{at.y}" width="{WIDTH}" height="{HEIGHT}" rx="{3 if style == "box" else HEIGHT // 2}"/>'
    if below:
        lines = _text(at.x + 10, at.y + 19, _cut(name, WIDTH - 20), "name") + _text(at.x + 10, at.y + 36, _cut(below, WIDTH - 20), "soft")
    else:
        lines = _text(at.x + 20, at.y + 28, _cut(name, WIDTH - 40), "name")
    return f"<g><title>{quiet(about)}</title>{shape}{lines}</g>"


def _node(box: str, id_: str, name: str, about: str, around: Around | None) -> str:
    """The box of a witness or a lost ancestor; on a page it leads to the report, where there is one."""
    if around is None:
        return box
    address, data = around.reports.get(id_), f'data-node="{quiet(id_)}" data-name="{quiet(name)}"'
    return f"<g {data}>{box}</g>" if address is None else f'<a href="{quiet(address)}" aria-label="{quiet(about)}" {data}>{box}</a>'


def _line(line: Line, names: Mapping[str, str], reports: Mapping[str, Report], around: Around | None) -> str:
    weight, dashes = _STROKES[line.edge.kind]
    dash = f' stroke-dasharray="{dashes}"' if dashes else ""
    arrow = ' marker-end="url(#arrow)"' if line.edge.directed else ""
    course = _course(line.points)
    drawn = f'<path class="line" stroke-width="{weight}"{dash}{arrow} d="{course}"/><path class="hit" d="{course}"/>'
    group = f"<g><title>{quiet(_evidence(line.edge, names, reports))}</title>{drawn}</g>"
    if around is None:
        return group
    edge = line.edge
    named, link = f"{names[edge.child]} and {names[edge.parent]}: {edge.kind}", around.evidence.get((edge.child, edge.parent))
    data = f'data-child="{quiet(edge.child)}" data-parent="{quiet(edge.parent)}" data-directed="{int(edge.directed)}"'
    return f'<a href="#{quiet(link)}" aria-label="{quiet(named)}" {data}>{group}</a>' if link else f"<g {data}>{group}</g>"


def _course(points: Sequence[Point]) -> str:
    """Curves from station to station, level where they meet one."""
    out = [f"M{points[0].x} {points[0].y}"]
    for n, (a, b) in enumerate(pairwise(points)):
        if n % 2 == 1:  # through a passing place
            out.append(f"L{b.x} {b.y}")
        elif a.x == b.x:  # two of one column: round the outside
            out.append(f"C{a.x + 60} {a.y} {b.x + 60} {b.y} {b.x} {b.y}")
        else:
            middle = (a.x + b.x) // 2
            out.append(f"C{middle} {a.y} {middle} {b.y} {b.x} {b.y}")
    return "".join(out)


def _evidence(edge: Edge, names: Mapping[str, str], reports: Mapping[str, Report]) -> str:
    """What the edge says and rests on, in a few sentences."""
    link = "and" if not edge.directed else "from"
    share = f", {edge.share:.0%} of its text" if edge.share >= 0.005 else ""
    way = (edge.why or "") if edge.directed else "Which took from which cannot be told."
    said = [f"{names[edge.child]} {link} {names[edge.parent]}: {edge.kind}{share}, sure {edge.confidence:.2f}. {way}"]
    found = passages(edge, reports)
    said += [f"“{_clip(p.child)}”" for p in found[:_EVIDENCE]]
    if len(found) > _EVIDENCE:
        said.append(f"and {words.count(len(found) - _EVIDENCE, 'more passage')}")
    if not found:
        said += [f"“{_clip(quoted)}”" if quoted else why for quoted, why in naming(edge, reports)[:1]]
    return " ".join(said)


def _clip(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _WORDS else f"{flat[:_WORDS].rsplit(' ', 1)[0]} …"


def _labels(where: Layout) -> list[str]:
    """Share and certainty on each line, moved along it until no other label is in the way."""
    taken: list[tuple[float, float, float, float]] = []
    out = []
    for line in where.lines:
        share = f"{line.edge.share:.0%} · " if line.edge.share >= 0.005 and line.edge.kind != "cites" else ""
        said = f"{share}{line.edge.confidence:.2f}"
        size = len(said) * 6.2 + 8
        a, b = line.points[-2], line.points[-1]
        places = []
        for t in _STEEP if a.x != b.x and abs(b.y - a.y) > 2 * HEIGHT else _LEVEL:  # lines of one source part near their ends
            x, y = _along(a, b, t)
            left = min(x - size / 2, b.x - _HEAD - size) if b.x > a.x else x - size / 2
            places.append((left, y - 9, left + size, y + 5))
        free = next((p for p in places if not any(_meet(p, other) for other in taken)), places[0])
        taken.append(free)
        at = f'x="{round(free[0])}" y="{round(free[1])}" width="{round(size)}" height="15"'
        out.append(f'<rect class="paper" {at}/>' + _text(round(free[0]) + 4, round(free[1]) + 12, said, "label"))
    return out


def _along(a: Point, b: Point, t: float) -> tuple[float, float]:
    """The point at `t` of the curve that `_course` draws between the two."""
    bend = (a.x + 60, b.x + 60) if a.x == b.x else ((a.x + b.x) // 2, (a.x + b.x) // 2)
    u = 1 - t
    x = u**3 * a.x + 3 * u * u * t * bend[0] + 3 * u * t * t * bend[1] + t**3 * b.x
    y = (u**3 + 3 * u * u * t) * a.y + (3 * u * t * t + t**3) * b.y
    return x, y


def _meet(a: tuple[float, float, float, float], b: tuple[float, float, float, float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _cut(text: str, width: int) -> str:
    """As much of the text as fits, by guessed widths."""
    flat, room, out = safe_term(text), width / _LETTER, ""
    for c in flat:
        room -= 2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1
        if room < 1 and len(out) + 1 < len(flat):
            return f"{out.rstrip()}…"
        out += c
    return out


def _legend(top: int, width: int) -> list[str]:
    """What the strokes mean."""
    out = [f'<line class="rule" x1="24" x2="{width - 24}" y1="{top + 4}" y2="{top + 4}"/>']
    for n, (kind, (weight, dashes)) in enumerate(_STROKES.items()):
        x, dash = 24 + n * 150, f' stroke-dasharray="{dashes}"' if dashes else ""
        out.append(f'<path class="line" stroke-width="{weight}"{dash} d="M{x} {top + 28}H{x + 44}"/>')
        out.append(_text(x + 52, top + 32, kind))
    out.append(
        _text(
            24,
            top + 56,
            "On a line: how much of the later text descends, then how sure, 0 to 1. No arrow: which took from which cannot be told.",
            "soft",
        )
    )
    out.append(_text(24, top + 76, "Rounded and hollow: a source that is not among the reports. Point at a line for its evidence.", "soft"))
    return out
