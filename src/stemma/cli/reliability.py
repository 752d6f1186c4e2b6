"""A person's file of letters for sources: YAML (`Reuters: B`) or CSV (`Reuters,B`), all its faults told at once."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import get_args

from stemma.errors import UsageError
from stemma.model.rating import Reliability

_LETTERS = get_args(Reliability)
#: A file of names is small; what is larger was given by mistake.
_LARGEST = 4_000_000
#: More faults than this are counted, not listed.
_FAULTS = 10


def letters_of(path: str) -> dict[str, Reliability]:
    """Name -> letter; `UsageError` naming every line that is none."""
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise _bad(f"{path} cannot be read: {error.strerror}.", "Name a YAML or CSV file of names and letters.") from error
    if len(data) > _LARGEST:
        raise _bad(f"{path} is larger than {_LARGEST // 1_000_000} MB.", "A line is a name and a letter.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _bad(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    rows = _csv(path, text) if path.lower().endswith(".csv") else _yaml(path, text)
    said: dict[str, Reliability] = {}
    faults = []
    for name, value in rows:
        letter = next((x for x in _LETTERS if x == value.strip().upper()), None)
        if letter is None or not name.strip():
            faults.append(f"{name.strip() or 'a line without a name'}: {value.strip()!r}")
        elif said.setdefault(name.strip(), letter) != letter:
            faults.append(f"{name.strip()}: both {said[name.strip()]} and {letter}")
    if faults:
        more = f" and {len(faults) - _FAULTS} more" if len(faults) > _FAULTS else ""
        raise _bad(f"{path} has lines that are no name with a letter A to F: {'; '.join(faults[:_FAULTS])}{more}.", "Write `Reuters: B`.")
    return said


def _csv(path: str, text: str) -> list[tuple[str, str]]:
    """Rows of two cells; a first row that is a heading is left out."""
    try:
        rows = [[*row, "", ""][:2] for row in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise _bad(f"{path} is no CSV: {error}.", "Write a line `name,letter` for each source.") from error
    pairs = [(row[0], row[1]) for row in rows]
    return pairs[1:] if pairs and pairs[0][1].strip().lower() in ("reliability", "letter", "grade", "rating") else pairs


def _yaml(path: str, text: str) -> list[tuple[str, str]]:
    import yaml

    try:
        value = yaml.load(text, Loader=yaml.BaseLoader)  # every scalar stays a string: a source may be called "No"
    except (yaml.YAMLError, RecursionError) as error:
        problem = getattr(error, "problem", None) or "it is nested too deep"
        raise _bad(f"{path} is not YAML: {problem}.", "Write a line `name: letter` for each source.") from error
    if value in (None, ""):
        return []
    if not isinstance(value, dict):
        raise _bad(f"{path} is no table of names and letters.", "Write a line `name: letter` for each source.")
    return [(str(name), letter if isinstance(letter, str) else "no letter") for name, letter in value.items()]


def _bad(message: str, hint: str) -> UsageError:
    return UsageError(message, code="bad-reliability", hint=hint)
