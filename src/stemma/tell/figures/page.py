"""Where titles and panels stand on the page, in inches."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from stemma.model.figures import FigureSeries
from stemma.tell.figures.marks import Marks, legend_rows

#: A panel, the title over a story, and what a panel keeps free for the labels of its axes.
HEIGHT, _TITLE = 2.75, 0.5
LEFT, RIGHT, TOP, BOTTOM = 0.85, 0.3, 0.5, 0.5


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
