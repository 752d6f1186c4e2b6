"""The stream: the same stretches whatever the number of workers, little held at once, and nothing left running when it is given up."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
from pathlib import Path

import pytest
from bench.fuzz import seeds

from stemma.errors import UsageError
from stemma.ingest import Reader, ingest, stream
from stemma.ingest.crew import Crew
from stemma.ingest.taken import Piece, Taken
from stemma.ingest.worker import Worker
from tests.ingest import made


def page(number: int) -> Piece:
    story = [f"{p} So says report {number}." for p in made.STORY]
    return Piece(name=str(number), kind="html", data=made.page(story=story).encode(), media="text/html")


def test_workers_change_nothing(tmp_path: Path) -> None:
    for kind, documents in seeds().items():
        for number, (name, data) in enumerate(documents):
            (tmp_path / f"{kind}{number}{name}").write_bytes(data)
    now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    one, three = (list(stream([tmp_path], workers=w, now=now)) for w in (1, 3))
    assert one == three
    assert [r.original for t in one for r in t.reports] == [r.original for t in three for r in t.reports]
    assert all(r.original is not None for t in one for r in t.reports)


def test_a_large_file_comes_in_stretches(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"text": f"words {n}"}) + "\n" for n in range(1000)), "utf-8")
    parts = [len(t.reports) for t in stream([tmp_path])]
    assert sum(parts) == 1000
    assert max(parts) <= 64


def test_results_come_in_order_and_little_is_read_ahead() -> None:
    begun: list[int] = []

    def items() -> object:
        for number in range(40):
            begun.append(number)
            yield number, page(number) if number % 2 else Taken()

    crew = Crew(2)
    try:
        for number, (which, taken, _) in enumerate(crew.in_order(items())):  # type: ignore[arg-type]
            assert which == number
            assert len(taken.reports) == number % 2
            assert len(begun) <= number + 10
    finally:
        crew.close()


def test_a_stream_that_is_given_up_leaves_no_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        (tmp_path / f"{number}.html").write_bytes(page(number).data)
    started: list[subprocess.Popen[bytes]] = []
    honest = Worker._start

    def noted(self: Worker) -> subprocess.Popen[bytes]:
        started.append(honest(self))
        return started[-1]

    monkeypatch.setattr(Worker, "_start", noted)
    with Reader(workers=2) as reader:
        next(reader.stream([tmp_path]))
    assert started
    assert all(child.wait(timeout=30) is not None for child in started)


def test_the_persons_word_wins_in_the_stream(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(made.mail(text=made.STORY[0]))
    (taken,) = stream([tmp_path], outlet="The B", published="18 June 2025")
    (report,) = taken.reports
    assert (report.outlet, report.published, report.published_from) == ("The B", "2025-06-18", "given")
    with pytest.raises(UsageError):
        stream([tmp_path], published="someday")


def test_ingest_gives_lists_as_ever(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.", "utf-8")
    reports, troubles = ingest([tmp_path])
    assert isinstance(reports, list)
    assert isinstance(troubles, list)
    assert reports[0].original is not None
    assert reports[0].original.data == b"Words."
