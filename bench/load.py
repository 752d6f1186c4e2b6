"""How the desk answers twenty readers and one writer at once: `stemma desk` as a process, HTTP clients in another, on one machine.

    python -m bench.load STORE [--derive 200] [--readers 20] [--pause 1.0] [--seconds 60] [--work FILE] [--seed 7]

STORE is what `python -m bench.library --reports 1000 10000 100000 --keep STORE` leaves. It is copied (to --work, which is used again when it is
there); reading all of its stories would take hours, so `--derive` of the newest are read for real beforehand. Readers open those, and page through
lists, searches, filters and voices over everything. Each reader looks at a page for `--pause` seconds on average (half to one and a half times) and
goes to the next over one kept connection; with `--pause 0` none waits, which measures throughput instead. The writer pastes a new report every few
seconds, as the form Add does, waits until its story is read, and corrects a claim of one of the stories that the readers read, or takes that back.
Clients share the machine's cores with the desk, so the figures say more than the network would.

Prints milliseconds by kind of page, errors, the sizes of pages, and the processor time that the desk
used, which a busy machine upsets less than clocks.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx

from bench import library as made
from stemma.library import Library
from stemma.model import RawReport
from stemma.model.library import Which

#: The bars: milliseconds at the 95th percentile, and bytes of the first page.
BAR, FIRST_PAGE = 200, 100_000
_WRITES_EVERY = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A story that lies ready, with what its pages are addressed by."""

    id: str
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    voices: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Measured:
    """What the clients saw: seconds and bytes by kind of page, and what failed."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sizes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    errors: list[str] = field(default_factory=list)

    async def get(self, client: httpx.AsyncClient, kind: str, address: str) -> httpx.Response | None:
        """Asks for a page and notes how long its last byte took."""
        return self._noted(kind, address, await _tried(client.get(address), time.perf_counter()))

    async def post(self, client: httpx.AsyncClient, kind: str, address: str, form: dict[str, str]) -> httpx.Response | None:
        """Sends a form as the desk's own page does."""
        headers = {"origin": str(client.base_url).rstrip("/"), "sec-fetch-site": "same-origin"}
        return self._noted(kind, address, await _tried(client.post(address, data=form, headers=headers), time.perf_counter()))

    def _noted(self, kind: str, address: str, got: tuple[httpx.Response | None, float, str]) -> httpx.Response | None:
        response, took, failed = got
        if response is None or response.status_code >= 400:
            self.errors.append(f"{kind} {address[:90]}: {failed or (response and response.status_code)}")
            return None
        self.seconds[kind].append(took)
        self.sizes[kind] = max(self.sizes[kind], len(response.content))
        return response


async def _tried(asking: object, began: float) -> tuple[httpx.Response | None, float, str]:
    try:
        response: httpx.Response = await asking  # type: ignore[misc]
    except httpx.HTTPError as error:
        return None, time.perf_counter() - began, repr(error)
    return response, time.perf_counter() - began, ""


def prepared(source: Path, work: Path, derive: int) -> tuple[list[Story], list[str]]:
    """The copy with its newest stories read: those that lie ready, and words to search for."""
    if not work.exists():
        with Library.open(source, write=False) as library:
            library.store.backup(work)
    began = time.perf_counter()
    with Library.open(work, write=True) as library:
        opened = time.perf_counter() - began
        newest = [row.id for row in library.listed(Which(), most=derive).stories]
        read = library.derive(newest)
        print(
            f"opened (and brought up to date) in {opened:.1f} s; {len(read)} stories were read in {time.perf_counter() - began - opened:.0f} s",
            flush=True,
        )
        stories = []
        for ledger in map(library.story, newest):
            claims, reports = tuple(c.id for c in ledger.claims), tuple(r.id for r in ledger.reports)
            voices = tuple(v.name for v in ledger.voices if not v.vague)
            stories.append(Story(id=ledger.stories[0].id, claims=claims, reports=reports, voices=voices))
        words = [w for s in stories[:40] for w in re.findall(r"[A-Za-z]{6,}", library.store.report(s.reports[0]).text)[:6]]
        total = library.listed(Which(), most=1).total
    print(f"{len(stories)} of {total:,} stories lie ready", flush=True)
    return [s for s in stories if s.claims], words


@contextmanager
def served(store: Path) -> Iterator[tuple[str, int]]:
    """`stemma desk` as a process; the address that it prints, and its process id."""
    command = [sys.executable, "-c", "from stemma.cli import main; main()", "desk", "--no-open", "--port", "0", "--store", str(store)]
    env = {**os.environ, "STEMMA_NAME": "Ana Field", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
    try:
        assert process.stdout is not None
        address = next(found[0] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+/\?key=\S+", line)))
        yield address, process.pid
    finally:
        process.send_signal(signal.SIGINT)
        print(process.communicate(timeout=60)[0], end="", file=sys.stderr)


def walk(chance: random.Random, stories: Sequence[Story], words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pages as one reader opens them, without end: kind and address."""
    while True:
        story, word, other = chance.choice(stories), chance.choice(words), chance.choice(words)
        claim, report = chance.choice(story.claims), chance.choice(story.reports)
        at = chance.choice((0, 50, 100, 2_000, 5_000))
        day = f"{chance.choice((2028, 2029, 2030))}-{chance.randrange(1, 13):02}-01"
        filters = (
            {"outlet": f"Outlet {chance.randrange(400)}"},
            {"since": day, "until": day[:4] + "-12"},
            {"place": word},
            {"words": f"{word} {other}"},
        )
        yield "stories", f"/?{urlencode({'at': at})}"
        yield "stories, filtered", f"/?{urlencode(chance.choice(filters))}"
        yield "story", f"/story/{story.id}"
        yield "claim", f"/story/{story.id}/claim/{claim}"
        yield "report", f"/report/{report}"
        yield "figures", f"/story/{story.id}/figures"
        yield "search", f"/search?{urlencode({'q': chance.choice((word, f'{word} {other}'))})}"
        yield "voices", f"/voices?{urlencode({'at': chance.choice((0, 100, 200))})}"
        if story.voices:
            yield "voice", f"/voice?{urlencode({'name': chance.choice(story.voices)})}"
        yield "timeline", f"/story/{story.id}/timeline"


@asynccontextmanager
async def visitor(address: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client with one kept connection that was let in by the key."""
    parts = urlsplit(address)
    limits = httpx.Limits(max_connections=1, max_keepalive_connections=1)
    async with httpx.AsyncClient(
        base_url=f"{parts.scheme}://{parts.netloc}", limits=limits, timeout=30, follow_redirects=True, trust_env=False
    ) as client:
        await client.get(f"/?{parts.query}")
        yield client


async def reads(address: str, pages: Iterator[tuple[str, str]], measured: Measured, *, pause: float, chance: random.Random, until: float) -> None:
    """One reader."""
    async with visitor(address) as client:
        await asyncio.sleep(chance.random() * pause)
        for kind, page in pages:
            if time.perf_counter() > until:
                return
            response = await measured.get(client, kind, page)
            drawn = re.search(r'src="(/story/[^"]+/drawing\.svg)"', response.text) if response is not None else None
            if drawn:
                await measured.get(client, "[drawing on the page of figures]", drawn[1])
            await asyncio.sleep(pause * (0.5 + chance.random()))


async def writes(
    address: str, raws: Iterator[RawReport], stories: Sequence[Story], measured: Measured, *, chance: random.Random, until: float
) -> None:
    """The writer: a report, until its story is read; then a correction, or an undo of the last one."""
    async with visitor(address) as client:
        done: list[str] = []
        while time.perf_counter() < until:
            raw = next(raws)
            form = {
                "text": raw.text,
                "outlet": raw.outlet or "",
                "title": raw.title or "",
                "published": (raw.published or "")[:10],
                "url": raw.url or "",
            }
            began = time.perf_counter()
            response = await measured.post(client, "add (answer)", "/add", form)
            while response is not None and '"running":false' not in response.text:
                await asyncio.sleep(0.25)
                response = await measured.get(client, "add (progress)", f"{_path(response)}.json")
            measured.seconds["[added, its story read]"].append(time.perf_counter() - began)
            story = chance.choice(stories)
            if done:
                await measured.post(client, "[undo, shown]", "/undo", {"act": done.pop(), "back": f"/story/{story.id}"})
            else:
                claim = chance.choice(story.claims)
                form = {"verb": "confirm-claim", "story": story.id, "claim": claim, "back": f"/story/{story.id}"}
                answer = await measured.post(client, "[correction, shown]", "/act", form)
                done += [answer.url.params["done"]] if answer is not None and "done" in answer.url.params else []
            await asyncio.sleep(_WRITES_EVERY * (0.5 + chance.random()))


def _path(response: httpx.Response) -> str:
    return response.url.path.removesuffix(".json")


async def load(address: str, stories: Sequence[Story], words: Sequence[str], raws: Iterator[RawReport], given: argparse.Namespace) -> Measured:
    """All of them at once."""
    measured = Measured()
    until = time.perf_counter() + given.seconds
    chances = [random.Random(given.seed + n) for n in range(given.readers + 1)]
    await asyncio.gather(
        *(reads(address, walk(c, stories, words), measured, pause=given.pause, chance=c, until=until) for c in chances[1:]),
        *([] if given.no_writer else [writes(address, raws, stories, measured, chance=chances[0], until=until)]),
    )
    async with visitor(address) as client:
        first = await client.get("/")
        parts = [await client.get(a) for a in dict.fromkeys(re.findall(r'(?:href|src)="(/static/[^"]+)"', first.text))]
        print(f"first page: {len(first.content):,} bytes, with style, script and icon {sum(len(p.content) for p in (first, *parts)):,}")
    return measured


def table(measured: Measured, pid: int) -> None:
    """Prints what was measured. In [brackets]: what people wait for knowingly, which the bar does not speak of."""
    print("| page | asked | p50 ms | p95 ms | longest | largest, bytes |\n|---|---|---|---|---|---|")
    every = [s for kind, said in measured.seconds.items() if not kind.startswith("[") for s in said]
    for kind, said in [*sorted(measured.seconds.items()), ("**every page**", every)]:
        p50, p95 = (1000 * statistics.quantiles([*said, said[0]], n=100, method="inclusive")[p] for p in (49, 94))
        print(f"| {kind} | {len(said)} | {p50:.0f} | {p95:.0f} | {1000 * max(said):.0f} | {measured.sizes.get(kind, 0):,} |")
    used = sum(map(int, Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")
    print(f"the desk used {used:.0f} s of processor time, start included")
    peak = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    print(f"errors: {len(measured.errors)}; peak memory of the desk {int(peak[1]) // 1024 if peak else 0} MB", *measured.errors[:5], sep="\n")


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--derive", type=int, default=200)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--pause", type=float, default=1.0)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--work", type=Path)
    parser.add_argument("--no-writer", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = given.work or Path(folder) / "load.stemma"
        stories, words = prepared(given.store, work, given.derive)
        raws = islice(made.reports(made.stories(given.shared), seed=given.seed + 1), 10_000)
        with served(work) as (address, pid):
            table(asyncio.run(load(address, stories, words, raws, given)), pid)


if __name__ == "__main__":
    main()
