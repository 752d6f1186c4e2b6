"""Reports made for the tests of the store."""

from __future__ import annotations

import random
from pathlib import Path

from stemma.model import Ground, Original, Place, RawReport, Report, Zone, content_id
from stemma.store import ClaimRow, Incoming, Store, StoryRow, VoiceRow

SEEN = "2026-01-02T03:04:05Z"
_WORDS = (
    "river bridge council mayor flood water storm market harbour engine school strike union minister budget vote ballot court judge appeal "
    "hospital nurse vaccine clinic railway tunnel signal driver airport runway pilot fog rescue diver cave ferry island volcano ash crater "
    "village road snow avalanche skier museum painting theft guard drought harvest wheat farmer fire forest smoke crew dam valley reservoir"
)


def incoming(
    text: str,
    *,
    path: str = "a.txt",
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    published: str | None = None,
    updated: str | None = None,
    byline: str | None = None,
    data: bytes | None = None,
    seen: str = SEEN,
) -> Incoming:
    """A report as the taking-in and the preparing would hand it over."""
    original = None if data is None else Original(data=data, media="text/html")
    raw = RawReport(path=path, text=text, url=url, outlet=outlet, title=title, byline=byline, published=published, updated=updated, original=original)
    id_ = content_id("r", url, outlet, title, published, None if url or outlet else path.rsplit("/", 1)[-1], text)
    middle = len(text) // 2
    report = Report(
        id=id_,
        path=path,
        text=text,
        zones=(Zone(kind="headline", start=0, end=middle), Zone(kind="body", start=middle, end=len(text))),
        url=url,
        outlet=outlet,
        title=title,
        published=published,
        updated=updated,
        language="en",
        grounds=(Ground(rule="read.made", sentence="It was made.", spans=(Place(report=id_, start=0, end=middle),)),),
    )
    return Incoming(raw=raw, report=report, seen=seen)


def prose(chance: random.Random, length: int = 80) -> str:
    """Sentences of no sense."""
    said = chance.choices(_WORDS.split(), k=length)
    return ". ".join(" ".join(said[n : n + 9]).capitalize() for n in range(0, length, 9)) + "."


def many(count: int, *, seed: int = 1) -> list[Incoming]:
    """Reports of several outlets, some of them versions, twins and repetitions of others."""
    chance = random.Random(seed)
    out: list[Incoming] = []
    for n in range(count):
        text = prose(chance)
        out.append(
            incoming(
                text,
                path=f"in/{n}.html",
                url=f"https://news{n % 7}.example/{n - n % 3 if n % 5 == 0 else n}",
                outlet=f"News {n % 7}",
                title=text[:30],
                published=f"2025-0{1 + n % 9}-{10 + n % 18}",
                data=b"<p>" + text.encode() + b"</p>" if n % 2 else text.encode(),
            )
        )
    return out


def furnished(path: Path, count: int = 30, *, seed: int = 1) -> list[Incoming]:
    """A store with something in every table."""
    batch = many(count, seed=seed)
    with Store.open(path, write=True) as store:
        store.add(batch, version="1")
        ids = store.ids()
        store.put_stories([StoryRow(id=f"s-{n}", reports=tuple(ids[n::4]), body={"title": f"Story {n}"}) for n in range(4)])
        for n in range(4):
            claims = [ClaimRow(id=f"c-{n}-{k}", statement=f"{k} of the bridges are closed", body={"standing": "disputed"}) for k in range(3)]
            voices = [VoiceRow(id=f"v-{n}", name=f"Mayor {n}", aliases=("the mayor", "she"))]
            store.put_ledger(f"s-{n}", f"key {n}", prose(random.Random(n), 300).encode(), claims=claims, voices=voices)
        store.append({"id": f"a-{n}", "time": SEEN, "who": "Ada", "undoes": None, "what": {"n": n}} for n in range(5))
        for n in range(3):
            store.watch("feed", f"https://news{n}.example/feed", f"2026-01-0{n + 1}T00:00:00Z", {"etag": f'"{n}"', "failures": n})
    return batch
