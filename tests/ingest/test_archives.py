"""Web archives: pages, PDFs and texts come out record by record; what is damaged is told, passed over, and what lies behind it is read."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from pathlib import Path

import pytest

from stemma.ingest import stream
from stemma.ingest.archives import pieces
from stemma.ingest.taken import Piece, Taken, joined
from tests.ingest import made

URL = "https://harbourpost.example/{}"


def page(number: int, **more: str) -> bytes:
    body = made.page(story=[f"{p} This is told by report {number}." for p in made.STORY]).encode()
    return made.record(URL.format(number), body, **more)  # type: ignore[arg-type]


def read(path: Path, workers: int = 1) -> Taken:
    return joined(stream([path], workers=workers))


def told(taken: Taken) -> list[int]:
    """The numbers of the reports that came out."""
    return [int(r.text.rpartition("report ")[2].split(".")[0]) for r in taken.reports]


def codes(taken: Taken) -> list[str]:
    return [t.code for t in taken.troubles]


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("workers", [1, 3])
def test_pages_of_an_archive(zipped: bool, workers: int, tmp_path: Path) -> None:
    records = [
        made.record("warcinfo", b"", kind="warcinfo"),
        page(1),
        made.record(URL.format("x"), b"<p>gone</p>", status=404),
        made.record(URL.format("pic"), b"\x89PNG", media="image/png"),
        made.record(URL.format("robots.txt"), b"User-agent: *\nDisallow:\n", media="text/plain"),
        made.record(URL.format("note.txt"), made.STORY[0].encode(), media="text/plain; charset=utf-8"),
        made.record(URL.format("a.pdf"), made.pdf([made.set_lines(made.STORY)]), media="application/pdf"),
        made.record(URL.format(""), made.page().encode()),
        page(2),
    ]
    path = tmp_path / ("a.warc.gz" if zipped else "a.warc")
    path.write_bytes(made.warc(records, zipped=zipped))
    taken = read(path, workers)
    assert [r.path for r in taken.reports] == [f"{path}#{n}" for n in (1, 2, 3, 4)]
    assert [r.url for r in taken.reports] == [URL.format(x) for x in ("1", "note.txt", "a.pdf", "2")]
    assert [c.at for c in taken.captures] == ["2025-06-18T10:00:00Z"] * 4
    assert codes(taken) == ["front-page"]
    assert taken.reports[0].original is not None
    assert taken.reports[0].original.data.startswith(b"<!doctype html>")
    assert taken.reports[0].original.media == "text/html"


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(body[n : n + 100]), body[n : n + 100]) for n in range(0, len(body), 100)) + b"0\r\n\r\n"


PAGE = made.page().encode()
RAW = zlib.compressobj(wbits=-15)
PACKED: dict[str, tuple[bytes, str]] = {
    "gzip": (gzip.compress(PAGE), "Content-Encoding: gzip\r\n"),
    "deflate": (zlib.compress(PAGE), "Content-Encoding: deflate\r\n"),
    "bare deflate": (RAW.compress(PAGE) + RAW.flush(), "Content-Encoding: deflate\r\n"),
    "chunked": (chunked(PAGE), "Transfer-Encoding: chunked\r\n"),
    "chunked gzip": (chunked(gzip.compress(PAGE)), "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
    "already unpacked": (PAGE, "Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"),
}


@pytest.mark.parametrize("how", PACKED)
def test_bodies_are_unpacked(how: str, tmp_path: Path) -> None:
    body, header = PACKED[how]
    (tmp_path / "a.warc").write_bytes(made.record(URL.format(1), body, http=header))
    taken = read(tmp_path)
    assert codes(taken) == []
    assert taken.reports[0].original is not None
    assert taken.reports[0].original.data == PAGE


def test_a_bomb_in_a_body_is_told_and_the_rest_is_read(tmp_path: Path) -> None:
    bomb = made.record(URL.format("bomb"), gzip.compress(b"a" * 30_000_000), http="Content-Encoding: gzip\r\n")
    odd = made.record(URL.format("odd"), b"xx", http="Content-Encoding: compress\r\n")
    (tmp_path / "a.warc.gz").write_bytes(made.warc([page(1), bomb, odd, page(2)], zipped=True))
    taken = read(tmp_path)
    assert told(taken) == [1, 2]
    assert codes(taken) == ["bomb", "unreadable-body"]


def broken(how: str) -> tuple[bytes, list[int], int]:
    """An archive that is damaged in some way, the reports that must come out of it, and how many troubles it has at most."""
    good = [page(n) for n in range(5)]
    bad = page(9)
    zipped = how.endswith("gz")
    lengths = {"too long": b"9000", "too short": b"300", "huge": b"999999999999", "negative": b"-5", "no number": b"x"}
    first = how.removesuffix(" gz")
    if first in lengths:
        head, _, rest = bad.partition(b"Content-Length: ")
        bad = head + b"Content-Length: " + lengths[first] + rest[rest.index(b"\r\n") :]
    elif first == "no length":
        bad = bad.replace(b"Content-Length", b"X", 1)
    elif first == "junk":
        bad = b"junk \x00\xff" * 300
    records = made.warc([*good[:2], bad, *good[2:]], zipped=zipped)
    members = [gzip.compress(r) for r in (*good[:2], bad, *good[2:])]
    if first == "flipped":
        members[2] = members[2][:200] + bytes(b ^ 0xFF for b in members[2][200:220]) + members[2][220:]
        records = b"".join(members)
    elif first == "lost bytes":
        records = b"".join([*members[:2], members[2][:-60], *members[3:]])
    elif first == "cut off":
        return b"".join(members)[: -len(members[-1]) // 2], [0, 1, 9, 2, 3], 2
    elif first == "zeros":
        records = b"".join([*members[:2], b"\0" * 5000, *members[3:]])
    return records, [0, 1, 2, 3, 4], 2


WAYS = ["too long", "too short", "huge", "negative", "no number", "no length", "junk"]


@pytest.mark.parametrize("how", [*WAYS, *(f"{w} gz" for w in WAYS), "flipped gz", "lost bytes gz", "cut off gz", "zeros gz"])
def test_damage_costs_only_itself(how: str, tmp_path: Path) -> None:
    data, expected, most = broken(how)
    path = tmp_path / ("a.warc.gz" if how.endswith("gz") else "a.warc")
    path.write_bytes(data)
    taken = read(path)
    assert [n for n in told(taken) if n in expected] == expected
    assert 1 <= len(taken.troubles) <= most
    assert all(str(path) in t.message and t.hint for t in taken.troubles)


def test_revisits_are_captures_of_the_page_they_mean(tmp_path: Path) -> None:
    mark = "WARC-Payload-Digest: sha1:ABC\r\n"
    again = made.record(URL.format(1), b"", kind="revisit", more=mark)
    other = made.record(URL.format(2), b"", kind="revisit", more="WARC-Payload-Digest: sha1:XYZ\r\n")
    (tmp_path / "a.warc").write_bytes(made.warc([page(1, more=mark), again.replace(b"06-18", b"06-19"), other]))
    taken = read(tmp_path)
    assert told(taken) == [1]
    assert [(c.path, c.at) for c in taken.captures] == [(f"{tmp_path}/a.warc#1", f"2025-06-{d}T10:00:00Z") for d in (18, 19)]
    assert codes(taken) == ["lost-revisit"]


def test_a_page_that_calls_itself_by_a_foreign_address_keeps_its_own(tmp_path: Path) -> None:
    head = '<link rel="canonical" href="https://agency.example/original">'
    (tmp_path / "a.warc").write_bytes(made.record(URL.format(1), made.page(head=head).encode()))
    (report,) = read(tmp_path).reports
    assert report.url == URL.format(1)
    assert report.credits == ("https://agency.example/original",)


def wacz(path: Path, **members: bytes) -> Path:
    return made.zipped(path, {"datapackage.json": b"{}", **{f"archive/{k}.warc.gz": v for k, v in members.items()}})


def test_wacz(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", one=made.warc([page(1), page(2)], zipped=True), two=made.warc([page(3)], zipped=True))
    assert told(read(path)) == [1, 2, 3]
    deflated = made.zipped(tmp_path / "b.wacz", {"archive/x.warc": made.warc([page(4)])}, method=zipfile.ZIP_DEFLATED)
    assert told(read(deflated)) == [4]


def test_names_in_an_archive_are_never_paths(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    names = ["../../archive/evil.warc", "/archive/evil.warc", "archive/..\\..\\evil.warc", "archive/x\0.warc", "archive/CON.warc"]
    made.zipped(inside / "a.wacz", {n: made.warc([page(1)]) for n in names})
    before = sorted(tmp_path.rglob("*"))
    read(inside / "a.wacz")
    assert sorted(tmp_path.rglob("*")) == before


def zip_bomb(path: Path) -> Path:
    return made.zipped(path, {"archive/x.warc": made.record(URL.format(1), b"a" * 40_000_000)}, method=zipfile.ZIP_DEFLATED)


def nested(path: Path) -> Path:
    inner = made.zipped(path.with_suffix(".zip"), {"archive/x.warc": made.warc([page(1)])})
    data = inner.read_bytes()
    inner.unlink()
    return made.zipped(path, {"inner.wacz": data})


def many(path: Path) -> Path:
    return made.zipped(path, {f"m/{n}": b"" for n in range(10_001)})


def cut(path: Path) -> Path:
    wacz(path, one=made.warc([page(1)], zipped=True))
    path.write_bytes(path.read_bytes()[:-40])
    return path


def broken_member(path: Path) -> Path:
    wacz(path, one=made.warc([page(1)], zipped=True))
    data = path.read_bytes()
    at = data.index(b"\x1f\x8b")
    path.write_bytes(data[: at + 60] + bytes(40) + data[at + 100 :])
    return path


@pytest.mark.parametrize(
    ("make", "code"), [(zip_bomb, "bomb"), (nested, "no-warc"), (many, "bomb"), (cut, "bad-archive"), (broken_member, "damaged-record")]
)
def test_hostile_and_broken_wacz_are_told(make: object, code: str, tmp_path: Path) -> None:
    assert callable(make)
    make(tmp_path / "a.wacz")
    (tmp_path / "b.txt").write_text(made.STORY[0], "utf-8")
    taken = read(tmp_path)
    assert [r.text for r in taken.reports] == [made.STORY[0]]
    assert codes(taken) == [code]


def test_a_flipped_bit_in_a_wacz_costs_one_record(tmp_path: Path) -> None:
    path = wacz(tmp_path / "a.wacz", one=made.warc([page(n) for n in range(5)], zipped=True))
    data = bytearray(path.read_bytes())
    members = [n for n in range(len(data)) if data[n : n + 3] == b"\x1f\x8b\x08"]
    data[members[2] + 80] ^= 0x10
    path.write_bytes(data)
    taken = read(path)
    assert [n for n in told(taken) if n != 2] == [0, 1, 3, 4]
    assert "damaged-record" in codes(taken)


@pytest.mark.parametrize("data", [b"", b"words and no archive\n" * 10, b"\x1f\x8b\x08\x00" + bytes(100)])
def test_what_is_no_archive_is_told(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.warc.gz").write_bytes(data)
    taken = read(tmp_path)
    assert taken.reports == ()
    assert codes(taken)
    assert set(codes(taken)) <= {"damaged-record", "empty-file"}


def test_an_archive_whose_reader_is_killed_goes_on_behind_the_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from stemma.ingest.worker import Worker

    path = tmp_path / "a.warc.gz"
    long = made.page(story=made.STORY * 60).encode()
    path.write_bytes(made.warc([made.record(URL.format(n), long) for n in range(40)], zipped=True))
    honest = Worker.archive
    killed = []

    def dying(self: Worker, *asked: object) -> object:
        for number, found in enumerate(honest(self, *asked)):  # type: ignore[arg-type]
            yield found
            if number == 4 and not killed:
                assert self._child is not None
                self._child.kill()
                self._child.wait()
                killed.append(1)

    monkeypatch.setattr(Worker, "archive", dying)
    items = list(pieces(str(path), "warc", "a"))
    urls = [i.url for i in items if isinstance(i, Piece)]
    assert [t.code for i in items if isinstance(i, Taken) for t in i.troubles] == ["reader-died"]
    assert len(urls) == len(set(urls))
    assert len(urls) >= 39
