"""The brief as Markdown (CommonMark with tables): readable as it stands, in GitHub, and in Obsidian."""

from __future__ import annotations

import re
from functools import singledispatch

from stemma.tell.exports.paper import Bullets, Cite, Grid, Heading, Line, Link, Paper, Paragraph, Quotation, Text
from stemma.tell.shared.safe import safe_markdown


def as_markdown(paper: Paper) -> str:
    """The whole brief; the words of reports pass `safe_markdown`, addresses were checked before."""
    parts = [f"# {_plain(paper.title)}"]
    parts += [_block(block) for block in paper.blocks]
    parts.append("## Sources")
    parts.append("\n".join(f'- <a id="source-{s.number}"></a>\\[{s.number}\\] {_line(s.line)}' for s in paper.sources) or "None.")
    parts.append("## How to read this")
    parts += [_plain(line) for line in paper.foot]
    text = "\n\n".join(part for part in parts if part)
    return "\n".join(line.rstrip() for line in text.split("\n")) + "\n"


@singledispatch
def _block(block: object) -> str:
    raise TypeError(f"no block: {block!r}")


@_block.register
def _(block: Heading) -> str:
    return f"{'#' * block.level} {_plain(block.words)}"


@_block.register
def _(block: Paragraph) -> str:
    return _line(block.line)


@_block.register
def _(block: Bullets) -> str:
    return "\n".join(f"- {_line(line)}" for line in block.lines)


@_block.register
def _(block: Grid) -> str:
    head = f"| {' | '.join(map(_plain, block.head))} |\n|{'---|' * len(block.head)}"
    return "\n".join([head, *(f"| {' | '.join(_line(cell) for cell in row)} |" for row in block.rows)])


@_block.register
def _(block: Quotation) -> str:
    return f"{_line(block.by)}\n\n> {_line(block.words)}"


def _plain(words: str) -> str:
    return safe_markdown(words).strip()


def _line(line: Line) -> str:
    return "".join(_inline(piece, first=n == 0) for n, piece in enumerate(line)).strip()


def _inside(words: str) -> str:
    """Words that do not begin their line: what counts only there needs no escape."""
    return safe_markdown(f".{words}")[1:]


def _inline(piece: Text | Cite | Link, *, first: bool) -> str:
    """Marks of emphasis stand close to their words: white space goes outside them."""
    if isinstance(piece, Cite):
        return " ".join(f"[\\[{n}\\]](#source-{n})" for n in piece.numbers)
    if isinstance(piece, Link):
        url = piece.url.replace("(", "%28").replace(")", "%29")
        return f"[{_plain(piece.words)}](<{url}>)" if piece.words != piece.url else f"<{piece.url}>"
    match = re.fullmatch(r"(\s*)(.*?)(\s*)", piece.words, re.S)
    if match is None or not match[2]:
        return " " if piece.words else ""
    before, after = (" " if part else "" for part in (match[1], match[3]))
    words = safe_markdown(match[2]) if first else _inside(match[2])
    if piece.look == "code":
        return f"{before}`{match[2]}`{after}" if match[2].isalnum() else f"{before}{words}{after}"
    return f"{before}**{words}**{after}" if piece.look in ("strong", "marked") else f"{before}{words}{after}"
