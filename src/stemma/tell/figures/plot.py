"""Figures drawn: a small panel for each thing counted, time to the right, value upwards, as SVG or PNG.

Bars span numbers with two ends, arrows point where a bound is open, one colour and one shape stand for one origin, hollow marks are plans and
forecasts, a ring marks the figure that stands. Reports without a day have a strip of their own at the right. The same figures give the same bytes:
matplotlib with its own font, its own settings, a fixed salt, and no date in the file. Names from reports are drawn as outlines, never as mathematics
or mark-up. Limits: letters that the bundled DejaVu Sans lacks (Chinese, Japanese, Korean) are drawn as empty boxes.
"""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from stemma.model import Ledger
from stemma.model.figures import FigureSeries
from stemma.tell.figures.drawing import panel
from stemma.tell.figures.marks import Marks, legend_rows
from stemma.tell.figures.page import Page
from stemma.tell.figures.words import clean, several
from stemma.tell.shared.citing import Citations

Kind = Literal["svg", "png"]
#: More panels than this are no small multiples any more.
FIRST = 12
_SETTINGS: dict[str, Any] = {
    "svg.hashsalt": "stemma-figures",
    "svg.fonttype": "path",
    "text.parse_math": False,
    "text.usetex": False,
    "axes.formatter.use_mathtext": False,
    "axes.unicode_minus": False,
    "path.simplify": False,
}


def plot(ledger: Ledger, found: Sequence[FigureSeries], *, kind: Kind, every: bool = False) -> bytes:
    """The drawing as a file's bytes: series with more than one figure, at most a dozen a story unless `every`."""
    page = _page(ledger, found, every=every)
    with _matplotlib() as (figure, font):
        canvas = figure(page)
        sheet = _Sheet(canvas, page, font)
        sheet.draw()
        out = io.BytesIO()
        if kind == "svg":
            canvas.savefig(out, format="svg", metadata={"Date": None, "Creator": "Stemma"})
        else:
            canvas.savefig(out, format="png", dpi=150, metadata={"Software": None})
        return out.getvalue()


def _page(ledger: Ledger, found: Sequence[FigureSeries], *, every: bool) -> Page:
    """What is drawn, with every word cleaned."""
    cite = Citations(ledger)
    stories = []
    for story in ledger.stories:
        mine = [s for s in found if s.story == story.id and (several(s) or every)]
        if mine:
            stories.append((clean(story.title or "Untitled story"), tuple(mine if every else mine[:FIRST])))
    return Page(stories=tuple(stories), marks=Marks.of([s for _, shown in stories for s in shown], cite))


@contextmanager
def _matplotlib() -> Iterator[tuple[Any, Any]]:
    """matplotlib with its defaults and ours, whatever a person's own settings say; imported here and nowhere before."""
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of letters that the font lacks: said in this module's docstring
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.font_manager import FontProperties

        with matplotlib.rc_context():
            matplotlib.rcdefaults()
            settings: Any = matplotlib.rcParams
            settings.update(_SETTINGS)
            font = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"

            def figure(page: Page) -> Any:
                made = Figure(figsize=(page.width, page.height), facecolor="white")
                FigureCanvasAgg(made)
                return made

            yield figure, lambda size, bold=False: FontProperties(fname=str(font.with_name("DejaVuSans-Bold.ttf") if bold else font), size=size)


class _Sheet:
    """The page while it is drawn; inches from the top are turned into matplotlib's shares from below."""

    def __init__(self, canvas: Any, page: Page, font: Any) -> None:
        self.canvas, self.page, self.font = canvas, page, font

    def draw(self) -> None:
        if not self.page.stories:
            self.text(0.3, 0.5, "Nothing is told with more than one figure.", 11)
        for box in self.page.boxes():
            if isinstance(box.content, str):
                self.text(box.left, box.top + 0.3, box.content, 11, bold=True)
            else:
                panel(self.canvas, self.page, box, self.font)
        self.legend()

    def text(self, left: float, top: float, words: str, size: float, *, bold: bool = False, colour: str = "#222222") -> None:
        self.canvas.text(left / self.page.width, 1 - top / self.page.height, words, fontproperties=self.font(size, bold), color=colour, va="center")

    def legend(self) -> None:
        """Origins and signs, in columns under the panels."""
        rows = legend_rows(self.page.marks)
        columns = max(1, int(self.page.width // 3.3))
        top = self.page.height - self.page.legend + 0.25
        for n, row in enumerate(rows):
            left = 0.3 + (n % columns) * (self.page.width - 0.4) / columns
            y = top + (n // columns) * 0.24
            axes = self.canvas.add_axes((left / self.page.width, 1 - (y + 0.1) / self.page.height, 0.25 / self.page.width, 0.2 / self.page.height))
            axes.set_axis_off()
            axes.set_xlim(-1, 1)
            axes.set_ylim(-1, 1)
            row.draw(axes)
            self.text(left + 0.32, y, clean(row.words, 44), 8)
