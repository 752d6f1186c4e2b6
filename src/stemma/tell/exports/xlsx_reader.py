"""The rows of one sheet of an XLSX file, as the words that its cells show. Reads what Excel, LibreOffice and Google write.

Bounded against hostile files: bytes, what they unpack to, columns; no entities, no outside references. Dates come as
Excel's day numbers: the columns read here hold none.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from stemma.errors import UsageError

#: Bytes of a file that is read, and of one of its parts unpacked.
SIZE = 64 * 1024 * 1024
UNPACKED = 256 * 1024 * 1024
_COLUMNS = 16_384
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})\d+$")


def sheet_rows(data: bytes, *, wanted: str) -> Iterator[list[str]]:
    """The rows of the sheet `wanted`, else of the first one; empty rows are left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            strings = _strings(book)
            yield from _rows(_part(book, _path(book, wanted)), strings)
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, KeyError, EOFError, NotImplementedError, RuntimeError, UnicodeError) as error:
        raise UsageError(f"This is no workbook that can be read: {error}.", code="not-xlsx", hint="Save it again as XLSX or CSV.") from error


def _part(book: zipfile.ZipFile, name: str) -> io.BytesIO:
    """One file of the workbook, unpacked no further than the limit, whatever its header says."""
    with book.open(name) as stream:
        content = stream.read(UNPACKED + 1)
    if len(content) > UNPACKED:
        raise UsageError("The workbook unpacks to more than can be read.", code="notes-too-large", hint="Keep only the sheet of claims.")
    return io.BytesIO(content)


def _tree(book: zipfile.ZipFile, name: str) -> Any:
    return etree.parse(_part(book, name), etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)).getroot()


def _events(part: io.BytesIO, tag: str) -> Iterator[Any]:
    """The elements of one name, each freed after use."""
    for _, element in etree.iterparse(part, events=("end",), tag=_MAIN + tag, resolve_entities=False, no_network=True, load_dtd=False):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _path(book: zipfile.ZipFile, wanted: str) -> str:
    sheets = _tree(book, "xl/workbook.xml").findall(f"{_MAIN}sheets/{_MAIN}sheet")
    if not sheets:
        raise KeyError("no sheet")
    chosen = next((s for s in sheets if (s.get("name") or "").strip().casefold() == wanted), sheets[0])
    for relation in _tree(book, "xl/_rels/workbook.xml.rels"):
        if relation.get("Id") == chosen.get(_RELATION):
            target = relation.get("Target") or ""
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
    raise KeyError("no sheet")


def _strings(book: zipfile.ZipFile) -> list[str]:
    """The words that cells share; phonetic readings beside them are left out."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_shown(item) for item in _events(_part(book, "xl/sharedStrings.xml"), "si")]


def _shown(item: Any) -> str:
    texts = [t.text or "" for t in item.iter(f"{_MAIN}t") if t.getparent().tag != f"{_MAIN}rPh"]
    return _CODED.sub(lambda m: chr(int(m[1], 16)), "".join(texts))


def _rows(part: io.BytesIO, strings: list[str]) -> Iterator[list[str]]:
    for row in _events(part, "row"):
        cells: list[str] = []
        for cell in row.iter(f"{_MAIN}c"):
            place = _column(cell.get("r"))
            at = len(cells) if place is None else place
            if at >= _COLUMNS:
                raise KeyError("too many columns")
            cells += [""] * (at + 1 - len(cells))
            cells[at] = _value(cell, strings)
        if any(cells):
            yield cells


def _column(place: str | None) -> int | None:
    """'B12' is column 1."""
    match = _PLACE.match(place or "")
    if not match:
        return None
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: Any, strings: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _shown(cell)
    value = cell.findtext(f"{_MAIN}v") or ""
    if kind == "s":
        at = int(value) if value.isdigit() else -1
        return strings[at] if 0 <= at < len(strings) else ""
    return "" if kind == "e" else value
