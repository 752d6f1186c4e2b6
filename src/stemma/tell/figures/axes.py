"""The axes of one panel: values upwards, linear or logarithmic; days to the right."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from stemma.model.figures import Figure
from stemma.tell.figures.page import BOTTOM, HEIGHT, TOP, Box, Page
from stemma.tell.shared.words import number

#: Values that span more than this are drawn on a logarithmic scale.
_ORDERS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The value axis: its ends, and whether it is logarithmic."""

    low: float
    high: float
    log: bool
    percent: bool

    @classmethod
    def of(cls, figures: Sequence[Figure]) -> Scale:
        """The scale on which all these figures can be seen."""
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
        """Puts the scale on the axes."""
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
        """What stands beside a tick."""
        rounded = float(f"{value:.6g}")
        text = number(rounded) if abs(rounded) >= 0.001 or not rounded else f"{rounded:.6f}".rstrip("0")
        return f"{text}%" if self.percent else text

    def inside(self, value: float | None) -> float:
        """A value that can be drawn: nought has no place on a logarithmic scale and stands at its foot."""
        return self.low if value is None or (self.log and value <= 0) else value


def axes_of(canvas: Any, page: Page, box: Box, left: float, width: float, scale: Scale, font: Any) -> Any:
    """Empty axes within a box, with the value axis drawn."""
    height = HEIGHT - TOP - BOTTOM
    bottom = 1 - (box.top + HEIGHT - BOTTOM) / page.height
    axes = canvas.add_axes(((box.left + left) / page.width, bottom, width / page.width, height / page.height))
    scale.apply(axes, font)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    for side in ("left", "bottom"):
        axes.spines[side].set_color("#999999")
    axes.grid(axis="y", color="#e3e3e3", linewidth=0.6)
    axes.set_axisbelow(True)
    return axes


def time_axis(axes: Any, dated: Sequence[Figure], font: Any, *, most: int) -> None:
    """Puts the days on the axes, at most so many of them named."""
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
