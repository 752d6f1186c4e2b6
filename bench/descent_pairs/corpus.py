"""The reports behind the pairs, read from the shared data: ids and labels are all that this folder keeps of them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

from bench.grouping import ecb, reading
from stemma.lang.reading import Reading

_HERE = Path(__file__).resolve().parent
#: Topics of ECB+ whose pairs are only looked at when a result is reported.
TEST_TOPICS = frozenset({2, 4, 6, 8, 10, 14, 16, 18, 20, 22, 26, 30, 32, 34})


def ecb_reports(shared: Path) -> dict[str, Reading]:
    """ECB+ topics 1-35, by file name without its ending."""
    return {r.report.id.removesuffix(".xml"): replace(r, report=replace(r.report, id=r.report.id.removesuffix(".xml"))) for r, _ in ecb(shared)}


def syria_reports(shared: Path) -> dict[str, Reading]:
    """The Syria reports with outlet and date as the data gives them (its dates are sometimes wrong); a report given twice counts once."""
    out = {}
    for line in (shared / "data/reports/syria_2011_2015.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        key = f"syria-{row['id']}"
        made = reading(key, row["text"], published=dt.datetime.strptime(row["published"], "%m/%d/%Y").date().isoformat())
        out.setdefault(key, replace(made, report=replace(made.report, outlet=row["outlet"])))
    return out


def split_of(key: str, readings: dict[str, Reading]) -> str:
    """dev or test: by topic for ECB+, by month of publication for the Syria reports."""
    if not key.startswith("syria-"):
        return "test" if int(key.split("_")[0]) in TEST_TOPICS else "dev"
    day = dt.date.fromisoformat(readings[key].report.published or "")
    return "test" if (day.year * 12 + day.month) % 5 in (1, 3) else "dev"


def labels(split: str) -> list[dict[str, str]]:
    """The labelled pairs of one split."""
    rows = map(json.loads, (_HERE / "pairs.jsonl").read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["split"] == split]
