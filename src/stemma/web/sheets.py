"""Tables and other things as files to take away: handed out, never shown, whatever they hold."""

from __future__ import annotations

from starlette.responses import Response

from stemma.tell.exports.table import Table

#: What a table can be taken away as: the end of its name, and the media type.
SHEETS = {
    ".csv": "text/csv; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def written(table: Table, end: str) -> bytes:
    """The table as CSV for people, or as a workbook: words that a spreadsheet would run as a formula are kept from it."""
    from stemma.tell.exports.csv_files import as_csv
    from stemma.tell.exports.workbook import as_xlsx

    return as_csv(table) if end == ".csv" else as_xlsx({table.name: table})


def file(data: bytes, media: str, name: str) -> Response:
    """The answer that a browser keeps as a file."""
    headers = {"content-disposition": f'attachment; filename="{name}"', "content-security-policy": "default-src 'none'; sandbox"}
    return Response(data, media_type=media, headers=headers)
