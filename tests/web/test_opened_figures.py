"""The figures of an open story, drawn by another process, are those that this one draws."""

from __future__ import annotations

from pathlib import Path

from stemma.follow.figures import figures
from stemma.ingest import ingest
from stemma.lang import annotator
from stemma.model import Ledger
from stemma.pipeline import read_together
from stemma.tell.exports.drawings import figures_drawing
from stemma.web.opened import OpenStory

EXAMPLES = Path(__file__).parents[2] / "examples" / "quake"


def _ledger(*named: Path) -> Ledger:
    raws, _ = ingest([str(path) for path in named])
    pipeline = annotator.load()
    return read_together(raws, pipeline=pipeline, roles=pipeline.roles)


def test_the_drawing_is_the_same() -> None:
    ledger = _ledger(EXAMPLES)
    wanted = figures_drawing(ledger, tuple(figures(ledger)))
    assert wanted is not None
    drawn = OpenStory(id="story", ledger=ledger).figures_drawing
    assert drawn == wanted
    assert hasattr(drawn, "__html__"), "it goes into a page as it is"


def test_nothing_to_draw_is_said(tmp_path: Path) -> None:
    one = tmp_path / "bridge.txt"
    one.write_text("The old bridge over the river was closed, the ministry said on Monday. Nobody was hurt.", encoding="utf-8")
    assert OpenStory(id="story", ledger=_ledger(one)).figures_drawing is None
