"""Real texts: hardly a word that an annotator found worth marking may fall out of what is read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from stemma.read.zoning import zones

pytestmark = pytest.mark.shared
#: Share of marked letters in body or headline, as measured on 2026-11-22; goes down only by an explicit word in a commit.
STORIES_FLOOR = 1.0
POLNEAR_DEV_FLOOR = 0.999


def share_read(items: Iterator[tuple[str, str | None, list[tuple[int, int]]]]) -> float:
    counts: Counter[bool] = Counter()
    for text, title, spans in items:
        found = zones(text, title=title)
        assert "".join(text[z.start : z.end] for z in found) == text
        for a, b in spans:
            for zone in found:
                counts[zone.kind in ("body", "headline")] += max(0, min(b, zone.end) - max(a, zone.start))
    return counts[True] / counts.total()


def spans_in(value: Any) -> Iterator[tuple[int, int]]:
    """Every pair of offsets in a nest of lists and dicts."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(v, int) for v in value):
            yield value[0], value[1]
        else:
            for item in value:
                yield from spans_in(item)


def test_no_telling_and_no_attribution_of_the_stories_is_left_out(shared: Path) -> None:
    def items() -> Iterator[tuple[str, str | None, list[tuple[int, int]]]]:
        for file in sorted((shared / "stories").glob("*/gold.json")):
            gold = json.loads(file.read_text("utf-8"))
            for number, name in gold["reports"].items():
                report = json.loads((file.parent / "reports" / f"{name}.json").read_text("utf-8"))
                spans = [(s["start"], s["end"]) for c in gold["claims"] for s in c["support"] if s["report"] == number]
                spans += [p for n, marked in gold["attributions"].items() if n == number for p in spans_in(marked)]
                yield report["text"], report["title"], spans

    assert share_read(items()) >= STORIES_FLOOR


def test_polnear_dev(shared: Path) -> None:
    def items() -> Iterator[tuple[str, str | None, list[tuple[int, int]]]]:
        for line in (shared / "data/attribution/polnear_dev.jsonl").read_text("utf-8").splitlines():
            article = json.loads(line)
            yield article["text"], article["title"], list(spans_in([[a[k] for k in ("source", "cue", "content")] for a in article["attributions"]]))

    assert share_read(items()) >= POLNEAR_DEV_FLOOR
