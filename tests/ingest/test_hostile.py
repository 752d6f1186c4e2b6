"""A folder of forty hostile files, each made here: the batch ends, every file is read or told, memory stays small, nothing is written."""

from __future__ import annotations

import base64
import gzip
import json
import resource
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from stemma.ingest import Taken, stream
from stemma.ingest.taken import joined
from tests.ingest import made

ZEROS = bytes(60_000_000)
PAGE = made.page().encode()
DOC = "<!DOCTYPE r [{}]>"
LAUGHS = '<!ENTITY a "ha">' + "".join(f'<!ENTITY {c} "{f"&{b};" * 12}">' for b, c in zip("abcdefgh", "bcdefghi", strict=True))


def packed_pdf(data: bytes) -> bytes:
    """A PDF whose page is drawn by a compressed stream."""
    whole = made.pdf([[(72, 700, 11, "x")]])
    body = zlib.compress(data)
    start, end = whole.index(b"<< /Length"), whole.index(b"endstream")
    return whole[:start] + b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\n" % (len(body), body) + whole[end:]


def response(body: bytes, coding: str) -> bytes:
    return made.record("https://a.example/x", body, http=f"Content-Encoding: {coding}\r\n")


def feed(head: str, words: str) -> bytes:
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>{words}</title></channel></rss>'.encode()


FILES: dict[str, bytes] = {
    # bombs
    "01.txt.gz": gzip.compress(ZEROS),
    "02.jsonl.gz": gzip.compress(b'{"text": "' + ZEROS),
    "03.csv.gz": gzip.compress(b"url,text\n" + ZEROS),
    "04.mbox.gz": gzip.compress(b"From a@a.example\n\n" + ZEROS),
    "05.xml.gz": gzip.compress(b"<rss>" + ZEROS),
    "06.warc": response(gzip.compress(ZEROS), "gzip"),
    "07.warc": response(zlib.compress(ZEROS), "deflate"),
    "08.warc": response(gzip.compress(gzip.compress(ZEROS)), "gzip, gzip"),
    "09.warc.gz": gzip.compress(made.record("https://a.example/x", ZEROS)),
    "10.pdf": packed_pdf(ZEROS),
    "11.xml": feed(DOC.format(LAUGHS), "&i;"),
    "12.opml": f'{DOC.format(LAUGHS)}<opml><outline text="&i;"/></opml>'.encode(),
    "13.xml": feed(DOC.format('<!ENTITY a "' + "b" * 60_000 + '">'), "&a;" * 20_000),
    # files of the machine
    "14.xml": feed(DOC.format('<!ENTITY a SYSTEM "file:///etc/passwd">'), "&a;"),
    "15.opml": (DOC.format('<!ENTITY a SYSTEM "file:///etc/passwd">') + '<opml><outline text="&a;" xmlUrl="https://a.example/"/></opml>').encode(),
    "16.html": PAGE.replace(b"<head>", b'<head><base href="file:///etc/"><link rel="canonical" href="file:///etc/passwd">'),
    "17.txt": b"file:///etc/passwd\nhttps://a.example/\n",
    # depth
    "18.html": b"<div>" * 5_000 + b"x",
    "19.json": b'{"text": ' + b"[" * 100_000,
    "20.json": b'{"version": "https://jsonfeed.org/version/1", "items": ' + b"[" * 50_000,
    "21.eml": b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(300)) + b"\nx",
    "22.opml": b"<opml>" + b"<outline>" * 60_000,
    "23.xml": b"<rss><channel>" + b"<item>" * 6_000,
    # floods
    "24.html": PAGE.replace(b"<h1>", b"<h1 " + b" ".join(b'a%d="%d"' % (n, n) for n in range(60_000)) + b">"),
    "25.xml": b"<rss " + b" ".join(b'a%d="%d"' % (n, n) for n in range(6_000)) + b"><channel/></rss>",
    "26.csv": b"text," + b"," * 200_000,
    "27.eml": b"X: y\n" * 30_000 + b"\nwords",
    "28.eml": b"Content-Type: text/plain; " + b"; ".join(b"a%d=b" % n for n in range(600)) + b"\n\n" + made.STORY[0].encode(),
    "29.mhtml": b"Content-Type: multipart/related; boundary=b\n\n" + b"--b\nContent-Type: text/html\n\n<p>x\n" * 1_000,
    "30.html": PAGE.replace(b"<h1>", b"<script type='application/ld+json'>" + b"[" * 50_000 + b"</script><h1>"),
    # lies
    "31.pdf": PAGE,
    "32.html": made.pdf([made.set_lines(made.STORY)]),
    "33.warc.gz": gzip.compress(b"no archive"),
    "34.wacz": b"PK\x05\x06" + bytes(18),
    "35.eml": b"\xff\xfe" + "From: a".encode("utf-16-le"),
    "36.jsonl": b'\xef\xbb\xbf{"text": "\\ud800"}\n' + b"\0" * 5000,
    "37.csv": b"url;text\n\"'" + b'"' * 9_999,
    "38.eml": b"From: a@a.example\nContent-Type: text/html; charset=undefined\n\n" + PAGE,
    "39.eml": b"Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(made.locked_pdf()),
    "40.mbox": b"From a@a.example\n" + b"From b@b.example\n\n" * 200,
}


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Taken, int, float]:
    folder = tmp_path_factory.mktemp("hostile") / "in"
    folder.mkdir()
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    (folder / "41.txt").write_text(made.STORY[0], "utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    taken = joined(stream([folder]))
    return folder, taken, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before, time.monotonic() - began


def test_the_batch_ends_with_every_file_read_or_told(batch: tuple[Path, Taken, int, float]) -> None:
    folder, taken, grown, _ = batch
    spoken = " ".join([*(r.path for r in taken.reports), *(t.path or "" for t in taken.troubles), *(p.from_path for p in taken.pointers)])
    assert [name for name in FILES if str(folder / name) not in spoken] == []
    assert taken.reports[-1].text == made.STORY[0]
    assert grown < 100_000  # kB; the largest file alone has 20 MB


def test_nothing_of_the_machine_gets_in_and_nothing_is_written(batch: tuple[Path, Taken, int, float]) -> None:
    folder, taken, _, _ = batch
    assert "root:" not in repr(taken)
    assert all(p.url.startswith("https://") for p in taken.pointers)
    assert all(r.url is None or r.url.startswith("https://") for r in taken.reports)
    assert sorted(p.name for p in folder.parent.rglob("*")) == sorted(["in", "41.txt", *FILES])


def test_pages_that_take_their_parser_minutes_are_given_up(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<html><body>" + b"".join(b"<b a%d>" % n for n in range(60_000)) + b"<p>x")
    (tmp_path / "b.txt").write_text(made.STORY[0], "utf-8")
    taken = joined(stream([tmp_path]))
    assert [t.code for t in taken.troubles] == ["too-slow"]
    assert len(taken.reports) == 1


NAMES = [
    *("../" * n + "evil.warc" for n in range(1, 9)),
    *(f"/{where}/evil.warc" for where in ("tmp", "etc", "root", "home", "var", "usr", "opt", "proc")),
    *(
        f"archive/{name}.warc"
        for name in ("CON", "NUL", "aux", "a:b", "a\\..\\b", "..", "~", "$HOME", "`id`", "a|b", "a\nb", "\u202eb", "é" * 60, "x" * 200)
    ),
    *(f"C:{sep}evil.warc" for sep in ("/", "\\", "//", "\\\\")),
    *("archive/" + "../" * n + "evil.warc" for n in range(1, 7)),
]


def test_forty_names_in_an_archive_write_nothing(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    with zipfile.ZipFile(inside / "a.wacz", "w") as archive:
        for n, name in enumerate(NAMES):
            archive.writestr(name, made.record(f"https://a.example/{n}", PAGE))
    assert len(NAMES) == 40
    before = sorted(tmp_path.rglob("*"))
    taken = joined(stream([inside]))
    assert len(taken.reports) <= 40
    assert sorted(tmp_path.rglob("*")) == before


def test_a_mail_of_attachments_with_odd_names_writes_nothing(tmp_path: Path) -> None:
    message = made.mail(text=made.STORY[0])
    parts = "".join(f"--b\nContent-Type: text/html; name={json.dumps(name)}\n\n{made.page()}\n" for name in NAMES if "\n" not in name)
    head = b"From: a@a.example\nContent-Type: multipart/mixed; boundary=b\n\n"
    (tmp_path / "a.eml").write_bytes(head + parts.encode() + b"--b--\n" + message[:0])
    taken = joined(stream([tmp_path]))
    assert len(taken.reports) == 39
    assert [p.name for p in tmp_path.iterdir()] == ["a.eml"]
