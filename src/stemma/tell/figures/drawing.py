"""One panel of the drawing: a thing counted over time, with a strip for what has no day; and where the panels stand on the page."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from stemma.model.figures import Figure, FigureSeries
from stemma.tell.figures import words as say
from stemma.tell.figures.marks import Marks, legend_rows

#: Inches.
HEIGHT, _TITLE, _STRIP, _GAP = 2.75, 0.5, 1.1, 0.12
_LEFT, _RIGHT, _TOP, _BOTTOM = 0.85, 0.3, 0.5, 0.5
#: Values that span more than this are drawn on a logarithmic scale.
_ORDERS = 2.0
_HOLLOW = frozenset({"pledged", "forecast", "open"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A place on the page, in inches from its top left corner."""

    left: float
    top: float
    width: float
    #: The title of a story, or a series with the days that its panel spans.
    content: str | FigureSeries


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is drawn where."""

    stories: tuple[tuple[str, tuple[FigureSeries, ...]], ...]
    marks: Marks

    @property
    def columns(self) -> int:
        """Two columns as soon as a story has two panels."""
        return 2 if any(len(shown) > 1 for _, shown in self.stories) else 1

    @property
    def width(self) -> float:
        """Of the whole page."""
        return 10.6 if self.columns == 2 else 6.6

    @property
    def legend(self) -> float:
        """Height of the legend."""
        rows = math.ceil(len(legend_rows(self.marks)) / max(1, int(self.width // 3.3)))
        return 0.4 + 0.24 * rows

    @property
    def height(self) -> float:
        """Of the whole page."""
        panels = sum(_TITLE + HEIGHT * math.ceil(len(shown) / self.columns) for _, shown in self.stories)
        return max(1.0, panels) + self.legend

    def boxes(self) -> Iterator[Box]:
        """Titles and panels from top to bottom."""
        top, wide = 0.0, self.width / self.columns
        for title, shown in self.stories:
            yield Box(left=0.3, top=top, width=self.width, content=title)
            top += _TITLE
            for n, series in enumerate(shown):
                yield Box(left=(n % self.columns) * wide, top=top + (n // self.columns) * HEIGHT, width=wide, content=series)
            top += HEIGHT * math.ceil(len(shown) / self.columns)


def panel(canvas: Any, page: Page, box: Box, font: Any) -> None:
    """Draws one series into its box."""
    series = box.content
    assert isinstance(series, FigureSeries)
    dated = [f for f in series.figures if f.last]
    loose = [f for f in series.figures if not f.last]
    scale = _Scale.of(series.figures)
    strip = min(_STRIP + 0.3 * max(0, len(loose) - 2), box.width / 2) if loose else 0.0
    wide = box.width - _LEFT - _RIGHT - (strip + _GAP if dated and loose else 0.0)
    title = say.clean(say.headline(series) + (f", a {series.per}" if series.per and f" a {series.per}" not in series.label else ""), 62)
    main = None
    if dated:
        main = _axes(canvas, page, box, _LEFT, wide, scale, font)
        _time(main, dated, font, most=max(2, int(wide / 0.62)))
        _draw(main, dated, _days(dated), series, page.marks, font, scale)
    if loose:
        left = _LEFT + wide + _GAP if dated else _LEFT
        side = _axes(canvas, page, box, left, strip if dated else wide, scale, font)
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


def _axes(canvas: Any, page: Page, box: Box, left: float, width: float, scale: _Scale, font: Any) -> Any:
    height = HEIGHT - _TOP - _BOTTOM
    bottom = 1 - (box.top + HEIGHT - _BOTTOM) / page.height
    axes = canvas.add_axes(((box.left + left) / page.width, bottom, width / page.width, height / page.height))
    scale.apply(axes, font)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color("#999999")
    axes.grid(axis="y", color="#e3e3e3", linewidth=0.6)
    axes.set_axisbelow(True)
    return axes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """The value axis: its ends, and whether it is logarithmic."""

    low: float
    high: float
    log: bool
    percent: bool

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> _Scale:
        ends = [e for f in figures for e in (f.quantity.low, f.quantity.high) if e is not None and math.isfinite(e)]
        positive = [e for e in ends if e > 0]
        low, high = min(ends), max(ends)
        percent = figures[0].quantity.unit == "percent"
        if positive and low >= 0 and max(positive) / min(positive) > 10**_ORDERS:
            return cls(low=min(positive) / 3, high=high * 3, log=True, percent=percent)
        room = (high - low) * 0.18 or abs(high) * 0.2 or 1.0
        bottom = 0.0 if 0 <= low < 0.75 * high else low - room
        return cls(low=bottom, high=high + room, log=False, percent=percent)

    def apply(self, axes: Any, font: Any) -> None:
        from matplotlib.ticker import FuncFormatter, LogLocator, MaxNLocator, NullFormatter

        if self.log:
            axes.set_yscale("log")
            axes.yaxis.set_major_locator(LogLocator(base=10, numticks=6))
            axes.yaxis.set_minor_formatter(NullFormatter())
        else:
            axes.yaxis.set_major_locator(MaxNLocator(nbins=5, steps=[1, 2, 2.5, 5, 10]))
        axes.set_ylim(self.low, self.high)
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: self.tick(value)))
        axes.tick_params(axis="both", colors="#444444", length=3, width=0.6)
        for text in axes.get_yticklabels():
            text.set_fontproperties(font(7.5))

    def tick(self, value: float) -> str:
        from stemma.tell.shared.words import number

        rounded = float(f"{value:.6g}")
        text = number(rounded) if abs(rounded) >= 0.001 or not rounded else f"{rounded:.6f}".rstrip("0")
        return f"{text}%" if self.percent else text

    def inside(self, value: float | None) -> float:
        """A value that can be drawn: nought has no place on a logarithmic scale and stands at its foot."""
        return self.low if value is None or (self.log and value <= 0) else value


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


def _time(axes: Any, dated: Sequence[Figure], font: Any, *, most: int) -> None:
    from matplotlib.ticker import FixedFormatter, FixedLocator

    days = [dt.date.fromisoformat(str(d)).toordinal() for f in dated for d in (f.first, f.last)]
    first, last = min(days), max(days)
    room = max(1.0, (last - first) * 0.12)
    axes.set_xlim(first - room * 0.6, last + room * 1.5)
    ticks = _ticks(first, last, most)
    axes.xaxis.set_major_locator(FixedLocator(ticks))
    axes.xaxis.set_major_formatter(FixedFormatter([_named(t, first, last) for t in ticks]))
    for text in axes.get_xticklabels():
        text.set_fontproperties(font(7.5))


def _ticks(first: int, last: int, most: int) -> list[int]:
    """At most so many days, evenly apart, the first among them."""
    step = max(1, math.ceil((last - first + 1) / most))
    return list(range(first, last + 1, step))


def _named(day: int, first: int, last: int) -> str:
    date = dt.date.fromordinal(day)
    month = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")[date.month - 1]
    if last - first > 700:
        return f"{month} {date.year}"
    return f"{date.day} {month}" + (f"\n{date.year}" if day == first else "")


def _draw(axes: Any, figures: Sequence[Figure], places: Sequence[float], series: FigureSeries, marks: Marks, font: Any, scale: _Scale) -> None:
    standing = series.figures[series.reading.figure] if series.reading else None
    labels: list[tuple[float, float, str, bool]] = []
    for figure, x in zip(figures, places, strict=True):
        y = _figure(axes, figure, x, marks, scale, stands=figure == standing)
        labels.append((x, y, say.value(figure.quantity), figure == standing))
    _label(axes, labels, font)


def _figure(axes: Any, figure: Figure, x: float, marks: Marks, scale: _Scale, *, stands: bool) -> float:
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
