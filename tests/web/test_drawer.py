"""Figures drawn by another process are those that this one draws, also after that process was killed."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from stemma.follow.figures import figures
from stemma.ingest import ingest
from stemma.lang import annotator
from stemma.model import Ledger
from stemma.pipeline import read_together
from stemma.tell.exports.drawings import figures_drawing
from stemma.web.drawer import Drawer

EXAMPLES = Path(__file__).parents[2] / "examples" / "quake"


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    made = Drawer()
    yield made
    made.close()


@pytest.fixture(scope="module")
def ledger() -> Ledger:
    raws, _ = ingest([str(EXAMPLES)])
    pipeline = annotator.load()
    return read_together(raws, pipeline=pipeline, roles=pipeline.roles)


def test_the_drawing_is_the_same_and_comes_again_after_a_kill(ledger: Ledger, drawer: Drawer) -> None:
    found = tuple(figures(ledger))
    wanted = figures_drawing(ledger, found)
    assert wanted is not None
    assert drawer.figures(ledger, found) == wanted
    assert drawer._pool is not None
    for child in list(drawer._pool._processes):
        os.kill(child, signal.SIGKILL)
    assert drawer.figures(ledger, found) == wanted


def test_nothing_to_draw_is_said(ledger: Ledger, drawer: Drawer) -> None:
    assert drawer.figures(ledger, ()) is None
