"""Every kind of bad input, made for real: a trouble that says what and where and what to do, and the others are read."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import time
from pathlib import Path

import pytest

from stemma.errors import UsageError
from stemma.ingest import ingest
from stemma.ingest.taken import Piece
from stemma.ingest.worker import Worker
from stemma.model import RawReport, Trouble

STORY = (
    "At least 30 people died when a ferry sank off Port Varn on Tuesday, the coast guard said, in the worst accident on this coast for years. "
    "The vessel carried more than 200 passengers, according to the harbour master, who said that it was licensed for 150."
)
PAGE = f"<html><head><title>Ferry sinks</title></head><body><article><h1>Ferry sinks</h1><p>{STORY}</p><p>{STORY[::-1]}</p></article></body></html>"


def asked(worker: Worker, data: bytes, name: str) -> tuple[tuple[RawReport, ...], tuple[Trouble, ...]]:
    """What a worker finds in a page."""
    taken = worker.ask(Piece(name=name, kind="html", data=data, media="text/html"))
    return taken.reports, taken.troubles


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def taken(path: Path) -> tuple[list[RawReport], list[str]]:
    """The reports of a path and the codes of its troubles, each of which must say what, where and what to do."""
    reports, troubles = ingest([path])
    for trouble in troubles:
        assert trouble.path is not None
        assert str(path) in trouble.message
        assert trouble.hint
    assert reports or troubles, "silence"
    return reports, [t.code for t in troubles]


def codes(path: Path) -> list[str]:
    return taken(path)[1]


UNREADABLE: dict[str, tuple[str, bytes, str]] = {
    "empty": ("a.txt", b"", "empty-file"),
    "white space": ("a.txt", b" \r\n\t\n", "empty-file"),
    "empty page": ("a.html", b"", "empty-file"),
    "zero bytes": ("a.txt", b"text\0\0\1\2\0\0" * 50, "binary-file"),
    "picture as text": ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "binary-file"),
    "pdf as page": ("a.html", b"%PDF-1.7\n" + b"x" * 500, "binary-file"),
    "zip": ("a.md", b"PK\x03\x04" + b"\x11" * 600, "binary-file"),
    "control characters": ("a.txt", bytes(range(1, 9)) * 40 + b"words", "binary-file"),
    "gzip bomb": ("a.html", gzip.compress(b"<p>" + b"a" * 30_000_000), "binary-file"),
    "broken json": ("a.json", b'{"text": "a', "bad-json"),
    "deep json": ("a.json", b"[" * 200_000, "bad-json"),
    "json number": ("a.json", b"12", "no-report"),
    "json without text": ("a.json", b'{"title": "a"}', "no-text"),
    "json with numbers for text": ("a.json", b'{"text": 12}', "no-text"),
    "empty list": ("a.json", b"[]", "empty-file"),
    "unknown kind": ("a.docx", b"words", "unknown-kind"),
    "page without article": ("a.html", b"<html><body><nav></nav></body></html>", "no-article"),
    "no element at all": ("a.html", b"<!-- nothing -->", "no-article"),
    "blank lines of records": ("a.jsonl", b"\n\n  \n", "empty-file"),
}


@pytest.mark.parametrize("case", UNREADABLE)
def test_what_cannot_be_read_is_said(case: str, tmp_path: Path) -> None:
    name, data, code = UNREADABLE[case]
    path = write(tmp_path / name, data)
    reports, said = taken(path)
    assert code in said
    assert reports == []


READABLE: dict[str, tuple[str, bytes, str, str]] = {
    "windows-1252": ("a.txt", "It’s “the café”, she said – twice.".encode("cp1252"), "guessed-encoding", "It’s “the café”, she said – twice."),
    "cp1251": ("a.txt", ("Министр сообщил журналистам, что переговоры продолжаются. " * 4).encode("cp1251"), "guessed-encoding", "Министр"),
    "utf-16 without mark": ("a.txt", "Plain words in pairs of bytes.".encode("utf-16-le"), "guessed-encoding", "Plain words in pairs of bytes."),
    "cut within a letter": ("a.txt", "He said “yes”".encode()[:-2], "cut-off", "He said “yes"),
    "half surrogate": ("a.json", b'{"text": "a \\ud83d b"}', "damaged-text", "a \ufffd b"),
    "odd date": ("a.json", b'{"text": "words", "published": "7/5/2015"}', "bad-date", "words"),
    "truncated page": ("a.html", PAGE[:-200].encode(), "cut-off", "At least 30 people died"),
    "attribute flood": (
        "a.html",
        PAGE.replace("<h1>", "<h1 " + " ".join(f'a{n}="{n}"' for n in range(100_000)) + ">").encode(),
        "oversize-tag",
        "At least 30 people died",
    ),
    "very long text": ("a.txt", b"word " * 500_000, "text-cut", "word"),
}


@pytest.mark.parametrize("case", READABLE)
def test_what_is_damaged_is_read_and_said(case: str, tmp_path: Path) -> None:
    name, data, code, start = READABLE[case]
    path = write(tmp_path / name, data)
    (report,), said = taken(path)
    assert code in said
    assert start in report.text


def test_deep_nesting_still_gives_the_words(tmp_path: Path) -> None:
    path = write(tmp_path / "a.html", "<html><body>" + "<div>" * 10_000 + f"<p>{STORY}</p>" + "</div>" * 10_000 + "</body></html>")
    reports, troubles = ingest([path])
    assert reports
    assert "At least 30 people died" in reports[0].text
    assert reports[0].extracted_by != "trafilatura"
    assert not troubles


@pytest.mark.parametrize("name", ["a.html", "a.txt", "a.json"])
def test_a_huge_file_is_refused_unread(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    began = time.monotonic()
    assert codes(path) == ["too-large"]
    assert time.monotonic() - began < 1


def test_a_missing_file(tmp_path: Path) -> None:
    assert codes(tmp_path / "none.txt") == ["no-such-file"]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert codes(tmp_path) == ["empty-folder"]


@pytest.mark.skipif(os.name != "posix", reason="permissions and pipes are those of POSIX")
def test_a_pipe_in_the_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    assert codes(tmp_path / "a.txt") == ["not-a-file"]


@pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")
def test_a_file_that_may_not_be_read() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / "a.txt", STORY)
        path.chmod(0)
        Path(folder).chmod(0o755)
        root = os.geteuid() == 0
        if root:
            os.seteuid(65534)  # root may read everything, nobody may not
        try:
            assert codes(path) == ["not-readable"]
        finally:
            if root:
                os.seteuid(0)


def test_one_broken_among_ten_and_the_nine_are_read(tmp_path: Path) -> None:
    for n in range(9):
        write(tmp_path / f"{n}.html", PAGE.replace("Varn", f"Varn{n}"))
    write(tmp_path / "5b.html", b"\x1f\x8b" + b"\0" * 100)
    reports, troubles = ingest([tmp_path])
    assert [Path(r.path).name for r in reports] == [f"{n}.html" for n in range(9)]
    assert [t.code for t in troubles] == ["binary-file"]


def test_a_bad_line_among_good_ones_keeps_its_number(tmp_path: Path) -> None:
    lines = [json.dumps({"text": f"words {n}"}) for n in range(5)]
    lines[2] = '{"text": '
    path = write(tmp_path / "a.jsonl", "\n".join(lines))
    reports, troubles = ingest([path])
    assert [r.path for r in reports] == [f"{path}#{n}" for n in (1, 2, 4, 5)]
    assert [(t.code, t.path) for t in troubles] == [("bad-json", f"{path}#3")]


def test_a_slow_page_is_killed_and_the_next_is_read() -> None:
    slow = b"<html><body>" + b"".join(b"<b a%d>" % n for n in range(60_000)) + b"<p>x</p></body></html>"
    with Worker(seconds=1.0) as worker:
        asked(worker, PAGE.encode(), "warm.html")
        began = time.monotonic()
        reports, troubles = asked(worker, slow, "slow.html")
        assert time.monotonic() - began < 10
        assert not reports
        assert [t.code for t in troubles] == ["too-slow"]
        reports, troubles = asked(worker, PAGE.encode(), "next.html")
        assert len(reports) == 1
        assert troubles == ()


@pytest.mark.skipif(os.name != "posix", reason="memory is only limited on POSIX")
def test_a_page_that_eats_memory_is_said() -> None:
    with Worker(memory=400_000_000) as worker:
        assert asked(worker, PAGE.encode(), "warm.html")[0]
        _, troubles = asked(worker, b"<html><body>" + b"<p>a<i>" * 1_000_000, "fat.html")
        assert troubles
        assert {t.code for t in troubles} & {"reader-died", "bad-page", "too-slow", "no-article"}
        assert asked(worker, PAGE.encode(), "next.html")[0]


def test_a_child_killed_from_outside_is_said_and_replaced() -> None:
    with Worker() as worker:
        assert asked(worker, PAGE.encode(), "a.html")[0]
        assert worker._child is not None
        worker._child.kill()
        worker._child.wait()
        assert asked(worker, PAGE.encode(), "b.html")[0]


def test_a_given_date_that_is_none_is_misuse(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        ingest([tmp_path], published="someday")
