"""Omissions as Markdown: the matrix, its key and a line for each report."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Ledger
from stemma.model.omissions import Omissions
from stemma.tell.omissions.desk import KEY, NOTE, NOTHING, SIGNS, Desk, line, named
from stemma.tell.shared.safe import safe_markdown


def markdown(ledger: Ledger, found: Sequence[Omissions]) -> str:
    """The matrix as a Markdown table, the key and a line for each report."""
    desk = Desk(ledger)
    lines: list[str] = []
    for story in found:
        sources = desk.of(story)
        lines += [f"# Who tells what: {safe_markdown(desk.stories[story.story].title or 'Untitled story')}", ""]
        lines += ["| # | Claim |" + "".join(f" {s.number} |" for s in sources), "|---:|---|" + ":---:|" * len(sources)]
        for row in story.claims:
            signs = {p.report: safe_markdown(SIGNS[p.mark]) for p in row.presences}
            cells = "".join(f" {signs[s.report.id]} |" for s in sources)
            lines.append(f"| {desk.numbers[row.claim]} | {safe_markdown(named(desk, row))} |{cells}")
        lines += ["", "Key: " + "; ".join(f"{safe_markdown(SIGNS[m])} {KEY[m]}" for m in SIGNS) + ".", ""]
        lines += [f"- \\[{s.number}\\] {safe_markdown(line(desk, story, n))}" for n, s in enumerate(sources)]
        lines += ["", NOTE, ""]
    return "\n".join(lines or [NOTHING, ""])
