"""The figures that matter most, small enough to stand at the head of a story: as SVG, the same figures in the same bytes, without matplotlib.

One panel for each thing counted: what stands, in words; below it every figure by its day. An open end is a stroke that goes on, superseded figures
are faint, a ring marks the one that stands, figures without a day stand in a strip at the right. No line joins the dots: they are different
people's words. `stemma.tell.figures.plot` draws the same at length, with origins and axes.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from stemma.model.figures import Figure, FigureSeries
from stemma.tell.figures.axes import Scale
from stemma.tell.figures.words import clean, headline, several, value
from stemma.tell.shared.words import day, number

#: Panels, and what one of them measures.
FIRST, _WIDE, _HIGH = 4, 272, 136
_LEFT, _RIGHT, _TOP, _BOTTOM, _STRIP = 52, 12, 44, 24, 44
STYLE = (
    "text{font:11px system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;fill:#595d62}.name{font-size:12px}"
    ".stands{font-size:15px;font-weight:650}"
    ".name,.stands{fill:#1d1f21}.axis{stroke:#c9c4b8}.strip{fill:#f0ede5}.mark{fill:#1c4f8f;stroke:#1c4f8f}.faint{opacity:.4}.ring{fill:none;stroke:#1d1f21;"
    "stroke-width:1.5}.end{text-anchor:end}.mid{text-anchor:middle}@media(prefers-color-scheme:dark){text{fill:#a9acb1}.name,.stands{fill:#e6e4df}"
    ".axis{stroke:#3a3c40}.strip{fill:#202225}.mark{fill:#8ab8f0;stroke:#8ab8f0}.ring{stroke:#e6e4df}}"
)


def small(found: Sequence[FigureSeries]) -> str:
    """The drawing of one story's figures; where nothing is told with more than one figure, it says so."""
    shown = [s for s in found if several(s)][:FIRST]
    if not shown:
        return _sheet(_WIDE, 24, "No figures over time", '<text x="0" y="16">Nothing is told with more than one figure.</text>')
    panels = "".join(f'<g transform="translate({n * _WIDE} 0)">{_panel(series)}</g>' for n, series in enumerate(shown))
    said = "; ".join(f"{headline(s)}: {_standing(s)}" for s in shown)
    return _sheet(len(shown) * _WIDE, _HIGH, f"Figures over time. {said}", panels)


def _sheet(width: int, height: int, said: str, body: str) -> str:
    label = escape(clean(said, 400), {'"': "&quot;"})
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{label}">'
        f"<style>{STYLE}</style>{body}</svg>"
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where values and days stand in a panel."""

    scale: Scale
    first: int
    last: int
    #: Right end of the days.
    right: float

    def y(self, worth: float) -> float:
        """The height of a value."""
        low, high, at = (math.log10(max(v, 1e-9)) if self.scale.log else v for v in (self.scale.low, self.scale.high, worth))
        return round(_HIGH - _BOTTOM - (min(max(at, low), high) - low) / (high - low) * (_HIGH - _BOTTOM - _TOP), 1)

    def x(self, iso: str) -> float:
        """The place of a day."""
        share = (dt.date.fromisoformat(iso).toordinal() - self.first) / max(1, self.last - self.first) if self.last > self.first else 0.5
        return round(_LEFT + 8 + share * (self.right - _LEFT - 16), 1)


def _panel(series: FigureSeries) -> str:
    dated = [f for f in series.figures if f.last]
    loose = [f for f in series.figures if not f.last]
    days = [dt.date.fromisoformat(str(f.last)).toordinal() for f in dated]
    right = _WIDE - _RIGHT - (_STRIP if loose else 0)
    frame = _Frame(Scale.of(series.figures), min(days, default=0), max(days, default=0), right)
    low, high = frame.scale.low, frame.scale.high
    out = [
        _text(0, 13, clean(headline(series), 42), "name"),
        _text(0, 32, _standing(series), "stands"),
        f'<path class="axis" d="M{_LEFT} {_TOP}V{_HIGH - _BOTTOM}H{_WIDE - _RIGHT}" fill="none"/>',
        _text(_LEFT - 5, _TOP + 8, _tick(high, frame.scale), "end"),
        _text(_LEFT - 5, _HIGH - _BOTTOM, _tick(low, frame.scale), "end"),
    ]
    if frame.scale.log:
        out.append(_text(_WIDE - _RIGHT, 32, "log scale", "end"))
    if loose:
        out.insert(0, f'<rect class="strip" x="{right}" y="{_TOP}" width="{_STRIP}" height="{_HIGH - _BOTTOM - _TOP}"/>')
        out.append(_text(right + _STRIP / 2, _HIGH - 8, "no day", "mid"))
    if dated:
        ends = sorted({str(f.last) for f in dated})
        out.append(_text(_LEFT, _HIGH - 8, _short(ends[0])))
        if len(ends) > 1:
            out.append(_text(right - 4, _HIGH - 8, _short(ends[-1]), "end"))
    standing = series.figures[series.reading.figure] if series.reading else None
    out += [_mark(f, frame.x(str(f.last)), frame, stands=f is standing) for f in dated]
    step = (_STRIP - 16) / max(1, len(loose) - 1) if len(loose) > 1 else 0.0
    out += [_mark(f, round(right + (8 + n * step if step else _STRIP / 2), 1), frame, stands=f is standing) for n, f in enumerate(loose)]
    return "".join(out)


def _mark(figure: Figure, x: float, frame: _Frame, *, stands: bool) -> str:
    """A dot; a stroke from it to the other end of an interval, or onwards where an end is open; a ring about the one that stands."""
    low, high = figure.quantity.low, figure.quantity.high
    if low is None or high is None:
        y = frame.y(low if low is not None else high if high is not None else 0.0)
        ends = (y, y - 12 if high is None else y + 12)
    else:
        y, ends = frame.y((low + high) / 2), (frame.y(low), frame.y(high))
    stroke = f'<path class="mark" d="M{x} {ends[0]:g}V{ends[1]:g}" stroke-width="1.5"/>' if ends[0] != ends[1] else ""
    faint = " faint" if figure.superseded and not stands else ""
    ring = f'<circle class="ring" cx="{x}" cy="{y}" r="6"/>' if stands else ""
    said = escape(clean(f"{value(figure.quantity)}, {day(figure.last) if figure.last else 'no day'}"))
    return f'<g class="figure{faint}"><title>{said}</title>{stroke}<circle class="mark" cx="{x}" cy="{y}" r="3"/>{ring}</g>'


def _standing(series: FigureSeries) -> str:
    if series.reading is None:
        return "cannot tell which stands"
    figure = series.figures[series.reading.figure]
    return clean(f"{value(figure.quantity)}{f', {_short(figure.last)}' if figure.last else ''}", 34)


def _tick(worth: float, scale: Scale) -> str:
    """An end of the axis, short."""
    text = number(float(f"{worth:.2g}")) if worth else "0"
    for name, letter in ((" million", "m"), (" billion", "bn"), (" trillion", "tn")):
        text = text.replace(name, letter)
    return f"{text}%" if scale.percent else text


def _short(iso: str) -> str:
    """'5 Apr' for 2025-04-05."""
    parts = day(iso).split(" ")
    return f"{parts[0]} {parts[1][:3]}" if len(parts) == 3 else day(iso)


def _text(x: float, y: float, content: str, kind: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}"{f" class={chr(34)}{kind}{chr(34)}" if kind else ""}>{escape(content)}</text>'
