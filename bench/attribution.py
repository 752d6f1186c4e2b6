"""Attribution, origins and chains on annotated stories, the stage alone: `python bench/attribution.py ../shared/stories`.

Prints precision, recall and F1 of attributions with their source (overlap of cue, content and source, one to one), and how many come
from each rule with how many of those are in the gold. Claims, and so origins, are scored by the story scorer over whole ledgers.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from stemma.attribute import attribute
from stemma.lang.annotator import load
from stemma.model import Attribution, RawReport, Span
from stemma.read import read


def hit(one: Attribution, gold: dict[str, Any]) -> bool:
    """Whether cue, content and source overlap those of the gold."""
    cue, source = gold.get("cue_span"), gold.get("source_span")
    if (
        one.cue is None
        or not cue
        or not one.cue.overlap(Span(*cue))
        or not any(c.overlap(Span(*g)) for c in one.content for g in gold["content_spans"])
    ):
        return False
    return one.source is None if source is None else one.source is not None and one.source.overlap(Span(*source)) > 0


def main(folder: Path) -> None:
    """Reads every story and prints the table."""
    pipeline = load()
    found, right, wanted, matched = Counter[str](), Counter[str](), 0, 0
    for gold_file in sorted(folder.glob("*/gold.json")):
        gold = json.loads(gold_file.read_text("utf-8"))["attributions"]
        raws = [_raw(p) for p in sorted(gold_file.parent.glob("reports/*.json"))]
        readings, _ = read(raws, pipeline=pipeline)
        numbers = {r.report.id: Path(r.report.path).name.split("-")[0] for r in readings}
        rest = {n: list(g) for n, g in gold.items()}
        wanted += sum(map(len, rest.values()))
        for one in attribute(readings).attributions:
            if (number := numbers[one.report]) not in gold:
                continue
            rule = one.grounds[0].rule
            found[rule] += 1
            best = next((g for g in rest[number] if hit(one, g)), None)
            if best is not None:
                rest[number].remove(best)
                right[rule] += 1
                matched += 1
    precision, recall = matched / max(1, sum(found.values())), matched / max(1, wanted)
    print(f"attributions with source  P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}  n {wanted}")
    for rule, n in found.most_common():
        print(f"  {rule:<32}{right[rule]:>4} of {n}")


def _raw(path: Path) -> RawReport:
    record = json.loads(path.read_text("utf-8"))
    keys = ("text", "url", "outlet", "title", "published", "byline")
    return RawReport(path=str(path), **{k: record.get(k) for k in keys})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("../shared/stories"))
