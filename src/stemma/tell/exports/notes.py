"""What people wrote into the columns “notes” and “grade” of the claims, read back from XLSX or CSV by claim id.

The rows may stand in any order, be filtered, fewer, or have further columns; a spreadsheet may have saved the CSV with
semicolons or tabs, in UTF-8, UTF-16 or Windows-1252. Hostile files are bounded: size, expansion, rows, and XML without
entities. Only what a cell shows is read: a formula gives its last value, never itself.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from stemma.errors import UsageError
from stemma.tell.exports.cells import unguarded
from stemma.tell.exports.claim_rows import CLAIM_ID, GRADE, NOTES
from stemma.tell.exports.table import Note
from stemma.tell.exports.xlsx_reader import SIZE, sheet_rows

#: No more than a sheet of Excel holds.
ROWS = 1_048_576


def read_notes(data: bytes) -> list[Note]:
    """The rows in which something is written, in their order; a file that is no such table raises `UsageError`."""
    if len(data) > SIZE:
        raise UsageError(
            f"The file has {len(data):,} bytes; at most {SIZE:,} are read.", code="notes-too-large", hint="Keep only the sheet of claims."
        )
    rows = sheet_rows(data, wanted="claims") if data.startswith(b"PK") else _csv_rows(data)
    return list(_notes(rows))


def _notes(rows: Iterable[Sequence[str]]) -> Iterator[Note]:
    """The head may stand below other rows; everything above it is passed over."""
    places: dict[str, int] | None = None
    for n, row in enumerate(rows):
        if n >= ROWS:
            raise UsageError(f"The table has more than {ROWS:,} rows.", code="notes-too-large", hint="Keep only the sheet of claims.")
        if places is None:
            heads = {cell.strip().casefold(): at for at, cell in reversed(list(enumerate(row)))}
            places = heads if CLAIM_ID in heads else None
            continue
        claim, note, grade = (unguarded(_cell(row, places.get(name))).strip() for name in (CLAIM_ID, NOTES, GRADE))
        if claim and (note or grade):
            yield Note(claim=claim, note=note, grade=_grade(grade))
    if places is None:
        raise UsageError(
            f"There is no column “{CLAIM_ID}” in this table.", code="no-claim-ids", hint="Write into the claims table that stemma has written."
        )


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at] if at is not None and at < len(row) else ""


def _grade(written: str) -> str:
    code = "".join(written.split()).upper().replace("-", "").replace("/", "")
    return code if code and code[0] in "ABCDEF123456" and _admiralty(code) else written


def _admiralty(code: str) -> bool:
    """'B2', or one half of it: letter and digit are judged apart."""
    if len(code) == 1:
        return True
    return len(code) == 2 and code[0] in "ABCDEF" and code[1] in "123456"


def _csv_rows(data: bytes) -> Iterator[list[str]]:
    text = _text(data)
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False)
    try:
        yield from reader
    except csv.Error as error:
        raise UsageError(f"Line {reader.line_num} is no CSV: {error}.", code="not-csv", hint="Save the table as CSV (UTF-8) or XLSX.") from error


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
