"""Tables as CSV (RFC 4180): for people one that Excel opens as it is, for machines one without any change to the words."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from stemma.tell.exports.archive import zipped
from stemma.tell.exports.cells import exact, guarded
from stemma.tell.exports.table import Column, Table


def as_csv(table: Table, *, machine: bool = False) -> bytes:
    """One table as UTF-8.

    For people: a byte order mark, by which Excel knows UTF-8; line breaks inside a cell as blanks; an apostrophe before words
    that a spreadsheet would run as a formula. For machines (`machine`): none of the three, so that quoted words are exact.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.head)
    gate = exact if machine else guarded
    for row in table.rows:
        writer.writerow(["" if cell is None else gate(cell) for cell in row])
    return out.getvalue().encode("utf-8" if machine else "utf-8-sig")


def as_zip(tables: Mapping[str, Table], *, machine: bool = False) -> bytes:
    """A file a table, `claims.csv` and so on, in one zip file; the same tables give the same bytes."""
    return zipped({f"{name}.csv": as_csv(table, machine=machine) for name, table in tables.items()})


def as_urls(table: Table) -> bytes:
    """The addresses of the table of reports, one a row under the head `url`: what web archivers (auto-archiver) are fed with."""
    at = table.head.index("address")
    found = dict.fromkeys(str(row[at]) for row in table.rows if row[at])
    column = Column(name="url", help="Where a report was published")
    return as_csv(Table(name="urls", about="", columns=(column,), rows=tuple((url,) for url in found)), machine=True)
