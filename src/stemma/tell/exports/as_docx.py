"""The brief as a Word file: headings, tables, a numbered list of sources to which every citation jumps.

Reports' words stand in plain runs: no fields, no formulas of theirs; links lead to http(s) addresses only. The bytes depend
on the brief alone: fixed dates, no random numbers.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from stemma.tell.exports.archive import rezipped
from stemma.tell.exports.cells import xml
from stemma.tell.exports.paper import Block, Bullets, Cite, Grid, Heading, Line, Link, Paper, Paragraph, Quotation, SourceLine, Text
from stemma.tell.shared.safe import safe_url

#: Not the day of writing: the bytes shall not depend on the clock.
CREATED = dt.datetime(1980, 1, 1)
_INK, _QUIET, _LINK = RGBColor(0x1D, 0x1F, 0x21), RGBColor(0x5D, 0x61, 0x66), RGBColor(0x1C, 0x4F, 0x8F)
_FONT = "Calibri"
#: A4 less the margins.
_WIDTH = 17.0
_SOURCES = 77
#: What the format wants after the borders of a table.
_AFTER_BORDERS = {qn(f"w:{name}") for name in ("shd", "tblLayout", "tblCellMar", "tblLook")}


def as_docx(paper: Paper) -> bytes:
    """The whole brief."""
    writer = _Writer(paper)
    for block in paper.blocks:
        writer.block(block)
    writer.sources(paper.sources)
    writer.heading("How to read this", 2)
    for line in paper.foot:
        writer.paragraph((Text(words=line, look="quiet"),))
    out = io.BytesIO()
    writer.document.save(out)
    return rezipped(out.getvalue())


def _element(tag: str, /, **attributes: str) -> Any:
    element = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


class _Writer:
    """A document while it grows."""

    def __init__(self, paper: Paper) -> None:
        self.document: Any = Document()
        self.marks = 0
        _dress(self.document)
        #: Names to ids once: python-docx looks through all styles for each paragraph.
        self.styles = {style.name: style.style_id for style in self.document.styles}
        _numbering(self.document)
        title = xml(paper.title)
        core = self.document.core_properties
        core.title, core.author, core.last_modified_by, core.comments = title[:255], "Stemma", "Stemma", ""
        core.created = core.modified = CREATED
        core.revision, core.language = 1, "en"
        _footer(self.document)
        self.add("Title").add_run(title)

    def block(self, block: Block) -> None:
        if isinstance(block, Heading):
            self.heading(block.words, block.level)
        elif isinstance(block, Paragraph):
            self.paragraph(block.line, {"lead": "Stemma Lead", "quiet": "Stemma Quiet", "plain": "Normal"}[block.look])
        elif isinstance(block, Bullets):
            for line in block.lines:
                self.paragraph(line, "List Bullet")
        elif isinstance(block, Grid):
            self.grid(block)
        elif isinstance(block, Quotation):
            by = self.paragraph(block.by)
            by.paragraph_format.keep_with_next = True
            self.paragraph(block.words, "Stemma Quotation")

    def add(self, style: str) -> Any:
        paragraph = self.document.add_paragraph()
        paragraph._p.style = self.styles[style]
        return paragraph

    def heading(self, words: str, level: int) -> None:
        self.add(f"Heading {level - 1}").add_run(xml(words))

    def paragraph(self, line: Line, style: str = "Normal") -> Any:
        paragraph = self.add(style)
        self.fill(paragraph, line)
        return paragraph

    def fill(self, paragraph: Any, line: Line) -> None:
        for piece in line:
            if isinstance(piece, Cite):
                for n, number in enumerate(piece.numbers):
                    if n:
                        paragraph.add_run(" ")
                    self.jump(paragraph, number)
            elif isinstance(piece, Link):
                self.link(paragraph, piece)
            elif piece.words:
                self.run(paragraph, piece)

    def run(self, paragraph: Any, piece: Text) -> None:
        run = paragraph.add_run(xml(piece.words))
        run.bold = True if piece.look in ("strong", "marked") else None
        if piece.look == "quiet":
            run.font.color.rgb = _QUIET
        elif piece.look == "code":
            run.font.name, run.font.size = "Consolas", Pt(8)

    def jump(self, paragraph: Any, number: int) -> None:
        """'[3]', which leads to the third source."""
        self._linked(paragraph, _element("hyperlink", anchor=f"source_{number}", history="1"), f"[{number}]", underline=False)

    def link(self, paragraph: Any, piece: Link) -> None:
        url = safe_url(piece.url)
        if url is None:
            self.run(paragraph, Text(words=piece.words))
            return
        hyperlink = _element("hyperlink", history="1")
        hyperlink.set(qn("r:id"), paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        self._linked(paragraph, hyperlink, xml(piece.words), underline=True)

    def _linked(self, paragraph: Any, hyperlink: Any, words: str, *, underline: bool) -> None:
        run = paragraph.add_run(words)
        run.font.color.rgb = _LINK
        run.font.underline = underline
        hyperlink.append(run._r)
        paragraph._p.append(hyperlink)

    def grid(self, grid: Grid) -> None:
        table = self.document.add_table(rows=1 + len(grid.rows), cols=len(grid.head))
        table.autofit = False
        _borders(table)
        head = tuple((Text(words=name, look="strong"),) for name in grid.head)
        widths = [Cm(_WIDTH * share / sum(grid.widths)) for share in grid.widths]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for n, (row, lines) in enumerate(zip(table.rows, (head, *grid.rows), strict=True)):
            _property(row, "cantSplit" if n else "tblHeader")
            for cell, line, width in zip(row.cells, lines, widths, strict=True):
                cell.width = width
                paragraph = cell.paragraphs[0]
                paragraph._p.style = self.styles["Stemma Cell"]
                self.fill(paragraph, line)
        self.add("Stemma Gap")

    def sources(self, sources: tuple[SourceLine, ...]) -> None:
        self.heading("Sources", 2)
        for source in sources:
            paragraph = self.add("Stemma Source")
            mark = str(self.marks)
            self.marks += 1
            paragraph._p.append(_element("bookmarkStart", id=mark, name=f"source_{source.number}"))
            self.fill(paragraph, source.line)
            paragraph._p.append(_element("bookmarkEnd", id=mark))


def _property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(_element(name))


def _borders(table: Any) -> None:
    """Thin lines between rows, none between columns."""
    borders = _element("tblBorders")
    for side, size in (("top", "8"), ("bottom", "8"), ("insideH", "4")):
        borders.append(_element(side, val="single", sz=size, space="0", color="B8B2A3"))
    properties = table._tbl.tblPr
    after = next((e for e in properties if e.tag in _AFTER_BORDERS), None)
    properties.insert(len(properties) if after is None else list(properties).index(after), borders)


def _dress(document: Any) -> None:
    """Page and styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(2)
    styles = document.styles
    _style(styles["Normal"], size=10.5, after=5)
    _style(styles["Title"], size=22, after=4, bold=True)
    _style(styles["Heading 1"], size=15, before=16, after=4, bold=True)
    _style(styles["Heading 2"], size=12, before=12, after=3, bold=True)
    _style(styles["Heading 3"], size=11, before=10, after=2, bold=True)
    _style(styles["List Bullet"], size=10.5, after=4)
    for name, size, after, left, colour in (
        ("Stemma Lead", 11.5, 8, 0.0, _INK),
        ("Stemma Quiet", 9.5, 3, 0.0, _QUIET),
        ("Stemma Quotation", 10.5, 6, 0.8, _INK),
        ("Stemma Cell", 9.5, 1, 0.0, _INK),
        ("Stemma Gap", 4, 0, 0.0, _INK),
        ("Stemma Source", 9.5, 4, 0.9, _INK),
    ):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        _style(style, size=size, after=after, colour=colour)
        style.paragraph_format.left_indent = Cm(left) if left else None
    source = styles["Stemma Source"]
    source.paragraph_format.first_line_indent = Cm(-0.9)
    numbering = _element("numPr")
    numbering.append(_element("ilvl", val="0"))
    numbering.append(_element("numId", val=str(_SOURCES)))
    source.element.get_or_add_pPr().insert(0, numbering)


def _style(style: Any, *, size: float, after: float, before: float = 0, bold: bool | None = None, colour: RGBColor = _INK) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.color.rgb = _FONT, Pt(size), bold, colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):  # a theme's font would win over the one named
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{kind}"), _FONT)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    for border in style.element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)


def _numbering(document: Any) -> None:
    """A list of its own, numbered '[1]': Word keeps the numbers when somebody moves a source."""
    root = document.part.numbering_part.element
    abstract = _element("abstractNum", abstractNumId=str(_SOURCES))
    abstract.append(_element("multiLevelType", val="singleLevel"))
    level = _element("lvl", ilvl="0")
    for name, value in (("start", "1"), ("numFmt", "decimal"), ("pStyle", "StemmaSource"), ("lvlText", "[%1]"), ("lvlJc", "left")):
        level.append(_element(name, val=value))
    abstract.append(level)
    first = root.find(qn("w:num"))
    root.insert(list(root).index(first) if first is not None else len(root), abstract)
    number = _element("num", numId=str(_SOURCES))
    number.append(_element("abstractNumId", val=str(_SOURCES)))
    root.append(number)


def _footer(document: Any) -> None:
    """'Stemma brief · page 2'."""
    paragraph = document.sections[0].footer.paragraphs[0]
    run = paragraph.add_run("Stemma brief · page ")
    run.font.size = Pt(8.5)
    field = _element("fldSimple", instr="PAGE")
    number = _element("r")
    text = _element("t")
    text.text = "1"
    number.append(text)
    field.append(number)
    paragraph._p.append(field)
