"""The workbook, and the notes that people write into it: read back whole, by id, from whatever a spreadsheet makes of the file."""

from __future__ import annotations

import contextlib
import csv
import io
import random
import zipfile

import pytest
import xlsxwriter
from lxml import etree

from stemma.errors import UsageError
from stemma.tell.exports.csv_files import as_csv
from stemma.tell.exports.notes import read_notes
from stemma.tell.exports.table import Note
from stemma.tell.exports.tables import TABLES, tables
from stemma.tell.exports.workbook import as_xlsx
from stemma.tell.exports.xlsx_reader import sheet_rows
from tests.tell.hand import ledger

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DATA = as_xlsx(tables(ledger()))
WRITTEN = [
    Note(claim="c-rescued", note="Hospital says 118; called Tuesday", grade="B2"),
    Note(claim="c-taken", note="=SUM(1) is what they typed – “ok”\tyes", grade=""),
    Note(claim="c-aground", note="", grade="F"),
]


def part(name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(DATA)) as book:
        return etree.fromstring(book.read(name))


def test_a_sheet_a_table_and_one_that_explains() -> None:
    assert [s.get("name") for s in part("xl/workbook.xml").iter(f"{MAIN}sheet")] == [*TABLES, "about"]


def test_heads_stay_in_view_and_can_be_filtered() -> None:
    for n in range(1, len(TABLES) + 1):
        sheet = part(f"xl/worksheets/sheet{n}.xml")
        pane = sheet.find(f".//{MAIN}pane")
        assert pane is not None
        assert (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
        assert sheet.find(f"{MAIN}autoFilter") is not None


def test_numbers_are_numbers_and_words_are_words() -> None:
    first, second = list(part("xl/worksheets/sheet1.xml").iter(f"{MAIN}row"))[:2]
    heads = [c.get("r", "")[:-1] for c in first]
    kinds = {c.get("r", "")[:-1]: c.get("t") for c in second}
    names = tables(ledger())["claims"].head
    assert kinds[heads[names.index("reports")]] is None
    assert kinds[heads[names.index("statement")]] == "s"


def test_the_same_ledger_gives_the_same_bytes() -> None:
    assert as_xlsx(tables(ledger())) == DATA


def test_the_rows_can_be_read_back() -> None:
    table = tables(ledger())["claims"]
    read = list(sheet_rows(DATA, wanted="claims"))
    assert tuple(read[0]) == table.head
    assert [r[0] for r in read[1:]] == [row[0] for row in table.rows]
    assert [r[3] for r in read[1:]] == [row[3] for row in table.rows]


def filled(rows: list[list[str]]) -> list[list[str]]:
    """The table as somebody leaves it: another order, a column added, notes and grades filled in."""
    head, *body = rows
    by = {n.claim: n for n in WRITTEN}
    for row in body:
        row += [""] * (len(head) - len(row))
        if row[0] in by:
            row[head.index("notes")], row[head.index("grade")] = by[row[0]].note, by[row[0]].grade
    body.sort(key=lambda r: [n.claim for n in WRITTEN].index(r[0]) if r[0] in by else 9)
    return [["mine", *head], *(["x", *row] for row in body)]


def test_notes_come_back_from_a_workbook() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("scratch").write_string(0, 0, "not here")
        sheet = book.add_worksheet("Claims")
        for n, row in enumerate(filled(list(sheet_rows(DATA, wanted="claims")))):
            for at, cell in enumerate(row):
                sheet.write_string(n + 2, at, cell)  # somebody put two lines above
    assert read_notes(out.getvalue()) == WRITTEN


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_notes_come_back_from_csv(separator: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    rows = list(csv.reader(io.StringIO(as_csv(tables(ledger())["claims"]).decode("utf-8-sig"), newline="")))
    csv.writer(out, delimiter=separator).writerows(filled(rows))
    assert read_notes(out.getvalue().encode(encoding)) == WRITTEN


def test_notes_stand_in_the_next_table_again() -> None:
    again = tables(ledger(), notes=WRITTEN)
    back = {n.claim: n for n in read_notes(as_xlsx(again))}
    assert set(back) == {n.claim for n in WRITTEN}
    assert back["c-rescued"] == WRITTEN[0]
    assert {n.claim: n.grade for n in read_notes(as_csv(again["claims"]))} == {n.claim: n.grade for n in WRITTEN}


def test_what_stemma_wrote_holds_no_notes() -> None:
    assert read_notes(DATA) == []
    assert read_notes(as_csv(tables(ledger())["claims"])) == []


@pytest.mark.parametrize(
    ("written", "grade"),
    [("b2", "B2"), ("B-2", "B2"), ("B 2", "B2"), ("A", "A"), ("6", "6"), ("B7", "B7"), ("good", "good"), ("G1", "G1"), ("F/6", "F6")],
)
def test_grades_are_brought_into_their_usual_form_or_kept(written: str, grade: str) -> None:
    assert read_notes(f"claim id,notes,grade\nc,,{written}\n".encode()) == [Note(claim="c", note="", grade=grade)]


def book(sheet: str, *, strings: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A workbook by hand, as other programs write it."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    linked = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    files = {
        "xl/workbook.xml": f'<workbook {space} {linked}><sheets><sheet name="claims" sheetId="1" r:id="rId1"/></sheets></workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": b'<Relationships><Relationship Id="rId1" Target="/xl/worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{sheet}</sheetData></worksheet>".encode(),
        "xl/sharedStrings.xml": f"<sst {space}>{strings}</sst>".encode(),
        **(more or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return out.getvalue()


HEAD = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ("claim id", "notes", "grade"))


def test_inline_rich_coded_and_computed_cells() -> None:
    rich = "<si><r><t>seen </t></r><r><t>twice_x0021_</t></r><rPh><t>furigana</t></rPh></si>"
    cells = '<c r="A2" t="str"><f>CONCAT("c","1")</f><v>c1</v></c><c r="B2" t="s"><v>0</v></c><c r="C2"><v>3</v></c>'
    assert read_notes(book(f"<row>{HEAD}</row><row>{cells}</row>", strings=rich)) == [Note(claim="c1", note="seen twice!", grade="3")]


ENTITY = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&a;</t></si></sst>'
LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9))
    + b']><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&j;</t></si></sst>'
)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        DATA[: len(DATA) // 2],
        b"a,b\n1,2\n",
        b"\x00\x01\x02",
        book("<row/>"),
        book("<row>", strings="<si>"),
        book(f'<row>{HEAD}</row><row><c r="ZZZ2"><v>1</v></c></row>'),
        book("", more={"xl/workbook.xml": b"<workbook/>"}),
        book("", more={"xl/_rels/workbook.xml.rels": b"<x/>"}),
    ],
    ids=["empty", "cut zip", "half a file", "another table", "bytes", "no head", "broken xml", "far column", "no sheets", "no relations"],
)
def test_what_is_no_table_of_claims_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(UsageError) as raised:
        read_notes(data)
    assert raised.value.hint


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"])
def test_a_part_is_unpacked_no_further_than_the_limit(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("stemma.tell.exports.xlsx_reader.UNPACKED", 1_000_000)
    with pytest.raises(UsageError) as raised:
        read_notes(book("", more={name: b"<worksheet>" + b" " * 1_000_000}))
    assert raised.value.code == "notes-too-large"


@pytest.mark.parametrize("strings", [ENTITY, LAUGHS])
def test_entities_are_not_followed(strings: bytes) -> None:
    cells = '<c t="inlineStr"><is><t>c</t></is></c><c t="s"><v>0</v></c>'
    data = book(f"<row>{HEAD}</row><row>{cells}</row>", more={"xl/sharedStrings.xml": strings})
    with contextlib.suppress(UsageError):  # refused, or read without them
        assert read_notes(data) == []


def test_damaged_workbooks_are_read_or_refused_but_never_break() -> None:
    chance = random.Random(17)
    for _ in range(100):
        data = bytearray(DATA)
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with contextlib.suppress(UsageError):
            assert all(note.claim for note in read_notes(bytes(data)))
