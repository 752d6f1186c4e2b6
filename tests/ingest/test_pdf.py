"""PDFs: paragraphs come back from lines, what stands at the edge of pages is left out, and what has no text is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemma.ingest import of_bytes, stream
from stemma.ingest.pdf import of_piece
from stemma.ingest.taken import Piece, Taken
from tests.ingest import made

TITLE = (72, 760, 20, "Ferry sinks off Port Varn")
INFO = "/Title (Ferry sinks off Port Varn) /CreationDate (D:20250617140300+03'00') /Producer (LibreOffice 7)"


def read(data: bytes) -> Taken:
    return of_piece(Piece(name="a.pdf", kind="pdf", data=data, media="application/pdf"))


@pytest.mark.parametrize(("indent", "gap"), [(0, 8), (18, 0), (18, 8)])
def test_paragraphs_are_rebuilt_and_broken_words_joined(indent: float, gap: float) -> None:
    taken = read(made.pdf([[TITLE, *made.set_lines(made.STORY, indent=indent, gap=gap, width=58)]], info=INFO))
    (report,) = taken.reports
    assert report.text.split("\n\n") == ["Ferry sinks off Port Varn", *made.STORY]
    assert [report.text[z.start : z.end] for z in report.marked if z.kind == "headline"] == ["Ferry sinks off Port Varn"]
    assert (report.title, report.published, report.extracted_by) == ("Ferry sinks off Port Varn", "2025-06-17T14:03:00+03:00", "pdfium")
    assert taken.troubles == ()


def test_running_heads_and_page_numbers_are_left_out() -> None:
    def sheet(number: int) -> list[made.PdfLine]:
        story = made.set_lines([f"{p} This stands on sheet {number}." for p in made.STORY], width=60)
        return [(72, 810, 9, f"The Harbour Post, issue {number}"), *story, (290, 30, 9, f"{number}"), (400, 30, 9, f"Page {number} of 3")]

    (report,) = read(made.pdf([sheet(n) for n in (1, 2, 3)])).reports
    assert "Harbour Post" not in report.text
    assert "Page" not in report.text
    assert len(report.text.split("\n\n")) == 9


def test_a_paragraph_goes_on_over_a_page() -> None:
    lines = made.set_lines([made.STORY[0] + " " + made.STORY[1].replace(".", " in all.")], width=60)
    (report,) = read(made.pdf([[*lines[:2]], [(x, y + 40, s, w) for x, y, s, w in lines[2:]]])).reports
    assert "\n" not in report.text


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("in a state-", "ment on the matter", "statement"),
        ("the well-", "known captain said", "well-known"),
        ("the Franco-", "German office", "Franco-German"),
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, whole: str) -> None:
    (report,) = read(made.pdf([[(72, 700, 11, f"A spokesman of the company said it {before}"), (72, 686, 11, f"{after}, and went away.")]])).reports
    assert whole in report.text


def test_a_page_printed_by_a_browser_keeps_its_address_and_the_day_of_printing() -> None:
    foot = [(72, 20, 8, "https://harbourpost.example/ferry"), (540, 20, 8, "1/1")]
    data = made.pdf([[(72, 820, 8, "6/18/25, 9:15 AM"), *made.set_lines(made.STORY), *foot]], info=INFO.replace("LibreOffice 7", "Skia/PDF m126"))
    taken = read(data)
    (report,) = taken.reports
    assert (report.url, report.published) == ("https://harbourpost.example/ferry", None)
    assert [c.at for c in taken.captures] == ["2025-06-17T14:03:00+03:00"]
    assert report.text == "\n\n".join(made.STORY)


def test_an_address_at_the_foot_of_the_text_is_no_address_of_the_page() -> None:
    data = made.pdf([[*made.set_lines(made.STORY), (72, 40, 10, "https://elsewhere.example/source")]], info=INFO)
    (report,) = read(data).reports
    assert report.url is None
    assert "https://elsewhere.example/source" in report.text


@pytest.mark.parametrize("title", ["Microsoft Word - draft3.docx", "Quarterly template"])
def test_a_title_that_the_page_does_not_bear_out_is_not_believed(title: str) -> None:
    (report,) = read(made.pdf([[TITLE, *made.set_lines(made.STORY)]], info=f"/Title ({title})")).reports
    assert report.title == "Ferry sinks off Port Varn"


BROKEN: dict[str, tuple[bytes, str]] = {
    "locked": (made.locked_pdf(), "encrypted"),
    "no pages' text": (made.pdf([[], []]), "no-text-layer"),
    "junk": (b"%PDF-1.4\n" + b"junk " * 100, "bad-pdf"),
    "cut off": (made.pdf([made.set_lines(made.STORY)])[:300], "bad-pdf"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_cannot_be_read_is_told(case: str, tmp_path: Path) -> None:
    data, code = BROKEN[case]
    (tmp_path / "a.pdf").write_bytes(data)
    (tmp_path / "b.txt").write_text(made.STORY[0], "utf-8")
    parts = list(stream([tmp_path]))
    assert [t.code for p in parts for t in p.troubles] == [code]
    assert [r.text for p in parts for r in p.reports] == [made.STORY[0]]


def test_many_pages_are_cut_and_the_original_is_kept() -> None:
    data = made.pdf([[(72, 700, 11, f"Sheet {n} has words of its own on it.")] for n in range(501)])
    taken = of_bytes(data, name="a.pdf", media="application/pdf", url="https://a.example/report.pdf", fetched="2025-06-18T10:00:00Z")
    assert [t.code for t in taken.troubles] == ["text-cut"]
    assert "Sheet 499 has" in taken.reports[0].text
    assert "Sheet 500 has" not in taken.reports[0].text
    assert taken.reports[0].url == "https://a.example/report.pdf"
    assert taken.reports[0].original is not None
    assert taken.reports[0].original.data == data
    assert taken.captures[0].at == "2025-06-18T10:00:00Z"
