"""Who vouches: what a named body has from people whom it does not name is the body's own word."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bench.observatory import misses

from stemma.attribute import attribute
from stemma.lang import annotator
from stemma.model import RawReport
from stemma.read import read


@pytest.mark.parametrize(
    ("text", "origin"),
    [
        ("The Osta Institute for Rivers said that trusted sources had seen 40 boats.", "Osta Institute for Rivers"),
        ("Fighters left the town on Monday, the Osta Institute for Rivers said, citing sources in the area.", "Osta Institute for Rivers"),
    ],
)
def test_unnamed_people_behind_a_named_body(text: str, origin: str) -> None:
    pipeline = annotator.load()
    readings, _ = read(
        [RawReport(path="a.txt", text=text, outlet="The Keld Herald", published="2031-05-14", published_from="given")], pipeline=pipeline
    )
    found = attribute(readings, roles=pipeline.roles)
    names = {v.id: v.name for v in found.voices}
    assert {names.get(o or "") for o in found.origins.values()} == {origin}


def test_the_observatory_is_one_origin(shared: Path) -> None:
    """In nine of ten real reports that name it (`python -m bench.observatory`)."""
    records = map(json.loads, (shared / "data" / "reports" / "syria_2011_2015.jsonl").read_text("utf-8").splitlines())
    told = {r["id"]: r for r in records if "Observatory" in r["text"] and "Human Rights" in r["text"]}
    raws = [RawReport(path=r["id"], text=r["text"], outlet=r["outlet"], title=r["title"]) for r in told.values()]
    readings, _ = read(raws, pipeline=annotator.load())
    assert len(readings) > 130
    assert len(misses([r.report for r in readings], attribute(readings))) <= 0.1 * len(readings)
