"""The brief an editor takes away: cited sentence by sentence, quoted exactly, the same bytes each time, no verdict."""

from __future__ import annotations

import dataclasses
import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile

import pytest
from docx import Document
from lxml import etree
from lxml import html as lxml_html

from stemma.model import Ledger, Relation
from stemma.tell.exports.as_docx import CREATED
from stemma.tell.exports.brief import Form, brief
from stemma.tell.exports.briefing import briefing, weightiest
from stemma.tell.exports.paper import Bullets, Cite, Heading, Quotation, Text
from stemma.tell.view import view
from tests.tell.hand import TEXTS, ledger

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FORMS: tuple[Form, ...] = ("md", "html", "docx")
PAPER = briefing(ledger(), taken={"r-harbour": "2025-03-06T10:00:00Z"})


def words_of(form: Form, of: Ledger) -> str:
    data = brief(of, form)
    if form == "docx":
        document = Document(io.BytesIO(data))
        cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
        return "\n".join([*(p.text for p in document.paragraphs), *cells])
    return lxml_html.document_fromstring(data.decode()).text_content() if form == "html" else data.decode()


def test_every_sentence_of_the_sum_says_who_says_so_and_ends_in_sources() -> None:
    sums = next(b for b in PAPER.blocks if isinstance(b, Bullets))
    said = ["".join(p.words for p in line if isinstance(p, Text)) for line in sums.lines]
    assert said == [
        "Ada Brandt (3 reports, 1 origin; disputed): At least 70 passengers had been taken off the ferry by the night of 4 March 2025. ",
        "No named origin (2 reports): A ferry ran aground off Cape Lorn on 4 March 2025. ",
        "The hospital in Port Meridian (1 report, 1 origin; disputed): About 120 people were rescued from the ferry. ",
        "Denied by Lorn Lines (1 report, 1 origin): The ferry was overloaded. ",
    ]
    assert [line[-1] for line in sums.lines] == [Cite(numbers=n) for n in ((1, 2, 4), (1, 2), (3,), (2,))]


def test_the_parts_stand_in_the_order_of_a_readers_questions() -> None:
    parts = [b.words for b in PAPER.blocks if isinstance(b, Heading) and b.level == 2]
    assert parts == ["The sum of the matter", "The claims", "The figures", "Where the reports differ", "Who copies whom", "In their own words"]


def test_quotations_are_the_reports_own_words() -> None:
    quoted = [b for b in PAPER.blocks if isinstance(b, Quotation)]
    assert len(quoted) == 7
    folded = [" ".join(text.split()) for text in TEXTS.values()]
    for block in quoted:
        words = "".join(p.words for p in block.words if isinstance(p, Text)).strip()
        assert words.startswith("“")
        inside = words[1 : words.index("”", 1)].strip("… ")
        assert any(inside in text for text in folded), inside


def test_a_claim_that_was_updated_gives_way_to_what_updates_it() -> None:
    later = Relation(source="c-rescued", target="c-taken", kind="updates")
    changed = dataclasses.replace(ledger(), relations=(later,))
    (chapter,) = view(changed).chapters
    assert [c.id for c in weightiest(chapter.claims)] == ["c-rescued", "c-aground", "c-overloaded"]
    assert "What changed" in words_of("md", changed)


def test_updates_in_a_ring_come_to_an_end() -> None:
    ring = (Relation(source="c-rescued", target="c-taken", kind="updates"), Relation(source="c-taken", target="c-rescued", kind="updates"))
    (chapter,) = view(dataclasses.replace(ledger(), relations=ring)).chapters
    assert len(weightiest(chapter.claims)) == 3


@pytest.mark.parametrize("form", FORMS)
def test_sources_carry_what_a_reader_needs_to_find_and_check_them(form: Form) -> None:
    text = words_of(form, ledger())
    for part in ("The Harbour Post", "Ferry aground off Cape Lorn", "4 March 2025", hashlib.sha256(TEXTS["r-harbour"].encode()).hexdigest()):
        assert part in text
    assert "story/harbour.txt" not in text  # folders tell of the one who made it
    assert "Taken in 6 March 2025." in "".join(p.words for p in PAPER.sources[0].line if isinstance(p, Text))


@pytest.mark.parametrize("form", FORMS)
def test_the_form_gives_no_verdict(form: Form) -> None:
    assert not set(re.findall(r"[a-z]+", words_of(form, ledger()).lower())) & {"true", "false", "fake", "hoax", "lie", "debunked", "verified"}


@pytest.mark.parametrize("form", FORMS)
def test_no_reports_is_said(form: Form) -> None:
    assert "nothing was read" in words_of(form, Ledger())


def test_several_stories_have_a_heading_each() -> None:
    two = dataclasses.replace(
        ledger(),
        stories=(
            dataclasses.replace(ledger().stories[0], reports=("r-harbour", "r-inland", "r-bulletin")),
            dataclasses.replace(ledger().stories[0], id="s-two", title="Rescued", reports=("r-evening",)),
        ),
        claims=tuple(dataclasses.replace(c, story="s-two") if c.id == "c-rescued" else c for c in ledger().claims),
    )
    paper = briefing(two)
    assert paper.title == "2 stories"
    assert [b.words for b in paper.blocks if isinstance(b, Heading) and b.level == 2] == ["Ferry aground off Cape Lorn", "Rescued"]
    for form in FORMS:
        assert "Rescued" in words_of(form, two)


def test_links_inside_the_page_lead_somewhere() -> None:
    tree = lxml_html.document_fromstring(brief(ledger(), "html").decode())
    ids = {e.get("id") for e in tree.iter() if e.get("id")}
    assert {a.get("href")[1:] for a in tree.iter("a") if a.get("href").startswith("#")} <= ids
    text = brief(ledger(), "md").decode()
    assert set(re.findall(r"\(#(source-\d+)\)", text)) <= set(re.findall(r'<a id="(source-\d+)">', text))


def test_citations_of_a_word_file_jump_to_a_numbered_list() -> None:
    with zipfile.ZipFile(io.BytesIO(brief(ledger(), "docx"))) as parts:
        body = etree.fromstring(parts.read("word/document.xml"))
        styles = etree.fromstring(parts.read("word/styles.xml"))
        numbering = etree.fromstring(parts.read("word/numbering.xml"))
    marks = {e.get(f"{W}name") for e in body.iter(f"{W}bookmarkStart")}
    assert marks == {f"source_{n}" for n in range(1, 5)}
    anchors = {e.get(f"{W}anchor") for e in body.iter(f"{W}hyperlink") if e.get(f"{W}anchor")}
    assert anchors == marks
    (style,) = [s for s in styles.iter(f"{W}style") if s.find(f"{W}name").get(f"{W}val") == "Stemma Source"]
    number = style.find(f".//{W}numId").get(f"{W}val")
    (num,) = [n for n in numbering.iter(f"{W}num") if n.get(f"{W}numId") == number]
    (abstract,) = [a for a in numbering.iter(f"{W}abstractNum") if a.get(f"{W}abstractNumId") == num.find(f"{W}abstractNumId").get(f"{W}val")]
    assert abstract.find(f".//{W}lvlText").get(f"{W}val") == "[%1]"
    order = [etree.QName(e).localname for e in numbering]
    assert order == sorted(order, key=["abstractNum", "num"].index)  # Word refuses any other order


def test_a_word_file_keeps_the_order_that_its_format_wants() -> None:
    """Word calls a file damaged where these stand otherwise (ECMA-376, CT_TblPr and CT_PPr)."""
    with zipfile.ZipFile(io.BytesIO(brief(ledger(), "docx"))) as parts:
        trees = [etree.fromstring(parts.read(name)) for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml")]
    wanted = {
        "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
        "tblLayout tblCellMar tblLook",
        "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens "
        "spacing ind contextualSpacing mirrorIndents jc textAlignment outlineLvl rPr sectPr",
        "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
    }
    for tree in trees:
        for name, order in wanted.items():
            for element in tree.iter(f"{W}{name}"):
                found = [etree.QName(e).localname for e in element]
                assert found == sorted(found, key=order.split().index), (name, found)


def test_a_word_file_has_headings_tables_and_fixed_dates() -> None:
    document = Document(io.BytesIO(brief(ledger(), "docx")))
    assert [p.text for p in document.paragraphs if p.style.name == "Title"] == ["Ferry aground off Cape Lorn"]
    assert "The sum of the matter" in [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [t.rows[0].cells[0].text for t in document.tables] == ["No.", "Figure"]
    assert document.core_properties.created.replace(tzinfo=None) == CREATED


@pytest.mark.parametrize("form", FORMS)
def test_the_bytes_depend_on_nothing_else(form: Form) -> None:
    code = "import sys; from tests.tell.hand import ledger; from stemma.tell.exports.brief import brief; "
    code += f"sys.stdout.buffer.write(brief(ledger(), {form!r}))"
    environment = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, env=environment).stdout
    assert other == brief(ledger(), form)
