"""Answers to the pairs, and the table that they give.

An answer is "same", "different" or "cannot tell". What hurts a reader is a distortion that is answered "same"; a paraphrase answered "different"
or "cannot tell" is only missed. So the two are counted apart and never mixed into one figure.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bench.distortions.suite import CLASSES, PARAPHRASE, Pair

Answer = Literal["same", "different", "cannot tell"]
ANSWERS: tuple[Answer, ...] = ("same", "different", "cannot tell")


class MisreadError(ValueError):
    """An answer file that is not in the documented form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One class: how many pairs, and how they were answered."""

    kind: str
    pairs: int
    same: int
    different: int

    @property
    def cannot_tell(self) -> int:
        """Pairs on which the tool kept still."""
        return self.pairs - self.same - self.different


def read_answers(lines: Iterable[str], pairs: Sequence[Pair]) -> dict[str, Answer]:
    """Answers by id, from lines of `{"id": ..., "answer": ...}`. Raises `MisreadError` on an unknown id or answer and on a second answer."""
    known = {p.id for p in pairs}
    found: dict[str, Answer] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            name, answer = row["id"], row["answer"]
        except (ValueError, KeyError, TypeError) as error:
            raise MisreadError(f'line {number} is not {{"id": ..., "answer": ...}}') from error
        if name not in known:
            raise MisreadError(f"line {number}: the suite has no pair {name!r}")
        if answer not in ANSWERS:
            raise MisreadError(f"line {number}: the answer {answer!r} is none of {', '.join(ANSWERS)}")
        if name in found:
            raise MisreadError(f"line {number}: a second answer to {name!r}")
        found[name] = answer
    return found


def rows(pairs: Sequence[Pair], answers: Mapping[str, Answer]) -> tuple[Row, ...]:
    """One row a class, distortions first; a pair without an answer counts as "cannot tell"."""
    table = []
    for kind in (*CLASSES, PARAPHRASE):
        given = [answers.get(p.id, "cannot tell") for p in pairs if p.kind == kind]
        table.append(Row(kind=kind, pairs=len(given), same=given.count("same"), different=given.count("different")))
    return tuple(table)


def table(title: str, pairs: Sequence[Pair], answers: Mapping[str, Answer]) -> str:
    """The rows as a Markdown table, with the two figures that count below it."""
    found = rows(pairs, answers)
    lines = [f"| {title} | pairs | same | different | cannot tell |", "|---|---|---|---|---|"]
    lines += [f"| {r.kind} | {r.pairs} | {r.same} | {r.different} | {r.cannot_tell} |" for r in found]
    wrong, right = [r for r in found if r.kind != PARAPHRASE], found[-1]
    n, taken, seen = sum(r.pairs for r in wrong), sum(r.same for r in wrong), sum(r.different for r in wrong)
    lines += [
        "",
        f"Distortions taken for the same: {taken} of {n} ({100 * taken / max(1, n):.1f} in 100); recognised as different: {seen / max(1, n):.3f}.",
        f"Paraphrases recognised: {right.same / max(1, right.pairs):.3f} of {right.pairs}; "
        f"called different: {right.different / max(1, right.pairs):.3f}.",
    ]
    return "\n".join(lines)
