"""Tables as an Excel workbook: one sheet a table, heads that stay in view, filters, a sheet that says what each column holds.

Words are written as words only: never as formulas, never as links. The same tables give the same bytes. Limits: Excel
holds 1,048,575 rows below a head, and 32,767 characters in a cell; what is cut says so.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import Any

from stemma.errors import UsageError
from stemma.tell.exports.cells import boxed
from stemma.tell.exports.claim_rows import GRADE, NOTES
from stemma.tell.exports.table import Cell, Table

#: Not the day of writing: the bytes shall not depend on the clock.
CREATED = dt.datetime(1980, 1, 1)
ROWS = 1_048_575
_WRAP = 28
_ABOUT = (
    "Written by Stemma. Each sheet is one table; its columns are explained below.",
    "Write into the columns “notes” and “grade” of the sheet “claims”: Stemma reads them back by the claim id, in whatever order the rows stand.",
    "Nothing here says what is so: only who says it, and through whom. Copies add no origin.",
)


def as_xlsx(tables: Mapping[str, Table]) -> bytes:
    """The workbook's bytes; more rows than a sheet holds raise `UsageError`."""
    import xlsxwriter

    for table in tables.values():
        if len(table.rows) > ROWS:
            raise UsageError(f"The table of {table.name} has {len(table.rows):,} rows; a sheet holds {ROWS:,}.", hint="Write CSV instead.")
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "nan_inf_to_errors": True}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": "Stemma: the ledger as tables", "author": "Stemma", "created": CREATED})
    formats = _Formats(book)
    for table in tables.values():
        _sheet(book, formats, table)
    _legend(book, formats, tables)
    book.close()
    return out.getvalue()


class _Formats:
    """How cells look."""

    def __init__(self, book: Any) -> None:
        plain: dict[str, Any] = {"valign": "top", "font_name": "Calibri", "font_size": 11}
        self.head = book.add_format({**plain, "bold": True, "bottom": 2, "text_wrap": True, "bg_color": "#EFEBE1"})
        self.words = book.add_format({**plain, "text_wrap": True})
        self.plain = book.add_format(plain)
        self.yours = book.add_format({**plain, "text_wrap": True, "bg_color": "#FFF9DB", "border": 1, "border_color": "#D9CF9F"})
        self.title = book.add_format({**plain, "bold": True, "font_size": 14})


def _sheet(book: Any, formats: _Formats, table: Table) -> None:
    sheet = book.add_worksheet(table.name)
    for at, column in enumerate(table.columns):
        yours = table.name == "claims" and column.name in (NOTES, GRADE)
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, boxed(column.name), formats.head)
        look = formats.yours if yours else formats.words if column.width >= _WRAP else formats.plain
        for n, row in enumerate(table.rows, 1):
            _write(sheet, n, at, row[at], look)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, row: int, at: int, cell: Cell, look: Any) -> None:
    """Words as words, numbers as numbers."""
    if cell is None or cell == "":
        sheet.write_blank(row, at, None, look)
    elif isinstance(cell, str):
        sheet.write_string(row, at, boxed(cell), look)
    else:
        sheet.write_number(row, at, cell, look)


def _legend(book: Any, formats: _Formats, tables: Mapping[str, Table]) -> None:
    """The last sheet: what each sheet and column holds."""
    sheet = book.add_worksheet("about")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 110)
    row = 0
    for line in _ABOUT:
        sheet.write_string(row, 0, line, formats.plain)
        row += 1
    for table in tables.values():
        row += 1
        sheet.write_string(row, 0, boxed(table.name), formats.title)
        sheet.write_string(row, 1, boxed(table.about), formats.plain)
        for column in table.columns:
            row += 1
            sheet.write_string(row, 0, boxed(column.name), formats.plain)
            sheet.write_string(row, 1, boxed(column.help), formats.words)
        row += 1
