"""A table as values: columns with their help, rows of plain cells. CSV and XLSX show it; neither judges anything."""

from __future__ import annotations

from dataclasses import dataclass

#: What a cell may hold; None where nothing is stated or known.
Cell = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column."""

    #: As people read it in the head, in plain words.
    name: str
    #: What stands in it.
    help: str
    #: Width on a sheet, in characters.
    width: int = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one kind of thing; ids stand first and stay the same over re-runs."""

    #: Name of the file and of the sheet: "claims".
    name: str
    #: What the table holds, in one sentence.
    about: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def head(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(c.name for c in self.columns)

    def as_dicts(self) -> list[dict[str, Cell]]:
        """The rows by column name: what data frames are made of."""
        return [dict(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What a person wrote about a claim."""

    #: Id of the claim.
    claim: str
    #: Their words; "" where only a grade is given.
    note: str
    #: As written; an Admiralty code ("b 2") is brought into its usual form ("B2"). "" where only words are given.
    grade: str


def columns(*said: tuple[str, str, int]) -> tuple[Column, ...]:
    """Columns from name, help and width."""
    return tuple(Column(name=name, help=help_, width=width) for name, help_, width in said)
