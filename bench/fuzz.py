"""Fuzzes every importer: whole documents of each kind are damaged at random, and what comes back must be reports or a word about why not.

    python -m bench.fuzz --count 1000 [--kinds pdf,warc] [--seed 1]

A run fails when an importer raises, says nothing, or returns later than its limits allow. Parsers that raise inside the child process,
and children that died or were too slow, are told to the user as troubles; the table counts them.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.ingest import made

from stemma.ingest import Reader, Taken
from stemma.ingest.taken import joined

#: Nothing may take longer than this: the child's limit of computing, its patience, and the start of a new one.
SLOWEST = 60.0
_MARKS = r"""< > </ <![CDATA[ ]]> <!-- --> & &amp; &#0; " ' = ; : , { } [ ] \\ \\u0000 %00 0 -1 99999999999 1e999"""
_TOKENS = [
    *(t.encode() for t in _MARKS.split()),
    b"\0",
    b"\r\n\r\n",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xf0\x9f\x98\x80",
    b"\xc3",
    b"\x80" * 9,
    b"<div>" * 300,
    b"(" * 300,
    b"[" * 300,
    b"A" * 5000,
]

_MEDIA = [
    None,
    "",
    "text/html",
    "text/html; charset=utf-16",
    "text/plain; charset=none-such",
    "application/pdf",
    "application/xml",
    "application/json",
    "text/csv",
    "message/rfc822",
    "multipart/related",
    "application/octet-stream",
    "image/png",
    ";;; =",
]


def seeds() -> dict[str, list[tuple[str, bytes]]]:
    """Whole documents of each kind, with the name of the file they lie in."""
    body = "".join(f"<p>{p}</p>" for p in made.STORY * 2)
    head = "<title>T</title><link>https://a.example/1</link><pubDate>Tue, 17 Jun 2025 14:03:00 +0300</pubDate>"
    item = f"<item>{head}<description>{body.replace('<', '&lt;')}</description></item>"
    entry = f'<entry><title>T</title><content type="html"><![CDATA[{body}]]></content></entry>'
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>P</title>{entry}</feed>'
    feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": "https://a.example/1", "content_html": body}]}
    ninjs = {"uri": "urn:1", "type": "text", "headline": "T", "body_xhtml": body, "versioncreated": "2025-06-17T14:03:00Z"}
    record = {"url": "https://a.example/1", "outlet": "P", "title": "T", "published": "2025-06-17", "text": " ".join(made.STORY)}
    ld = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2025-06-17", "author": [{"name": "Jo"}]}</script>'
    mail = made.mail(html=made.page(), text="\n\n".join(made.STORY))
    saved = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n" + made.page().encode()
    records = [made.record(f"https://a.example/{n}", made.page().encode()) for n in range(3)]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("archive/a.warc.gz", made.warc(records, zipped=True))
    table = "url,outlet,title,published,byline,text\n" + f'https://a.example/1,P,"T, t",2025-06-17,Jo,"{made.STORY[0]}"\n' * 3
    opml = '<opml version="2.0"><body><outline text="a"><outline text="P" xmlUrl="https://a.example/feed"/></outline></body></opml>'
    info = "/Title (Ferry) /CreationDate (D:20250617140300+03'00')"
    return {
        "text": [("a.txt", "\n\n".join(made.STORY).encode()), ("a.txt", b"https://a.example/1\nhttps://a.example/2\n")],
        "html": [("a.html", made.page(head=ld).encode())],
        "json": [("a.json", json.dumps([record, record]).encode())],
        "jsonl": [("a.jsonl", (json.dumps(record) + "\n").encode() * 3)],
        "ninjs": [("a.json", json.dumps(ninjs).encode())],
        "json-feed": [("a.json", json.dumps(feed).encode())],
        "feed": [
            ("a.xml", f'<?xml version="1.0"?><rss version="2.0"><channel><title>P</title>{item}</channel></rss>'.encode()),
            ("a.xml", atom.encode()),
        ],
        "opml": [("a.opml", opml.encode())],
        "csv": [("a.csv", table.encode())],
        "pdf": [("a.pdf", made.pdf([made.set_lines(made.STORY)] * 2, info=info)), ("a.pdf", made.locked_pdf())],
        "mail": [("a.eml", mail)],
        "mbox": [("a.mbox", (b"From jo@a.example Tue Jun 17 14:03:00 2025\n" + mail + b"\n") * 2)],
        "mhtml": [("a.mhtml", saved + b"\r\n--b--\r\n")],
        "warc": [("a.warc", made.warc(records)), ("a.warc.gz", made.warc(records, zipped=True))],
        "wacz": [("a.wacz", packed.getvalue())],
    }


def mutant(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """The data with one to six damages."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(out) + 1)
        end = min(len(out), at + chance.choice((1, 4, 30, 400)))
        _DAMAGES[chance.randrange(len(_DAMAGES))](out, at, end, chance, other)
    return bytes(out)


def _flip(out: bytearray, at: int, end: int, chance: random.Random, other: bytes) -> None:
    for n in range(at, min(end, at + 8)):
        out[n] ^= 1 << chance.randrange(8)


def _drop(out: bytearray, at: int, end: int, chance: random.Random, other: bytes) -> None:
    del out[at:end]


def _repeat(out: bytearray, at: int, end: int, chance: random.Random, other: bytes) -> None:
    out[at:at] = bytes(out[at:end]) * chance.choice((1, 2, 50))


def _insert(out: bytearray, at: int, end: int, chance: random.Random, other: bytes) -> None:
    out[at:at] = chance.choice(_TOKENS)


def _number(out: bytearray, at: int, end: int, chance: random.Random, other: bytes) -> None:
    digits = [n for n in range(len(out)) if 48 <= out[n] <= 57]
    if digits:
        place = chance.choice(digits)
        out[place : place + 1] = chance.choice((b"", b"0", b"-9", b"99999", b"x", b"4294967296"))


def _cut(out: bytearray, at: int, end: int, chance: random.Random, other: bytes) -> None:
    if chance.random() < 0.3:
        del out[at:]


def _splice(out: bytearray, at: int, end: int, chance: random.Random, other: bytes) -> None:
    start = chance.randrange(len(other) + 1)
    out[at:end] = other[start : start + 300]


_DAMAGES: Sequence[Callable[[bytearray, int, int, random.Random, bytes], None]] = (_flip, _drop, _repeat, _insert, _number, _cut, _splice)


class Tally:
    """What the mutants of one kind came to."""

    def __init__(self) -> None:
        self.runs = self.read = 0
        self.codes: Counter[str] = Counter()
        self.failed: list[str] = []
        self.raised: Counter[str] = Counter()
        self.slowest = 0.0


def fuzz(kind: str, count: int, seed: int, reader: Reader, folder: Path) -> Tally:
    """Reads `count` mutants of a kind; the tally's `failed` names those that broke the promise."""
    tally = Tally()
    chance = random.Random(f"{kind} {seed}")
    whole = seeds()
    whole["fetched"] = [document for documents in whole.values() for document in documents]
    own, everything = whole[kind], [data for documents in whole.values() for _, data in documents]
    for number in range(count):
        name, data = chance.choice(own)
        broken = mutant(data, chance, chance.choice(everything))
        began = time.monotonic()
        try:
            taken = _fetched(broken, chance, reader) if kind == "fetched" else _filed(broken, folder / name, reader)
        except Exception as error:
            tally.failed.append(f"{kind} {seed} #{number}: {type(error).__name__}: {error}")
            continue
        _count(tally, taken, time.monotonic() - began, f"{kind} {seed} #{number}")
    return tally


def _filed(data: bytes, path: Path, reader: Reader) -> Taken:
    path.write_bytes(data)
    return joined(reader.stream([path]))


def _fetched(data: bytes, chance: random.Random, reader: Reader) -> Taken:
    """The data as a server may send them, rightly or wrongly labelled."""
    return reader.of_bytes(data, name="https://a.example/x", media=chance.choice(_MEDIA), url="https://a.example/x", fetched="2025-06-18T10:00:00Z")


def _count(tally: Tally, taken: Taken, seconds: float, which: str) -> None:
    tally.runs += 1
    tally.slowest = max(tally.slowest, seconds)
    tally.read += bool(taken.reports or taken.pointers)
    tally.codes.update(t.code for t in taken.troubles)
    for said in taken.troubles:
        if said.code in ("bad-page", "bad-document", "bad-archive", "reader-died", "too-slow"):
            tally.raised[said.message.partition("(")[2].partition(":")[0][:40] or said.code] += 1
    if not (taken.reports or taken.pointers or taken.troubles):
        tally.failed.append(f"{which}: silence")
    if seconds > SLOWEST:
        tally.failed.append(f"{which}: {seconds:.0f} s")
    if any(r.original is None for r in taken.reports):
        tally.failed.append(f"{which}: a report without its bytes")


def main() -> int:
    """Prints a table; the exit code says whether every mutant was read or told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200, help="mutants of each kind")
    parser.add_argument("--kinds", default=",".join([*seeds(), "fetched"]))
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    failed: list[str] = []
    with tempfile.TemporaryDirectory() as folder, Reader() as reader:
        for kind in asked.kinds.split(","):
            tally = fuzz(kind, asked.count, asked.seed, reader, Path(folder))
            failed += tally.failed
            codes = " ".join(f"{c}:{n}" for c, n in tally.codes.most_common(4))
            raised = " ".join(f"{c}:{n}" for c, n in tally.raised.most_common(3))
            line = f"{kind:10} {tally.runs:6} runs {tally.read:6} read {len(tally.failed):3} failed  slowest {tally.slowest:5.2f} s"
            print(f"{line}  told: {codes}  raised: {raised or '-'}", flush=True)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    print("\n".join(failed[:50]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
