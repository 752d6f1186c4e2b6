"""One panel of the drawing: a thing counted over time, with a strip for what has no day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stemma.model.figures import Figure, FigureSeries
from stemma.tell.figures import words as say
from stemma.tell.figures.axes import Scale, axes_of, time_axis
from stemma.tell.figures.marks import Marks
from stemma.tell.figures.page import LEFT, RIGHT, Box, Page

#: The strip for figures without a day, and what separates it from the rest, in inches.
_STRIP, _GAP = 1.1, 0.12
_HOLLOW = frozenset({"pledged", "forecast", "open"})


def panel(canvas: Any, page: Page, box: Box, font: Any) -> None:
    """Draws one series into its box."""
    series = box.content
    assert isinstance(series, FigureSeries)
    dated = [f for f in series.figures if f.last]
    loose = [f for f in series.figures if not f.last]
    scale = Scale.of(series.figures)
    strip = min(_STRIP + 0.3 * max(0, len(loose) - 2), box.width / 2) if loose else 0.0
    wide = box.width - LEFT - RIGHT - (strip + _GAP if dated and loose else 0.0)
    title = say.clean(say.headline(series) + (f", a {series.per}" if series.per and f" a {series.per}" not in series.label else ""), 62)
    main = None
    if dated:
        main = axes_of(canvas, page, box, LEFT, wide, scale, font)
        time_axis(main, dated, font, most=max(2, int(wide / 0.62)))
        _draw(main, dated, _days(dated), series, page.marks, font, scale)
    if loose:
        left = LEFT + wide + _GAP if dated else LEFT
        side = axes_of(canvas, page, box, left, strip if dated else wide, scale, font)
        side.set_facecolor("#f4f4f4")
        side.set_xlim(-0.6, len(loose) - 0.4)
        side.set_xticks([])
        side.set_xlabel(_no_day(loose), fontproperties=font(7.5), color="#444444", labelpad=4)
        if dated:
            side.tick_params(axis="y", which="both", left=False, labelleft=False)
        _draw(side, loose, [float(n) for n in range(len(loose))], series, page.marks, font, scale)
        main = main or side
    assert main is not None
    main.set_title(title, fontproperties=font(9, True), color="#222222", loc="left", pad=7)


def _no_day(loose: Sequence[Figure]) -> str:
    """What is known of the days of figures that have none."""
    after = sorted({f.after for f in loose if f.after})
    if not after:
        return "no day"
    since = f"after {dt.date.fromisoformat(after[-1]).day} {say.month(after[-1])}"
    told = sum(1 for f in loose if f.after)
    return since if told == len(loose) else f"first {told}: {since}; then no day"


def _days(dated: Sequence[Figure]) -> list[float]:
    """Where each figure stands on the time axis: the last as-of day; figures of one day side by side."""
    days = [float(dt.date.fromisoformat(str(f.last)).toordinal()) for f in dated]
    step = max(1.0, max(days) - min(days)) * 0.022
    seen: dict[float, int] = {}
    out = []
    for day in days:
        n = seen.get(day, 0)
        seen[day] = n + 1
        out.append(day + step * n)
    return out


def _draw(axes: Any, figures: Sequence[Figure], places: Sequence[float], series: FigureSeries, marks: Marks, font: Any, scale: Scale) -> None:
    standing = series.figures[series.reading.figure] if series.reading else None
    labels: list[tuple[float, float, str, bool]] = []
    for figure, x in zip(figures, places, strict=True):
        y = _figure(axes, figure, x, marks, scale, stands=figure == standing)
        labels.append((x, y, say.value(figure.quantity), figure == standing))
    _label(axes, labels, font)


def _figure(axes: Any, figure: Figure, x: float, marks: Marks, scale: Scale, *, stands: bool) -> float:
    """Draws one figure; returns the height at which its mark stands."""
    colour, shape = marks.looks.get(figure.origin, marks.looks[None])
    low, high = figure.quantity.low, figure.quantity.high
    faint = 0.45 if figure.superseded and not stands else 1.0
    if low is None or high is None:
        y = scale.inside(high if low is None else low)
        tip = (0, 22) if high is None else (0, -22)
        _arrow(axes, x, y, tip, colour, faint)
    else:
        nearly = figure.bound == "about" and high > 0 and abs(low / high - 0.9) < 0.005  # "nearly 200" is 180 to 200, and names 200
        y = scale.inside(high if figure.bound == "range" or nearly else (low + high) / 2)
        if low != high:
            axes.plot([x, x], [scale.inside(low), scale.inside(high)], color=colour, linewidth=1.4, alpha=faint, zorder=2)
            axes.plot(
                [x, x], [scale.inside(low), scale.inside(high)], marker="_", markersize=7, color=colour, linestyle="none", alpha=faint, zorder=2
            )
    if figure.first and figure.first != figure.last:
        start = dt.date.fromisoformat(figure.first).toordinal()
        axes.plot([start, x], [y, y], color=colour, linewidth=1.2, alpha=faint * 0.8, zorder=2)
    face = "white" if figure.status in _HOLLOW else colour
    mark = "x" if figure.status == "denied" else shape
    ends = [y, scale.inside(low)] if figure.bound == "range" else [y]
    axes.plot([x] * len(ends), ends, marker=mark, markersize=6, markerfacecolor=face, markeredgecolor=colour, linestyle="none", alpha=faint, zorder=3)
    if stands:
        axes.plot(
            [x], [y], marker="o", markersize=12, markerfacecolor="none", markeredgecolor="#222222", markeredgewidth=1.1, linestyle="none", zorder=4
        )
    return y


def _arrow(axes: Any, x: float, y: float, tip: tuple[int, int], colour: str, faint: float) -> None:
    """An arrow of fixed length from a figure into what its bound leaves open."""
    axes.annotate(
        "",
        xy=(x, y),
        xytext=tip,
        textcoords="offset points",
        arrowprops={"arrowstyle": "<|-", "color": colour, "linewidth": 1.2, "alpha": faint, "shrinkA": 0, "shrinkB": 0},
        zorder=2,
    )


def _label(axes: Any, labels: Sequence[tuple[float, float, str, bool]], font: Any) -> None:
    """Values beside their marks, inside the panel; the standing one first and bold, others only where they meet neither mark nor label."""
    point = axes.figure.dpi / 72
    frame = axes.get_window_extent()
    spots = [(tuple(axes.transData.transform((x, y))), words, stands) for x, y, words, stands in labels]
    taken = [_Rectangle(px - 4 * point, py - 4 * point, px + 4 * point, py + 4 * point) for (px, py), _, _ in spots]
    for (px, py), words, stands in sorted(spots, key=lambda one: (not one[2], one[0], one[1])):
        wide = (4.9 if stands else 4.4) * len(words)
        places = [
            (8.0, 0.0),
            (8.0, 8.0),
            (8.0, -8.0),
            (-8.0 - wide, 0.0),
            (-8.0 - wide, 8.0),
            (-8.0 - wide, -8.0),
            (-wide / 2, 11.0),
            (-wide / 2, -11.0),
        ]
        for dx, dy in places:
            spot = _Rectangle(px + dx * point, py + (dy - 4) * point, px + (dx + wide) * point, py + (dy + 4) * point)
            if spot.left < frame.x0 or spot.right > frame.x1 + 6 * point or any(spot.meets(other) for other in taken):
                continue
            taken.append(spot)
            colour = "#222222" if stands else "#555555"
            x, y = axes.transData.inverted().transform((px, py))
            axes.annotate(
                words, xy=(x, y), xytext=(dx, dy), textcoords="offset points", fontproperties=font(7, stands), color=colour, va="center", zorder=5
            )
            break


@dataclass(frozen=True, slots=True)
class _Rectangle:
    """In pixels."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: _Rectangle) -> bool:
        return self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
