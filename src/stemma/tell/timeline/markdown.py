"""Timelines as Markdown: each event with its quoted words."""

from __future__ import annotations

from collections.abc import Sequence

from stemma.model import Ledger
from stemma.model.timeline import Timeline
from stemma.tell.shared.citing import Citations, link, markdown_line
from stemma.tell.timeline.words import about, backing, when


def markdown(ledger: Ledger, timelines: Sequence[Timeline]) -> str:
    """The timelines as Markdown: each event with its quoted words."""
    cite = Citations(ledger)
    out: list[str] = []
    for line in timelines:
        out += [f"# Timeline: {markdown_line(line.title or 'Untitled story')}", "", markdown_line(about(line, ledger)), ""]
        for event in line.events:
            out += [
                f"## {markdown_line(when(event.moment))}",
                "",
                f"**{markdown_line(event.statement)}**",
                "",
                markdown_line(backing(event, cite)),
                "",
            ]
            for t in event.tellings:
                by = f", citing {markdown_line(cite.chain(t.chain))}" if t.chain else ""
                time = f" ({markdown_line(when(t.moment))})" if t.moment != event.moment else ""
                out.append(f"- {link(cite.dated(t.report), cite.url(t.report))}{by}{time}: “{markdown_line(cite.quote(t.place))}”")
            out += ["", *(f"- `{g.rule}`: {markdown_line(g.sentence)}" for g in event.grounds), ""]
        if line.undated:
            out += ["## Without a date", ""]
            out += [f"- {markdown_line(u.statement)}{f' (“{markdown_line(u.words)}”)' if u.words else ''}" for u in line.undated]
            out.append("")
    return "\n".join(out or ["# Timeline", "", "No story: nothing was read."]).rstrip() + "\n"
