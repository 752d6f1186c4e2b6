"""Pairs of statements from a file: a line each, as two columns with a tab between, or as a JSON object with "a" and "b"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One pair as a person gave it: by its id, or by the number of its line."""

    name: str
    a: str
    b: str


def rows(content: bytes) -> tuple[list[Row], list[str]]:
    """The pairs in order, and what is wrong with each line that holds none; empty lines are passed over."""
    found: list[Row] = []
    faults: list[str] = []
    for number, line in _lines(content):
        row = _of_json(line, number) if line.lstrip().startswith("{") else _of_columns(line, number)
        if isinstance(row, Row):
            found.append(row)
        else:
            faults.append(f"line {number}: {row}")
    return found, faults


def _lines(content: bytes) -> Iterator[tuple[int, str]]:
    text = content.decode("utf-8-sig", errors="replace")
    yield from ((n, line.rstrip("\r")) for n, line in enumerate(text.split("\n"), 1) if line.strip())


def _of_json(line: str, number: int) -> Row | str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return "no JSON object."
    if not isinstance(value, dict) or not all(isinstance(value.get(side), str) for side in "ab"):
        return 'an object needs "a" and "b", each a string.'
    return Row(name=str(value.get("id") or number), a=value["a"], b=value["b"])


def _of_columns(line: str, number: int) -> Row | str:
    cells = line.split("\t")
    if len(cells) == 2:
        return Row(name=str(number), a=cells[0].strip(), b=cells[1].strip())
    if len(cells) == 3:
        return Row(name=cells[0].strip() or str(number), a=cells[1].strip(), b=cells[2].strip())
    return f"{len(cells)} column{'s' if len(cells) != 1 else ''}; two (A, B) or three (name, A, B) are wanted, with a tab between."
