"""How an origin looks in a drawing: one colour and one shape, the same in every panel; and what the signs mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from stemma.model.figures import FigureSeries
from stemma.tell.figures.words import NOBODY
from stemma.tell.shared.citing import Citations

#: Okabe and Ito's colours, told apart with any colour vision; without their yellow, which is too light on white.
_COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
#: As many shapes, and a number of them that shares no factor with the colours, so that pairs come back late.
_SHAPES = ("o", "s", "^", "D", "v", "P", "<", ">", "p", "*")
_GREY = ("#777777", "h")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Colour and shape of each origin, and the names for the legend, in its order."""

    looks: dict[str | None, tuple[str, str]]
    names: tuple[tuple[str | None, str], ...]
    #: Which of the signs are drawn.
    signs: frozenset[str]

    @classmethod
    def of(cls, shown: Sequence[FigureSeries], cite: Citations) -> Marks:
        """Origins by how many figures they give, then by name; nobody comes last, in grey."""
        counts = Counter(f.origin for s in shown for f in s.figures)
        order = sorted((o for o in counts if o), key=lambda o: (-counts[o], cite.name(o), o))
        looks: dict[str | None, tuple[str, str]] = {
            origin: (_COLOURS[n % len(_COLOURS)], _SHAPES[n % len(_SHAPES)]) for n, origin in enumerate(order)
        }
        looks[None] = _GREY
        names: list[tuple[str | None, str]] = [(o, cite.name(o)) for o in order]
        return cls(looks=looks, names=(*names, (None, NOBODY)) if None in counts else tuple(names), signs=_signs(shown))


def _signs(shown: Sequence[FigureSeries]) -> frozenset[str]:
    """The signs that a drawing of these series uses."""
    told = [f for s in shown for f in s.figures]
    used = {
        "stands": any(s.reading for s in shown),
        "superseded": any(f.superseded for f in told),
        "hollow": any(f.status in {"pledged", "forecast", "open"} for f in told),
        "bar": any(f.bound == "about" for f in told),
        "range": any(f.bound == "range" for f in told),
        "arrow": any(f.bound in {"at least", "at most"} for f in told),
        "denied": any(f.status == "denied" for f in told),
    }
    return frozenset(name for name, is_used in used.items() if is_used)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry of the legend."""

    words: str
    draw: Callable[[Any], None]


def legend_rows(marks: Marks) -> list[Row]:
    """The origins, then the signs."""
    rows = [Row(words=name, draw=_mark(*marks.looks[origin])) for origin, name in marks.names]
    return [*rows, *(row for name, row in _SIGNS.items() if name in marks.signs)]


def _mark(colour: str, shape: str, *, hollow: bool = False, ring: bool = False, faint: float = 1.0) -> Callable[[Any], None]:
    def draw(axes: Any) -> None:
        if ring:
            axes.plot([0], [0], marker="o", markersize=11, markerfacecolor="none", markeredgecolor="#222222", markeredgewidth=1.1, linestyle="none")
        face = "white" if hollow else colour
        axes.plot([0], [0], marker=shape, markersize=6, markerfacecolor=face, markeredgecolor=colour, linestyle="none", alpha=faint)

    return draw


def _bar(mark: Sequence[float]) -> Callable[[Any], None]:
    def draw(axes: Any) -> None:
        axes.plot([0, 0], [-0.8, 0.8], color="#777777", linewidth=1.4)
        axes.plot([0, 0], [-0.8, 0.8], color="#777777", marker="_", markersize=6, linestyle="none")
        axes.plot([0] * len(mark), mark, color="#777777", marker="o", markersize=4.5, linestyle="none")

    return draw


def _arrow(axes: Any) -> None:
    axes.annotate("", xy=(0, 1), xytext=(0, -1), arrowprops={"arrowstyle": "-|>", "color": "#777777", "linewidth": 1.2})


_SIGNS = {
    "stands": Row(words="ringed: the figure that stands", draw=_mark("#777777", "o", ring=True)),
    "superseded": Row(words="faint: superseded", draw=_mark("#777777", "o", faint=0.45)),
    "hollow": Row(words="hollow: planned, forecast or left open", draw=_mark("#777777", "o", hollow=True)),
    "bar": Row(words="about", draw=_bar([0.0])),
    "range": Row(words="between two ends", draw=_bar([-0.8, 0.8])),
    "arrow": Row(words="at least (up), at most (down)", draw=_arrow),
    "denied": Row(words="denied", draw=_mark("#777777", "x")),
}
