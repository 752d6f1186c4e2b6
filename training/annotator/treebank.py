"""Reads CoNLL-U treebanks: words, tags, lemmas, trees, paragraphs, and GUM's proper names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .units import NONE, Unit

#: GUM's entity types under the annotator's names; the rest is MISC.
GUM_TYPES = {"person": "PER", "place": "LOC", "organization": "ORG", "time": "TIME", "event": "EVENT"}
#: Small words allowed inside a proper name, between two of its capitalised words.
INSIDE = {"of", "the", "and", "for", "'s", "’s", "-", "–", "&", "de", "la", "von", "van", "al", "in", "on", "/", "."}
TITLES = frozenset(
    """mr mr. mrs mrs. ms ms. dr dr. president minister senator sen. gov. governor prof. professor king queen sir judge captain
    general gen. col. colonel sgt. rep. secretary director chancellor madam speaker""".split()  # noqa: SIM905
)


def read_treebank(path: Path) -> list[Unit]:
    """One `Unit` a sentence, in order; names are filled in where the file has an entity layer (GUM)."""
    units = []
    document, paragraph = "", True
    has_names = "Entity" in path.read_text(encoding="utf-8")[:4000]
    open_mentions: dict[str, list[tuple[int, str, str]]] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        lines = block.split("\n")
        for line in lines:
            if line.startswith("# newdoc"):
                document, paragraph = line, True
            elif line.startswith("# newpar"):
                paragraph = True
        rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
        rows = [row for row in rows if row[0].isdigit()]
        if not rows:
            continue
        unit = Unit(words=[row[1] for row in rows], document=document, paragraph=paragraph)
        paragraph = False
        unit.text = next((line[9:] for line in lines if line.startswith("# text = ")), " ".join(unit.words))
        unit.upos = [row[3] for row in rows]
        unit.lemmas = [row[2] for row in rows]
        unit.heads = [int(row[6]) - 1 for row in rows]
        unit.deprels = [row[7] for row in rows]
        if has_names:
            unit.names = gum_names(rows, open_mentions)
        units.append(unit)
    return units


def gum_names(rows: list[list[str]], carried: dict[str, list[tuple[int, str, str]]]) -> list[str]:
    """BIO names of one sentence from the ``Entity`` attributes; outer names win over inner ones."""
    found = []
    for begin, end, kind, smallest in _mentions(rows, carried):
        span = _name(rows, begin, end, kind, smallest)
        if span:
            found.append((span[0], span[1], GUM_TYPES.get(kind, "MISC")))
    found.sort(key=lambda f: (f[0] - f[1], f[0]))
    tags = [NONE] * len(rows)
    for begin, end, label in found:
        if all(tag == NONE for tag in tags[begin:end]):
            tags[begin:end] = ["B-" + label] + ["I-" + label] * (end - begin - 1)
    return tags


def _mentions(rows: list[list[str]], carried: dict[str, list[tuple[int, str, str]]]) -> Iterator[tuple[int, int, str, str]]:
    """(begin, end, type, minimal span) of each mention of the sentence."""
    stack: list[tuple[str, int, str, str]] = []
    for i, row in enumerate(rows):
        match = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for piece in re.findall(r"\([^()]*\)?|[^()]+\)", match[1]) if match else ():
            if piece.startswith("("):
                fields = piece.strip("()").split("-")
                etype = fields[1] if len(fields) > 1 else ""
                smallest = _minimal(fields)
                if piece.endswith(")"):
                    yield i, i + 1, etype, smallest
                else:
                    stack.append((fields[0], i, etype, smallest))
            else:
                name = piece.rstrip(")")
                for at in range(len(stack) - 1, -1, -1):
                    if stack[at][0] == name:
                        _, begin, etype, smallest = stack.pop(at)
                        yield begin, i + 1, etype, smallest
                        break


def _minimal(fields: list[str]) -> str:
    """The ``minspan`` field: positions within the mention, as ``1,2``. Centering (``cf1*``) stands before it."""
    for at, field in enumerate(fields):
        if re.match(r"cf\d", field) and at + 1 < len(fields):
            return fields[at + 1]
    return "1"


def _name(rows: list[list[str]], begin: int, end: int, kind: str, smallest: str) -> tuple[int, int] | None:
    """The proper name within a mention, or None for a description."""
    heads = [begin + int(n) - 1 for n in smallest.split(",") if n.isdigit()] or [begin]
    heads = [h for h in heads if begin <= h < end]
    if not heads:
        return None
    if kind == "time":
        proper = any(rows[h][3] == "PROPN" or re.search(r"\d", rows[h][1]) for h in heads)
        if not proper:
            return None
        while begin < end and rows[begin][3] in {"DET", "ADP", "PUNCT", "SCONJ", "ADV"}:
            begin += 1
        return (begin, end) if begin < end and end - begin < 8 else None
    anchor = next((h for h in heads if rows[h][3] == "PROPN"), None)
    if anchor is None:
        return None
    low, high = anchor, anchor + 1
    inside = INSIDE - {"and", "in", "on", "for"} if kind in {"person", "place"} else INSIDE
    while True:
        step = next((k for k in range(1, 4) if low - k >= begin and _proper(rows, low - k)), 0)
        if not step or any(rows[j][1].lower() not in inside for j in range(low - step + 1, low)):
            break
        low -= step
    while True:
        step = next((k for k in range(1, 4) if high - 1 + k < end and _proper(rows, high - 1 + k)), 0)
        if not step or any(rows[j][1].lower() not in inside for j in range(high, high + step - 1)):
            break
        high += step
    if kind == "person":
        while low < high - 1 and rows[low][1].lower() in TITLES:
            low += 1
        if rows[low][1].lower() in TITLES or not rows[low][1][:1].isupper() or rows[anchor][4] == "NNPS":
            return None
    return low, high


def _proper(rows: list[list[str]], i: int) -> bool:
    word = rows[i][1]
    return rows[i][3] == "PROPN" or (word[:1].isupper() and rows[i][3] in {"NOUN", "VERB", "NUM", "X", "ADJ"} and i > 0)
