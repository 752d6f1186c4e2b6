"""Threat 17: words of reports stay words in every form that people take away. No formula, no link but http(s)."""

from __future__ import annotations

import csv
import io
import re
import zipfile

import pytest
from docx import Document
from lxml import etree
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from stemma.model import Ledger
from stemma.tell.exports.as_docx import as_docx
from stemma.tell.exports.brief import brief
from stemma.tell.exports.cells import boxed, xml
from stemma.tell.exports.csv_files import as_csv
from stemma.tell.exports.paper import Bullets, Grid, Heading, Link, Look, Paper, Paragraph, Quotation, SourceLine, Text
from stemma.tell.exports.table import Column, Table
from stemma.tell.exports.tables import tables
from stemma.tell.exports.workbook import as_xlsx
from stemma.tell.exports.xlsx_reader import sheet_rows
from tests.tell.exports.payloads import PAYLOADS
from tests.tell.hand import ledger
from tests.tell.payloads import URLS, poisoned

FORMULA = re.compile(r"[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20]")
WEB = re.compile(r"https?://", re.I)


def with_payload(payload: str, url: str = "https://x.example/") -> Ledger:
    return poisoned(ledger(), payload, url)


def test_there_are_sixty_of_them() -> None:
    assert len(set(PAYLOADS)) >= 60


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_of_a_csv_begins_like_a_formula(payload: str) -> None:
    """Nor where a spreadsheet parts cells otherwise than the file does."""
    for table in tables(with_payload(payload)).values():
        text = as_csv(table).decode("utf-8-sig")
        for row in (row for separator in ",;\t" for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)):
            for cell in row:
                assert not FORMULA.match(cell) or cell.lstrip().startswith("'"), (table.name, cell)
                assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", cell)


def all_cells() -> dict[str, Table]:
    """A table in which every payload begins a cell, in the head and below it."""
    columns = tuple(Column(name=f"{n} {p}", help=p) for n, p in enumerate(PAYLOADS))
    return {"claims": Table(name="claims", about=PAYLOADS[0], columns=columns, rows=(PAYLOADS,))}


@pytest.mark.parametrize("made", [all_cells(), *(tables(with_payload(p)) for p in ("=1+1", "https://evil.example/", "{=1+1}"))])
def test_a_workbook_holds_no_formula_and_no_link(made: dict[str, Table]) -> None:
    data = as_xlsx(made)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        assert not [name for name in book.namelist() if "externalLink" in name or "vba" in name.lower()]
        for name in book.namelist():
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(book.read(name))
                tags = {etree.QName(e).localname for e in root.iter() if isinstance(e.tag, str)}
                assert not tags & {"f", "hyperlink", "hyperlinks", "externalReference", "oleObject"}, name
                assert not [e for e in root.iter() if e.get("TargetMode") == "External"], name


def test_words_of_a_workbook_come_back_as_they_are_seen() -> None:
    _, row = sheet_rows(as_xlsx(all_cells()), wanted="claims")
    assert row + [""] * (len(PAYLOADS) - len(row)) == [boxed(p) for p in PAYLOADS]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_markdown_has_no_wiki_links_no_code_and_only_web_links(payload: str) -> None:
    text = brief(with_payload(payload), "md").decode()
    assert not re.search(r"(?<!\\)\[\[|(?<!\\)!\[", text)
    assert not re.search(r"(?<!\\)`(?![0-9a-f]{64}`)(?<![0-9a-f]{64}`)", text)
    page = MarkdownIt("commonmark").enable("table").render(text)
    assert {m[1] for m in re.finditer(r"<([a-z][a-z0-9]*)", re.sub(r"&lt;.*?&gt;", "", page))} <= {
        *("h1", "h2", "h3", "p", "ul", "li", "strong", "a", "table", "thead", "tbody", "tr", "th", "td", "code", "blockquote")
    }
    assert all(re.match(r"https?://|#source-\d+$", link) for link in re.findall(r'(?:href|src)="([^"]*)"', page))


@pytest.mark.parametrize("payload", PAYLOADS)
def test_html_has_only_its_own_elements(payload: str) -> None:
    tree = lxml_html.document_fromstring(brief(with_payload(payload), "html").decode())
    clean = lxml_html.document_fromstring(brief(ledger(), "html").decode())
    assert {e.tag for e in tree.iter()} <= {e.tag for e in clean.iter()}
    assert {a for e in tree.iter() for a in e.attrib} <= {a for e in clean.iter() for a in e.attrib}
    assert all(re.match(r"https?://|#", e.get("href")) for e in tree.iter("a"))


def all_blocks() -> Paper:
    """Every payload in every kind of block."""
    looks: tuple[Look, ...] = ("plain", "strong", "quiet", "marked", "code")
    line = tuple(Text(words=p, look=looks[n % 5]) for n, p in enumerate(PAYLOADS))
    links = tuple(Link(words=p, url=p) for p in (*PAYLOADS, *URLS))
    blocks = (*(Heading(words=p) for p in PAYLOADS), Paragraph(line=line + links), Bullets(lines=(line, links)), Quotation(by=line, words=links))
    grid = Grid(caption=PAYLOADS[0], head=PAYLOADS[:3], rows=tuple(((t,), links[:2], line[:2]) for t in line), widths=(1, 1, 1))
    return Paper(title=" ".join(PAYLOADS), blocks=(*blocks, grid), sources=(SourceLine(number=1, line=line),), foot=PAYLOADS)


def test_a_word_file_has_plain_runs_and_web_links() -> None:
    for data in (as_docx(all_blocks()), brief(with_payload("=1+1"), "docx"), brief(with_payload("<w:fldSimple w:instr='DATE'/>"), "docx")):
        document = Document(io.BytesIO(data))
        assert all(WEB.match(r.target_ref) for r in document.part.rels.values() if r.is_external)
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            body = etree.fromstring(parts.read("word/document.xml"))
            assert {etree.QName(e).localname for e in body.iter()} & {"instrText", "fldSimple", "fldChar", "altChunk", "object", "drawing"} == set()
            assert not [name for name in parts.namelist() if "embed" in name.lower() or "vba" in name.lower()]


def test_words_of_a_word_file_are_those_that_can_be_seen() -> None:
    headings = [p.text for p in Document(io.BytesIO(as_docx(all_blocks()))).paragraphs if p.style.name == "Heading 1"]
    assert headings[: len(PAYLOADS)] == [xml(p) for p in PAYLOADS]


@pytest.mark.parametrize("url", URLS)
def test_only_web_addresses_are_linked(url: str) -> None:
    bad = with_payload("plain words", url)
    links = re.findall(r'href="([^"]*)"', brief(bad, "html").decode())
    links += re.findall(r'href="([^"]*)"', MarkdownIt("commonmark").enable("table").render(brief(bad, "md").decode()))
    assert all(re.match(r"https?://|#", link) for link in links), links
    cells = [cell for table in tables(bad).values() for row in table.as_dicts() for name, cell in row.items() if name == "address" and cell]
    assert all(WEB.match(str(cell)) for cell in cells)
