"""The lines of a letter: paragraphs whole again, and what every newsletter has around its story set apart."""

from __future__ import annotations

import re
from dataclasses import replace

from stemma.ingest.layout import Paragraph, flat
from stemma.model import RawReport, Zone

#: Lines around the story, and how long such a line may be.
_FURNITURE = re.compile(
    r"\bunsubscribe\b|\b(?:view|read|open|see)\b.{0,40}\b(?:in|on) (?:your|a|the) (?:web )?browser\b|^view (?:in|on)(?:line| browser| web)"
    r"|\byou(?:'re| are)? (?:\w+ )?receiv(?:e|ed|ing) this\b|\b(?:manage|update|change) (?:your )?(?:\w+ )?preferences\b|^(?:©|\(c\)|copyright\b)"
    r"|^(?:share|like|tweet|forward|comment|restack)(?:\W+(?:share|like|tweet|forward|comment|restack|email|facebook|x|twitter|linkedin))*$"
    r"|\bforward(?:ed)? this (?:e-?mail|message|newsletter)\b|\badd us to your address book\b|\bprivacy policy\b",
    re.IGNORECASE,
)
_LONGEST_FURNITURE = 400


def furnished(report: RawReport) -> RawReport:
    """The report with the lines that every newsletter has around its story marked as furniture."""
    found, at = [], 0
    for paragraph in report.text.split("\n\n"):
        marked = any(z.start < at + len(paragraph) and at < z.end for z in report.marked)
        if not marked and len(paragraph) <= _LONGEST_FURNITURE and _FURNITURE.search(paragraph):
            found.append(Zone(kind="furniture", start=at, end=at + len(paragraph)))
        at += len(paragraph) + 2
    return replace(report, marked=tuple(sorted((*report.marked, *found), key=lambda z: z.start))) if found else report


def paragraphs(text: str) -> list[Paragraph]:
    """Paragraphs from lines that were broken for the sake of old screens; the signature below "-- " is furniture."""
    text, _, signature = text.partition("\n-- \n")
    out = []
    for block in re.split(r"\n[ \t]*\n", text):
        lines = [line.rstrip() for line in block.split("\n") if line.strip()]
        full = len(lines) > 1 and all(len(line) >= 45 for line in lines[:-1])
        out += [flat(" ".join(lines))] if full else [flat(line) for line in lines]
    own = [Paragraph(text=p) for p in out if p]
    return [*own, *([Paragraph(text=flat(signature), kind="furniture")] if signature.strip() else [])]
