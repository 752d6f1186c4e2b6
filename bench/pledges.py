"""Pledges and timelines held against annotated stories.

    python bench/pledges.py ../shared/stories [--show]

The annotation was not made for these two forms: a claim has a certainty (pledged or not) and a time, which for many claims is the day as of
which a figure holds. So the table says three things. Pledges: how many annotated tellings of pledged claims stand in a pledge; and of the
pledges found, how many overlap an annotated telling that is not called pledged (a "will be cut" that the annotator took for a fact counts here).
Timeline: of the annotated tellings that stand on a line of the timeline, whether the line's time is the annotated one, within or around it, or
another; the lowest baseline is to date each telling by its report's day of publication.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from stemma.follow.pledges import pledges
from stemma.follow.timeline import timelines
from stemma.model import Ledger, Place
from stemma.tell.contract import when_days


def supports(gold: dict[str, Any], ledger: Ledger) -> Iterator[tuple[dict[str, Any], Place]]:
    """Each annotated telling at its place in the ledger."""
    number = {Path(r.path).name.split("-")[0]: r.id for r in ledger.reports}
    for claim in gold["claims"]:
        for s in claim["support"]:
            if s["report"] in number:
                yield claim, Place(report=number[s["report"]], start=s["start"], end=s["end"])


def overlaps(a: Place, b: Place) -> bool:
    """Whether half of the shorter lies in the other."""
    return a.report == b.report and a.span.overlap(b.span) >= 0.5 * min(len(a.span), len(b.span))


def of_pledges(gold: dict[str, Any], ledger: Ledger, tally: Counter[str], *, show: bool) -> None:
    """Adds what one story says about pledges."""
    found = pledges(ledger)
    told = [(p, t.what) for p in found for t in p.tellings]
    marked = list(supports(gold, ledger))
    for claim, place in marked:
        if claim["certainty"] == "pledged":
            hit = any(overlaps(what, place) for _, what in told)
            tally["pledged tellings"] += 1
            tally["pledged tellings found"] += hit
            if show and not hit:
                print(f"  missed: {gold['slug']} {claim['id']} {claim['statement']}")
    for pledge in found:
        tally["pledges"] += 1
        near = {c["certainty"] for c, place in marked for t in pledge.tellings if overlaps(t.what, place)}
        tally["pledges that overlap an annotated telling"] += bool(near)
        tally["of these called pledged"] += "pledged" in near
        if show and near and "pledged" not in near:
            print(f"  called {'/'.join(sorted(near))}: {gold['slug']} {pledge.what}")


def of_timeline(gold: dict[str, Any], ledger: Ledger, tally: Counter[str], *, show: bool) -> None:
    """Adds what one story says about times."""
    told = [(e, t) for line in timelines(ledger) for e in line.events for t in e.tellings]
    published = {r.id: (r.published or "")[:10] for r in ledger.reports}
    for claim, place in supports(gold, ledger):
        want = when_days(claim["time"])
        if want is None:
            continue
        tally["timed tellings"] += 1
        tally["baseline: published that day"] += published[place.report] == want[0] == want[1]
        best = min(
            ((_verdict((t.moment.first, t.moment.last), want), e.statement) for e, t in told if overlaps(t.place, place)),
            key=lambda v: _VERDICTS.index(v[0]),
            default=None,
        )
        if best is None:
            continue
        tally["on the timeline"] += 1
        tally[best[0]] += 1
        if show and best[0] == "another time":
            print(f"  {gold['slug']} {claim['id']} {claim['time']}: {best[1][:110]}")


_VERDICTS = ["the same time", "within or around it", "another time"]


def _verdict(got: tuple[str, str], want: tuple[str, str]) -> str:
    if got == want:
        return _VERDICTS[0]
    inside = want[0] <= got[0] and got[1] <= want[1]
    around = got[0] <= want[0] and want[1] <= got[1]
    return _VERDICTS[1] if inside or around else _VERDICTS[2]


def table(stories: list[tuple[dict[str, Any], Ledger]], *, show: bool) -> str:
    """The figures over all stories, as Markdown."""
    tally: Counter[str] = Counter()
    for gold, ledger in stories:
        of_pledges(gold, ledger, tally, show=show)
        of_timeline(gold, ledger, tally, show=show)
    rows = [
        ("annotated tellings of pledged claims that stand in a pledge", tally["pledged tellings found"], tally["pledged tellings"]),
        ("pledges found", tally["pledges"], None),
        (
            "pledges on annotated words, and these called pledged",
            tally["of these called pledged"],
            tally["pledges that overlap an annotated telling"],
        ),
        ("timed tellings that stand on the timeline", tally["on the timeline"], tally["timed tellings"]),
        *((f"... at {verdict}", tally[verdict], tally["on the timeline"]) for verdict in _VERDICTS),
        ("baseline: timed tellings dated by publication, right day", tally["baseline: published that day"], tally["timed tellings"]),
    ]
    lines = ["| | n | of |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {n} | {of if of is not None else ''} |" for name, n, of in rows)])


def main() -> int:
    """Reads the stories and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stories", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was missed and what is dated otherwise")
    given = parser.parse_args()
    from stemma import desk

    read = []
    for folder in sorted(p.parent for p in given.stories.glob("*/gold.json")):
        paths = [str(p) for p in sorted((folder / "reports").glob("*.json"))]
        read.append((json.loads((folder / "gold.json").read_text("utf-8")), desk.read(paths)))
    print(table(read, show=given.show))
    return 0


if __name__ == "__main__":
    sys.exit(main())
