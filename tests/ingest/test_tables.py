"""Tables, compressed files and what comes over the network: rows and bytes in, reports and pointers out, bombs and ragged rows told."""

from __future__ import annotations

import csv
import gzip
import io
import json
import resource
from pathlib import Path

import pytest

from stemma.ingest import of_bytes, stream
from stemma.ingest.inflate import BombError, CutOffError, Inflating, inflated
from stemma.ingest.table import of_stream
from stemma.ingest.taken import Taken, joined
from tests.ingest import made

TEXT = " ".join(made.STORY)


def read(data: bytes) -> Taken:
    return joined(i for i in of_stream(io.BytesIO(data), "a.csv") if isinstance(i, Taken))


def codes(taken: Taken) -> list[str]:
    return [t.code for t in taken.troubles]


def table(*rows: tuple[str, ...], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


HEAD = ("url", "outlet", "title", "published", "byline", "text")
ROW = ("https://a.example/1", "The Post", "Ferry, sunk", "2025-06-17", "Jo Field", made.STORY[0] + "\nMore.")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_rows_with_text_are_reports(delimiter: str, encoding: str) -> None:
    data = table(HEAD, ROW, ("https://a.example/2", "The Post", "Shut", "", "", ""), delimiter=delimiter).decode().encode(encoding)
    taken = read(data)
    (report,) = taken.reports
    assert (report.path, report.url, report.outlet, report.title) == ("a.csv#1", "https://a.example/1", "The Post", "Ferry, sunk")
    assert (report.published, report.byline, report.text) == ("2025-06-17", "Jo Field", ROW[5])
    assert report.original is not None
    assert report.original.data.decode(encoding.removesuffix("-sig").replace("16", "16-le")).startswith("https://a.example/1")
    assert [(p.url, p.title, p.outlet) for p in taken.pointers] == [("https://a.example/2", "Shut", "The Post")]
    assert codes(taken) == []


def test_the_columns_of_auto_archiver_and_media_cloud() -> None:
    taken = read(
        table(("Link", "Archive status", "Upload title", "Text content", "Archive date"), ("https://a.example/1", "ok", "T", TEXT, "2025-06-18"))
    )
    assert (taken.reports[0].url, taken.reports[0].title, taken.captures[0].at) == ("https://a.example/1", "T", "2025-06-18")
    taken = read(table(("id", "publish_date", "title", "url", "media_name"), ("1", "2025-06-17", "T", "https://a.example/1", "The Post")))
    assert (taken.pointers[0].published, taken.pointers[0].outlet) == ("2025-06-17", "The Post")


def test_a_table_without_a_head_is_a_list_of_addresses() -> None:
    taken = read(b"https://a.example/1,Ferry sunk\nhttps://a.example/2,\nno address,x\n")
    assert [(p.url, p.title) for p in taken.pointers] == [("https://a.example/1", "Ferry sunk"), ("https://a.example/2", None)]


BROKEN: dict[str, tuple[bytes, list[str], int]] = {
    "ragged": (table(HEAD, ROW, ROW[:4], (*ROW, "x"), ROW), ["ragged-row", "ragged-row"], 2),
    "empty cells": (table(HEAD, ROW, ("", "The Post", "", "", "", ""), ROW), ["no-text"], 2),
    "no columns": (table(("a", "b"), ("c", "d")), ["no-columns"], 0),
    "only a head": (table(HEAD), ["empty-file"], 0),
    "nothing": (b"", ["empty-file"], 0),
    "zeros within": (table(HEAD, ROW).replace(b"sunk", b"su\0nk"), [], 1),
    "unclosed quotation": (table(HEAD, ROW) + b'"https://a.example/2,' + b"x\n" * 100, ["ragged-row"], 1),
    "an endless cell": (table(HEAD, ROW) + b'"' + b"x" * 21_000_000 + b'"\n' + table(ROW), ["bad-row"], 2),
    "odd date": (table(HEAD, (*ROW[:3], "7/5/2015", *ROW[4:])), ["bad-date"], 1),
}


@pytest.mark.parametrize("case", BROKEN)
def test_broken_tables_are_told_and_the_rest_is_read(case: str) -> None:
    data, expected, count = BROKEN[case]
    taken = read(data)
    assert codes(taken)[: len(expected)] == expected
    assert len(taken.reports) >= count


LINES = "".join(json.dumps({"text": f"{TEXT} This is report {n}."}) + "\n" for n in range(300)).encode()


@pytest.mark.parametrize("workers", [1, 3])
def test_compressed_lines_are_streamed(workers: int, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(LINES[:1000]) + gzip.compress(LINES[1000:]))
    parts = list(stream([tmp_path], workers=workers))
    assert len(parts) > 2
    assert [r.path for p in parts for r in p.reports] == [f"{tmp_path}/a.jsonl.gz#{n}" for n in range(1, 301)]
    assert b"\n".join(r.original.data for p in parts for r in p.reports if r.original) + b"\n" == LINES


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.jsonl.gz", gzip.compress(LINES)[:-200], "cut-off"),
        ("a.jsonl.gz", gzip.compress(LINES)[:300] + b"\xff" * 300, "cut-off"),
        ("a.html.gz", gzip.compress(b"<p>" + b"a" * 40_000_000), "bomb"),
        ("a.txt.gz", b"words", "cut-off"),
        ("a.jsonl.gz", gzip.compress(b"a" * 200_000_000), "bomb"),
        ("a.pdf.gz", gzip.compress(b"x"), "unknown-kind"),
    ],
)
def test_bombs_and_broken_compression_are_told(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    taken = joined(stream([tmp_path]))
    assert code in codes(taken)
    assert taken.reports[-1].text == TEXT
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 80_000  # kB: no more than the caps


def test_what_comes_before_the_break_is_read(tmp_path: Path) -> None:
    noise = "".join(json.dumps({"text": f"{n * 7919 % 10007} {TEXT[n % 50 :]}"}) + "\n" for n in range(3000)).encode()
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(noise)[:-500])
    taken = joined(stream([tmp_path]))
    assert len(taken.reports) > 2000
    assert codes(taken) == ["cut-off"]


def test_inflation_is_capped() -> None:
    with pytest.raises(BombError):
        inflated(gzip.compress(bytes(2_000_000)), cap=1_000_000)
    with pytest.raises(CutOffError):
        inflated(b"\x1f\x8bjunk")
    assert Inflating(io.BytesIO(b"")).read() == b""


FETCHED: dict[str, tuple[bytes, str | None, list[str]]] = {
    "page": (made.page().encode(), "text/html; charset=utf-8", []),
    "page as text": (made.page().encode(), "text/plain", []),
    "page without type": (made.page().encode(), None, []),
    "russian page": (
        made.page(story=["Паром затонул у берега во вторник, сообщила береговая охрана. " * 9]).encode("cp1251"),
        "text/html; charset=windows-1251",
        [],
    ),
    "pdf as octets": (made.pdf([made.set_lines(made.STORY)]), "application/octet-stream", []),
    "text": (TEXT.encode(), "text/plain", []),
    "record": (json.dumps({"text": TEXT}).encode(), "application/json", []),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "image/png", ["unknown-kind"]),
    "picture as page": (b"\x89PNG\r\n\x1a\n" + bytes(100), "text/html", ["binary-file"]),
    "nothing": (b"", "text/html", ["empty-file"]),
    "giant": (b"<p>" + b"a" * 20_000_001, "text/html", ["too-large"]),
}


@pytest.mark.parametrize("case", FETCHED)
def test_what_was_fetched(case: str) -> None:
    data, media, expected = FETCHED[case]
    taken = of_bytes(data, name="https://a.example/1", media=media, url="https://a.example/1", fetched="2025-06-18T10:00:00Z")
    assert codes(taken) == expected
    if not expected:
        (report,) = taken.reports
        assert report.url == "https://a.example/1"
        assert report.original is not None
        assert report.original.data == data
        assert [(c.url, c.at) for c in taken.captures] == [("https://a.example/1", "2025-06-18T10:00:00Z")]
        assert "ferry" in report.text or "Паром" in report.text


def test_a_flood_of_one_trouble_is_counted(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b"{\n" * 500 + LINES)
    taken = joined(stream([tmp_path]))
    assert len(taken.reports) == 300
    assert len(taken.troubles) == 101
    assert "400 more" in taken.troubles[-1].message
