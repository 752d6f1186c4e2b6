"""How much memory and time the intake of a huge file takes: JSON lines and a web archive, made on the spot.

    python -m bench.intake --gigabytes 10 [--form jsonl|warc]

The lines are short articles; the archive is as crawls are, mostly pictures and films, with a page for every 5 MB. Peak memory is that
of this process and of its largest child.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.ingest import made

from stemma.ingest import stream


def lines(size: int) -> Iterator[bytes]:
    """About so many bytes of JSON lines."""
    text = "\n\n".join(made.STORY * 8)
    block = "".join(json.dumps({"url": f"https://a.example/{n}", "title": f"Ferry {n}", "text": f"{text} {n}"}) + "\n" for n in range(1000)).encode()
    for _ in range(max(1, size // len(block))):
        yield block


def crawl(size: int) -> Iterator[bytes]:
    """About so many bytes of a web archive."""
    film = made.record("https://a.example/film", bytes(range(256)) * 20_000, media="video/mp4")
    for number in range(max(1, size // len(film))):
        story = [f"{p} So says report {number}." for p in made.STORY * 8]
        yield made.record(f"https://a.example/{number}", made.page(story=story).encode())
        yield film


FORMS: dict[str, tuple[str, Callable[[int], Iterator[bytes]]]] = {"jsonl": ("a.jsonl", lines), "warc": ("a.warc", crawl)}


def measure(form: str, size: int, folder: Path) -> str:
    """A line of the table."""
    name, make = FORMS[form]
    with (folder / name).open("wb") as out:
        for block in make(size):
            out.write(block)
    whole = (folder / name).stat().st_size
    began, reports, troubles = time.monotonic(), 0, 0
    for taken in stream([folder / name]):
        reports += len(taken.reports)
        troubles += len(taken.troubles)
    seconds = time.monotonic() - began
    own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    (folder / name).unlink()
    rate = whole / 1e6 / seconds
    return (
        f"{form:6} {whole / 1e9:5.1f} GB {reports:9,} reports {troubles} troubles {seconds:7.0f} s {rate:6.1f} MB/s  peak {own:.0f} + {child:.0f} MB"
    )


def main() -> None:
    """Prints a line for each form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=1.0)
    parser.add_argument("--form", choices=FORMS)
    asked = parser.parse_args()
    for form in (asked.form,) if asked.form else FORMS:
        with tempfile.TemporaryDirectory() as folder:
            print(measure(form, int(asked.gigabytes * 1e9), Path(folder)), flush=True)


if __name__ == "__main__":
    main()
