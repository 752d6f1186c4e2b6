"""A story that grows report by report: the same claims as read at once, and no report cut up twice for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

import stemma.align.memory as memory_of
from stemma.align import Memory, align
from stemma.attribute import attribute
from stemma.ingest import ingest
from stemma.lang import annotator
from stemma.model import Story
from stemma.read import read

EXAMPLES = Path(__file__).parents[2] / "examples" / "quake"


def test_a_growing_story_gives_what_it_gives_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    raws, _ = ingest([str(EXAMPLES)])
    readings, _ = read(raws, pipeline=annotator.load())
    cut: list[str] = []
    whole = memory_of.propositions
    monkeypatch.setattr(memory_of, "propositions", lambda reading, says: cut.append(reading.report.id) or whole(reading, says))
    memory = Memory()
    for size in (3, 4, len(readings)):
        some = readings[:size]
        attributed = attribute(some)
        stories = [Story(id="story-1", title="", reports=tuple(r.report.id for r in some))]
        grown = align(some, attributed, stories=stories, memory=memory)
        assert grown == align(some, attributed, stories=stories)
        assert grown[0]
    alone = 3 + 4 + len(readings)  # the calls without a memory
    assert len(cut) < 2 * alone
    assert len(cut) - alone >= len(readings)
