"""The gate of tables: what a cell may show, so that no spreadsheet takes a report's words for a formula, and back again.

Numbers stay numbers. Words that begin like a formula get an apostrophe in front in CSV, where a cell has no type (OWASP,
CSV injection); XLSX cells have one, so there the words stay as they are.
"""

from __future__ import annotations

import re

from stemma.tell.exports.table import Cell
from stemma.tell.shared.safe import safe_term

#: Signs with which spreadsheets begin a formula, after whatever blanks and quotes stand before them; their full-width forms too.
_SIGNS = r"(?=[\s'\"]*[=+\-@\uff1d\uff0b\uff0d\uff20])"
#: At the start of a cell, and after a semicolon: many countries' spreadsheets part cells there, whatever the file says.
_FORMULA = re.compile(rf"(^|;\s*){_SIGNS}")
_GUARDED = re.compile(rf"(^|;\s*)'{_SIGNS}")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_NO_XML = re.compile(r"[\ufffe\uffff]")
#: Excel holds no more in a cell.
LONGEST = 32_767
_CUT = " … (cut: a cell holds no more)"


def shown(cell: Cell) -> Cell:
    """For people: one line of visible characters; a number stays one."""
    return safe_term(cell).strip() if isinstance(cell, str) else cell


def guarded(cell: Cell) -> Cell:
    """For people's CSV: `shown`, with an apostrophe before what a spreadsheet would run."""
    cell = shown(cell)
    return _FORMULA.sub(r"\1'", cell) if isinstance(cell, str) else cell


def unguarded(cell: str) -> str:
    """What was written, without the apostrophes that `guarded` put into it."""
    return _GUARDED.sub(r"\1", cell)


def exact(cell: Cell) -> Cell:
    """For machines: every character as it is, but for halves of surrogate pairs, which UTF-8 cannot hold."""
    return _SURROGATES.sub("\ufffd", cell) if isinstance(cell, str) else cell


def xml(text: str) -> str:
    """One line that XML may hold."""
    return _NO_XML.sub("\ufffd", safe_term(text))


def boxed(text: str) -> str:
    """What a cell of a workbook can hold: visible, and no longer than Excel allows; a cut is said."""
    text = xml(text).strip()
    return text if _units(text) <= LONGEST else f"{_clipped(text, LONGEST - len(_CUT))}{_CUT}"


def _units(text: str) -> int:
    """Excel counts in UTF-16."""
    return len(text) + sum(c > "\uffff" for c in text)


def _clipped(text: str, units: int) -> str:
    while _units(text) > units:
        text = text[: len(text) - max(1, (_units(text) - units) // 2)]
    return text
