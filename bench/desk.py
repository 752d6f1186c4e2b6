"""What a person waits for at the desk: opening a story of 50 reports, any filter over 5,000 claims, a correction and its undo, the first page.

    python -m bench.desk [--times 15] [--seed 7]

The reports are made from `examples/quake` (as in `bench.scale`): 85, of which some 50 fall into one story, read for real. The 5,000 claims are
those of that story many times over, with words and ids of their own. Requests go through the whole application, without the network between. Both
clocks are printed: processor time says what the work costs whatever else the machine does, the other one what was waited for on this machine at this
hour. "cold" is a page of a story that no page of this process was about before.
"""

from __future__ import annotations

import argparse
import dataclasses
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from httpx import Response
from starlette.testclient import TestClient

from bench.scale import retellings
from stemma.ingest import Taken
from stemma.library import Library, codec, rows
from stemma.library.shelves import row_of
from stemma.model import Ledger
from stemma.web import opened
from stemma.web.app import application
from stemma.web.security import Gate

#: Milliseconds that may be waited: the numbers of usability.
OPEN, FILTER, UNDO, FIRST = 500, 100, 50, 1_000


def large(library: Library, ledger: Ledger, claims: int) -> str:
    """Another story in which the claims of this one stand many times over; its id."""
    many = tuple(
        dataclasses.replace(c, id=f"{c.id}-{n}", statement=f"{c.statement.rstrip('.')}, part {n}.", story="story-large")
        for n in range(-(-claims // len(ledger.claims)))
        for c in ledger.claims
    )[:claims]
    story = dataclasses.replace(ledger.stories[0], id="story-large")
    made = dataclasses.replace(ledger, stories=(story,), claims=many, relations=())
    with library.store.transaction():
        library.store.put_stories([row_of(story)], gone=[ledger.stories[0].id])
        library.store.put_ledger(
            story.id,
            codec.reads(),
            codec.pack(made),
            claims=rows.claim_rows(made),
            voices=rows.voice_rows(made),
            summary=rows.summary_of(made, when=library._now()),
        )
    return story.id


class Clocks:
    """Seconds by both clocks."""

    def __init__(self, times: int) -> None:
        self.times = times

    def row(self, what: str, work: Callable[[], None], bar: float, before: Callable[[], None] = lambda: None) -> str:
        """One line of the table: medians, and the bar as a multiple of the processor time."""
        wall, cpu = [], []
        for _ in range(self.times):
            before()
            at, spent = time.perf_counter(), time.process_time()
            work()
            wall.append(time.perf_counter() - at)
            cpu.append(time.process_time() - spent)
        median = statistics.median(cpu) * 1e3
        return f"| {what} | {median:.0f} | {statistics.median(wall) * 1e3:.0f} | {bar:.0f} | {bar / max(median, 0.1):.1f} |"


def got(client: TestClient, address: str) -> Callable[[], None]:
    """Asks for a page, which must be there."""

    def ask() -> None:
        answer = client.get(address)
        assert answer.status_code == 200, address

    return ask


def main() -> None:
    """Makes the stores and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    clocks = Clocks(given.times)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.stemma"
        with Library.open(path, write=True, make=True) as library:
            library.take(Taken(reports=tuple(retellings(85, seed=given.seed))))
            library.derive()
            story = max(library.stories(), key=lambda r: r.reports)
        print(f"One story of {story.reports} reports and {story.claims} claims; one of 5,000 claims. Milliseconds, medians of {given.times}.\n")
        print("| what is waited for | processor | clock, this machine | bar | bar / processor |\n|---|---|---|---|---|")
        with TestClient(application(path, Gate(hosts=("testserver",), port=None, key=None))) as client:
            print(clocks.row("the first page", got(client, "/"), FIRST))
            print(clocks.row("opening the story, cold", got(client, f"/story/{story.id}"), OPEN, before=opened.forget))
            print(clocks.row("opening it again", got(client, f"/story/{story.id}"), OPEN))
            for view in ("side", "timeline", "omissions", "descent"):
                print(clocks.row(f"its {view}, cold", got(client, f"/story/{story.id}/{view}"), OPEN, before=opened.forget))
            corrections(client, clocks, story.id)
        with Library.open(path, write=True) as library:
            big = large(library, library.story(story.id), 5000)
        with TestClient(application(path, Gate(hosts=("testserver",), port=None, key=None))) as client:
            print(clocks.row("5,000 claims, cold", got(client, f"/story/{big}"), OPEN, before=opened.forget))
            for query in (
                "standing=single+origin",
                "certainty=hedged",
                "numbers=1",
                "words=dead",
                "voice=government",
                "place=myanmar",
                "sort=figure",
            ):
                print(clocks.row(f"5,000 claims, {query}", got(client, f"/story/{big}?{query}"), FILTER))
            print(clocks.row("5,000 claims, since a day", got(client, f"/story/{big}?since=2025-03-30"), FILTER))


def _ok(answer: Response) -> None:
    assert answer.status_code == 200, answer.text


def corrections(client: TestClient, clocks: Clocks, story: str) -> None:
    """A claim is edited, the edit taken back and brought back, each with the page that it leads to."""
    page = client.get(f"/story/{story}.json").json()
    claim = page["rows"][3]["claim"]["id"]
    back = f"/story/{story}"
    form = {"verb": "edit-claim", "story": story, "claim": claim, "statement": "A sentence by hand.", "back": back}

    def edit() -> None:
        answer = client.post("/act", data=form)
        assert "A sentence by hand." in answer.text

    print(Clocks(1).row("the first correction since the start, with the page", edit, OPEN))
    other = page["rows"][4]["claim"]["id"]
    again = {**form, "verb": "confirm-claim", "claim": other}
    print(Clocks(3).row("a further correction, with the page", lambda: _ok(client.post("/act", data=again)), OPEN))
    act = client.get("/corrections.json").json()["acts"][-1]["id"]
    turn = iter(range(10**6))

    def undo() -> None:
        answer = client.post("/undo", data={"act": act, "again": str(next(turn) % 2), "back": back})
        assert answer.status_code == 200, answer.text

    print(clocks.row("its undo, with the page", undo, UNDO))


if __name__ == "__main__":
    main()
